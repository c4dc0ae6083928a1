"""What there is to subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from programming.choices import Access, Format
from programming.listings.house import Desk
from programming.models import FeedEntry, PublishedScreening, Screen, Series
from programming.models.facts import FILM_FEED

KEPT = timedelta(days=366)
"""A calendar is offered while it has had a show in the last year."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A calendar to subscribe to. `feed` is its address without the site, a slash and “.ics”; "" is the whole house."""

    feed: str
    name: str
    what: str
    address: str  # https://…
    webcal: str
    qr: str  # address of its QR code


@dataclass(frozen=True, slots=True)
class SubscribePage:
    offers: tuple[Offer, ...]
    own: Offer | None  # the list that was asked for
    feeds: tuple[tuple[str, str, str], ...]  # for programs: what, name, address
    embed: str  # address of tonight's bill, for another site to frame

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        return tuple((offer.feed, offer.name) for offer in self.offers if offer.feed)


def subscribe_page(desk: Desk) -> SubscribePage:
    """Four queries."""
    return SubscribePage(
        offers=tuple(_offers(desk)),
        own=None,
        feeds=(
            (_("News of the programme"), "feed.atom", reverse("feed-atom")),
            (_("Changes only"), "changes.atom", reverse("changes-atom")),
            (_("Everything as data"), "api/v1", reverse("api-docs")),
        ),
        embed=desk.venue.site_url.rstrip("/") + reverse("embed-tonight"),
    )


def offer(desk: Desk, path: str, name: str, what: str = "", feed: str = "") -> Offer:
    """The calendar at `path` of this site."""
    address = desk.venue.site_url.rstrip("/") + path
    return Offer(feed, name, what, address, f"webcal://{address.partition('://')[2]}", f"{reverse('qr')}?of={path}")


def _offers(desk: Desk) -> Iterable[Offer]:
    yield offer(desk, reverse("calendar-ics"), _("The whole house"), _("Every show on every screen"))
    for feed, name, what in _named(desk, _in_use(desk)):
        kind, _slash, slug = feed.partition("/")
        yield offer(desk, reverse("calendar-of", args=[kind, slug]), name, what, feed)


def _in_use(desk: Desk) -> set[str]:
    rows = PublishedScreening.objects.live(desk.at).filter(house_day__gte=desk.today - KEPT)
    entries = FeedEntry.objects.filter(version__in=rows, has_left=False).exclude(feed__startswith="films/")
    return set(entries.values_list("feed", flat=True).distinct())


def _named(desk: Desk, feeds: set[str]) -> Iterable[tuple[str, str, str]]:
    """Calendars in the order a reader wants them: prints, access, series still running, screens."""
    if FILM_FEED in feeds:
        yield FILM_FEED, _("On film"), _("Shows from a print, whatever its gauge")
    for format in Format:
        if format.is_film and f"formats/{format}" in feeds:
            yield f"formats/{format}", str(format.label), _("Shows on %(format)s") % {"format": format.label}
    for kind in Access:
        if f"access/{kind}" in feeds:
            yield f"access/{kind}", str(kind.label), _("Only shows so marked")
    coming = PublishedScreening.objects.live(desk.at).filter(house_day__gte=desk.today)
    for series in Series.objects.filter(pk__in=coming.values("series")).order_by("order", "title"):
        yield f"series/{series.slug}", series.title, series.deck
    for screen in Screen.objects.all():
        if f"screens/{screen.slug}" in feeds:
            yield f"screens/{screen.slug}", screen.name, _("Whatever plays there")
