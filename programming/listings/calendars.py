"""Calendars: every one is the house's, seen through a filter. Their events are the bytes stored with each version."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, Max, Min, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from programming.choices import Access, Format, ScreeningStatus
from programming.listings.house import Desk
from programming.listings.series import public_series
from programming.listings.title import title_at
from programming.models import FeedEntry, Publication, PublishedScreening, Screen
from programming.models.facts import FILM_FEED
from programming.models.publication import PublishedScreeningQuerySet, live_at

KINDS = ("films", "series", "screens", "formats", "access")


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar. `feeds` are the filters of which a show must meet one; none means every show of the house.

    `page` is the address of the page that says the same, without the site's own.
    """

    name: str
    description: str
    page: str
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Events:
    """Event bytes by start, and the range of moments they lie in. `modified` is their newest change; without events the
    moment the house day began.
    """

    bytes: tuple[bytes, ...]
    modified: datetime
    first: datetime
    last: datetime


def house_feed(desk: Desk) -> Feed:
    house = desk.venue.name
    return Feed(house, _("Every show at %(house)s.") % {"house": house}, reverse("home"))


def feed_of(desk: Desk, kind: str, slug: str) -> Feed | None:
    """The calendar at `/kind/slug.ics`, or None where the public may know of none. At most one query."""
    if kind not in KINDS:
        return None
    found = _NAMED[kind](desk, slug)
    if found is None:
        return None
    name, description, page = found
    return Feed(f"{desk.venue.name}: {name}", description, page, (f"{kind}/{slug}",))


def own_feed(desk: Desk, feeds: Sequence[str]) -> Feed:
    """A list of somebody's own: a show stands in it that meets any of `feeds`."""
    name = _("%(house)s: my list") % {"house": desk.venue.name}
    return Feed(
        name, _("What you chose at %(house)s.") % {"house": desk.venue.name}, reverse("subscribe"), tuple(feeds)
    )


def events(desk: Desk, feed: Feed, *, cancelled: str = "keep") -> Events:
    """The events of a calendar, those of the house's window of past days included. Two queries,
    three for one with a filter.

    A cancelled show stays; with `cancelled` "drop" it is left out, with "mark" it is marked in words only, for
    programs that hide what is cancelled. A show that has left the calendar counts as cancelled until its day is over.
    """
    first = desk.today - timedelta(days=desk.venue.calendar_days)
    window = PublishedScreening.objects.filter(house_day__gte=first)
    rows = _of(window, feed).filter(live_at(desk.at))
    rows = rows.filter(Q(stays=True) | Q(house_day__gte=desk.today))
    if cancelled == "drop":
        rows = rows.filter(stays=True, status=ScreeningStatus.SCHEDULED)
    by_start = rows.order_by("house_day", "starts_at", "uid")  # as the index has them
    found = by_start.values_list(Case(When(stays=True, then="vevent"), default="farewell"))
    told = [bytes(event) for (event,) in found]
    if cancelled == "mark":
        told = [event.replace(b"STATUS:CANCELLED", b"STATUS:CONFIRMED") for event in told]
    ends = rows.aggregate(modified=Max("live_from"), first=Min("starts_at"), last=Max("ends_at"))
    opening, today = (desk.venue.house_day(day).span.starts_at for day in (first, desk.today))
    return Events(tuple(told), ends["modified"] or today, ends["first"] or opening, ends["last"] or opening)


def last_change(desk: Desk) -> datetime:
    """When what calendars say may have changed last: it never falls, not even when an event leaves one.

    The newest publication, or the beginning of the house day, at which shows pass out of the window. One query.
    """
    public = Publication.objects.filter(live_from__lte=desk.at, taken_back_at=None).order_by("-live_from")
    today = desk.venue.house_day(desk.today).span.starts_at
    return max(today, public.values_list("live_from", flat=True).first() or today)


def one_event(desk: Desk, uid: UUID) -> tuple[str, Events] | None:
    """A single show's title and event; None where the public knows of none. One query."""
    version = PublishedScreening.objects.live(desk.at).filter(uid=uid).first()
    if version is None:
        return None
    return version.said.title, Events((bytes(version.vevent),), version.live_from, version.starts_at, version.ends_at)


def _of(rows: PublishedScreeningQuerySet, feed: Feed) -> QuerySet[Any]:
    """The rows that stand in a calendar or have left it; `stays` tells them apart. Up to one query: from which row on
    entries have to be looked at, and not all there have ever been.
    """
    if not feed.feeds:
        return rows.annotate(stays=Value(value=True, output_field=BooleanField()))
    keys = rows.aggregate(least=Min("pk"), most=Max("pk"))  # both, or SQLite looks through all rows for the least
    entries = FeedEntry.objects.filter(feed__in=feed.feeds)
    stays = Exists(entries.filter(version=OuterRef("pk"), has_left=False))
    return rows.filter(pk__in=entries.filter(version__gte=keys["least"] or 0).values("version")).annotate(stays=stays)


Named = tuple[str, str, str] | None


def _film(desk: Desk, slug: str) -> Named:
    title = title_at(desk, slug)
    if title is None:
        return None
    name = title.facts.title
    return name, _("Every show of %(title)s.") % {"title": name}, reverse("film", args=[slug])


def _series(desk: Desk, slug: str) -> Named:
    series = public_series(desk.at).filter(slug=slug).first()
    if series is None:
        return None
    described = series.deck or _("Every show of the series.")
    return series.title, described, reverse("series-page", args=[slug])


def _screen(_desk: Desk, slug: str) -> Named:
    screen = Screen.objects.filter(slug=slug).first()
    return (screen.name, _("Every show in %(screen)s.") % {"screen": screen.name}, reverse("home")) if screen else None


def _format(_desk: Desk, slug: str) -> Named:
    if slug == FILM_FEED.partition("/")[2]:
        return _("on film"), _("Every show from a print, whatever its gauge."), reverse("home")
    if slug not in Format.values:
        return None
    label = str(Format(slug).label)
    return label, _("Every show on %(format)s.") % {"format": label}, reverse("home")


def _access(_desk: Desk, slug: str) -> Named:
    if slug not in Access.values:
        return None
    label = str(Access(slug).label)
    return label, _("Every show with: %(access)s.") % {"access": label.lower()}, reverse("home")


_NAMED: dict[str, Callable[[Desk, str], Named]] = {
    "films": _film,
    "series": _series,
    "screens": _screen,
    "formats": _format,
    "access": _access,
}
