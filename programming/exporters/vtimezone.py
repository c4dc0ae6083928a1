"""VTIMEZONE components that every client reads (RFC 5545 3.6.5), from the tzdata package.

A yearly rule pair where the zone's changes follow one, else one part for each change. Never RDATE, which some
clients misread; and every DTSTART is the wall time before the change, in the offset that TZOFFSETFROM names.
"""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MARGIN = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Change:
    """The clocks change at the instant `at` (UTC), from one offset to another."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def is_daylight(self) -> bool:
        """Whether the clocks go forward. Where winter time counts as the exception (Dublin) clients expect this too."""
        return self.after > self.before

    @property
    def wall(self) -> datetime:
        """What the clocks showed when they changed."""
        return self.at.replace(tzinfo=None) + self.before

    @property
    def ordinal(self) -> int:
        """Which weekday of its month it is: the second Sunday is 2."""
        return (self.wall.day - 1) // 7 + 1

    @property
    def is_last(self) -> bool:
        return self.wall.day + 7 > monthrange(self.wall.year, self.wall.month)[1]


@lru_cache(64)
def vtimezone(key: str, first: datetime, last: datetime) -> bytes:
    """The component for the zone `key`, right from `first` to `last` (aware). Lines end in CRLF."""
    zone = ZoneInfo(key)
    changes = list(_changes(zone, first - MARGIN, last + MARGIN))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{key}", f"X-LIC-LOCATION:{key}"]
    if not changes:
        lines += _still(first, zone)
    else:
        lines += _yearly(changes) or [*_before(changes[0], zone), *(line for one in changes for line in _part(one))]
    return "".join(f"{line}\r\n" for line in [*lines, "END:VTIMEZONE"]).encode()


def _changes(zone: ZoneInfo, first: datetime, last: datetime) -> list[Change]:
    found = []
    day = first.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    while day < last:
        following = day + timedelta(days=1)
        if day.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            found.append(_change_between(zone, day, following))
        day = following
    return found


def _change_between(zone: ZoneInfo, low: datetime, high: datetime) -> Change:
    """The one change after `low`, at or before `high`, found to the second by halving."""
    before = _offset(low, zone)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    local = high.astimezone(zone)
    return Change(high, before, _offset(high, zone), local.tzname() or "")


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _yearly(changes: list[Change]) -> list[str]:
    """The rule pair, or nothing where the changes follow none."""
    kinds: defaultdict[bool, list[Change]] = defaultdict(list)
    for change in changes:
        kinds[change.is_daylight].append(change)
    rules = {is_daylight: _rule(ones) for is_daylight, ones in kinds.items()}
    if len(rules) != 2 or not all(rules.values()):
        return []
    ordered = sorted(kinds.items(), key=lambda kind: kind[1][0].at)
    return [line for is_daylight, ones in ordered for line in _part(ones[0], rules[is_daylight])]


def _rule(ones: list[Change]) -> str:
    """A yearly rule that gives exactly these changes, or nothing."""
    shapes = {(one.wall.month, one.wall.weekday(), one.wall.time(), one.before, one.after) for one in ones}
    years = [one.wall.year for one in ones]
    if len(shapes) != 1 or years != list(range(years[0], years[0] + len(years))):
        return ""
    if all(one.is_last for one in ones):
        nth = -1
    elif len({one.ordinal for one in ones}) == 1:
        nth = ones[0].ordinal
    else:
        return ""
    return f"FREQ=YEARLY;BYMONTH={ones[0].wall.month};BYDAY={nth}{WEEKDAYS[ones[0].wall.weekday()]}"


def _part(change: Change, rule: str = "") -> list[str]:
    kind = "DAYLIGHT" if change.is_daylight else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{change.wall:%Y%m%dT%H%M%S}",
        *([f"RRULE:{rule}"] if rule else []),
        f"TZOFFSETFROM:{_written(change.before)}",
        f"TZOFFSETTO:{_written(change.after)}",
        f"TZNAME:{change.name}",
        f"END:{kind}",
    ]


def _before(change: Change, zone: ZoneInfo) -> list[str]:
    """What held until the first change."""
    earlier = change.at - timedelta(hours=1)
    local = earlier.astimezone(zone)
    held = Change(datetime(1970, 1, 1, tzinfo=UTC) - change.before, change.before, change.before, local.tzname() or "")
    return _part(held)


def _still(moment: datetime, zone: ZoneInfo) -> list[str]:
    """A zone whose clocks never change."""
    offset = _offset(moment, zone)
    name = moment.astimezone(zone).tzname() or ""
    return _part(Change(datetime(1970, 1, 1, tzinfo=UTC) - offset, offset, offset, name))


def _written(offset: timedelta) -> str:
    seconds = abs(int(offset.total_seconds()))
    sign = "-" if offset < timedelta(0) else "+"
    tail = f"{seconds % 60:02}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}{tail}"
