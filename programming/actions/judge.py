"""The rules over working rows: what staff are told before they publish."""

from collections.abc import Iterable

from programming.models import Run, Screening
from programming.rules.engagement import contradiction
from programming.rules.findings import Finding
from programming.timetable.engagement import Announced, Engagement, Kept, ShowFact


def line_findings() -> list[Finding]:
    """Q03 for every confirmed run whose line staff wrote themselves. Four queries."""
    runs = Run.objects.announced().exclude(line_override="").prefetch_related("holdovers", "screenings__screen__venue")
    return [finding for run in runs for finding in judge_line(run, run.screenings.all())]


def judge_line(run: Run, screenings: Iterable[Screening]) -> list[Finding]:
    """Q03 for one run, were these its shows."""
    on = [screening for screening in screenings if screening.is_on]
    return contradiction(
        Engagement(
            opens_on=run.opens_on,
            closes_on=run.closes_on,
            announced=Announced(run.announcement),
            holdovers=tuple(Kept(held.first_on, held.last_on, held.is_final) for held in run.holdovers.all()),
            shows=tuple(_fact(screening) for screening in on),
            override=run.line_override,
            week_starts=on[0].screen.venue.week_starts if on else 0,
        ),
        run.pk,
    )


def _fact(screening: Screening) -> ShowFact:
    local = screening.starts_at.astimezone(screening.screen.venue.zone)
    return ShowFact(screening.house_day, screening.starts_at, local.time())
