"""T01 to T06: what clocks and calendars do to a show."""

import re
from collections.abc import Iterator
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from programming.rules.findings import Finding, Level, Subject
from programming.rules.fixes import start_at
from programming.rules.snapshot import Show, Snapshot, about_show
from programming.rules.starts import SMALL_HOURS
from programming.timetable.dates import MONTHS, WEEKDAYS, long_day
from programming.timetable.houseday import HouseDay, RepeatedTime, SkippedTime

PRINTED = re.compile(
    rf"\b(?P<weekday>{'|'.join(day[:3] for day in WEEKDAYS)})[a-z]*\.?,?\s+"
    rf"(?P<month>{'|'.join(month[:3] for month in MONTHS)})[a-z]*\.?\s+(?P<day>\d{{1,2}})\b",
    re.IGNORECASE,
)


def skipped(snapshot: Snapshot) -> Iterator[Finding]:
    """T01: a start that the clocks skip."""
    for show in snapshot.in_order:
        wall = show.starts_at.replace(tzinfo=None)
        if show.starts_at.astimezone(UTC).astimezone(show.starts_at.tzinfo).replace(tzinfo=None) == wall:
            continue
        said = f"{show.bill.title} starts at {wall:%H:%M} on {long_day(wall.date())}, a time that the clocks skip."
        day = snapshot.house.day(wall.date() - timedelta(days=wall.hour < snapshot.house.rollover_hour))
        try:
            moment = day.at(wall.time())
        except SkippedTime as gap:
            moment = day.at(gap.suggestion)
        yield about_show(show, Level.ERROR, "T01", said, (f"{wall:%H:%M}",), fix=start_at(snapshot, show, moment))


def repeated(snapshot: Snapshot) -> Iterator[Finding]:
    """T02: a start that the clocks show twice; an error where nobody said which, else a note to tell the public."""
    for show in snapshot.in_order:
        wall = snapshot.house.wall(show.starts_at).replace(fold=0)
        try:
            snapshot.house.day(show.house_day).at(wall)
        except SkippedTime:
            continue
        except RepeatedTime as twice:
            yield from _twice(snapshot, show, twice)


def crossing(snapshot: Snapshot) -> Iterator[Finding]:
    """T03: a show during which the clocks change, so that its end is not where the running time puts it."""
    for show in snapshot.in_order:
        starts_at, ends_at = (
            moment.astimezone(snapshot.house.zone) for moment in (show.span.starts_at, show.span.ends_at)
        )
        if starts_at.utcoffset() != ends_at.utcoffset():
            forward = (ends_at.utcoffset() or timedelta(0)) > (starts_at.utcoffset() or timedelta(0))
            said = (
                f"The clocks go {'forward' if forward else 'back'} during {snapshot.name(show)} which ends at "
                f"{snapshot.house.clock(ends_at)} by the new time."
            )
            yield about_show(show, Level.NOTE, "T03", said)


def unset_rollover(snapshot: Snapshot) -> Iterator[Finding]:
    """T04: a show after midnight in a house whose day ends at midnight too."""
    if snapshot.house.rollover_hour:
        return
    for show in snapshot.in_order:
        if snapshot.house.wall(show.starts_at).hour in SMALL_HOURS:
            said = (
                f"{snapshot.name(show)} starts after midnight and is listed on the new day. If it belongs to the night "
                "before, set the hour at which the house day begins."
            )
            yield about_show(show, Level.WARNING, "T04", said)


def wrong_day(snapshot: Snapshot) -> Iterator[Finding]:
    """T05: a show that stands under another house day than its start belongs to."""
    for show in snapshot.in_order:
        belongs = HouseDay.of(show.span.starts_at, snapshot.house.zone, snapshot.house.rollover_hour).date
        if belongs != show.house_day:
            there, here = long_day(show.house_day), long_day(belongs)
            said = f"{snapshot.name(show)} stands under {there}, but its start belongs to {here}."
            yield about_show(show, Level.ERROR, "T05", said, (show.house_day.isoformat(),))


def wrong_weekday(snapshot: Snapshot) -> Iterator[Finding]:
    """T05: a public note, or a line of the run's own, whose weekday and date disagree."""
    lines_seen: set[int] = set()
    for show in snapshot.in_order:
        for said in _mismatches(show.note, show.house_day):
            words = f"The note of {snapshot.name(show)} says {said}."
            yield about_show(show, Level.ERROR, "T05", words, (show.note,))
        if show.run in snapshot.runs and show.run not in lines_seen:
            lines_seen.add(show.run)
            yield from _in_line(snapshot, show)


def wrong_zone(snapshot: Snapshot) -> Iterator[Finding]:
    """T06: a start given in the time of another place. UTC is nobody's place."""
    for show in snapshot.in_order:
        zone = show.starts_at.tzinfo
        if isinstance(zone, ZoneInfo) and zone.key not in (snapshot.house.zone.key, "UTC"):
            said = (
                f"{snapshot.name(show)} was given in the time of {zone.key}; the house is in {snapshot.house.zone.key}."
            )
            yield about_show(show, Level.ERROR, "T06", said, (zone.key,))


def _twice(snapshot: Snapshot, show: Show, twice: RepeatedTime) -> Iterator[Finding]:
    wall = snapshot.house.clock(twice.first)
    if not show.is_settled:
        said = (
            f"{snapshot.name(show)} could be either of two starts: the clocks show {wall} twice that night. Say which."
        )
        yield about_show(show, Level.ERROR, "T02", said, ("unsettled",), fix=start_at(snapshot, show, twice.first))
    elif not show.note:
        is_first = show.span.starts_at.timestamp() == twice.first.timestamp()
        which = "first" if is_first else "second"
        said = f"{snapshot.name(show)} is at the {which} {wall} of two that night. Say so in its public note."
        yield about_show(show, Level.NOTE, "T02", said)


def _in_line(snapshot: Snapshot, show: Show) -> Iterator[Finding]:
    line = snapshot.runs[show.run].override
    of_run = [other for other in snapshot.in_order if other.run == show.run]
    for said in _mismatches(line, show.house_day):
        yield Finding(
            Level.ERROR,
            "T05",
            f"The line of {show.bill.title} says {said}.",
            (show.run,),
            (line,),
            subject=Subject.RUN,
            on=tuple(other.key for other in of_run),
            at=show.span.starts_at,
            day=show.house_day,
        )


def _mismatches(text: str, near: date) -> Iterator[str]:
    """“Friday, November 21, but that is a Saturday”, for every date of `text`, in the year that brings it nearest."""
    for printed in PRINTED.finditer(text):
        month = next(at for at, name in enumerate(MONTHS, 1) if name[:3].casefold() == printed["month"].casefold())
        dates = [made for year in (-1, 0, 1) if (made := _date(near.year + year, month, int(printed["day"])))]
        meant = min(dates, key=lambda made: abs(made - near), default=None)
        if meant is None:
            yield f"“{printed[0]}”, and there is no such day"
        elif WEEKDAYS[meant.weekday()][:3].casefold() != printed["weekday"].casefold():
            yield f"“{printed[0]}”, but that is a {WEEKDAYS[meant.weekday()]}"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
