"""What the house has shown: all of it, or one year, in figures, plots and titles."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from django.db.models import Max, QuerySet, Value
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.choices import Format
from programming.listings.house import Desk
from programming.listings.pages import ArchivePage, Fact, IndexEntry
from programming.listings.parts import Link
from programming.listings.played import Played, number, played, told
from programming.listings.plots import Plot, columns, rows
from programming.listings.shows import film_href
from programming.models import PublishedTitle
from programming.models.played import Appearance, Tally
from programming.models.prepared import prepared
from programming.models.reading import unnoticed
from programming.text.titles import sort_title
from programming.timetable.dates import month_day, month_name

MOST_SHOWN = 24
COUNTRIES = 8
YEAR_DIGITS = 4
MANY = 500
"""Above so many titles their facts are read without naming each."""


def archive_page(desk: Desk, year: int | None = None) -> ArchivePage | None:
    """The whole archive, or one year; None for a year without shows on record. Four queries."""
    record = played(desk, year)
    if year is not None and year not in record.years:
        return None
    tally = record.whole
    return ArchivePage(
        heading=str(year) if year else _("Archive"),
        deck=_deck(desk, record, tally, year),
        years=tuple(Link(str(one), reverse("archive-year", args=[one]), one == year) for one in record.years),
        entries=_year_entries(tally) if year else _most_shown(tally),
        figures=_figures(tally, year),
        plots=tuple(_plots(desk, record, tally, year)),
        entries_heading=_("Films, A to Z") if year else _("Shown most often"),
        empty=_("Nothing has been shown yet."),
    )


def _deck(desk: Desk, record: Played, tally: Tally, year: int | None) -> str:
    """“1,720 screenings of 69 films since 2019.”"""
    if not tally.shows:
        return ""
    films = ngettext("%(count)s film", "%(count)s films", tally.films) % {"count": number(tally.films)}
    if year is None:
        said = ngettext(
            "%(shows)s screening of %(films)s since %(year)s.",
            "%(shows)s screenings of %(films)s since %(year)s.",
            tally.shows,
        )
    elif year == desk.today.year:
        said = ngettext(
            "%(shows)s screening of %(films)s in %(year)s so far.",
            "%(shows)s screenings of %(films)s in %(year)s so far.",
            tally.shows,
        )
    else:
        said = ngettext(
            "%(shows)s screening of %(films)s in %(year)s.",
            "%(shows)s screenings of %(films)s in %(year)s.",
            tally.shows,
        )
    return said % {"shows": number(tally.shows), "films": films, "year": year or record.years[-1]}


def _sorted(titles: Iterable[Appearance]) -> list[Appearance]:
    return sorted(titles, key=lambda one: sort_title(one.title).casefold())


def _year_entries(tally: Tally) -> tuple[IndexEntry, ...]:
    """Each title of the year once, with how often and when."""
    return tuple(
        IndexEntry(one.title, film_href(one.slug), one.spec, _when(one), _times(one))
        for one in _sorted(tally.titles.values())
    )


def _most_shown(tally: Tally) -> tuple[IndexEntry, ...]:
    order = sorted((one.times for one in tally.titles.values()), reverse=True)
    least = order[:MOST_SHOWN][-1] if order else 0
    often = _sorted(one for one in tally.titles.values() if one.times >= least)
    often = sorted(often, key=lambda one: -one.times)[:MOST_SHOWN]
    return tuple(IndexEntry(one.title, film_href(one.slug), one.spec, shown=told(one)) for one in often)


def _times(one: Appearance) -> str:
    return ngettext("%(count)s screening", "%(count)s screenings", one.times) % {"count": number(one.times)}


def _when(one: Appearance) -> str:
    first, last = date.fromisoformat(one.first_on), date.fromisoformat(one.last_on)
    return month_day(first) if first == last else f"{month_day(first)} – {month_day(last)}"


def _figures(tally: Tally, year: int | None) -> tuple[Fact, ...]:
    if not tally.shows:
        return ()
    prints = sum(count for format, count in tally.formats.items() if format and Format(format).is_film)
    return (
        Fact(ngettext("screening", "screenings", tally.shows), number(tally.shows)),
        Fact(ngettext("film", "films", tally.films), number(tally.films)),
        Fact(ngettext("screening from a print", "screenings from prints", prints), number(prints)),
    )


def _plots(desk: Desk, record: Played, tally: Tally, year: int | None) -> Iterator[Plot]:
    """By year or by month, by format, by country, by decade; none of what nothing is known of."""
    if not tally.shows:
        return
    yield _by_month(desk, record, year) if year else _by_year(desk, record)
    yield rows("formats", _("Screenings by format"), _("Format"), _formats(tally))
    countries, decades = _of_films(desk, tally)
    if countries:
        yield rows("countries", _("Films shown, by country"), _("Country"), _leading(countries))
    if decades:
        yield rows("decades", _("Films shown, by decade"), _("Decade"), dict(sorted(decades.items())))


def _by_year(desk: Desk, record: Played) -> Plot:
    counts = {str(one): 0 for one in range(record.years[-1], record.years[0] + 1)}
    for month, shows in record.shows.items():
        counts[str(month.year)] += shows
    short = {label: f"’{label[2:]}" if len(counts) > COUNTRIES else label for label in counts}
    return columns("years", _("Screenings by year"), _("Year"), counts, short=short, spot=str(desk.today.year))


def _by_month(desk: Desk, record: Played, year: int) -> Plot:
    names = [month_name(place) for place in range(1, 13)]
    counts = {name: record.shows.get(date(year, place, 1), 0) for place, name in enumerate(names, 1)}
    return columns(
        "months",
        _("Screenings by month"),
        _("Month"),
        counts,
        short={name: name[:1] for name in names},
        spot=names[desk.today.month - 1] if year == desk.today.year else "",
    )


def _formats(tally: Tally) -> dict[str, int]:
    named = (
        (str(Format(format).label) if format else _("not on record"), count) for format, count in tally.formats.items()
    )
    return dict(sorted(named, key=lambda pair: -pair[1]))


def _of_films(desk: Desk, tally: Tally) -> tuple[Counter[str], Counter[str]]:
    """How often films were shown, by country and by decade, as the public record now says where they are from.

    A show of several films counts for each; a film of two countries for both. Two queries, of which the first tells
    when the answer to the other is another.
    """
    _newest(desk.at)
    countries: Counter[str] = Counter()
    decades: Counter[str] = Counter()
    titles = PublishedTitle.objects.live(desk.at)
    films = {slug: one for slug, one in tally.titles.items() if one.is_film}
    named = titles.filter(slug__in=films) if len(films) <= MANY else titles
    with unnoticed():
        for slug, year, made_in in named.values_list("slug", KT("facts__year"), KT("facts__countries")).iterator(MANY):
            if slug not in films:
                continue
            times = films[slug].times
            for country in {part.strip() for part in (made_in or "").split(",")} - {""}:
                countries[country] += times
            if year and year[:YEAR_DIGITS].isdecimal():
                decades[f"{year[:3]}0"] += times
    return countries, Counter({_("%(decade)ss") % {"decade": decade}: times for decade, times in decades.items()})


@prepared
def _newest(at: datetime) -> "QuerySet[PublishedTitle, tuple[datetime, int]]":
    """Since when the newest of all versions of titles lives, and which it is: others after every change of one."""
    rows = PublishedTitle.objects.filter(live_from__lte=at).values(together=Value(1))
    return rows.order_by().values_list(Max("live_from"), Max("pk"))


def _leading(counts: Mapping[str, int]) -> dict[str, int]:
    """The largest, then all others together."""
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if len(order) <= COUNTRIES:
        return dict(order)
    return dict(order[: COUNTRIES - 1]) | {_("other"): sum(count for _name, count in order[COUNTRIES - 1 :])}
