"""Calendars: every one is the house's, seen through a filter. Their events are the bytes stored with each version."""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from programming.choices import Access, Format, ScreeningStatus
from programming.listings.house import Desk
from programming.listings.remembered import Remembered, while_it_stands
from programming.listings.series import public_series
from programming.listings.shows import FACTS_AS_STORED, facts_of, least_key
from programming.listings.title import title_at
from programming.models import FeedEntry, Publication, PublishedScreening
from programming.models.among import NotSought, Together
from programming.models.facts import FILM_FEED
from programming.models.prepared import prepared
from programming.models.publication import PublishedScreeningQuerySet

ENDS: Remembered[tuple[Hashable, ...], Any] = Remembered(most=4)
"""Of the last days that were asked for."""
KINDS = ("films", "series", "screens", "formats", "access")
LONGEST = timedelta(days=3)
"""No show lasts so long: its end lies before."""
Day = tuple[date, str, str]
"""What a calendar has on a house day: the day; the keys of the versions, in one word (`Together`), below zero where a
show has left the calendar; and, as a word too, since when the newest of them lives.
"""


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar. `feeds` are the filters of which a show must meet one; none means every show of the house.

    `page` is the address of the page that says the same, without the site's own.
    """

    name: str
    description: str
    page: str
    feeds: tuple[str, ...] = ()


class Entries(NamedTuple):
    """What a calendar is made of. `modified` is its newest change; without entries the moment the house day began.
    `first` and `last` are moments that all of it lies between.
    """

    days: tuple[Day, ...]
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


def entries(desk: Desk, feed: Feed, *, drops_cancelled: bool = False) -> Entries:
    """What stands in a calendar, the house's window of past days included. One query, two for one with a filter.

    A cancelled show stays, unless those are dropped. A show that has left the calendar stays in it, as cancelled there,
    until its day is over.
    """
    first = desk.today - timedelta(days=desk.venue.calendar_days)
    asked = _asked(len(feed.feeds), drops_cancelled, all(one.startswith("films/") for one in feed.feeds))
    days = asked(desk.at, first, desk.today, _least(desk, first) if feed.feeds else 0, *feed.feeds)
    changed = max((newest for _day, _versions, newest in days), default="")
    after = days[-1][0] + LONGEST if days else first
    opening, today = (desk.venue.house_day(day).span.starts_at for day in (first, desk.today))
    return Entries(
        days=tuple(days),
        modified=datetime.fromisoformat(changed).replace(tzinfo=UTC) if changed else today,
        first=opening,
        last=desk.venue.house_day(after).span.starts_at,
    )


@cache
def _asked(filters: int, drops_cancelled: bool, is_of_films: bool) -> Callable[..., list[Day]]:  # noqa: FBT001
    """Asked with the moment, the first day, today, the least version of the record to look at, and the filters."""

    def days(at: datetime, first: date, today: date, least: int, *feeds: str) -> QuerySet[PublishedScreening, Any]:
        rows = PublishedScreening.objects.live(at).filter(house_day__gte=first)
        rows = _of(rows, feeds, least, by_key=is_of_films).filter(Q(house_day__gte=today) | Q(has_left=False))
        if drops_cancelled:
            rows = rows.filter(Q(has_left=False), status=ScreeningStatus.SCHEDULED)
        key = Case(When(has_left=True, then=-F("pk")), default="pk", output_field=IntegerField())
        told = rows.values("house_day").annotate(versions=Together(key), newest=Cast(Max("live_from"), TextField()))
        return told.order_by("house_day").values_list("house_day", "versions", "newest")

    return prepared(days, 4 + filters)


def _of(
    rows: PublishedScreeningQuerySet, feeds: Sequence[str], least: int, *, by_key: bool
) -> PublishedScreeningQuerySet:
    """The rows that stand in a calendar or have left it; `has_left` tells them apart.

    With `by_key` they are looked up, which is quick where they are few. Hundreds are quicker told from the other rows
    of their days, by the index alone.
    """
    if not feeds:
        return rows.alias(has_left=Value(value=False))
    own = FeedEntry.objects.filter(feed__in=feeds)
    entries, stays = own.filter(version__gte=least), Exists(own.filter(version=OuterRef("pk"), has_left=False))
    rows = rows.alias(key=F("pk") if by_key else NotSought("pk"))
    rows = rows.alias(has_left=Q(key__in=entries.filter(has_left=True).values("version")) & ~Q(stays))
    return rows.filter(Q(key__in=entries.values("version")))


def _least(desk: Desk, first: date) -> int:
    """From which version on entries have to be looked at: not all there have ever been. One query, once.

    It is no copy, but holds while that stands: whatever is published later has a greater key.
    """
    return while_it_stands(desk.copy, least_key, first, date.max, known=ENDS)


def events(versions: Collection[int]) -> Iterator[tuple[int, bytes]]:
    """The events of versions as they stand in a `Day`, each with its version, by start. One query."""
    told = {abs(version): version for version in versions}
    for key, vevent, farewell in _events(told):
        yield told[key], bytes(vevent if told[key] > 0 else farewell)


@prepared
def _events(versions: Collection[int]) -> "QuerySet[PublishedScreening, tuple[int, Any, Any]]":
    rows = PublishedScreening.objects.filter(pk__among=versions).order_by("house_day", "starts_at", "pk")
    return rows.values_list("pk", "vevent", "farewell")


def last_change(desk: Desk) -> datetime:
    """When what calendars say may have changed last: it never falls, not even when an event leaves one.

    The newest publication, or the beginning of the house day, at which shows pass out of the window. One query.
    """
    today = desk.venue.house_day(desk.today).span.starts_at
    return max([today, *(live_from for (live_from,) in _newest(desk.at))])


@prepared
def _newest(at: datetime) -> "QuerySet[Publication, tuple[datetime]]":
    public = Publication.objects.filter(live_from__lte=at, taken_back_at=None)
    return public.order_by("-live_from").values_list("live_from")[:1]


class Event(NamedTuple):
    """A single show, and its event."""

    title: str
    bytes: bytes
    modified: datetime
    first: datetime  # from its start
    last: datetime  # to its end


def one_event(desk: Desk, uid: UUID) -> Event | None:
    """None where the public knows of no such show. One query."""
    for stored, vevent, live_from, starts_at, ends_at in _one_event(desk.at, uid):
        return Event(facts_of(stored).title, bytes(vevent), live_from, starts_at, ends_at)
    return None


@prepared
def _one_event(at: datetime, uid: UUID) -> "QuerySet[PublishedScreening, tuple[Any, ...]]":
    rows = PublishedScreening.objects.live(at).filter(uid=uid)
    return rows.values_list(FACTS_AS_STORED, "vevent", "live_from", "starts_at", "ends_at")[:1]


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


def _screen(desk: Desk, slug: str) -> Named:
    screen = next((screen for screen in desk.screens if screen.slug == slug), None)
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
