"""What a house allows itself and is allowed: the settings that rules are judged by. What is not set is not judged."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from programming.timetable.houseday import HouseDay, RepeatedTime, SkippedTime
from programming.timetable.span import TimeSpan


@dataclass(frozen=True, slots=True)
class Hours:
    """Wall times of a house day; `closes` at or before `opens` is after midnight."""

    opens: time
    closes: time

    def span(self, day: HouseDay) -> TimeSpan:
        opens, closes = moment(day, self.opens), moment(day, self.closes)
        if closes <= opens:
            closes = moment(day.next, self.closes)
        return TimeSpan(opens, closes)


@dataclass(frozen=True, slots=True)
class Curfew:
    """The wall time by which shows should be over, and `why`: “the last train”, “the neighbours’ night”."""

    wall: time
    why: str


@dataclass(frozen=True, slots=True)
class Closure:
    """A time at which a screen is not to be had. `why` goes on from “is”: “hired out”, “closed for repairs”."""

    screen: int
    span: TimeSpan
    why: str = "closed"


@dataclass(frozen=True, slots=True)
class HouseRules:
    """None, or an empty tuple, silences the rule that reads it. All lengths are minutes.

    `hard_minimum`: no room can be cleared in less. `same_title`: how far apart two screens should start one title;
    closer, and they take each other's audience. `crowd`: screens that all start or empty within this fill the lobby.
    `grid`: what starts are multiples of. `margin`: how near a gap may come to failing where a running time is only
    about right. `tolerance`: by how much a copy may differ from its film. `doors`: from opening to the first show.
    """

    hard_minimum: int = 5
    same_title: int | None = 60
    crowd: int | None = 5
    grid: int | None = 5
    margin: int = 10
    tolerance: int = 3
    doors: int = 0
    own_hours: Hours | None = None
    licensed_hours: Hours | None = None
    curfews: tuple[Curfew, ...] = ()
    closures: tuple[Closure, ...] = ()

    def window(self, day: HouseDay) -> TimeSpan | None:
        """From the first start to the last word that all these hours allow on `day`; None where they allow none."""
        hours = [hours.span(day) for hours in (self.own_hours, self.licensed_hours) if hours]
        doors = timedelta(minutes=self.doors)
        starts_at = max(
            [day.span.starts_at, *(span.padded(-doors, timedelta(0)).starts_at for span in hours)], key=_utc
        )
        ends = [span.ends_at for span in hours] + [moment(day, curfew.wall) for curfew in self.curfews]
        ends_at = min([day.span.ends_at, *ends], key=_utc)
        return TimeSpan(starts_at, ends_at) if _utc(starts_at) < _utc(ends_at) else None


def moment(day: HouseDay, wall: time) -> datetime:
    """When the clocks show `wall`; where they skip it the first time after, where it comes twice the second."""
    try:
        return day.at(wall)
    except SkippedTime as skipped:
        return day.at(skipped.suggestion)
    except RepeatedTime as repeated:
        return repeated.second


def _utc(moment: datetime) -> float:
    return moment.timestamp()
