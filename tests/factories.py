"""A small house and its rows, made one at a time. Nothing comes along that a test did not ask for."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import factory
from django.contrib.auth.models import User

from programming.actions.publish import publish
from programming.choices import Announcement, CreditRole, Format, RunState
from programming.models import (
    Credit,
    Film,
    Holdover,
    Material,
    Person,
    Programme,
    ProgrammeItem,
    Publication,
    Run,
    Screen,
    Screening,
    Series,
    SeriesEntry,
    Venue,
)

FRIDAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
"""Noon of that Friday in New York."""


class VenueFactory(factory.django.DjangoModelFactory[Venue]):
    class Meta:
        model = Venue

    name = "The Lantern"
    street = "3 Wick Row"
    locality = "Tallow"
    country = "US"
    site_url = "https://lantern.example"
    time_zone = "America/New_York"
    ten_eleven = "evening"


class ScreenFactory(factory.django.DjangoModelFactory[Screen]):
    class Meta:
        model = Screen

    venue = factory.LazyFunction(lambda: Venue.objects.first() or VenueFactory())
    name = factory.Sequence(lambda n: f"Screen {n + 1}")
    slug = factory.Sequence(lambda n: f"screen-{n + 1}")
    seats = 100
    formats = factory.LazyFunction(lambda: ["dcp", "35mm"])
    order = factory.Sequence(lambda n: n)


class FilmFactory(factory.django.DjangoModelFactory[Film]):
    class Meta:
        model = Film

    title = factory.Sequence(lambda n: f"Film {n}")
    slug = factory.LazyAttribute(lambda film: film.title.lower().replace(" ", "-"))
    year = "1957"
    countries = "Soviet Union"
    languages = "Russian"
    running_minutes = 95


def film(title: str, *, director: str = "", format: str = Format.DCP.value, **facts: Any) -> Film:
    """A film with its usual copy, and a director whose name stands above the title."""
    made = FilmFactory(title=title, **facts)
    Material.objects.create(film=made, label="usual", format=format, subtitles="English")
    if director:
        person = Person.objects.get_or_create(name=director)[0]
        Credit.objects.create(film=made, person=person, role=CreditRole.DIRECTOR, is_possessive=True)
    return made


def programme(*films: Film, kind: str = "single", title: str = "", slug: str = "") -> Programme:
    made = Programme.objects.create(slug=slug or films[0].slug, kind=kind, title=title)
    for order, one in enumerate(films):
        ProgrammeItem.objects.create(programme=made, film=one, order=order)
    return made


def run(shown: Programme | Film, screen: Screen, *, days: int | None = 7, first: date = FRIDAY, **facts: Any) -> Run:
    """A confirmed, timed run of so many days; None leaves its end open."""
    what = (
        shown if isinstance(shown, Programme) else Programme.objects.filter(slug=shown.slug).first() or programme(shown)
    )
    given = {"state": RunState.CONFIRMED.value, "announcement": Announcement.TIMED.value} | facts
    closes = first + timedelta(days=days - 1) if days else None
    return Run.objects.create(programme=what, screen=screen, opens_on=first, closes_on=closes, **given)


def hold(held: Run, last: date, *, final: bool = False) -> Holdover:
    """Keep the run on, from the day after its last through `last`."""
    first = held.last_day + timedelta(days=1)
    return Holdover.objects.create(
        run=held, first_on=first, last_on=last, is_final=final, decided_on=first - timedelta(days=4)
    )


def show(of: Run | Programme, day: date, wall: str, screen: Screen | None = None, **facts: Any) -> Screening:
    """A show of a run, or on its own, when the house's clock says `wall` ("19:30")."""
    booked = of if isinstance(of, Run) else None
    shown = booked.programme if booked else of
    where = screen or booked.screen
    starts_at = where.venue.house_day(day).at(time.fromisoformat(wall))
    return Screening.objects.create(
        run=booked, programme=shown, screen=where, starts_at=starts_at, house_day=day, **facts
    )


def shows(of: Run, *walls: str, days: int | None = None) -> list[Screening]:
    """The same times on each day of a run, or on so many of its first days."""
    last = of.opens_on + timedelta(days=days - 1) if days else of.last_day
    every = (of.opens_on + timedelta(days=step) for step in range((last - of.opens_on).days + 1))
    return [show(of, day, wall) for day in every for wall in walls]


def series(title: str, *programmes: Programme) -> Series:
    made = Series.objects.create(title=title, slug=title.lower().replace(" ", "-"))
    for order, one in enumerate(programmes):
        SeriesEntry.objects.create(series=made, programme=one, order=order)
    return made


def go_public(at: datetime = NOON - timedelta(days=30), **how: Any) -> Publication | None:
    """Publish everything."""
    return publish(first=None, last=None, by=None, at=at, **how)


def programmer(name: str = "alice") -> User:
    return User.objects.create_superuser(username=name, password="not a secret")
