"""When a public page reads differently though nothing was changed: a show begins, an embargo ends, a day is over."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import F, QuerySet

from programming.listings.home import evening_of
from programming.listings.house import Desk
from programming.listings.shows import FACTS_AS_STORED, facts_of
from programming.models import Publication, PublishedScreening
from programming.models.prepared import prepared

DAY = timedelta(days=1)
MOST_KNOWN = 128
"""Shows of which a process keeps the moments in mind: those of two days of a large house."""


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
    return (live_from for (live_from,) in _waited(desk.at - DAY))


@prepared
def _waited(since: datetime) -> "QuerySet[Publication, tuple[datetime]]":
    rows = Publication.objects.waiting(since).exclude(live_from=F("made_at")).order_by("live_from")  # by its index
    return rows.values_list("live_from")


def _shows(desk: Desk) -> Iterator[datetime]:
    """Starts of shows and of the films on their bills, and ends, at which a vote opens; yesterday's may end today."""
    for (stored,) in _shows_between(desk.today - DAY, desk.today):
        yield from _of_show(stored)


@prepared
def _shows_between(first: date, last: date) -> "QuerySet[PublishedScreening, tuple[str]]":
    return PublishedScreening.objects.between(first, last).values_list(FACTS_AS_STORED)


@lru_cache(MOST_KNOWN)
def _of_show(stored: str) -> tuple[datetime, ...]:
    facts = facts_of(stored)
    return (facts.starts, datetime.fromisoformat(facts.ends_at), *(segment.at for segment in facts.segments))
