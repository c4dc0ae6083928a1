"""Where a show fits on a screen on a day, and where the day is tight. Moments are aware, and counted in UTC."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from operator import attrgetter
from zoneinfo import ZoneInfo

from programming.timetable.span import TimeSpan

MINUTE = timedelta(minutes=1)
STEP = timedelta(minutes=5)
PINCH = timedelta(minutes=10)
EVENING = (time(18, 30), time(21, 0))
ROUND = {0: 0, 30: 5, 15: 10, 45: 10}
RAGGED = 20


@dataclass(frozen=True, slots=True)
class Slot:
    """A clean start. `span` is the show from its advertised start to its last word.

    `idle` minutes are lost to the nearer neighbour beyond the turnaround, 0 where it has none. Less penalty is nicer.
    """

    span: TimeSpan
    idle: int
    penalty: int

    @property
    def starts_at(self) -> datetime:
        return self.span.starts_at


@dataclass(frozen=True, slots=True)
class Gap:
    """Between a show and the next: `minutes` in all, `spare` beyond the turnaround (negative if short)."""

    before: TimeSpan
    after: TimeSpan
    minutes: int
    spare: int
    is_pinch: bool


def clean_starts(
    length: timedelta, booked: Iterable[TimeSpan], window: TimeSpan, turnaround: timedelta, step: timedelta = STEP
) -> list[datetime]:
    """Starts, earliest first, in UTC and on the clock's multiples of `step`, at which a show overlaps nothing.

    `length` counts the preshow; `booked` are the other shows of the screen; `window` holds the show to its last word.
    `turnaround` is kept free after the show and after whatever comes before it.
    """
    # In UTC throughout, where moments compare fast. A start between `after` and `until` would clash with that show.
    blocked = [
        (span.starts_at.astimezone(UTC) - length - turnaround, span.ends_at.astimezone(UTC) + turnaround)
        for span in booked
    ]
    last = window.ends_at.astimezone(UTC) - length
    found = []
    starts_at = snapped(window.starts_at, step)
    while starts_at <= last:
        free_from = max((until for after, until in blocked if after < starts_at < until), default=None)
        if free_from is None:
            found.append(starts_at)
            starts_at += step
        else:
            starts_at = snapped(free_from, step)
    return found


def earliest_clean_start(
    length: timedelta, booked: Iterable[TimeSpan], window: TimeSpan, turnaround: timedelta
) -> datetime | None:
    """The first of the clean starts, in UTC; None where the show does not fit at all."""
    return next(iter(clean_starts(length, booked, window, turnaround)), None)


def clean_slots(
    length: timedelta, booked: Sequence[TimeSpan], window: TimeSpan, turnaround: timedelta, zone: ZoneInfo
) -> list[Slot]:
    """The clean starts in `zone`, nicest first.

    Nice is what a programmer would pencil in, counted in penalties: nothing for a start on the hour, 5 for :30, 10 for
    :15 and :45, 20 for any other; 1 for every 10 minutes from the evening (6:30 to 9:00); 1 for every 3 idle minutes to
    the nearer neighbour, up to 20, so that a day is packed from its shows outwards. Of equals the earlier is first.
    """
    starts = clean_starts(length, booked, window, turnaround)
    slots = [_slot(TimeSpan(start, start + length), booked, turnaround, zone) for start in starts]
    return sorted(slots, key=lambda slot: (slot.penalty, slot.span))


def gaps(booked: Iterable[TimeSpan], turnaround: timedelta) -> list[Gap]:
    """The slack of a screen's day: what lies between each show and the next. Less than 10 spare minutes is a pinch."""
    in_order = sorted(booked, key=attrgetter("in_utc"))
    return [_gap(before, after, turnaround) for before, after in pairwise(in_order)]


def slack_minutes(between: Iterable[Gap]) -> int:
    """Spare minutes between all shows of a screen's day; shows that come too close do not take from the others'."""
    return sum(max(gap.spare, 0) for gap in between)


def snapped(moment: datetime, step: timedelta = STEP) -> datetime:
    """The moment, or the next on a multiple of `step`, in UTC. Zones are whole quarters of an hour from UTC."""
    utc = moment.astimezone(UTC)
    over = (utc - datetime(1970, 1, 1, tzinfo=UTC)) % step
    return utc + (step - over) if over else utc


def _gap(before: TimeSpan, after: TimeSpan, turnaround: timedelta) -> Gap:
    length = after.in_utc[0] - before.in_utc[1]
    spare = length - turnaround
    return Gap(before, after, length // MINUTE, spare // MINUTE, spare < PINCH)


def _slot(show: TimeSpan, booked: Sequence[TimeSpan], turnaround: timedelta, zone: ZoneInfo) -> Slot:
    idle = min((show.gap(other) - turnaround for other in booked), default=timedelta(0)) // timedelta(minutes=1)
    wall = show.starts_at.astimezone(zone).time()
    penalty = ROUND.get(wall.minute, RAGGED) + _minutes_from_evening(wall) // 10 + min(idle // 3, 20)
    return Slot(TimeSpan(show.starts_at.astimezone(zone), show.ends_at.astimezone(zone)), idle, penalty)


def _minutes_from_evening(wall: time) -> int:
    """0 in the evening; a time after midnight counts from the evening before it."""
    minute = wall.hour * 60 + wall.minute
    begins, ends = (at.hour * 60 + at.minute for at in EVENING)
    if begins <= minute <= ends:
        return 0
    return min((begins - minute) % 1440, (minute - ends) % 1440)
