"""A stretch of time: half-open and aware."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class TimeSpan:
    """From `starts_at` up to, not including, `ends_at`. Raises ValueError when naive, or when it ends before it starts.

    All arithmetic goes through UTC: adding to local time is an hour wrong on the nights the clocks change.
    """

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError("A span needs moments with a time zone.")
        if self.ends_at.astimezone(UTC) < self.starts_at.astimezone(UTC):
            raise ValueError("A span ends before it starts.")

    def overlaps(self, other: Self) -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def contains(self, moment: datetime) -> bool:
        return self.starts_at <= moment < self.ends_at

    def gap(self, other: Self) -> timedelta:
        """Time between the two, whichever comes first; negative by as much as they overlap."""
        earlier, later = sorted((self, other), key=lambda span: span.starts_at.astimezone(UTC))
        return later.starts_at.astimezone(UTC) - earlier.ends_at.astimezone(UTC)

    def padded(self, before: timedelta, after: timedelta) -> "TimeSpan":
        return TimeSpan(self.starts_at.astimezone(UTC) - before, self.ends_at.astimezone(UTC) + after)

    @property
    def minutes(self) -> int:
        return int((self.ends_at.astimezone(UTC) - self.starts_at.astimezone(UTC)).total_seconds() // 60)
