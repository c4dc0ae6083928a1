"""When a public page reads differently though nothing was changed: a show begins, an embargo ends, a day is over."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from programming.listings.home import evening_of
from programming.listings.house import Desk
from programming.models import Publication, PublishedScreening
from programming.models.facts import SegmentFacts

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moments:
    """Those of one house day, in order. Between two of them a page says the same."""

    at: tuple[datetime, ...]
    until: datetime  # the end of the house day

    def place(self, at: datetime) -> tuple[int, int]:
        """How many are over, and how many have come. They differ at the very moment alone."""
        return bisect_left(self.at, at), bisect_right(self.at, at)


def moments(desk: Desk) -> Moments:
    """The moments of the house day of `desk.at`. Two queries."""
    span = desk.venue.house_day(desk.today).span
    found = {span.starts_at, evening_of(desk), *_embargoes(desk), *_shows(desk)}
    return Moments(tuple(sorted(found)), span.ends_at)


def _embargoes(desk: Desk) -> Iterator[datetime]:
    """When publications that wait become public; those behind the day are of another day's moments."""
    waiting = Publication.objects.waiting(desk.at - DAY).order_by("live_from")  # by its index: numbers are all of them
    yield from waiting.values_list("live_from", flat=True)


def _shows(desk: Desk) -> Iterator[datetime]:
    """Starts of shows and of the films on their bills, and ends, at which a vote opens; yesterday's may end today."""
    rows = PublishedScreening.objects.between(desk.today - DAY, desk.today)
    for segments, starts_at, ends_at in rows.values_list("facts__segments", "starts_at", "ends_at"):
        yield from (starts_at, ends_at)
        yield from (SegmentFacts(**segment).at for segment in segments)
