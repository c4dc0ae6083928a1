"""Make the house: its films, its weeks, and all it has ever published, in one transaction."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db import connection, transaction

from programming.actions.errors import Refused
from programming.importers.invented.bills import Bill, make_bills
from programming.importers.invented.films import make_films, make_people
from programming.importers.invented.house import make_venue
from programming.importers.invented.record import Record
from programming.importers.invented.rows import Progress
from programming.importers.invented.season import STARTS, WEEK, Planned, Season, monday
from programming.importers.invented.words import people
from programming.models import Film, Person, Programme, Screen, Venue

DAYS = 365.2425
FILMS_A_YEAR, PEOPLE_A_YEAR, LEAST_PEOPLE = 400, 120, 60
AHEAD = 5
"""Weeks after the current one that are published."""
BLOCK = 4
"""Weeks that are announced together, so long before the first of them:"""
LEAD = timedelta(days=10)
UNDATED = 3
SEED = 1927


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to be."""

    years: float
    screens: int

    @property
    def weeks(self) -> int:
        return max(AHEAD + 2, round(self.years * DAYS / 7))

    @property
    def films(self) -> int:
        """By the year, and enough for every screen to have its own each week."""
        return max(10 * self.screens, round(FILMS_A_YEAR * self.years))

    @property
    def shows(self) -> int:
        return self.weeks * 7 * len(STARTS) * self.screens


@transaction.atomic
def make_house(size: Size, *, today: date, say: Progress) -> Venue:
    """A house of that size whose last published week is five weeks after that of `today`. The same size and day give
    the same house, row by row. It is all there or not at all. Histories of the rows begin with their first edit.

    Raises Refused when the database has a house, a film or a person already.
    """
    if any(model.objects.exists() for model in (Venue, Film, Person, Programme)):
        raise Refused("There is a house in this database already, or part of one. Give an empty one.")
    _widen_cache()
    random = Random(SEED)  # noqa: S311  the same house every time is the point
    venue = make_venue(size.screens)
    known = make_people(random, max(LEAST_PEOPLE, round(PEOPLE_A_YEAR * size.years)))
    bills = make_bills(random, make_films(random, size.films, known, say), size.years, say)
    guests = [name for name, _ in zip(people(random), range(40), strict=False)]
    season = Season(venue, random, bills[:-UNDATED], size.screens, size.weeks, today, guests)
    _live(season, Record(list(Screen.objects.select_related("venue"))), bills, say)
    return venue


def _live(season: Season, record: Record, bills: Sequence[Bill], say: Progress) -> None:
    """Every publication from the first to the one of today, in the order in which they were made."""
    now = season.venue.house_day(season.today).span.starts_at
    last = season.venue.week_of(season.today).first + AHEAD * WEEK
    firsts = [last - WEEK * (season.weeks - 1 - number) for number in range(season.weeks)]
    known: dict[date, list[int]] = {}
    held: defaultdict[date, list[Planned]] = defaultdict(list)
    total, made = season.weeks * 7 * len(STARTS) * season.screens, 0
    for at, is_block, number in sorted(_moments(season, firsts, now)):
        if is_block:
            shows = []
            for week, first in enumerate(firsts[number : number + BLOCK], number):
                planned = season.week(first, week)
                held[first] = [show for show in planned if show.is_held_over]
                shows += [show for show in planned if not show.is_held_over]
            known |= _by_week(season, shows, record.announce(shows, at))
            made += len(shows)
        else:
            first = firsts[number]
            if kept := held.pop(first + WEEK, []):
                record.keep_on(kept, at)
                made += len(kept)
            if coming := known.pop(first + WEEK, []):
                moved, cancelled = season.random.choice(coming), season.random.choice(coming)
                record.change([moved], [cancelled] if cancelled != moved else [], at)
        say("screenings", made, total)
    record.promise([bill.key for bill in bills[-UNDATED:]], now)
    say("screenings", total, total)


def _moments(season: Season, firsts: Sequence[date], now: datetime) -> Iterator[tuple[datetime, bool, int]]:
    """When something is published, whether it is a block of weeks, and the number of the week. Never after `now`."""
    for number, first in enumerate(firsts):
        if number % BLOCK == 0:
            yield min(season.venue.house_day(first - LEAD).span.starts_at + timedelta(hours=6), now), True, number
        decided = season.venue.house_day(monday(first)).span.starts_at + timedelta(hours=7)
        if decided < now:
            yield decided, False, number


def _by_week(season: Season, shows: Sequence[Planned], keys: Sequence[int]) -> dict[date, list[int]]:
    """The keys of the last shows of the day, which can move without being in the way of another, by week."""
    found: defaultdict[date, list[int]] = defaultdict(list)
    for show, key in zip(shows, keys, strict=True):
        if show.is_last:
            found[season.venue.week_of(show.house_day).first].append(key)
    return found


def _widen_cache() -> None:
    """The indexes of a large house are written all over: SQLite gets room for them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -262144")
