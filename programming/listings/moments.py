"""When a public page reads differently though nothing was changed: a show begins, an embargo ends, a day is over."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast

from programming.listings.home import evening_of
from programming.listings.house import Desk
from programming.listings.remembered import Remembered
from programming.listings.shows import FACTS_AS_STORED, facts_of
from programming.models import Publication, PublishedScreening
from programming.models.facts import ScreeningFacts
from programming.models.prepared import prepared

DAY = timedelta(days=1)
Version = tuple[int, str]
"""Its primary key, and since when it lives: where a backup is put back, keys come a second time."""
OF_SHOWS: Remembered[Version, tuple[datetime, ...]] = Remembered(most=256)
"""Of two days, in a large house."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Those of one house day, in order. Between two of them a page says the same."""

    at: tuple[datetime, ...]
    until: datetime  # the end of the house day

    def place(self, at: datetime) -> tuple[int, int]:
        """How many are over, and how many have come. They differ at the very moment alone."""
        return bisect_left(self.at, at), bisect_right(self.at, at)


def moments(desk: Desk) -> Moments:
    """The moments of the house day of `desk.at`. Two queries, a third where there are new shows."""
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


def _shows(desk: Desk) -> Iterable[datetime]:
    """Starts of shows and of the films on their bills, and ends, at which a vote opens; yesterday's may end today."""
    return chain.from_iterable(OF_SHOWS.all_of(_shows_between(desk.today - DAY, desk.today), _read))


@prepared
def _shows_between(first: date, last: date) -> "QuerySet[PublishedScreening, Version]":
    return PublishedScreening.objects.between(first, last).values_list("pk", Cast("live_from", TextField()))


def _read(versions: Sequence[Version]) -> dict[Version, tuple[datetime, ...]]:
    stored = dict(_stored([key for key, _live_from in versions]))
    return {version: tuple(_of_show(facts_of(stored[version[0]]))) for version in versions}


@prepared
def _stored(versions: Collection[int]) -> "QuerySet[PublishedScreening, tuple[int, str]]":
    return PublishedScreening.objects.filter(pk__among=versions).values_list("pk", FACTS_AS_STORED)


def _of_show(facts: ScreeningFacts) -> Iterator[datetime]:
    yield from (facts.starts, datetime.fromisoformat(facts.ends_at))
    yield from (segment.at for segment in facts.segments)
