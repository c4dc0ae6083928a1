"""The stored events of published shows."""

from dataclasses import dataclass
from datetime import date, datetime

from programming.listings.house import Desk
from programming.models import PublishedScreening


@dataclass(frozen=True, slots=True)
class Events:
    """Event bytes by start, and the range of moments they lie in; `modified` is None when there is none."""

    bytes: tuple[bytes, ...]
    modified: datetime | None
    first: datetime
    last: datetime


def events_since(desk: Desk, first: date) -> Events:
    """Every published show from the house day `first` on, cancelled ones included. One query."""
    rows = (
        PublishedScreening.objects.live(desk.at)
        .listed()
        .filter(house_day__gte=first)
        .order_by("starts_at", "uid")
        .values_list("vevent", "live_from", "starts_at", "ends_at")
    )
    found = list(rows)
    opening = desk.venue.house_day(first).span.starts_at
    return Events(
        bytes=tuple(bytes(vevent) for vevent, *_rest in found),
        modified=max((live_from for _vevent, live_from, *_rest in found), default=None),
        first=min((starts_at for *_rest, starts_at, _ends_at in found), default=opening),
        last=max((ends_at for *_rest, ends_at in found), default=opening),
    )
