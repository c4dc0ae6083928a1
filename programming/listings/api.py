"""What the API says of the house, its titles and its series, as plain values. What nobody has said is None."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Max, Min, QuerySet
from django.urls import reverse

from programming.choices import Access, Format
from programming.listings.api_cursors import public_publications, settled
from programming.listings.house import Desk
from programming.models import PublishedScreening, PublishedTitle, Screen, Series
from programming.models.facts import TitleFacts
from programming.text.markup import to_html
from programming.timetable.languages import ENGLISH

Values = dict[str, Any]
Sheet = tuple[list[Values], str | None]
"""Items, and the cursor of what follows them; None at the end."""
Row = TypeVar("Row")


def address(desk: Desk, name: str, *args: object) -> str:
    """The whole address of one of our pages or feeds."""
    return desk.venue.site_url.rstrip("/") + reverse(name, args=args)


def cut(rows: Sequence[Row], limit: int, cursor: Callable[[Row], str]) -> tuple[Sequence[Row], str | None]:
    """The first `limit` of `rows`, and the cursor of the last of them where there are more."""
    return rows[:limit], cursor(rows[limit - 1]) if len(rows) > limit else None


def house(desk: Desk) -> Values:
    """Two queries: screens, and the newest publication."""
    venue = desk.venue
    newest = public_publications(desk.at).order_by("-live_from", "-number").first()
    blank = ("tagline", "region", "postal_code", "phone", "email", "admission", "ticketing_note", "access_note")
    return {name: getattr(venue, name) or None for name in blank} | {
        **{name: getattr(venue, name) for name in ("name", "street", "locality", "country", "time_zone")},
        "language": settings.LANGUAGE_CODE,
        "latitude": None if venue.latitude is None else float(venue.latitude),
        "longitude": None if venue.longitude is None else float(venue.longitude),
        "rollover_hour": venue.rollover_hour,
        "week_starts": ENGLISH.calendar.weekdays[venue.week_starts].lower(),
        "today": desk.today,
        "screens": [_screen(desk, screen) for screen in Screen.objects.all()],
        "publication": {"number": newest.number, "live_from": desk.local(newest.live_from)} if newest else None,
        "since": settled(desk.at, newest).text,
        "links": _links(desk),
    }


def _screen(desk: Desk, screen: Screen) -> Values:
    return {
        "slug": screen.slug,
        "name": screen.name,
        "seats": screen.seats,
        "formats": screen.formats,
        "access_note": screen.access_note or None,
        "calendar": address(desk, "calendar-of", "screens", screen.slug),
    }


def _links(desk: Desk) -> Values:
    feeds = {
        f"{kind.replace('-', '_')}_calendar": address(desk, "calendar-of", "access", kind) for kind in Access.values
    }
    names = {
        "page": "home",
        "films": "films",
        "series": "series",
        "changes": "changes",
        "subscribe": "subscribe",
        "calendar": "calendar-ics",
        "news_feed": "feed-atom",
        "changes_feed": "changes-atom",
        "documentation": "api-docs",
        "openapi": "api:openapi-json",
    }
    prints = {"on_film_calendar": address(desk, "calendar-of", "formats", "film")}
    formats = {f"{kind}_calendar": address(desk, "calendar-of", "formats", kind) for kind in Format.values}
    return {key: address(desk, name) for key, name in names.items()} | prints | formats | feeds


def titles(desk: Desk, *, after: str, limit: int) -> Sheet:
    """Films, and programmes with a page of their own, by slug: it never changes, so a walk misses none. One query."""
    rows = PublishedTitle.objects.live(desk.at).filter(slug__gt=after).order_by("slug", "pk")[: limit + 1]
    kept, more = cut(list(rows), limit, lambda version: version.slug)
    return [title(desk, version) for version in kept], more


def one_title(desk: Desk, slug: str) -> Values | None:
    """One query; None where the public knows of none."""
    version = PublishedTitle.objects.live(desk.at).filter(slug=slug).first()
    return title(desk, version) if version else None


def title(desk: Desk, version: PublishedTitle) -> Values:
    """A published version of a title. Asks nothing."""
    facts = TitleFacts.from_json(version.facts)
    return {
        "slug": facts.slug,
        "kind": "film" if version.film_id else "programme",
        "title": facts.title,
        "canonical_title": facts.canonical or facts.title,
        **{name: getattr(facts, name) or None for name in ("credit", "original_title", "directors", "year", "spec")},
        "countries": [part.strip() for part in facts.countries.split(",") if part.strip()],
        "minutes": facts.minutes or None,
        "is_approximate": facts.is_approximate,
        "sequence": version.sequence,
        "published_at": desk.local(version.live_from),
        "links": {
            "page": address(desk, "film", facts.slug),
            "calendar": address(desk, "calendar-of", "films", facts.slug),
        },
    }


def all_series(desk: Desk, *, after: str, limit: int) -> Sheet:
    """Series that have a published show, past ones included, by slug. One query."""
    rows = list(_shown(desk).filter(slug__gt=after).order_by("slug")[: limit + 1])
    kept, more = cut(rows, limit, lambda series: series.slug)
    return [_series(desk, series) for series in kept], more


def one_series(desk: Desk, slug: str) -> Values | None:
    """One query; None where the public knows of none."""
    series = _shown(desk).filter(slug=slug).first()
    return _series(desk, series) if series else None


def _shown(desk: Desk) -> QuerySet[Series]:
    live = PublishedScreening.objects.live(desk.at)
    days = {"first_day": Min("published_screenings__house_day"), "last_day": Max("published_screenings__house_day")}
    return Series.objects.filter(published_screenings__in=live).annotate(**days)


def _series(desk: Desk, series: Series) -> Values:
    return {
        "slug": series.slug,
        "title": series.title,
        "kind": series.kind,
        "deck": series.deck or None,
        "essay": to_html(series.essay) or None,
        "curator": series.curator or None,
        "first_day": getattr(series, "first_day", None),
        "last_day": getattr(series, "last_day", None),
        "links": {
            "page": address(desk, "series-page", series.slug),
            "calendar": address(desk, "calendar-of", "series", series.slug),
        },
    }
