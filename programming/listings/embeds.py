"""What other sites show of ours: tonight's bill in a frame, and the name and card of a page whose address is pasted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from programming.listings.home import Night, night_of
from programming.listings.house import Desk
from programming.listings.series import public_series
from programming.listings.shows import by_day, shows_between
from programming.listings.title import title_at
from programming.models import PublishedScreening
from programming.models.facts import ScreeningFacts
from programming.timetable.dates import long_day

DAYS_AHEAD = 42


@dataclass(frozen=True, slots=True)
class TonightPage:
    """`night` opens as the home page does: with today's bill while shows are left, else with the next day's."""

    night: Night
    date: str  # "Saturday, November 21"
    house: str
    home: str  # absolute


@dataclass(frozen=True, slots=True)
class Pasted:
    """A page as others name it; `card` is the address of its picture, without the site."""

    title: str
    card: str


def tonight_page(desk: Desk) -> TonightPage:
    """One query where something is on today or tomorrow, else two."""
    night = _night(desk, 1)
    if not night.bill:
        night = _night(desk, DAYS_AHEAD)
    return TonightPage(night, long_day(night.day), desk.venue.name, f"{desk.venue.site_url.rstrip('/')}/")


def _night(desk: Desk, days: int) -> Night:
    return night_of(desk, by_day(shows_between(desk, desk.today, desk.today + timedelta(days=days))))


def pasted(desk: Desk, name: str, which: dict[str, Any]) -> Pasted | None:
    """The page of the address called `name`, or None where the public can see none. At most two queries."""
    known: dict[str, Callable[..., Pasted | None]] = {"film": _film, "series-page": _series, "screening": _screening}
    return known[name](desk, **which) if name in known else None


def _film(desk: Desk, slug: str) -> Pasted | None:
    title = title_at(desk, slug)
    return Pasted(title.facts.title, reverse("card-film", args=[slug])) if title else None


def _series(desk: Desk, slug: str) -> Pasted | None:
    title = public_series(desk.at).filter(slug=slug).values_list("title", flat=True).first()
    return Pasted(title, reverse("card-series", args=[slug])) if title else None


def _screening(desk: Desk, uid: UUID) -> Pasted | None:
    stored = PublishedScreening.objects.live(desk.at).filter(uid=uid).values_list("facts", flat=True).first()
    if stored is None:
        return None
    facts = ScreeningFacts.from_json(stored)
    day = long_day(desk.local(facts.starts).date())
    return Pasted(f"{facts.title}, {day}, {desk.clock(facts.starts)}", reverse("card-film", args=[facts.slug]))
