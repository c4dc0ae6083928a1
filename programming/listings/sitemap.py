"""Every public page there is, and when what it says last changed: the lasting ones, and by year those of days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.urls import reverse

from programming.choices import ScreeningStatus
from programming.listings.house import Desk
from programming.listings.notes import notes_href
from programming.listings.played import gaps, kept_months, within
from programming.listings.series import series_href
from programming.listings.shows import film_href
from programming.models import Publication, PublishedRun, PublishedScreening, PublishedTitle
from programming.models.played import month_of

FEW = 2_000
"""Up to so many published shows, one file holds all pages. A year of a large house has some ten thousand."""


@dataclass(frozen=True, slots=True)
class Page:
    """`changed` is when the public last saw it say something new, or None where nobody can know."""

    href: str
    changed: datetime | None = None


def is_short(desk: Desk) -> bool:
    """Whether one file holds all pages. One query, which counts no further than it has to."""
    return PublishedScreening.objects.filter(live_from__lte=desk.at)[: FEW + 1].count() <= FEW


def public_pages(desk: Desk) -> tuple[Page, ...]:
    """The canonical pages that answer at the desk's moment, and no others. Twelve queries."""
    return (*lasting_pages(desk), *_dated(desk, date.min, date.max))


def lasting_pages(desk: Desk) -> tuple[Page, ...]:
    """Those that are of no day. Nine queries."""
    newest = _newest_publication(desk)
    return (
        *(Page(reverse(name), newest) for name in ("home", "films", "series", "archive", "changes", "subscribe")),
        *_titles(desk),
        *_notes(desk),
        *_series(desk),
    )


def year_pages(desk: Desk, year: int) -> tuple[Page, ...]:
    """Those of the days of a year, and of the weeks that begin in it. Three queries."""
    return tuple(_dated(desk, date(year, 1, 1), date(year, 12, 31)))


def changes_by_year(desk: Desk) -> tuple[datetime | None, dict[int, datetime]]:
    """When the lasting pages last changed, and those of each year that has some. Two queries, and one for each span of
    days of which no month is kept.

    What is kept is not looked at again: no more shows are read than are to come. Asked for several spans at once,
    SQLite would go through all days in their order.
    """
    found = {month.first_on: month.changed_at for month in kept_months(desk)}
    for span in tuple(gaps(found, date.max)):
        found |= PublishedScreening.objects.filter(within([span])).newest_by("house_day", desk.at)
    years: dict[int, datetime] = {}
    for day, changed in sorted(found.items()):
        if changed:
            years[day.year] = max(changed, years.get(day.year, changed))
    return _newest_publication(desk), years


def _newest_publication(desk: Desk) -> datetime | None:
    """One query."""
    public = Publication.objects.filter(live_from__lte=desk.at, taken_back_at=None)
    newest: datetime | None = public.aggregate(at=Max("live_from"))["at"]
    return newest


def _titles(desk: Desk) -> Iterator[Page]:
    """Five queries: titles, and what is said on their pages, by film and by programme."""
    titles = PublishedTitle.objects.live(desk.at).order_by("slug").values_list("slug", "film", "programme", "live_from")
    versions = (PublishedScreening.objects.all(), PublishedRun.objects.all())
    films = [every.newest_by("films", desk.at) for every in versions]
    programmes = [every.newest_by("programme", desk.at) for every in versions]
    for slug, film, programme, live_from in titles:
        own = [found[key] for key, every in ((film, films), (programme, programmes)) for found in every if key in found]
        yield Page(film_href(slug), max([live_from, *own]))


def _notes(desk: Desk) -> Iterator[Page]:
    """One query: films with programme notes, which change without a publication."""
    titles = PublishedTitle.objects.live(desk.at).filter(film__programme_notes__isnull=False)
    return (Page(notes_href(slug)) for slug in titles.order_by("slug").values_list("slug", flat=True).distinct())


def _series(desk: Desk) -> Iterator[Page]:
    """Two queries: those that have a show on record, and their newest change."""
    newest = PublishedScreening.objects.newest_by("series__slug", desk.at)
    standing = PublishedScreening.objects.live(desk.at).filter(series__isnull=False).order_by("series__slug")
    for slug in standing.values_list("series__slug", flat=True).distinct():
        yield Page(series_href(slug), newest.get(slug))


def _dated(desk: Desk, first: date, last: date) -> Iterator[Page]:
    """What is of the days `first` through `last`, whole years. Three queries."""
    yield from _days(desk, first, last)
    yield from _screenings(desk, first, last)


def _days(desk: Desk, first: date, last: date) -> Iterator[Page]:
    """Days, weeks and months that have a show, and years of the archive. Two queries."""
    end = desk.venue.week_of(last).last if last < date.max else last
    days = PublishedScreening.objects.between(first, end)
    newest = days.newest_by("house_day", desk.at)
    places: defaultdict[tuple[Any, ...], list[datetime]] = defaultdict(list)
    shown: set[int] = set()
    for day, status in days.live(desk.at).order_by("house_day").values_list("house_day", "status").distinct():
        for place, begins in _places(desk, day):
            if first <= begins <= last:
                places[place].append(newest[day])
        if status == ScreeningStatus.SCHEDULED and day < desk.today and day <= last:
            shown.add(day.year)
    yield from (Page(reverse(name, args=which), max(changes)) for (name, *which), changes in places.items())
    for year in sorted(shown):
        changes = (changed for day, changed in newest.items() if day.year == year and day < desk.today)
        yield Page(reverse("archive-year", args=[year]), max(changes))


def _places(desk: Desk, day: date) -> Iterable[tuple[tuple[Any, ...], date]]:
    """The pages that tell of a day, each with the day on which its span begins."""
    week = desk.venue.week_of(day).first
    return (("day", day), day), (("week", week), week), (("month", day.year, day.month), month_of(day))


def _screenings(desk: Desk, first: date, last: date) -> Iterator[Page]:
    """One query. The address is looked up once: a house has hundreds of thousands of shows."""
    nobody = UUID(int=0)
    before, after = reverse("screening", args=[nobody]).split(str(nobody))
    rows = PublishedScreening.objects.live(desk.at).between(first, last).order_by("starts_at", "uid")
    return (Page(f"{before}{uid}{after}", live_from) for uid, live_from in rows.values_list("uid", "live_from"))
