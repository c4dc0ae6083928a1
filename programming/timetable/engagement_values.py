"""What the engagement line is made from, and what it is made into."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from programming.timetable.playweek import FRIDAY, PlayWeek


class Announced(StrEnum):
    """How much the public has been told."""

    UNDATED = "undated"
    DATED = "dated"
    TIMED = "timed"


class Kind(StrEnum):
    PREVIOUSLY_PLAYED = "previously-played"
    OVERRIDE = "override"
    COMING_SOON = "coming-soon"
    ENDED = "ended"
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

    @property
    def is_live(self) -> bool:
        """Whether it speaks of now or of what is to come, and so may take the spot colour."""
        return not self.is_past


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
    """A run as its line sees it.

    `closes_on` is the last house day as first booked, None for an open end. `shows` leaves cancelled ones out.
    `override` is the staff's own line, or lines.
    """

    opens_on: date | None
    closes_on: date | None
    announced: Announced = Announced.TIMED
    holdovers: tuple[Kept, ...] = ()
    shows: tuple[ShowFact, ...] = ()
    override: str = ""
    week_starts: int = FRIDAY

    @property
    def first(self) -> date | None:
        """The first house day; None while no dates are announced."""
        if self.announced is Announced.UNDATED:
            return None
        return self.opens_on or min((show.day for show in self.shows), default=None)

    @property
    def last(self) -> date | None:
        """The last house day, with every holdover, and a show beyond it, counted; None while the end is open."""
        ends = [kept.last for kept in self.holdovers] + ([self.closes_on] if self.closes_on else [])
        if self.announced is Announced.UNDATED or not ends:
            return None
        return max(*ends, *(show.day for show in self.shows), date.min)

    @property
    def last_known(self) -> date | None:
        """The last house day; of an open run, that of the last show announced."""
        return self.last or max((show.day for show in self.shows), default=None)

    @property
    def latest_holdover(self) -> Kept | None:
        return max(self.holdovers, key=lambda kept: kept.last, default=None)

    @property
    def is_timed_through(self) -> bool:
        """Whether every play week from the first day to the last has a show: then the shows can be counted."""
        if self.first is None or self.last is None:
            return False
        week, played = self.week_of(self.first), {self.week_of(show.day) for show in self.shows}
        while week.first <= self.last:
            if week not in played:
                return False
            week = week.next
        return True

    def is_over(self, day: date) -> bool:
        """Whether the run ended before `day`; an open one did when no show is announced from that day on."""
        return self.announced is not Announced.UNDATED and self.last_known is not None and self.last_known < day

    def week_of(self, day: date) -> PlayWeek:
        return PlayWeek.of(day, self.week_starts)

    def nth_week(self, day: date) -> int:
        """Which week of the run `day` is in. A stub of up to three days before the first play week counts with it."""
        opened = self.first or day
        return max(0, round((self.week_of(day).first - opened).days / 7)) + 1
