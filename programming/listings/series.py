"""Series: what they show next, and what they have shown."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import MINYEAR, date
from itertools import pairwise

from django.db.models import Exists, Max, Min, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from programming.choices import SeriesKind
from programming.listings.engagements import PAUSE
from programming.listings.house import Desk
from programming.listings.pages import IndexEntry, SeriesIndexPage, SeriesPage, SeriesStep
from programming.listings.parts import Dated, Link, Picture, Strand
from programming.listings.shows import Show, film_href, read_shows, show_time
from programming.models import PublishedScreening, Series, SeriesEntry
from programming.text.markup import to_html
from programming.timetable.dates import month_day, short_day, weekday

IN_SERIES = PublishedScreening.series.through
NEXT_DATES = 3
WEEKLY_FROM = 3
LONG = 400
"""Above so many shows on record what has played is read year by year."""


def strands_now(desk: Desk, shows: Iterable[Show], most: int | None = None) -> tuple[Strand, ...]:
    """Series with shows still to come among `shows`, the soonest first, `most` of them. One query."""
    coming = _by_series(show for show in shows if show.starts_at >= desk.at and show.is_on)
    stored = Series.objects.filter(slug__in=coming).in_bulk(field_name="slug")
    found = sorted((shows[0].starts_at, slug) for slug, shows in coming.items() if slug in stored)
    return tuple(_strand(desk, stored[slug], coming[slug]) for _soonest, slug in found[:most])


def series_index(desk: Desk) -> SeriesIndexPage:
    """Two queries and the frame's."""
    live = PublishedScreening.objects.live(desk.at)
    of_any = Exists(IN_SERIES.objects.filter(publishedscreening=OuterRef("pk")))
    coming = strands_now(desk, read_shows(live.filter(of_any, house_day__gte=desk.today)))
    now = {strand.title for strand in coming}
    shown = public_series(desk).order_by("title")
    return SeriesIndexPage(
        now=coming,
        past=tuple(IndexEntry(one.title, series_href(one.slug), one.deck) for one in shown if one.title not in now),
        empty=_("No series is announced at the moment."),
    )


def public_series(desk: Desk) -> QuerySet[Series]:
    """Those with a public show, whenever it is or was."""
    return Series.objects.filter(Exists(PublishedScreening.objects.live(desk.at).filter(series=OuterRef("pk"))))


def series_page(desk: Desk, slug: str, year: int | None = None) -> SeriesPage | None:
    """The page of a series that has ever been published; None otherwise. Six queries at most.

    That of a long one tells of the year it played last, and has a page for each `year` before.
    """
    stored = Series.objects.filter(slug=slug).first()
    if stored is None:
        return None
    is_long = IN_SERIES.objects.filter(series=stored).count() > LONG
    if year is not None:
        return _year_page(desk, stored, year) if is_long else None
    since = _since(desk, stored) if is_long else None
    shows = _shows(desk, stored, since, None)
    if not shows:
        return None
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
        years=_years(desk, stored, since.year) if since else (),
    )


def _year_page(desk: Desk, series: Series, year: int) -> SeriesPage | None:
    """What of a long series played in `year`; None where nothing did."""
    if not MINYEAR <= year <= desk.today.year:
        return None
    past = _past(desk, _shows(desk, series, date(year, 1, 1), date(year, 12, 31)))
    if not past:
        return None
    return SeriesPage(
        title=series.title,
        deck=series.deck,
        past=past,
        slug=series.slug,
        years=_years(desk, series, year, within=Link(series.title, series_href(series.slug))),
        year=year,
    )


def _since(desk: Desk, series: Series) -> date | None:
    """The first day of the year in which a long series played last."""
    last = _newest(desk, series, house_day__lt=desk.today)
    return date(last.year, 1, 1) if last else None


def _newest(desk: Desk, series: Series, order: str = "-house_day", **span: date) -> date | None:
    """The last day of a span on which it played, or with `order` the first. Asked of the days, one after the other, and
    not of all that the series has ever shown. One query.
    """
    here = IN_SERIES.objects.filter(publishedscreening=OuterRef("pk"), series=series)
    rows = PublishedScreening.objects.live(desk.at).filter(Exists(here), **span)
    return rows.order_by(order).values_list("house_day", flat=True).first()


def _shows(desk: Desk, series: Series, first: date | None, last: date | None) -> tuple[Show, ...]:
    """Its public shows, all or those of a span. Two queries."""
    live = PublishedScreening.objects.live(desk.at)
    if first is None:
        return read_shows(live.filter(series=series))
    span = {"house_day__gte": first, "house_day__lte": last or date.max}
    keys = PublishedScreening.objects.filter(**span).aggregate(least=Min("pk"), most=Max("pk"))
    within = IN_SERIES.objects.filter(series=series, publishedscreening__gte=keys["least"] or 0)
    return read_shows(live.filter(**span, pk__in=within.values("publishedscreening")))


def _past(desk: Desk, shows: Sequence[Show]) -> tuple[Dated, ...]:
    return tuple(_dated(desk, show, with_year=True) for show in reversed(shows) if show.day < desk.today)


def _years(desk: Desk, series: Series, year: int, within: Link | None = None) -> tuple[Link, ...]:
    """To the years before and after `year` in which it played, and to what the page lies `within`. Two queries."""
    older = _newest(desk, series, house_day__lt=date(year, 1, 1))
    newer = _newest(desk, series, "house_day", house_day__gt=date(year, 12, 31), house_day__lt=desk.today)
    return tuple(link for link in (_year(series, older), within, _year(series, newer)) if link is not None)


def _year(series: Series, day: date | None) -> Link | None:
    return Link(str(day.year), f"{series_href(series.slug)}?year={day.year}") if day else None


def _order(desk: Desk, series: Series, shows: Iterable[Show]) -> tuple[SeriesStep, ...]:
    """The season's programmes that the public knows of, in its order. One query."""
    if series.kind != SeriesKind.SEASON:
        return ()
    places = dict(SeriesEntry.objects.filter(series=series).order_by("-order", "-pk").values_list("programme", "order"))
    own: defaultdict[int, list[Show]] = defaultdict(list)
    for show in shows:
        if show.is_on:
            own[show.programme].append(show)
    found = sorted(own.values(), key=lambda shows: (places.get(shows[0].programme, len(places)), shows[0].starts_at))
    return tuple(_step(desk, shows) for shows in found)


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
    return reverse("series-page", args=[slug])
