"""Series: what they show next, and what they have shown."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from django.urls import reverse
from django.utils.translation import gettext as _

from programming.choices import SeriesKind
from programming.listings.engagements import PAUSE
from programming.listings.house import Desk
from programming.listings.pages import IndexEntry, SeriesIndexPage, SeriesPage, SeriesStep
from programming.listings.parts import Dated, Picture, Strand
from programming.listings.shows import Show, film_href, read_shows, show_time
from programming.models import PublishedScreening, Series, SeriesEntry
from programming.text.markup import to_html
from programming.timetable.dates import month_day, short_day, weekday

NEXT_DATES = 3
WEEKLY_FROM = 3


def strands_now(desk: Desk, shows: Iterable[Show], most: int | None = None) -> tuple[Strand, ...]:
    """Series with shows still to come among `shows`, the soonest first, `most` of them. One query."""
    coming = _by_series(show for show in shows if show.starts_at >= desk.at and show.is_on)
    stored = Series.objects.filter(slug__in=coming).in_bulk(field_name="slug")
    found = sorted((shows[0].starts_at, slug) for slug, shows in coming.items() if slug in stored)
    return tuple(_strand(desk, stored[slug], coming[slug]) for _soonest, slug in found[:most])


def series_index(desk: Desk) -> SeriesIndexPage:
    """Two queries and the frame's."""
    live = PublishedScreening.objects.live(desk.at)
    coming = strands_now(desk, read_shows(live.filter(house_day__gte=desk.today, series__isnull=False).distinct()))
    now = {strand.title for strand in coming}
    shown = Series.objects.filter(pk__in=live.values("series")).order_by("title")
    return SeriesIndexPage(
        now=coming,
        past=tuple(IndexEntry(one.title, series_href(one.slug), one.deck) for one in shown if one.title not in now),
        empty=_("No series is announced at the moment."),
    )


def series_page(desk: Desk, slug: str) -> SeriesPage | None:
    """The page of a series that has ever been published; None otherwise. Three queries."""
    stored = Series.objects.filter(slug=slug).first()
    shows = read_shows(PublishedScreening.objects.live(desk.at).filter(series=stored)) if stored else ()
    if stored is None or not shows:
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
        past=tuple(_dated(desk, show, with_year=True) for show in reversed(shows) if show.day < desk.today),
        empty=_("Nothing in this series is announced at the moment."),
        slug=stored.slug,
        shows=shows,
    )


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
