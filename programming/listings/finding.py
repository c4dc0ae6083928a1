"""What answers a query, and how closely: the words of the index that match, put together by what they belong to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from programming.listings.closeness import (
    SHORTEST_SOUND,
    SHORTEST_SOUND_START,
    SHORTEST_START,
    Closeness,
    Find,
    Grade,
    Hits,
    Name,
    Thing,
    best_of,
    closeness_of,
    effort_of,
    find_in,
    first_name,
    grade_of,
)
from programming.models import Credit, NearKey, PublishedScreening, PublishedTitle, SearchWord, Series
from programming.models.publication import live_at
from programming.text.search import AskedWord, asked_words
from programming.text.sounds import is_near, near

MOST_WORDS = 300
"""How many words of the index one query begins with: those at the head of short names first."""
MOST_FILMS = 150
MOST_PEOPLE = 60
MOST_CREDITS = 300
COLUMNS = ("word", "key", "name", "place", "size", "other", "film", "programme", "person", "series")


@dataclass(frozen=True, slots=True)
class Live:
    """What the public is shown of a film or programme: which version, and how that sorts."""

    version: int
    sort_title: str


@dataclass(slots=True)
class Answers:
    titles: list[Find] = field(default_factory=list)
    people: list[Find] = field(default_factory=list)
    series: list[Find] = field(default_factory=list)
    films: dict[int, list[int]] = field(default_factory=dict)  # public films of each person
    live: dict[Thing, Live] = field(default_factory=dict)

    @property
    def is_near(self) -> bool:
        """Whether nothing is called what was asked for, and this is only what looks like it."""
        return all(find.closeness is Closeness.NEAR for find in (*self.titles, *self.people, *self.series))


Words = tuple[AskedWord, ...]
Mistyped = dict[AskedWord, frozenset[str]]
"""The keys that each asked word may have been meant for."""
Credits = list[tuple[int, int, str]]
"""Person, film, role."""
ByThing = dict[Thing, list[Hits]]


def find(query: str, at: datetime) -> Answers:
    """What the public can see at `at` and that answers `query`, unsorted. None of it without something public.

    At most four queries for one word, eight for several and one for each; as many again, and one, where nothing is
    called so and what only looks like it is sought. None for an empty query.
    """
    asked = asked_words(query)
    if not asked:
        return Answers()
    answers = _answers(asked, dict.fromkeys(asked, frozenset()), at)
    return _answers(asked, _mistyped(asked), at) if answers.is_near else answers


def _answers(asked: Words, mistyped: Mistyped, at: datetime) -> Answers:
    hits, credits = _matched(asked, mistyped, at)
    named = {thing for thing, own in hits.items() if closeness_of(best_of(own)) is not None}
    people = {key for kind, key in named if kind == "person"}
    shared = _shared(hits, credits) if len(asked) > 1 else {}
    theirs = {("film", film) for person, film, _role in credits if person in people}
    live = _live({*named, *theirs, *shared}, at)
    public = _public_series({key for kind, key in named if kind == "series"}, at)
    answers = Answers(live=live)
    for person, film, _role in credits:
        known = answers.films.setdefault(person, []) if person in people and ("film", film) in live else None
        if known is not None and film not in known:
            known.append(film)
    for thing in sorted(named):
        found = find_in(thing, hits[thing])
        if found and thing[0] == "person" and thing[1] in answers.films:
            answers.people.append(found)
        elif found and thing[0] == "series" and thing[1] in public:
            answers.series.append(found)
        elif found and thing in live:
            answers.titles.append(found)
    told = {found.thing for found in answers.titles}
    for thing, roles in shared.items():
        if thing in live and thing not in told and people.isdisjoint(roles):
            answers.titles += _with_people(thing, hits.get(thing, []), roles, hits)
    return _without_near(answers)


def _shared(hits: ByThing, credits: Credits) -> dict[Thing, dict[int, str]]:
    """Films for which the people in their credits stand for a word of the query, with those people's roles."""
    people: defaultdict[Thing, dict[int, str]] = defaultdict(dict)
    for person, film, role in credits:
        if ("person", person) in hits:
            people["film", film].setdefault(person, role)
    return {film: roles for film, roles in people.items() if _together(film, roles, hits) is not None}


def _together(film: Thing, roles: Iterable[int], hits: ByThing) -> Closeness | None:
    return closeness_of(best_of([*hits.get(film, ()), *(one for person in roles for one in hits["person", person])]))


def _live(titles: Collection[Thing], at: datetime) -> dict[Thing, Live]:
    """One query."""
    if not titles:
        return {}
    films, programmes = ([key for kind, key in titles if kind == wanted] for wanted in ("film", "programme"))
    rows = PublishedTitle.objects.live(at).filter(Q(film__in=films) | Q(programme__in=programmes))
    return {
        ("film", film) if film else ("programme", programme): Live(version, sort_title)
        for version, film, programme, sort_title in rows.values_list("pk", "film_id", "programme_id", "sort_title")
    }


def _public_series(series: Collection[int], at: datetime) -> set[int]:
    """Those with a public show. One query."""
    if not series:
        return set()
    shows = PublishedScreening.objects.live(at).filter(series=OuterRef("pk"))
    return set(Series.objects.filter(Exists(shows), pk__in=series).values_list("pk", flat=True))


def _without_near(answers: Answers) -> Answers:
    """What only looks like it is left out where anything is called so."""
    if answers.is_near:
        return answers
    for finds in (answers.titles, answers.people, answers.series):
        finds[:] = [one for one in finds if one.closeness is not Closeness.NEAR]
    return answers


def _matched(asked: Words, mistyped: Mistyped, at: datetime) -> tuple[ByThing, Credits]:
    """What has the rarest word of the query, and with that what has the others, too; and who made it with whom.
    Two queries; for several words four more, and one for each."""
    rows = {word: SearchWord.objects.filter(_matches(word, mistyped[word])) for word in asked}
    counts = {word: found.count() for word, found in rows.items()} if len(asked) > 1 else {asked[0]: 1}
    rarest = min(asked, key=lambda word: counts[word])
    hits: dict[tuple[Thing, Name], Hits] = {}
    if not counts[rarest]:
        return {}, []
    public = Q(title__isnull=True) | live_at(at, "title__")
    ordered = rows[rarest].filter(public).order_by("place", "size", "word", "pk").values_list(*COLUMNS)
    _collect(hits, ordered[:MOST_WORDS], asked, mistyped)
    if len(asked) == 1:
        return _by_thing(hits), _credits(Q(person__in=_keys(hits, "person")[:MOST_PEOPLE]))
    every = SearchWord.objects.filter(reduce(or_, (_matches(word, mistyped[word]) for word in rows)))
    near_by = reduce(or_, (Q(**{f"{kind}__in": _keys(hits, kind)}) for kind in COLUMNS[6:]))
    _collect(hits, every.filter(public, near_by).values_list(*COLUMNS), asked, mistyped)
    found = _by_thing(hits)
    people = sorted(_keys(hits, "person"), key=lambda key: best_of(found["person", key]).count(None))
    credits = _credits_of_several(people[:MOST_PEOPLE], _keys(hits, "film")[:MOST_FILMS], every)
    others = Q(film__in={film for _person, film, _role in credits} - set(_keys(hits, "film")))
    others |= Q(person__in={person for person, _film, _role in credits} - set(people))
    _collect(hits, every.filter(public, others).values_list(*COLUMNS), asked, mistyped)
    return _by_thing(hits), credits


def _keys(hits: Iterable[tuple[Thing, Name]], wanted: str) -> list[int]:
    return list(dict.fromkeys(key for (kind, key), _name in hits if kind == wanted))


def _by_thing(hits: dict[tuple[Thing, Name], Hits]) -> ByThing:
    by_thing: ByThing = {}
    for (thing, _name), found in hits.items():
        by_thing.setdefault(thing, []).append(found)
    return by_thing


def _collect(
    hits: dict[tuple[Thing, Name], Hits], rows: Iterable[tuple[Any, ...]], asked: Words, mistyped: Mistyped
) -> None:
    """Put `rows` together by name."""
    grades: dict[tuple[str, str], list[tuple[int, Grade]]] = {}
    for word, key, number, place, size, other, film, programme, person, series in rows:
        if (word, key) not in grades:
            found = [grade_of(one, mistyped[one], word, key) for one in asked]
            grades[word, key] = [(at, grade) for at, grade in enumerate(found) if grade is not None]
        thing = _thing(film, programme, person, series)
        name = Name(number, other)
        own = hits.get((thing, name))
        if own is None:
            own = hits[thing, name] = Hits(thing, name, size, [None] * len(asked), [{} for _word in asked])
        for at, grade in grades[word, key]:
            own.take(at, place, grade)


def _thing(film: int | None, programme: int | None, person: int | None, series: int | None) -> Thing:
    if film:
        return ("film", film)
    if person:
        return ("person", person)
    return ("programme", programme) if programme else ("series", series or 0)


def _credits_of_several(people: list[int], films: list[int], every: "QuerySet[SearchWord]") -> Credits:
    """Of `people`, who have one word; and of those who have another and made one of the films, or one with them.
    Two queries: a database plans each better than both in one."""
    theirs = _credits(Q(person__in=people))
    made = {*films, *(film for _person, film, _role in theirs[:MOST_CREDITS])}
    named = Exists(every.filter(person=OuterRef("person")))
    others = Credit.objects.filter(named, film__in=made).exclude(person__in=people)
    return theirs + list(others.order_by("order", "pk").values_list("person_id", "film_id", "role"))


def _credits(whose: Q) -> Credits:
    """One query."""
    return list(Credit.objects.filter(whose).order_by("order", "pk").values_list("person_id", "film_id", "role"))


def _mistyped(asked: Words) -> Mistyped:
    """One query."""
    rests = {word: frozenset(rest for key in word.keys for rest in near(key)) for word in asked}
    every = frozenset[str]().union(*rests.values())
    known = frozenset(NearKey.objects.filter(near__in=sorted(every)).values_list("key", flat=True)) if every else ()
    return {
        word: frozenset(key for key in known if any(is_near(one, key) for one in word.keys)) - set(word.keys)
        for word in rests
    }


def _matches(asked: AskedWord, mistyped: frozenset[str]) -> Q:
    found = Q(key__in=sorted({*(key for key in asked.keys if len(key) >= SHORTEST_SOUND), *mistyped}))
    found |= _starts("word", asked.word) if len(asked.word) >= SHORTEST_START else Q(word=asked.word)
    for key in asked.keys:
        if len(key) >= SHORTEST_SOUND_START:
            found |= _starts("key", key)
    return found


def _starts(column: str, start: str) -> Q:
    """What begins so, as a span, which an index serves on every database."""
    return Q(**{f"{column}__gte": start, f"{column}__lt": start + "\U0010ffff"})


def _with_people(film: Thing, own: list[Hits], roles: dict[int, str], hits: ByThing) -> Iterator[Find]:
    """A film that answers by its title and the people in its credits together: “kurosawa ikiru”. One person who
    answers alone is found under the name."""
    grades = best_of([*own, *(one for person in roles for one in hits["person", person])])
    closeness = closeness_of(grades)
    if closeness is not None:
        at_best = Closeness.NEAR if closeness is Closeness.NEAR else Closeness.WITH_PEOPLE
        yield Find(film, at_best, effort_of(grades, 0), first_name(own), tuple(roles.items()))
