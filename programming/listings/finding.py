"""What answers a query, and how closely: of what matches, the things that have every word and are public."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count, QuerySet

from programming.listings.closeness import (
    Closeness,
    Find,
    Thing,
    best_of,
    closeness_of,
    effort_of,
    find_in,
    first_name,
)
from programming.listings.matching import MOST_PEOPLE, Live, Matched, match, mistyped
from programming.listings.series import public_series
from programming.models import Credit, Person, PublishedTitle, Series
from programming.models.prepared import prepared
from programming.text.search import asked_words

PAGES = ("film", "programme")
Films = set[Live]
"""The public films of a person."""


class Known(NamedTuple):
    """A person: the name, and how many films stand under it, public or not."""

    name: str
    films: int


class Shown(NamedTuple):
    """What the public is shown of a series."""

    key: int
    slug: str
    title: str
    deck: str


@dataclass(slots=True)
class Answers:
    titles: list[Find] = field(default_factory=list)
    people: list[Find] = field(default_factory=list)  # the best of them, the best first
    series: list[Find] = field(default_factory=list)
    films: dict[int, Films] = field(default_factory=dict)  # of each of those people
    known: dict[int, Known] = field(default_factory=dict)  # likewise
    live: dict[Thing, Live] = field(default_factory=dict)
    shown: dict[int, Shown] = field(default_factory=dict)  # the series found, by key

    @property
    def is_near(self) -> bool:
        """Whether nothing is called what was asked for, and this is only what looks like it."""
        return all(find.closeness is Closeness.NEAR for find in (*self.titles, *self.people, *self.series))


def find(query: str, at: datetime, most_people: int) -> Answers:
    """What the public can see at `at` and that answers `query`; of people the best, all else unsorted. None of it
    without something public.

    At most nine queries for one word, fourteen for several and one for each; as many again, and one, where nothing is
    called so and what only looks like it is sought. None for an empty query.
    """
    asked = asked_words(query)
    if not asked:
        return Answers()
    answers = _answers(match(asked, dict.fromkeys(asked, frozenset()), at), most_people, at)
    meant = mistyped(asked) if answers.is_near else {}
    return _answers(match(asked, meant, at), most_people, at) if any(meant.values()) else answers


def _answers(matched: Matched, most_people: int, at: datetime) -> Answers:
    whole = ((thing, [*matched.hits[thing].values()]) for thing in matched.whole)
    finds = {thing: found for thing, hits in whole if (found := find_in(thing, hits))}
    shared = _shared(matched)
    live = matched.live
    live |= _live([thing for thing in (*finds, *shared) if thing[0] in PAGES and thing not in live], at)
    series = [key for kind, key in finds if kind == "series"]
    public = {row.key: row for row in map(Shown._make, _public(at, series))} if series else {}
    people = [found for (kind, _key), found in finds.items() if kind == "person"][:MOST_PEOPLE]
    known = _known([one.thing[1] for one in people])
    best, films = _best_people(people, known, most_people, at)
    titles = [found for thing, found in finds.items() if thing in live]
    titles += [
        found for film, roles in shared.items() if film in live and (found := _with_people(film, roles, matched))
    ]
    return _without_near(Answers(titles, best, [finds["series", key] for key in public], films, known, live, public))


def _shared(matched: Matched) -> dict[Thing, dict[int, str]]:
    """Films that answer by their title and the people in their credits together: “kurosawa ikiru”; and those people's
    roles. One person who answers alone is found under the name.
    """
    people: defaultdict[Thing, dict[int, str]] = defaultdict(dict)
    for person, film, role in matched.credits:
        if ("person", person) in matched.words:
            people["film", film].setdefault(person, role)
    return {film: roles for film, roles in people.items() if _is_shared(film, roles, matched)}


def _is_shared(film: Thing, people: Iterable[int], matched: Matched) -> bool:
    every, own = matched.every, matched.words.get(film, 0)
    theirs = [matched.words["person", person] for person in people]
    return every not in (own, *theirs) and reduce(or_, theirs, own) == every


def _live(titles: Collection[Thing], at: datetime) -> dict[Thing, Live]:
    """Up to two queries."""
    return {
        (kind, key): live
        for kind in PAGES
        for key, live in _live_of(kind, [key for own, key in titles if own == kind], at).items()
    }


def _live_of(kind: str, keys: Collection[int], at: datetime) -> dict[int, Live]:
    """By the key of the film or the programme. One query."""
    rows = LIVE[kind](at, keys) if keys else ()
    return {key: Live(sort_title.casefold(), key, version) for key, version, sort_title in rows}


def _question(kind: str) -> Callable[[datetime, Collection[int]], list[tuple[int, int, str]]]:
    def titles(at: datetime, keys: Collection[int]) -> "QuerySet[PublishedTitle, tuple[int, int, str]]":
        rows = PublishedTitle.objects.live(at).filter(**{f"{kind}__among": keys})
        return rows.values_list(kind, "pk", "sort_title")

    return prepared(titles)


LIVE = {kind: _question(kind) for kind in PAGES}


@prepared
def _public(at: datetime, series: Collection[int]) -> "QuerySet[Series, tuple[int, str, str, str]]":
    return public_series(at).filter(pk__among=series).values_list("pk", "slug", "title", "deck")


def _best_people(
    people: Sequence[Find], known: Mapping[int, Known], most: int, at: datetime
) -> tuple[list[Find], dict[int, Films]]:
    """The closest, of equals those with the most public films first; and their films.

    Nobody has more public films than are in the credits, so that those are read of few. Up to four queries.
    """
    ordered = sorted(people, key=lambda one: _rank(one, known[one.thing[1]].films))
    first, rest = ordered[:most], ordered[most:]
    films = _public_films(first, at)
    best = _ranked(first, films)
    if rest and (
        len(best) < most
        or _rank(best[-1], len(films[best[-1].thing[1]])) > _rank(rest[0], known[rest[0].thing[1]].films)
    ):
        films |= _public_films(rest, at)
        best = _ranked(people, films)[:most]
    return best, films


def _ranked(people: Iterable[Find], films: Mapping[int, Films]) -> list[Find]:
    public = (one for one in people if one.thing[1] in films)
    return sorted(public, key=lambda one: _rank(one, len(films[one.thing[1]])))


def _rank(one: Find, films: int) -> tuple[Closeness, tuple[int, int], int, Thing]:
    return one.closeness, one.effort, -films, one.thing


def _known(people: Sequence[int]) -> dict[int, Known]:
    """One query."""
    if not people:
        return {}
    return {person: Known(name, films) for person, name, films in _named(people)}


@prepared
def _named(people: Collection[int]) -> "QuerySet[Person, tuple[int, str, int]]":
    rows = Person.objects.filter(pk__among=people).order_by().annotate(films=Count("credits__film", distinct=True))
    return rows.values_list("pk", "name", "films")


def _public_films(people: Collection[Find], at: datetime) -> dict[int, Films]:
    """By person; none of those who have none. Two queries."""
    if not people:
        return {}
    credits = _credited([one.thing[1] for one in people])
    live = _live_of("film", {film for _person, film in credits}, at)
    films: defaultdict[int, Films] = defaultdict(set)
    for person, film in credits:
        if film in live:
            films[person].add(live[film])
    return films


@prepared
def _credited(people: Collection[int]) -> "QuerySet[Credit, tuple[int, int]]":
    return Credit.objects.filter(person__among=people).order_by().values_list("person_id", "film_id")


def _without_near(answers: Answers) -> Answers:
    """What only looks like it is left out where anything is called so."""
    if answers.is_near:
        return answers
    for finds in (answers.titles, answers.people, answers.series):
        finds[:] = [one for one in finds if one.closeness is not Closeness.NEAR]
    return answers


def _with_people(film: Thing, roles: dict[int, str], matched: Matched) -> Find | None:
    own = matched.of(film)
    grades = best_of([*own, *matched.of(*(("person", person) for person in roles))])
    closeness = closeness_of(grades)
    if closeness is None:
        return None
    at_best = Closeness.NEAR if closeness is Closeness.NEAR else Closeness.WITH_PEOPLE
    return Find(film, at_best, effort_of(grades, 0), first_name(own), tuple(roles.items()))
