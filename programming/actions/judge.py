"""The rules over working rows: what staff are told before they publish."""

from collections.abc import Iterable
from datetime import date

from programming.actions.snapshot import engagement, load, show_fact
from programming.models import Run, Screening
from programming.rules.engagement import contradiction
from programming.rules.findings import Finding
from programming.rules.judge import judge


def schedule_findings(first: date, last: date) -> tuple[Finding, ...]:
    """All that the rules find on house days `first` through `last`. Raises Refused without a house."""
    return judge(load(first, last))


def line_findings() -> list[Finding]:
    """Q03 for every confirmed run whose line staff wrote themselves. Four queries."""
    runs = Run.objects.announced().exclude(line_override="").prefetch_related("holdovers", "screenings__screen__venue")
    return [finding for run in runs for finding in judge_line(run, run.screenings.all())]


def judge_line(run: Run, screenings: Iterable[Screening]) -> list[Finding]:
    """Q03 for one run, were these its shows. They are not looked at where the line is derived from them anyway."""
    if not run.line_override:
        return []
    on = [screening for screening in screenings if screening.is_on]
    facts = [show_fact(screening, screening.screen.venue) for screening in on]
    return contradiction(engagement(run, facts, on[0].screen.venue.week_starts if on else 0), run.pk)
