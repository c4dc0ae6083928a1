"""A stretch of time: half-open and aware."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import total_ordering


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class TimeSpan:
    """From `starts_at` up to, not including, `ends_at`. Raises ValueError when naive, or when it ends before it starts.

    All comparing and adding goes through UTC. Python compares two moments of one zone by what the clocks show, and so
    takes the two 1:30s of the night they go back for one; adding to local time is an hour wrong on both such nights.
    """

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        if _utc(self.ends_at) < _utc(self.starts_at):
            raise ValueError("A span ends before it starts.")

    def __eq__(self, other: object) -> bool:
        return self.in_utc == other.in_utc if isinstance(other, TimeSpan) else NotImplemented

    def __lt__(self, other: "TimeSpan") -> bool:
        return self.in_utc < other.in_utc

    def __hash__(self) -> int:
        return hash(self.in_utc)

    def overlaps(self, other: "TimeSpan") -> bool:
        """Whether they share any time; spans that only touch do not, and an empty one shares none."""
        return self.gap(other) < timedelta(0)

    def contains(self, moment: datetime) -> bool:
        starts, ends = self.in_utc
        return starts <= _utc(moment) < ends

    def gap(self, other: "TimeSpan") -> timedelta:
        """Time between the two, whichever comes first; negative by as much as they share."""
        latest_start = max(_utc(self.starts_at), _utc(other.starts_at))
        return latest_start - min(_utc(self.ends_at), _utc(other.ends_at))

    def padded(self, before: timedelta, after: timedelta) -> "TimeSpan":
        """Longer at both ends, each moment in the zone it was in."""
        starts, ends = self.in_utc
        return TimeSpan(
            (starts - before).astimezone(self.starts_at.tzinfo), (ends + after).astimezone(self.ends_at.tzinfo)
        )

    @property
    def minutes(self) -> int:
        """Whole minutes."""
        starts, ends = self.in_utc
        return (ends - starts) // timedelta(minutes=1)

    @property
    def in_utc(self) -> tuple[datetime, datetime]:
        """Both ends, as moments that compare and add fast and right."""
        return _utc(self.starts_at), _utc(self.ends_at)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is UTC:
        return moment
    if moment.utcoffset() is None:
        raise ValueError("A moment needs a time zone.")
    return moment.astimezone(UTC)
