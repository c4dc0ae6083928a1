"""The engagement line: what a listing says of a run, as a pure function of its dates, holdovers, shows and a house day.

In order, the first that holds being the first line:

1. over                          Previously played, July 12 – August 1, 2019
2. a staff override              as typed
3. announced without dates       Coming soon
4. one show, or one day          One show only · One day only
5. not yet open                  Opens Friday, July 12, and then how long it plays (7)
6. the last day                  Last show today at 2:35 · Last day; a holdover is still said after it
7. held over, final              HELD OVER! Must end Thursday, August 1
   held over                     Held over! 3rd week (before its first day: Held over! Through Thursday, August 8)
   exactly n weeks               One week only · Two weeks only
   two or three shows            Three shows only
   closed                        Through Thursday, December 3
   open                          Now playing

A run with one show a day at one time in its play week says so in a last line: 2:35 only.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from programming.timetable.dates import long_day, month_day
from programming.timetable.playweek import FRIDAY, PlayWeek

NUMBERS = ("", "One", "Two", "Three", "Four", "Five", "Six")
FEW_SHOWS = 3


class Announced(StrEnum):
    """How much the public has been told."""

    UNDATED = "undated"
    DATED = "dated"
    TIMED = "timed"


class Kind(StrEnum):
    PREVIOUSLY_PLAYED = "previously-played"
    OVERRIDE = "override"
    COMING_SOON = "coming-soon"
    ONE_SHOW = "one-show"
    ONE_DAY = "one-day"
    OPENS = "opens"
    LAST_SHOW = "last-show"
    LAST_DAY = "last-day"
    MUST_END = "must-end"
    HELD_OVER = "held-over"
    WEEKS_ONLY = "weeks-only"
    SHOWS_ONLY = "shows-only"
    THROUGH = "through"
    NOW = "now"
    ONE_TIME = "one-time"


@dataclass(frozen=True, slots=True)
class Line:
    """`lead` and `rest` are the halves that a strip may break between; empty where the text is one piece."""

    kind: Kind
    text: str
    lead: str = ""
    rest: str = ""
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A holdover: house days `first` through `last`; final means it must end."""

    first: date
    last: date
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class ShowFact:
    """A show that is on: its house day, its moment (aware), what the clocks show."""

    day: date
    starts_at: datetime
    wall: time


@dataclass(frozen=True, slots=True)
class Engagement:
    """`closes_on` is the last house day as first booked, None for an open end. `shows` leaves cancelled ones out."""

    opens_on: date | None
    closes_on: date | None
    announced: Announced = Announced.TIMED
    holdovers: tuple[Kept, ...] = ()
    shows: tuple[ShowFact, ...] = ()
    override: str = ""
    week_starts: int = FRIDAY

    @property
    def first(self) -> date | None:
        return min((show.day for show in self.shows), default=self.opens_on) if self.opens_on is None else self.opens_on

    @property
    def last(self) -> date | None:
        """The last house day with every holdover counted; None while the end is open."""
        ends = [kept.last for kept in self.holdovers]
        return max([*ends, self.closes_on] if self.closes_on else ends, default=None)

    def week_of(self, day: date) -> PlayWeek:
        return PlayWeek.of(day, self.week_starts)


Clock = Callable[[time], str]


def engagement(run: Engagement, *, day: date, now: datetime, clock: Clock) -> tuple[Line, ...]:
    """The lines that hold on the house day `day` at the moment `now`, the most important first.

    `clock` writes a wall time in the house's style. Days of another year than `day`'s are written with it.
    """
    if run.last is not None and run.last < day:
        return (previously_played(run),)
    if run.override:
        return (Line(Kind.OVERRIDE, run.override, *_halves(run.override)),)
    if run.announced is Announced.UNDATED or run.first is None:
        return (Line(Kind.COMING_SOON, "Coming soon"),)
    main = _main_lines(run, day, now, clock)
    return (*main, *_one_time(run, day, clock, main))


def as_closed(run: Engagement, *, clock: Clock) -> tuple[Line, ...]:
    """The lines that the listing closed with, kept as a record: those of the run's last play week, as past."""
    if run.last is None or run.first is None:
        return ()
    day = max(run.first, run.week_of(run.last).first)
    if run.first < day == run.last:
        day -= timedelta(days=1)
    before = min((show.starts_at for show in run.shows), default=datetime.combine(day, time()))
    return tuple(replace(line, is_past=True) for line in engagement(run, day=day, now=before, clock=clock))


def previously_played(run: Engagement) -> Line:
    days = [show.day for show in run.shows] or [day for day in (run.first, run.last) if day]
    first, last = min(days), max(days)
    if first == last:
        said = month_day(first, with_year=True)
    else:
        said = f"{month_day(first, with_year=first.year != last.year)} – {month_day(last, with_year=True)}"
    return Line(Kind.PREVIOUSLY_PLAYED, f"Previously played, {said}", "Previously played,", said, is_past=True)


def _main_lines(run: Engagement, day: date, now: datetime, clock: Clock) -> tuple[Line, ...]:
    only = _single(run)
    if only is not None:
        return (only,)
    if run.first is not None and day < run.first:
        opens = _line(Kind.OPENS, "Opens", _day(run.first, day))
        length = _length(run, day)
        return (opens,) if length.kind in (Kind.THROUGH, Kind.NOW) else (opens, length)
    if day == run.last:
        return (_last_day(run, day, now, clock), *([_length(run, day)] if run.holdovers else []))
    return (_length(run, day),)


def _single(run: Engagement) -> Line | None:
    if run.holdovers or run.last is None or run.first is None:
        return None
    if len(run.shows) == 1:
        return Line(Kind.ONE_SHOW, "One show only")
    return Line(Kind.ONE_DAY, "One day only") if run.first == run.last else None


def _last_day(run: Engagement, day: date, now: datetime, clock: Clock) -> Line:
    left = [show for show in run.shows if show.day == day and show.starts_at > now]
    if len(left) == 1:
        return _line(Kind.LAST_SHOW, "Last show", f"today at {clock(left[0].wall)}")
    return Line(Kind.LAST_DAY, "Last day")


def _length(run: Engagement, day: date) -> Line:
    """How long it plays, or that it has been kept."""
    if run.holdovers:
        return _held_over(run, day)
    if run.last is None or run.first is None:
        return Line(Kind.NOW, "Now playing")
    weeks, odd = divmod((run.last - run.first).days + 1, 7)
    if not odd and weeks < len(NUMBERS):
        return Line(Kind.WEEKS_ONLY, f"{NUMBERS[weeks]} week{'s' if weeks > 1 else ''} only")
    if 1 < len(run.shows) <= FEW_SHOWS:
        return Line(Kind.SHOWS_ONLY, f"{NUMBERS[len(run.shows)]} shows only")
    return _line(Kind.THROUGH, "Through", _day(run.last, day))


def _held_over(run: Engagement, day: date) -> Line:
    latest = max(run.holdovers, key=lambda kept: kept.last)
    if latest.is_final:
        return _line(Kind.MUST_END, "Held over!", f"Must end {_day(latest.last, day)}")
    if day < latest.first or run.first is None:
        return _line(Kind.HELD_OVER, "Held over!", f"Through {_day(latest.last, day)}")
    week = (run.week_of(day).first - run.week_of(run.first).first).days // 7 + 1
    return _line(Kind.HELD_OVER, "Held over!", f"{_nth(week)} week")


def _one_time(run: Engagement, day: date, clock: Clock, main: tuple[Line, ...]) -> tuple[Line, ...]:
    """“2:35 only”, where the play week of `day` has one show a day, always at one time."""
    if main and main[0].kind in (Kind.OPENS, Kind.LAST_SHOW):
        return ()
    week = run.week_of(day)
    shows = [show for show in run.shows if show.day in week]
    walls = {show.wall for show in shows}
    if len(shows) < 2 or len(walls) != 1 or len({show.day for show in shows}) != len(shows):
        return ()
    return (Line(Kind.ONE_TIME, f"{clock(walls.pop())} only"),)


def override_contradicted(run: Engagement) -> str:
    """Why the schedule contradicts the staff's own line (rule Q03), in a sentence; empty where it does not."""
    said = run.override.casefold()
    if not said or not run.shows:
        return ""
    last = max(show.day for show in run.shows)
    if re.search(r"\b(must end|through|ends|last day)\b", said) and re.search(r"\d", said) and not _names(said, last):
        return f"The line says “{run.override}”, but the last show is on {long_day(last)}."
    per_day = max(sum(1 for show in run.shows if show.day == day) for day in {show.day for show in run.shows})
    if re.search(r"\d[:.h]\d\d\S* only\b", said) and per_day > 1:
        return f"The line says “{run.override}”, but there are {per_day} shows on one day."
    if re.search(r"\bone (show|screening) only\b", said) and len(run.shows) > 1:
        return f"The line says “{run.override}”, but {len(run.shows)} shows are scheduled."
    return ""


def _names(said: str, day: date) -> bool:
    """Whether the line names this day of this month, in words or figures."""
    month = month_day(day).split("\u00a0")[0].casefold()
    return bool(re.search(rf"\b{day.day}(st|nd|rd|th)?\b", said)) and (month[:3] in said or f"{day.month}/" in said)


def _line(kind: Kind, lead: str, rest: str) -> Line:
    return Line(kind, f"{lead} {rest}", lead, rest)


def _halves(text: str) -> tuple[str, str]:
    """“Held over! Must end …” breaks after the exclamation mark."""
    lead, mark, rest = text.partition("! ")
    return (lead + "!", rest) if mark else ("", "")


def _day(day: date, seen_on: date) -> str:
    return long_day(day, with_year=day.year != seen_on.year)


def _nth(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
