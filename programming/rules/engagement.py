"""Q03: the staff's own engagement line, where the schedule contradicts it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from programming.rules.findings import Finding, Level, Subject
from programming.rules.snapshot import Snapshot, grouped
from programming.timetable.dates import MONTHS, long_day
from programming.timetable.engagement import Engagement

ENDS = re.compile(r"\b(must end|through|until|ends|last day)\b")
ONE_TIME = re.compile(r"\b\d{1,2}[:.h]\d\d\b.*\bonly\b")
ONE_SHOW = re.compile(r"\bone (show|screening) only\b")


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
    words = f"The line says “{run.override}”, but {why}."
    return [Finding(Level.WARNING, "Q03", words, (key,), (run.override, why), subject=Subject.RUN)]


def _why(run: Engagement, said: str, last: date) -> str:
    if ENDS.search(said) and re.search(r"\d", said) and not _names(said, last):
        return f"the last show is on {long_day(last)}"
    most = max(Counter(show.day for show in run.shows).values())
    if ONE_TIME.search(said) and most > 1:
        return f"there are {most} shows on one day"
    if ONE_SHOW.search(said) and len(run.shows) > 1:
        return f"{len(run.shows)} shows are scheduled"
    return ""


def _names(said: str, day: date) -> bool:
    """Whether the line names this day of this month, in words or figures."""
    in_words = re.search(rf"\b{day.day}(st|nd|rd|th)?\b", said) and MONTHS[day.month - 1][:3].casefold() in said
    return bool(in_words or re.search(rf"\b{day.month}/{day.day}\b", said))
