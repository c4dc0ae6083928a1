"""What the house has shown, by year."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.listings.house import Desk
from programming.listings.pages import ArchivePage, Fact, IndexEntry
from programming.listings.parts import Link
from programming.listings.shows import film_href
from programming.models import PublishedScreening
from programming.models.facts import ScreeningFacts
from programming.text.titles import sort_title
from programming.timetable.dates import month_day


def archive_page(desk: Desk, year: int | None = None) -> ArchivePage | None:
    """The index of years, or one year; None for a year without shows on record. Two queries."""
    past = PublishedScreening.objects.live(desk.at).filter(status="scheduled", house_day__lt=desk.today)
    years = [day.year for day in past.dates("house_day", "year", order="DESC")]
    if year is not None and year not in years:
        return None
    shown = year or (years[0] if years else desk.today.year)
    rows = past.filter(house_day__gte=date(shown, 1, 1), house_day__lte=date(shown, 12, 31))
    shows = [ScreeningFacts.from_json(facts) for facts in rows.order_by("starts_at").values_list("facts", flat=True)]
    return ArchivePage(
        heading=str(shown) if year else _("Archive"),
        deck=_deck(desk, years),
        years=tuple(Link(str(one), reverse("archive-year", args=[one]), one == shown) for one in years),
        entries=_entries(shows),
        figures=_figures(shown, shows),
        empty=_("Nothing has been shown yet."),
    )


def _deck(desk: Desk, years: list[int]) -> str:
    if not years:
        return ""
    return _("Everything %(house)s has shown since %(year)s.") % {"house": desk.venue.name, "year": years[-1]}


def _entries(shows: list[ScreeningFacts]) -> tuple[IndexEntry, ...]:
    """Each title of the year once, with its first and last day."""
    days: dict[str, list[ScreeningFacts]] = {}
    for show in shows:
        days.setdefault(show.slug, []).append(show)
    entries = [
        (
            sort_title(own[0].title).casefold(),
            IndexEntry(
                own[0].title,
                film_href(slug),
                ", ".join(part for part in (own[0].directors, own[0].year) if part),
                _when(own),
            ),
        )
        for slug, own in days.items()
    ]
    return tuple(entry for _sort, entry in sorted(entries, key=lambda pair: pair[0]))


def _when(shows: list[ScreeningFacts]) -> str:
    first, last = date.fromisoformat(shows[0].house_day), date.fromisoformat(shows[-1].house_day)
    return month_day(first) if first == last else f"{month_day(first)} – {month_day(last)}"


def _figures(year: int, shows: list[ScreeningFacts]) -> tuple[Fact, ...]:
    if not shows:
        return ()
    titles = len({show.slug for show in shows})
    prints = sum(1 for show in shows if show.format in ("35mm", "16mm", "70mm", "super8"))
    return (
        Fact(ngettext("show in %(year)s", "shows in %(year)s", len(shows)) % {"year": year}, str(len(shows))),
        Fact(ngettext("title", "titles", titles), str(titles)),
        Fact(ngettext("show from a print", "shows from prints", prints), str(prints)),
    )
