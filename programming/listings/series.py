"""Series: what they show next, and what they have shown."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, date, datetime
from itertools import pairwise
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet, Value
from django.utils.translation import gettext as _

from programming.choices import SeriesKind
from programming.listings.address import href
from programming.listings.engagements import PAUSE
from programming.listings.house import Desk
from programming.listings.pages import IndexEntry, SeriesIndexPage, SeriesPage, SeriesStep
from programming.listings.parts import Dated, Link, Picture, Strand
from programming.listings.remembered import Remembered, while_it_stands
from programming.listings.shows import Show, Told, as_told, film_href, least_key, show_time, shows_of
from programming.models import PublishedScreening, Series, SeriesEntry
from programming.models.prepared import prepared
from programming.text.markup import to_html
from programming.timetable.dates import month_day, short_day, weekday

IN_SERIES = PublishedScreening.series.through
NEXT_DATES = 3
WEEKLY_FROM = 3
LONG = 400
"""Above so many shows on record what has played is read year by year."""
Span = tuple[date, date]
SPANS: Remembered[tuple[int, int], Span] = Remembered(most=64)
"""By series and how many rows of the record speak of it: none of them ever changes its day."""


def strands_now(desk: Desk, shows: Iterable[Show], most: int | None = None) -> tuple[Strand, ...]:
    """Series with shows still to come among `shows`, the soonest first, `most` of them. One query."""
    coming = _by_series(show for show in shows if show.starts_at >= desk.at and show.is_on)
    stored = while_it_stands(desk.copy, _named, *sorted(coming))
    found = sorted((shows[0].starts_at, slug) for slug, shows in coming.items() if slug in stored)
    return tuple(_strand(desk, stored[slug], coming[slug]) for _soonest, slug in found[:most])


def _named(*slugs: str) -> dict[str, Series]:
    return Series.objects.filter(slug__in=slugs).in_bulk(field_name="slug")


def series_index(desk: Desk) -> SeriesIndexPage:
    """Three queries and the frame's."""
    coming = strands_now(desk, shows_of(_ahead(desk.at, desk.today)))
    now = {strand.title for strand in coming}
    return SeriesIndexPage(
        now=coming,
        past=tuple(
            IndexEntry(title, series_href(slug), deck) for slug, title, deck in _every(desk.at) if title not in now
        ),
        empty=_("No series is announced at the moment."),
    )


@prepared
def _ahead(at: datetime, today: date) -> Told:
    """The shows to come of all series."""
    of_any = Exists(IN_SERIES.objects.filter(publishedscreening=OuterRef("pk")))
    return as_told(PublishedScreening.objects.live(at).filter(of_any, house_day__gte=today))


@prepared
def _every(at: datetime) -> "QuerySet[Series, tuple[str, str, str]]":
    return public_series(at).order_by("title").values_list("slug", "title", "deck")


def public_series(at: datetime) -> QuerySet[Series]:
    """Those of which the public knows a show at `at` (aware), whenever it is or was."""
    return Series.objects.filter(Exists(PublishedScreening.objects.live(at).filter(series=OuterRef("pk"))))


def series_page(desk: Desk, slug: str, year: int | None = None) -> SeriesPage | None:
    """The page of a series that has ever been published; None otherwise. Six queries at most.

    That of a long one tells of the year it played last, and has a page for each `year` before.
    """
    stored = _public(desk, slug)
    if stored is None:
        return None
    span = _span(stored)
    if year is not None:
        return _year_page(desk, stored, year, span) if span else None
    since = min(span[1].year, desk.today.year) if span else None
    shows = _shows(desk, stored, since)
    coming = [show for show in shows if show.day >= desk.today]
    return SeriesPage(
        title=stored.title,
        line=_line(desk, [show for show in coming if show.is_on]),
        deck=stored.deck,
        curator=stored.curator,
        essay=to_html(stored.essay),
        image=_image(stored),
        progress=_progress(desk, [show for show in shows if show.is_on]) if stored.kind == SeriesKind.SEASON else "",
        order=_order(desk, stored, shows),
        agenda=tuple(_dated(desk, show) for show in coming),
        past=_past(desk, shows),
        empty=_("Nothing in this series is announced at the moment."),
        slug=stored.slug,
        shows=shows,
        years=_years(desk, stored, since, span) if since and span else (),
    )


def _public(desk: Desk, slug: str) -> Series | None:
    for (key,) in _keys(desk.at, slug):
        return while_it_stands(desk.copy, _series, key)
    return None


@prepared
def _keys(at: datetime, slug: str) -> "QuerySet[Series, tuple[int]]":
    return public_series(at).filter(slug=slug).values_list("pk")


def _series(key: int) -> Series:
    return Series.objects.get(pk=key)


def _year_page(desk: Desk, series: Series, year: int, span: Span) -> SeriesPage | None:
    """What of a long series played in `year`; None for one in which it cannot have."""
    if not span[0].year <= year <= desk.today.year:
        return None
    return SeriesPage(
        title=series.title,
        deck=series.deck,
        past=_past(desk, _shows(desk, series, year, year), with_year=False),
        empty=_("Nothing in this series played in %(year)s.") % {"year": year},
        slug=series.slug,
        years=_years(desk, series, year, span),
        year=year,
    )


def _span(series: Series) -> Span | None:
    """The first and the last day of a long series; None for one that is short enough for a page. One query, and another
    when there is more of it than before.
    """
    known = sum(count for (count,) in _known(series.pk))
    if known <= LONG:
        return None
    [span] = SPANS.all_of([(series.pk, known)], lambda keys: dict.fromkeys(keys, _days(series)))
    return span


@prepared
def _known(series: int) -> "QuerySet[Any, tuple[int]]":
    """How many rows of the record speak of it."""
    return IN_SERIES.objects.filter(series=series).values(together=Value(1)).values_list(Count("pk"))


def _days(series: Series) -> Span:
    rows = PublishedScreening.objects.filter(series=series)
    first, last = rows.aggregate(first=Min("house_day"), last=Max("house_day")).values()
    return first, last


def _shows(desk: Desk, series: Series, first: int | None, last: int = MAXYEAR) -> tuple[Show, ...]:
    """Its public shows, all or those of the years from `first` to `last`. Two queries: the record is gone through from
    the least key of those years on.
    """
    if first is None:
        return shows_of(_all(desk.at, series.pk))
    span = (date(first, 1, 1), date(last, 12, 31))
    return shows_of(_within(desk.at, series.pk, *span, least_key(*span)))


@prepared
def _all(at: datetime, series: int) -> Told:
    return as_told(PublishedScreening.objects.live(at).filter(series=series))


@prepared
def _within(at: datetime, series: int, first: date, last: date, least: int) -> Told:
    within = IN_SERIES.objects.filter(series=series, publishedscreening__gte=least).values("publishedscreening")
    return as_told(PublishedScreening.objects.live(at).between(first, last).filter(pk__in=within))


def _past(desk: Desk, shows: Sequence[Show], *, with_year: bool = True) -> tuple[Dated, ...]:
    return tuple(_dated(desk, show, with_year=with_year) for show in reversed(shows) if show.day < desk.today)


def _years(desk: Desk, series: Series, year: int, span: Span) -> tuple[Link, ...]:
    """To what played in each year, the newest first; that of `year` is shown."""
    href = series_href(series.slug)
    newest = min(span[1].year, desk.today.year)
    return tuple(
        Link(str(one), href if one == newest else f"{href}?year={one}", one == year)
        for one in range(newest, span[0].year - 1, -1)
    )


def _order(desk: Desk, series: Series, shows: Iterable[Show]) -> tuple[SeriesStep, ...]:
    """The season's programmes that the public knows of, in its order. One query."""
    if series.kind != SeriesKind.SEASON:
        return ()
    places = while_it_stands(desk.copy, _places, series.pk)
    own: defaultdict[int, list[Show]] = defaultdict(list)
    for show in shows:
        if show.is_on:
            own[show.programme].append(show)
    found = sorted(own.values(), key=lambda shows: (places.get(shows[0].programme, len(places)), shows[0].starts_at))
    return tuple(_step(desk, shows) for shows in found)


def _places(series: int) -> dict[int, int]:
    """By programme."""
    entries = SeriesEntry.objects.filter(series=series).order_by("-order", "-pk")
    return dict(entries.values_list("programme", "order"))


def _step(desk: Desk, shows: list[Show]) -> SeriesStep:
    ahead = [show for show in shows if show.starts_at >= desk.at]
    show = ahead[0] if ahead else shows[-1]
    return SeriesStep(show.facts.title, film_href(show.facts.slug), _when(desk, show), is_over=not ahead)


def _progress(desk: Desk, shows: list[Show]) -> str:
    """How many shows of this time's season have played; nothing before it begins and when it is over."""
    began = max((at for at in range(1, len(shows)) if shows[at].day - shows[at - 1].day > PAUSE), default=0)
    played = sum(1 for show in shows[began:] if show.starts_at < desk.at)
    count = len(shows) - began
    return _("%(played)s of %(count)s shows played") % {"played": played, "count": count} if 0 < played < count else ""


def _by_series(shows: Iterable[Show]) -> dict[str, list[Show]]:
    found: defaultdict[str, list[Show]] = defaultdict(list)
    for show in shows:
        for slug, _title in show.facts.series:
            found[slug].append(show)
    return found


def _strand(desk: Desk, series: Series, coming: list[Show]) -> Strand:
    return Strand(
        title=series.title,
        href=series_href(series.slug),
        deck=series.deck,
        line=_line(desk, coming),
        agenda=tuple(_dated(desk, show) for show in coming[:NEXT_DATES]),
        image=_image(series),
    )


def _line(desk: Desk, coming: list[Show]) -> str:
    """“Every Sunday” for a weekly strand, else “Through December 10”."""
    if not coming:
        return ""
    days = sorted({show.day for show in coming})
    weekdays = {day.weekday() for day in days}
    if len(days) >= WEEKLY_FROM and len(weekdays) == 1 and _is_weekly(days):
        return _("Every %(weekday)s") % {"weekday": weekday(days[0])}
    if len(days) == 1:
        return short_day(days[0])
    return _("Through %(day)s") % {"day": month_day(days[-1], with_year=days[-1].year != desk.today.year)}


def _is_weekly(days: list[date]) -> bool:
    return all((later - earlier).days == 7 for earlier, later in pairwise(days))


def _dated(desk: Desk, show: Show, *, with_year: bool = False) -> Dated:
    return Dated(
        when=_when(desk, show, with_year=with_year),
        title=show.facts.title,
        href=film_href(show.facts.slug),
        spec=". ".join(part for part in (show.facts.spec, show.facts.event_line) if part),
        time=show_time(desk, show),
        credit=show.facts.credit,
    )


def _when(desk: Desk, show: Show, *, with_year: bool = True) -> str:
    if show.day == desk.today:
        return _("Today")
    return short_day(show.day, with_year=with_year and show.day.year != desk.today.year)


def _image(series: Series) -> Picture | None:
    if not series.image:
        return None
    return Picture(series.image.url, series.image_alt, series.image.width, series.image.height)


def series_href(slug: str) -> str:
    return href("series-page", slug)
