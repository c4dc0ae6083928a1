"""When a public page reads differently though nothing was changed: a show begins, an embargo ends, a day is over."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from programming.listings.home import evening_of
from programming.listings.house import Desk
from programming.listings.shows import FACTS_AS_STORED, facts_of
from programming.models import Publication, PublishedScreening

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
    waited = (
        Publication.objects.waiting(desk.at - DAY).exclude(live_from=F("made_at")).order_by("live_from")
    )  # by its index
    yield from waited.values_list("live_from", flat=True)


def _shows(desk: Desk) -> Iterator[datetime]:
    """Starts of shows and of the films on their bills, and ends, at which a vote opens; yesterday's may end today."""
    rows = PublishedScreening.objects.between(desk.today - DAY, desk.today)
    for stored, starts_at, ends_at in rows.values_list(FACTS_AS_STORED, "starts_at", "ends_at"):
        yield from (starts_at, ends_at)
        yield from (segment.at for segment in facts_of(stored).segments)
