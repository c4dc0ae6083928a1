"""Search: titles, people and series in any spelling, the closest first; and what to suggest while somebody types."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.choices import CreditRole
from programming.listings.closeness import Closeness, Find, Thing
from programming.listings.finding import Answers, Films, Shown, find
from programming.listings.house import Desk
from programming.listings.matching import Live
from programming.listings.pages import IndexEntry, PersonFound, SearchPage
from programming.listings.parts import Link
from programming.listings.series import series_href
from programming.listings.shows import FACTS_AS_STORED
from programming.listings.title import title_facts
from programming.listings.titles import Ahead, ahead, entries, entry
from programming.models import OtherTitle, Person, PublishedTitle
from programming.models.facts import TitleFacts
from programming.models.prepared import prepared

LONGEST = 100
MOST = 40
MOST_PEOPLE = 20
MOST_FILMS = 8
"""How many films stand under each of several people; under one, all."""
MOST_SUGGESTED = 8
SHORTEST = 2
"""Fewer letters bring no suggestions."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A find in words. `films` are those of a person; `more` there are besides."""

    closeness: Closeness
    entry: IndexEntry
    films: tuple[IndexEntry, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    titles: tuple[Answer, ...]
    people: tuple[Answer, ...]
    series: tuple[Answer, ...]
    is_near: bool

    @property
    def every(self) -> list[Answer]:
        """The closest first; of equals titles, then people, then series."""
        return sorted([*self.titles, *self.people, *self.series], key=lambda answer: answer.closeness)


@dataclass(frozen=True, slots=True)
class Suggestion:
    text: str
    href: str
    note: str
    when: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    query: str
    said: str  # "3 suggestions"
    suggestions: tuple[Suggestion, ...]


def search_page(desk: Desk, query: str) -> SearchPage:
    """What the public can see that answers `query`. The queries are those of `find` and up to six more."""
    asked = query.strip()[:LONGEST]
    if not asked:
        return SearchPage("", "")
    found = _found(desk, find(asked, desk.at, MOST_PEOPLE), most=MOST + 1, most_films=MOST_FILMS)
    best = found.every[:1]
    return SearchPage(
        asked,
        _sentence(asked, found),
        tuple(answer.entry for answer in found.titles[:MOST]),
        tuple(_under_a_name(answer) for answer in found.people),
        tuple(answer.entry for answer in found.series),
        is_person=bool(best) and best[0] in found.people,
    )


def suggestions(desk: Desk, query: str) -> Suggestions:
    """What somebody who has typed `query` may want, a few at most."""
    asked = query.strip()[:LONGEST]
    if len(asked) < SHORTEST:
        return Suggestions(asked, "", ())
    found = _found(desk, find(asked, desk.at, MOST_SUGGESTED), most=MOST_SUGGESTED, most_films=0).every[:MOST_SUGGESTED]
    said = ngettext("%(count)s suggestion", "%(count)s suggestions", len(found)) if found else _("No suggestions")
    return Suggestions(
        asked,
        said % {"count": len(found)} if found else said,
        tuple(
            Suggestion(answer.entry.title, answer.entry.href, answer.entry.why or answer.entry.spec, answer.entry.when)
            for answer in found
        ),
    )


def _under_a_name(answer: Answer) -> PersonFound:
    said = ngettext("and %(count)s other film", "and %(count)s other films", answer.more) % {"count": answer.more}
    return PersonFound(answer.entry.title, answer.films, Link(said, answer.entry.href) if answer.more else None)


def _sentence(asked: str, found: Found) -> str:
    count = min(len(found.titles), MOST) + len(found.people) + len(found.series)
    if not count:
        said = _("Nothing here answers to “%(query)s”. Try another spelling, or a part of the title.")
    elif found.is_near:
        said = _("Nothing is called “%(query)s”. Did you mean “%(meant)s”?")
    elif len(found.titles) > MOST:
        said = _("Very much answers to “%(query)s”. Here is what is closest; another word finds less.")
    else:
        said = ngettext("%(count)s answer for “%(query)s”", "%(count)s answers for “%(query)s”", count)
    meant = found.every[0].entry.title if count else ""
    return said % {"count": count, "query": asked, "meant": meant}


def _found(desk: Desk, answers: Answers, *, most: int, most_films: int) -> Found:
    """Up to six queries: what plays ahead, facts, people, other titles."""
    soon = ahead(desk)
    titles, address = _best_titles(answers, soon)[:most], reverse("search")
    shown = slice(None if len(answers.people) == 1 else most_films)
    films = {one.thing[1]: _by_title(answers.films[one.thing[1]], soon)[shown] for one in answers.people}
    versions = [answers.live[one.thing].version for one in titles]
    stored = dict(_stored({*versions, *(film.version for own in films.values() for film in own)}))
    return Found(
        _titles(titles, [title_facts(stored[version]) for version in versions], soon, _names(titles)),
        tuple(
            _person(
                one,
                address,
                answers.known[one.thing[1]].name,
                len(answers.films[one.thing[1]]),
                entries([(stored[film.version], soon.when(("film", film.key))) for film in films[one.thing[1]]]),
            )
            for one in answers.people
        ),
        _series(answers.series, answers.shown),
        answers.is_near,
    )


def _best_titles(answers: Answers, soon: Ahead) -> list[Find]:
    """The closest first, of equals those that play, then those that match better, then by title."""

    def order(one: Find) -> tuple[Closeness, bool, tuple[int, int], str, Thing]:
        return one.closeness, one.thing not in soon, one.effort, answers.live[one.thing].sorts_as, one.thing

    return sorted(answers.titles, key=order)


def _by_title(films: Films, soon: Ahead) -> list[Live]:
    """Those that play before others."""
    ordered = sorted(films)
    playing = [film for film in ordered if ("film", film.key) in soon]
    return [*playing, *(film for film in ordered if film not in playing)] if playing else ordered


@prepared
def _stored(versions: Collection[int]) -> "QuerySet[PublishedTitle, tuple[int, str]]":
    """What versions of titles say."""
    return PublishedTitle.objects.filter(pk__among=versions).values_list("pk", FACTS_AS_STORED)


def _names(titles: Iterable[Find]) -> dict[int, str]:
    """Of the people by whom they answer."""
    keys = {person for one in titles for person, _role in one.people}
    return dict(_named(keys)) if keys else {}


@prepared
def _named(people: Collection[int]) -> "QuerySet[Person, tuple[int, str]]":
    return Person.objects.filter(pk__among=people).values_list("pk", "name")


def _titles(finds: list[Find], told: list[TitleFacts], soon: Ahead, names: dict[int, str]) -> tuple[Answer, ...]:
    keys = [one.name.other for one in finds if one.name.other]
    others = dict(_others(keys)) if keys else {}
    return tuple(
        Answer(one.closeness, entry(facts, soon.when(one.thing), why=_why(one, facts, others, names)))
        for one, facts in zip(finds, told, strict=True)
    )


@prepared
def _others(keys: Collection[int]) -> "QuerySet[OtherTitle, tuple[int, str]]":
    return OtherTitle.objects.filter(pk__among=keys).values_list("pk", "title")


def _why(one: Find, facts: TitleFacts, others: dict[int, str], names: dict[int, str]) -> str:
    """Why it answers, where neither its title nor the line below says so."""
    cast = [names[person] for person, role in one.people if role == CreditRole.CAST]
    if cast:
        return _("with %(names)s") % {"names": ", ".join(cast)}
    hidden = [(names[person], role) for person, role in one.people if names[person] not in facts.directors]
    if hidden:
        return _("%(role)s: %(name)s") % {"role": CreditRole(hidden[0][1]).label, "name": hidden[0][0]}
    title = others.get(one.name.other or 0, "") or facts.names[min(one.name.number, len(facts.names) - 1)]
    return _("also known as %(title)s") % {"title": title} if title != facts.title else ""


def _person(one: Find, address: str, name: str, count: int, films: list[IndexEntry]) -> Answer:
    """The name leads to a search for it, at the `address` of searches, where all films stand."""
    href = f"{address}?{urlencode({'q': name})}"
    note = ngettext("%(count)s film", "%(count)s films", count) % {"count": count}
    return Answer(one.closeness, IndexEntry(name, href, note), tuple(films), count - len(films))


def _series(finds: list[Find], shown: Mapping[int, Shown]) -> tuple[Answer, ...]:
    rows = [(find, shown[find.thing[1]]) for find in finds]
    rows.sort(key=lambda pair: (pair[0].closeness, pair[0].effort, pair[1].title))
    return tuple(
        Answer(find.closeness, IndexEntry(row.title, series_href(row.slug), row.deck)) for find, row in rows[:MOST]
    )
