"""The house day: it rolls over in the small hours, so that 00:30 belongs to last night."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, total_ordering
from typing import Self
from zoneinfo import ZoneInfo

from programming.timetable.span import TimeSpan

MINUTE = timedelta(minutes=1)


class SkippedTime(ValueError):
    """The clocks go forward over this time; `suggestion` is the first wall time after the gap."""

    def __init__(self, wall: datetime, suggestion: time) -> None:
        super().__init__(f"The clocks skip {wall:%H:%M} on {wall:%Y-%m-%d}.")
        self.wall = wall
        self.suggestion = suggestion


class RepeatedTime(ValueError):
    """The clocks go back over this time, so that it comes twice: `first` and `second` are the moments."""

    def __init__(self, first: datetime, second: datetime) -> None:
        super().__init__(f"The clocks show {first:%H:%M} twice on {first:%Y-%m-%d}.")
        self.first = first
        self.second = second


@total_ordering
@dataclass(frozen=True, slots=True)
class HouseDay:
    """A day of the house in its zone: from `rollover_hour` of its date to the same hour of the next.

    Days sort by date; days of two houses on one date are neither equal nor in order.
    """

    date: date
    zone: ZoneInfo
    rollover_hour: int = 5

    def __lt__(self, other: "HouseDay") -> bool:
        return self.date < other.date

    @classmethod
    def of(cls, moment: datetime, zone: ZoneInfo, rollover_hour: int = 5) -> Self:
        """The house day that `moment` (aware) belongs to."""
        if moment.utcoffset() is None:
            raise ValueError("A moment needs a time zone.")
        return cls(day_of(moment.astimezone(zone), rollover_hour), zone, rollover_hour)

    @property
    def span(self) -> TimeSpan:
        """Rollover to rollover: 23 to 25 hours long where the clocks change."""
        opens = time(self.rollover_hour)
        return TimeSpan(*(datetime.combine(self.date + timedelta(days=d), opens, self.zone) for d in (0, 1)))

    @property
    def has_change(self) -> bool:
        """Whether the clocks change on it: only then is an hour skipped or shown twice."""
        return _has_change(self)

    def at(self, wall: time, fold: int | None = None) -> datetime:
        """The moment (in the house's zone) when the clocks show `wall` on this house day.

        A time before the rollover hour is on the next date. Raises SkippedTime where the clocks skip it, and
        RepeatedTime where they show it twice and `fold` does not say which (0 the first, 1 the second).
        """
        day = self.date + timedelta(days=wall.hour < self.rollover_hour)
        first = datetime.combine(day, wall.replace(fold=0), self.zone)
        second = first.replace(fold=1)
        if first.utcoffset() == second.utcoffset():
            return first
        if first.astimezone(UTC) > second.astimezone(UTC):  # PEP 495: in a gap the fold reads backwards
            raise SkippedTime(first.replace(tzinfo=None), _after_gap(second))
        if fold is None:
            raise RepeatedTime(first, second)
        return second if fold else first

    @property
    def next(self) -> Self:
        return self.plus(1)

    @property
    def previous(self) -> Self:
        return self.plus(-1)

    def plus(self, days: int) -> Self:
        return type(self)(self.date + timedelta(days=days), self.zone, self.rollover_hour)


def day_of(local: datetime, rollover_hour: int) -> date:
    """The date of the house day in which the clocks of the house show `local`."""
    return local.date() - timedelta(days=1) if local.hour < rollover_hour else local.date()


@lru_cache(maxsize=2048)
def _has_change(day: HouseDay) -> bool:
    return day.span.starts_at.utcoffset() != day.span.ends_at.utcoffset()


def _after_gap(skipped: datetime) -> time:
    """The first wall time after the gap. `skipped` has fold 1, and so is read as a moment just before the gap."""
    moment = skipped.astimezone(UTC)
    offset = moment.astimezone(skipped.tzinfo).utcoffset()
    while moment.astimezone(skipped.tzinfo).utcoffset() == offset:
        moment += MINUTE
    return moment.astimezone(skipped.tzinfo).time().replace(second=0, microsecond=0, fold=0)
