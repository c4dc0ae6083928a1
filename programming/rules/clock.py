"""T01 to T06: what clocks and calendars do to a show."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from programming.rules.findings import Finding, Level, Subject
from programming.rules.fixes import start_at
from programming.rules.snapshot import Show, Snapshot, about_show
from programming.rules.starts import SMALL_HOURS
from programming.timetable.dates import long_day, weekday
from programming.timetable.houseday import RepeatedTime, SkippedTime, day_of
from programming.timetable.languages import LANGUAGES, Language


def _printed(language: Language) -> re.Pattern[str]:
    """A weekday with a date, as the language prints them: “Fri., Nov 21”, “vendredi 21 novembre”."""
    weekday = rf"\b(?P<weekday>{'|'.join(_longest_first(language.weekdays))})\.?,?\s+"
    month = rf"(?P<month>{'|'.join(_longest_first(language.months))})"
    day = r"(?P<day>\d{1,2})"
    dated = rf"{day}(?:er)?\s+{month}\b" if language.day_first else rf"{month}\.?\s+{day}\b"
    return re.compile(weekday + dated, re.IGNORECASE)


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


PRINTED = tuple((language, _printed(language)) for language in LANGUAGES.values())


def skipped(snapshot: Snapshot) -> Iterator[Finding]:
    """T01: a start that the clocks skip."""
    for show in snapshot.in_order:
        if show.starts_at.tzinfo is UTC:  # as stored
            continue
        wall = show.starts_at.replace(tzinfo=None)
        if show.starts_at.astimezone(UTC).astimezone(show.starts_at.tzinfo).replace(tzinfo=None) == wall:
            continue
        said = _("%(title)s starts at %(time)s on %(day)s, a time that the clocks skip.")
        said %= {"title": show.bill.title, "time": f"{wall:%H:%M}", "day": long_day(wall.date())}
        day = snapshot.house.day(wall.date() - timedelta(days=wall.hour < snapshot.house.rollover_hour))
        try:
            moment = day.at(wall.time())
        except SkippedTime as gap:
            moment = day.at(gap.suggestion)
        yield about_show(show, Level.ERROR, "T01", said, (f"{wall:%H:%M}",), fix=start_at(snapshot, show, moment))


def repeated(snapshot: Snapshot) -> Iterator[Finding]:
    """T02: a start that the clocks show twice; an error where nobody said which, else a note to tell the public."""
    changed = {day for day in {show.house_day for show in snapshot.shows} if snapshot.house.day(day).has_change}
    for show in snapshot.in_order:
        if show.house_day not in changed:
            continue
        wall = snapshot.walls[show.key].time().replace(fold=0)
        try:
            snapshot.house.day(show.house_day).at(wall)
        except SkippedTime:
            continue
        except RepeatedTime as twice:
            yield from _twice(snapshot, show, twice)


def crossing(snapshot: Snapshot) -> Iterator[Finding]:
    """T03: a show during which the clocks change, so that its end is not where the running time puts it."""
    for show in snapshot.in_order:
        starts_at, ends_at = snapshot.walls[show.key], show.span.ends_at.astimezone(snapshot.house.zone)
        if starts_at.utcoffset() != ends_at.utcoffset():
            forward = (ends_at.utcoffset() or timedelta(0)) > (starts_at.utcoffset() or timedelta(0))
            said = (
                _("The clocks go forward during %(show)s which ends at %(ends)s by the new time.")
                if forward
                else _("The clocks go back during %(show)s which ends at %(ends)s by the new time.")
            )
            said %= {"show": snapshot.name(show), "ends": snapshot.house.clock(ends_at)}
            yield about_show(show, Level.NOTE, "T03", said)


def unset_rollover(snapshot: Snapshot) -> Iterator[Finding]:
    """T04: a show after midnight in a house whose day ends at midnight too."""
    if snapshot.house.rollover_hour:
        return
    for show in snapshot.in_order:
        if snapshot.walls[show.key].hour in SMALL_HOURS:
            said = _(
                "%(show)s starts after midnight and is listed on the new day. If it belongs to the night before, set "
                "the hour at which the house day begins."
            )
            said %= {"show": snapshot.name(show)}
            yield about_show(show, Level.WARNING, "T04", said)


def wrong_day(snapshot: Snapshot) -> Iterator[Finding]:
    """T05: a show that stands under another house day than its start belongs to."""
    rollover = snapshot.house.rollover_hour
    for show in snapshot.in_order:
        belongs = day_of(snapshot.walls[show.key], rollover)
        if belongs != show.house_day:
            said = _("%(show)s stands under %(there)s, but its start belongs to %(here)s.")
            said %= {"show": snapshot.name(show), "there": long_day(show.house_day), "here": long_day(belongs)}
            yield about_show(show, Level.ERROR, "T05", said, (show.house_day.isoformat(),))


def wrong_weekday(snapshot: Snapshot) -> Iterator[Finding]:
    """T05: a public note, or a line of the run's own, whose weekday and date disagree."""
    lines_seen: set[int] = set()
    for show in snapshot.in_order:
        for said in _mismatches(show.note, show.house_day) if show.note else ():
            words = _("The note of %(show)s says %(what)s.") % {"show": snapshot.name(show), "what": said}
            yield about_show(show, Level.ERROR, "T05", words, (show.note,))
        if show.run in snapshot.runs and show.run not in lines_seen:
            lines_seen.add(show.run)
            yield from _in_line(snapshot, show)


def wrong_zone(snapshot: Snapshot) -> Iterator[Finding]:
    """T06: a start given in the time of another place. UTC is nobody's place."""
    for show in snapshot.in_order:
        zone = show.starts_at.tzinfo
        if isinstance(zone, ZoneInfo) and zone.key not in (snapshot.house.zone.key, "UTC"):
            said = _("%(show)s was given in the time of %(zone)s; the house is in %(own)s.")
            said %= {"show": snapshot.name(show), "zone": zone.key, "own": snapshot.house.zone.key}
            yield about_show(show, Level.ERROR, "T06", said, (zone.key,))


def _twice(snapshot: Snapshot, show: Show, twice: RepeatedTime) -> Iterator[Finding]:
    wall = snapshot.house.clock(twice.first)
    if not show.is_settled:
        said = _("%(show)s could be either of two starts: the clocks show %(time)s twice that night. Say which.")
        said %= {"show": snapshot.name(show), "time": wall}
        yield about_show(show, Level.ERROR, "T02", said, ("unsettled",), fix=start_at(snapshot, show, twice.first))
    elif not show.note:
        is_first = show.span.starts_at.timestamp() == twice.first.timestamp()
        said = (
            _("%(show)s is at the first %(time)s of two that night. Say so in its public note.")
            if is_first
            else _("%(show)s is at the second %(time)s of two that night. Say so in its public note.")
        )
        said %= {"show": snapshot.name(show), "time": wall}
        yield about_show(show, Level.NOTE, "T02", said)


def _in_line(snapshot: Snapshot, show: Show) -> Iterator[Finding]:
    line = snapshot.runs[show.run].override
    of_run = [other for other in snapshot.in_order if other.run == show.run]
    for said in _mismatches(line, show.house_day):
        yield Finding(
            Level.ERROR,
            "T05",
            _("The line of %(title)s says %(what)s.") % {"title": show.bill.title, "what": said},
            (show.run,),
            (line,),
            subject=Subject.RUN,
            on=tuple(other.key for other in of_run),
            at=show.span.starts_at,
            day=show.house_day,
        )


def _mismatches(text: str, near: date) -> Iterator[str]:
    """“Friday, November 21, but that is a Saturday”, for every date of `text`, in the year that brings it nearest."""
    for language, printed in ((one, found) for one, pattern in PRINTED for found in pattern.finditer(text)):
        month = language.months[printed["month"].casefold()]
        dates = [made for year in (-1, 0, 1) if (made := _date(near.year + year, month, int(printed["day"])))]
        meant = min(dates, key=lambda made: abs(made - near), default=None)
        if meant is None:
            yield _("“%(printed)s”, and there is no such day") % {"printed": printed[0]}
        elif meant.weekday() != language.weekdays[printed["weekday"].casefold()]:
            yield _("“%(printed)s”, but that is a %(weekday)s") % {"printed": printed[0], "weekday": weekday(meant)}


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
