"""Titles the public can see, by page address, and the index of them all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from json import loads
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Left
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from programming.listings.address import hrefs
from programming.listings.house import Desk
from programming.listings.pages import FilmsPage, IndexEntry
from programming.listings.parts import Link
from programming.listings.played import played, told
from programming.listings.remembered import Remembered
from programming.listings.shows import film_href
from programming.models import Film, PublishedRun, PublishedScreening, PublishedTitle, Revision
from programming.models.facts import TitleFacts
from programming.timetable.dates import long_day, short_day

MOST_AT_ONCE = 600
"""Above so many titles the index is read letter by letter."""
KINDS = ("film", "programme")
Page = tuple[str, int]
"""“film” or “programme”, and its key."""


def short_notes(slugs: Iterable[str]) -> dict[str, str]:
    """The short notes of films, by slug. One query."""
    return dict(Film.objects.filter(slug__in=list(slugs)).values_list("slug", "short_note"))


def films_page(desk: Desk, letter: str = "") -> FilmsPage | None:
    """What plays and the index of titles, or where they are too many for one page, those of `letter` alone. None for a
    letter of none. Up to nine queries: letters, titles, shows ahead, runs without dates, what has been shown.
    """
    live = PublishedTitle.objects.live(desk.at)
    counts = dict(live.order_by().values_list(Left("sort_title", 1)).annotate(count=Count("pk")))
    letters = sorted({_letter(first) for first in counts})
    is_whole = sum(counts.values()) <= MOST_AT_ONCE
    if letter and (is_whole or letter not in letters):
        return None
    soon, shown = ahead(desk), played(desk).whole.titles
    if letter:
        own = [first for first in counts if _letter(first) == letter]
        titles = _index(live.annotate(first=Left("sort_title", 1)).filter(first__in=own))
    else:
        titles = _index(live if is_whole else live.filter(soon.pages))
    playing = [] if letter else [one for one in titles if one[1] in soon]

    def told_of(facts: TitleFacts, when: str = "") -> IndexEntry:
        been = shown.get(facts.slug)
        return entry(facts, when, shown=told(been) if been else "")

    groups = tuple(
        (letter, tuple(told_of(facts) for _sort, _page, facts in group))
        for letter, group in groupby(titles if is_whole or letter else (), key=lambda title: _letter(title[0]))
    )
    return FilmsPage(
        now=tuple(told_of(facts, soon.when(page)) for _sort, page, facts in playing),
        letters=groups,
        empty=_("No film has been announced yet."),
        index=tuple(Link(one, f"#letter-{place}") for place, one in enumerate(letters, 1))
        if is_whole
        else tuple(Link(one, f"?{urlencode({'letter': one})}", one == letter) for one in letters),
        letter=letter,
    )


def _index(rows: QuerySet[PublishedTitle]) -> list[tuple[str, Page, TitleFacts]]:
    """One query."""
    told = rows.order_by("sort_title").values_list("sort_title", "film_id", "programme_id", "facts")
    return [(sort, page_of(film, programme), TitleFacts.from_json(facts)) for sort, film, programme, facts in told]


def entry(facts: TitleFacts, when: str = "", *, shown: str = "", why: str = "") -> IndexEntry:
    spec = _spec(facts.directors, facts.year, facts.spec)
    return IndexEntry(facts.title, film_href(facts.slug), spec, when, shown, why)


def entries(titles: Sequence[tuple[str, str]]) -> list[IndexEntry]:
    """As `entry`, of many titles: of each what its version says, the JSON as it is stored, and when it plays. Read at
    once, and not as facts first, which takes three times as long.
    """
    told, at = loads(f"[{','.join(stored for stored, _when in titles)}]"), hrefs("film")
    return [
        IndexEntry(
            facts["title"],
            at(facts["slug"]),
            _spec(*(facts.get(name, "") for name in ("directors", "year", "spec"))),
            when,
        )
        for facts, (_stored, when) in zip(told, titles, strict=True)
    ]


def _spec(directors: str, year: str, spec: str) -> str:
    """Who made it and when; of what nobody is named for, what it is."""
    return f"{directors}, {year}" if directors and year else directors or year or spec


def page_of(film: int | None, programme: int | None) -> Page:
    """Which page it is: that of a film, or of a programme under its own name."""
    return ("film", film) if film else ("programme", programme or 0)


@dataclass(frozen=True, slots=True)
class Ahead:
    """Which titles play from `today` on, and when next."""

    today: date
    days: dict[Page, tuple[date, date]]  # the first and the last on which it plays
    opening: dict[Page, date | None]  # of runs without showtimes

    def __contains__(self, page: Page) -> bool:
        return page in self.days or page in self.opening

    @property
    def pages(self) -> Q:
        """Titles that are among them."""
        kinds = {kind: [key for own, key in (*self.days, *self.opening) if own == kind] for kind in KINDS}
        return Q(film__in=kinds["film"]) | Q(programme__in=kinds["programme"])

    def when(self, page: Page) -> str:
        """In words; empty for what does not play."""
        days = self.days.get(page)
        if days:
            return _next(self.today, days[0], and_more=days[0] != days[1])
        return _opens(self.opening[page]) if page in self.opening else ""


AHEAD: Remembered[tuple[date, tuple[Any, ...]], Ahead] = Remembered(most=4)


def ahead(desk: Desk) -> Ahead:
    """Found once by each process for a revision, a day, and what is public by then: every search asks for it.

    One query, which tells the revision, the newest publication of all and the hour of the last that has become
    public; two more where they are others than before.
    """
    key = (desk.today, Revision.objects.stamp(desk.at))
    [found] = AHEAD.all_of([key], lambda keys: dict.fromkeys(keys, _ahead(desk)))
    return found


def _ahead(desk: Desk) -> Ahead:
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
    return Ahead(desk.today, days, opening)


def _next(today: date, day: date, *, and_more: bool) -> str:
    if day == today:
        return _("Today")
    return _("From %(day)s") % {"day": short_day(day)} if and_more else short_day(day)


def _opens(opens_on: date | None) -> str:
    return _("Opens %(day)s") % {"day": long_day(opens_on)} if opens_on else _("Dates to come")


def _letter(sort_title: str) -> str:
    first = sort_title[:1].upper()
    return first if first.isalpha() else "0–9"
