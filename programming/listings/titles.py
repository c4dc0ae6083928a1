"""Titles the public can see, by page address, and the index of them all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Max, Min, Q
from django.utils.translation import gettext as _

from programming.listings.house import Desk
from programming.listings.pages import FilmsPage, IndexEntry
from programming.listings.played import played, told
from programming.listings.shows import film_href
from programming.models import Film, PublishedRun, PublishedScreening, PublishedTitle
from programming.models.facts import TitleFacts
from programming.timetable.dates import long_day, short_day

Page = tuple[str, int]
"""“film” or “programme”, and its key."""


def short_notes(slugs: Iterable[str]) -> dict[str, str]:
    """The short notes of films, by slug. One query."""
    return dict(Film.objects.filter(slug__in=list(slugs)).values_list("slug", "short_note"))


def films_page(desk: Desk) -> FilmsPage:
    """Up to six queries: titles, shows ahead, runs without dates, what has been shown."""
    rows = PublishedTitle.objects.live(desk.at).order_by("sort_title")
    titles = [
        (sort_title, page_of(film, programme), TitleFacts.from_json(facts))
        for sort_title, film, programme, facts in rows.values_list("sort_title", "film_id", "programme_id", "facts")
    ]
    soon = ahead(desk)
    shown = {slug: told(one) for slug, one in played(desk).whole.titles.items()}
    now = [(facts, soon.when(page)) for _sort, page, facts in titles if page in soon]
    return FilmsPage(
        now=tuple(entry(facts, when, shown=shown.get(facts.slug, "")) for facts, when in now),
        letters=tuple(
            (letter, tuple(entry(facts, shown=shown.get(facts.slug, "")) for _sort, _page, facts in group))
            for letter, group in groupby(titles, key=lambda title: _letter(title[0]))
        ),
        empty=_("No film has been announced yet."),
    )


def entry(facts: TitleFacts, when: str = "", *, shown: str = "", why: str = "") -> IndexEntry:
    said = ", ".join(part for part in (facts.directors, facts.year) if part)
    return IndexEntry(facts.title, film_href(facts.slug), said or facts.spec, when, shown, why)


def page_of(film: int | None, programme: int | None) -> Page:
    """Which page it is: that of a film, or of a programme under its own name."""
    return ("film", film) if film else ("programme", programme or 0)


@dataclass(frozen=True, slots=True)
class Ahead:
    """Which titles play from today on, and when next."""

    desk: Desk
    days: dict[Page, tuple[date, date]]  # the first and the last on which it plays
    opening: dict[Page, date | None]  # of runs without showtimes

    def __contains__(self, page: Page) -> bool:
        return page in self.days or page in self.opening

    def when(self, page: Page) -> str:
        """In words; empty for what does not play."""
        days = self.days.get(page)
        if days:
            return _next(self.desk, days[0], and_more=days[0] != days[1])
        return _opens(self.opening[page]) if page in self.opening else ""


def ahead(desk: Desk) -> Ahead:
    """Two queries."""
    days: dict[Page, tuple[date, date]] = {}
    shows = PublishedScreening.objects.live(desk.at).filter(house_day__gte=desk.today, status="scheduled")
    ends = shows.values_list("films", "programme_id").annotate(first=Min("house_day"), last=Max("house_day"))
    for film, programme, first, last in ends:
        for page in {page_of(None, programme), page_of(film, programme)}:
            known = days.get(page, (first, last))
            days[page] = min(first, known[0]), max(last, known[1])
    opening: dict[Page, date | None] = {}
    to_come = Q(opens_on=None) | Q(opens_on__gte=desk.today)
    runs = PublishedRun.objects.live(desk.at).filter(to_come).exclude(facts__announcement="timed")
    for film, programme, opens_on in runs.values_list("films", "programme_id", "opens_on"):
        for page in {page_of(None, programme), page_of(film, programme)}:
            opening.setdefault(page, opens_on)
    return Ahead(desk, days, opening)


def _next(desk: Desk, day: date, *, and_more: bool) -> str:
    if day == desk.today:
        return _("Today")
    return _("From %(day)s") % {"day": short_day(day)} if and_more else short_day(day)


def _opens(opens_on: date | None) -> str:
    return _("Opens %(day)s") % {"day": long_day(opens_on)} if opens_on else _("Dates to come")


def _letter(sort_title: str) -> str:
    first = sort_title[:1].upper()
    return first if first.isalpha() else "0–9"
