"""Search: titles in any spelling, people, series; case, accents and punctuation folded."""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.listings.house import Desk
from programming.listings.pages import IndexEntry, SearchPage
from programming.listings.series import series_href
from programming.listings.titles import entry
from programming.models import Credit, Person, PublishedScreening, PublishedTitle, Series
from programming.models.facts import TitleFacts
from programming.text.titles import fold

LONGEST = 100
MOST_WORDS = 8
MOST = 40


def search_page(desk: Desk, query: str) -> SearchPage:
    """What the public can see that answers `query`. Four queries; none for an empty query."""
    asked = query.strip()[:LONGEST]
    words = fold(asked).split()[:MOST_WORDS]
    if not words:
        return SearchPage(asked, "", (), (), ())
    titles = _titles(desk, words)
    people = _people(desk, words)
    series = _series(desk, words)
    count = len(titles) + len(people) + len(series)
    found = ngettext("%(count)s answer for “%(query)s”", "%(count)s answers for “%(query)s”", count)
    if not count:
        found = _("Nothing here answers to “%(query)s”. Try another spelling, or a part of the title.")
    return SearchPage(asked, found % {"count": count, "query": asked}, titles, people, series)


def _all(words: Iterable[str], *columns: str) -> Q:
    """Rows in which every word stands in one of the columns."""
    return reduce(and_, (reduce(or_, (Q(**{f"{column}__contains": word}) for column in columns)) for word in words))


def _titles(desk: Desk, words: list[str]) -> tuple[IndexEntry, ...]:
    matches = _all(words, "folded", "film__other_titles__folded")
    rows = PublishedTitle.objects.live(desk.at).filter(matches).distinct().order_by("sort_title", "pk")
    found = [TitleFacts.from_json(row.facts) for row in rows[:MOST]]
    exact = " ".join(words)
    return tuple(entry(facts) for facts in sorted(found, key=lambda facts: not fold(facts.title).startswith(exact)))


def _people(desk: Desk, words: list[str]) -> tuple[tuple[str, tuple[IndexEntry, ...]], ...]:
    people = Person.objects.filter(_all(words, "folded", "variants__folded")).distinct()
    credits = Credit.objects.filter(person__in=people.values("pk")).values_list("person__name", "film_id").distinct()
    pairs = list(credits.order_by("person__name"))
    live = PublishedTitle.objects.live(desk.at).filter(film__in={film for _name, film in pairs}).order_by("sort_title")
    facts = {row.film_id: TitleFacts.from_json(row.facts) for row in live}
    found: dict[str, list[IndexEntry]] = {}
    for name, film in pairs:
        if film in facts:
            found.setdefault(name, []).append(entry(facts[film]))
    return tuple((name, tuple(entries)) for name, entries in list(found.items())[:MOST])


def _series(desk: Desk, words: list[str]) -> tuple[IndexEntry, ...]:
    public = PublishedScreening.objects.live(desk.at).filter(series__isnull=False).values("series")
    rows = Series.objects.filter(_all(words, "folded"), pk__in=public).order_by("title")
    return tuple(IndexEntry(one.title, series_href(one.slug), one.deck) for one in rows[:MOST])
