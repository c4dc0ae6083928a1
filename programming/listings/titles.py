"""Titles the public can see, by page address, and the index of them all."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from programming.listings.house import Desk
from programming.listings.pages import FilmsPage, IndexEntry
from programming.listings.played import played, told
from programming.listings.shows import film_href
from programming.models import Film, PublishedRun, PublishedScreening, PublishedTitle
from programming.models.facts import TitleFacts
from programming.timetable.dates import long_day, short_day


def short_notes(slugs: Iterable[str]) -> dict[str, str]:
    """The short notes of films, by slug. One query."""
    return dict(Film.objects.filter(slug__in=list(slugs)).values_list("slug", "short_note"))


def films_page(desk: Desk) -> FilmsPage:
    """Up to six queries: titles, shows ahead, runs without dates, what has been shown."""
    titles = [
        (sort_title, TitleFacts.from_json(facts))
        for sort_title, facts in PublishedTitle.objects.live(desk.at)
        .order_by("sort_title")
        .values_list("sort_title", "facts")
    ]
    ahead = _ahead(desk)
    now = [facts for _sort, facts in titles if facts.slug in ahead]
    shown = {slug: told(one) for slug, one in played(desk).whole.titles.items()}
    return FilmsPage(
        now=tuple(entry(facts, ahead[facts.slug], shown.get(facts.slug, "")) for facts in now),
        letters=tuple(
            (letter, tuple(entry(facts, shown=shown.get(facts.slug, "")) for _sort, facts in group))
            for letter, group in groupby(titles, key=lambda title: _letter(title[0]))
        ),
        empty=_("No film has been announced yet."),
    )


def entry(facts: TitleFacts, when: str = "", shown: str = "") -> IndexEntry:
    said = ", ".join(part for part in (facts.directors, facts.year) if part)
    return IndexEntry(facts.title, film_href(facts.slug), said or facts.spec, when, shown)


def _ahead(desk: Desk) -> dict[str, str]:
    """When each title plays next, in words, by page address."""
    days: defaultdict[str, set[date]] = defaultdict(set)
    shows = PublishedScreening.objects.live(desk.at).filter(house_day__gte=desk.today, status="scheduled")
    for facts, day in shows.values_list("facts", "house_day"):
        for slug in {facts["slug"], *(segment["slug"] for segment in facts["segments"] if segment["slug"])}:
            days[slug].add(day)
    words = {slug: _next(desk, min(own), and_more=len(own) > 1) for slug, own in days.items()}
    for facts, opens_on in (
        PublishedRun.objects.live(desk.at).exclude(facts__announcement="timed").values_list("facts", "opens_on")
    ):
        if opens_on is None or opens_on >= desk.today:
            words.setdefault(facts["slug"], _opens(opens_on))
    return words


def _next(desk: Desk, day: date, *, and_more: bool) -> str:
    if day == desk.today:
        return _("Today")
    return _("From %(day)s") % {"day": short_day(day)} if and_more else short_day(day)


def _opens(opens_on: date | None) -> str:
    return _("Opens %(day)s") % {"day": long_day(opens_on)} if opens_on else _("Dates to come")


def _letter(sort_title: str) -> str:
    first = sort_title[:1].upper()
    return first if first.isalpha() else "0–9"
