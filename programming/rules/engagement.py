"""Q03: the staff's own engagement line, where the schedule contradicts it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from programming.rules.findings import Finding, Level, Subject
from programming.rules.snapshot import Snapshot, grouped
from programming.timetable.dates import long_day
from programming.timetable.engagement import Engagement
from programming.timetable.languages import LANGUAGES, spoken

# Staff may write a line in either language, whatever the house speaks.
ENDS = re.compile(r"\b(must end|through|until|ends|last day|jusqu['’]au|se termine|dernier jour)\b")
ONE_TIME = re.compile(r"\b\d{1,2}(?:[:.h]|\s?h\s?)\d\d\b.*\b(only|seulement|uniquement)\b")
ONE_SHOW = re.compile(r"\b(one (show|screening) only|séance unique|une seule séance)\b")


def contradictions(snapshot: Snapshot) -> Iterator[Finding]:
    """Q03 for every run that has shows in the snapshot and a line of its own."""
    for shows in grouped(snapshot, lambda show: show.run if show.run in snapshot.runs else None):
        run = shows[0].run
        on = tuple(show.key for show in shows)
        for finding in contradiction(snapshot.runs[run], run):
            yield replace(finding, on=on, at=shows[0].span.starts_at, day=shows[0].house_day)


def contradiction(run: Engagement, key: int = 0) -> list[Finding]:
    """What the schedule says against the run's override; nothing where there is none. `key` is the run's."""
    said = run.override.casefold()
    if not said or not run.shows:
        return []
    why = _why(run, said, max(show.day for show in run.shows))
    if not why:
        return []
    words = _("The line says “%(line)s”, but %(why)s.") % {"line": run.override, "why": why}
    return [Finding(Level.WARNING, "Q03", words, (key,), (run.override, why), subject=Subject.RUN)]


def _why(run: Engagement, said: str, last: date) -> str:
    if ENDS.search(said) and re.search(r"\d", said) and not _names(said, last):
        return _("the last show is on %(day)s") % {"day": long_day(last)}
    most = max(Counter(show.day for show in run.shows).values())
    if ONE_TIME.search(said) and most > 1:
        return _("there are %(count)s shows on one day") % {"count": most}
    if ONE_SHOW.search(said) and len(run.shows) > 1:
        return _("%(count)s shows are scheduled") % {"count": len(run.shows)}
    return ""


def _names(said: str, day: date) -> bool:
    """Whether the line names this day of this month, in words or figures."""
    months = {form for one in LANGUAGES.values() for form, month in one.months.items() if month == day.month}
    in_words = re.search(rf"\b{day.day}(st|nd|rd|th|er)?\b", said) and any(month in said for month in months)
    figures = f"{day.day}/{day.month}" if spoken().day_first else f"{day.month}/{day.day}"
    return bool(in_words or re.search(rf"\b{figures}\b", said))
