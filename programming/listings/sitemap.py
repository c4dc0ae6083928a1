"""Every public page there is, and when what it says last changed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, DateTimeField, F, Max, QuerySet, When
from django.urls import reverse

from programming.choices import ScreeningStatus
from programming.listings.house import Desk
from programming.listings.notes import notes_href
from programming.listings.series import series_href
from programming.listings.shows import film_href
from programming.models import Publication, PublishedRun, PublishedScreening, PublishedTitle


@dataclass(frozen=True, slots=True)
class Page:
    """`changed` is when the public last saw it say something new, or None where nobody can know."""

    href: str
    changed: datetime | None = None


def public_pages(desk: Desk) -> tuple[Page, ...]:
    """The canonical pages that answer at the desk's moment, and no others. Thirteen queries."""
    newest = Publication.objects.filter(live_from__lte=desk.at, taken_back_at=None).aggregate(at=Max("live_from"))["at"]
    return (
        *(Page(reverse(name), newest) for name in ("home", "films", "series", "archive", "changes", "subscribe")),
        *_titles(desk),
        *_notes(desk),
        *_series(desk),
        *_days(desk),
        *_screenings(desk),
    )


def _changed(at: datetime) -> Case:
    """When a version last changed what its pages say: by coming, or where it is gone again, by going."""
    return Case(When(live_until__lte=at, then=F("live_until")), default=F("live_from"), output_field=DateTimeField())


def _newest(versions: QuerySet[Any], at: datetime, key: str) -> dict[Any, datetime]:
    """The newest change by `key`. One query."""
    rows = versions.exclude(**{key: None}).order_by().values_list(key).annotate(newest=Max(_changed(at)))
    return dict(rows)


def _titles(desk: Desk) -> Iterable[Page]:
    """Five queries: titles, and what is said on their pages, by film and by programme."""
    titles = PublishedTitle.objects.live(desk.at).order_by("slug").values_list("slug", "film", "programme", "live_from")
    shows, runs = PublishedScreening.objects.seen_by(desk.at), PublishedRun.objects.seen_by(desk.at)
    films = [_newest(versions, desk.at, "films") for versions in (shows, runs)]
    programmes = [_newest(versions, desk.at, "programme") for versions in (shows, runs)]
    for slug, film, programme, live_from in titles:
        own = [found[key] for key, every in ((film, films), (programme, programmes)) for found in every if key in found]
        yield Page(film_href(slug), max([live_from, *own]))


def _notes(desk: Desk) -> Iterable[Page]:
    """One query: films with programme notes, which change without a publication."""
    titles = PublishedTitle.objects.live(desk.at).filter(film__programme_notes__isnull=False)
    return (Page(notes_href(slug)) for slug in titles.order_by("slug").values_list("slug", flat=True).distinct())


def _series(desk: Desk) -> Iterable[Page]:
    """Two queries: those that have a show on record, and their newest change."""
    standing = PublishedScreening.objects.live(desk.at).exclude(series=None).order_by("series__slug")
    newest = _newest(PublishedScreening.objects.seen_by(desk.at), desk.at, "series__slug")
    for slug in standing.values_list("series__slug", flat=True).distinct():
        yield Page(series_href(slug), newest.get(slug))


def _days(desk: Desk) -> Iterable[Page]:
    """Days, weeks and months that have a show, and years of the archive. Three queries."""
    live = PublishedScreening.objects.live(desk.at)
    newest = _newest(PublishedScreening.objects.seen_by(desk.at), desk.at, "house_day")
    places: defaultdict[tuple[Any, ...], list[datetime]] = defaultdict(list)
    for day in live.order_by("house_day").values_list("house_day", flat=True).distinct():
        for place in (("day", day), ("week", desk.venue.week_of(day).first), ("month", day.year, day.month)):
            places[place].append(newest[day])
    yield from (Page(reverse(name, args=which), max(changes)) for (name, *which), changes in places.items())
    shown = live.filter(status=ScreeningStatus.SCHEDULED, house_day__lt=desk.today)
    for first in shown.dates("house_day", "year"):
        changes = [changed for day, changed in newest.items() if day.year == first.year and day < desk.today]
        yield Page(reverse("archive-year", args=[first.year]), max(changes))


def _screenings(desk: Desk) -> Iterable[Page]:
    """One query. The address is looked up once: a house has hundreds of thousands of shows."""
    nobody = UUID(int=0)
    before, after = reverse("screening", args=[nobody]).split(str(nobody))
    rows = PublishedScreening.objects.live(desk.at).order_by("starts_at", "uid").values_list("uid", "live_from")
    return (Page(f"{before}{uid}{after}", live_from) for uid, live_from in rows)
