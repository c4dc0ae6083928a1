"""What answers a query, and how closely: the words of the index that match, put together by what they belong to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from programming.models import Credit, NearKey, PublishedTitle, SearchWord
from programming.text.search import AskedWord, asked_words
from programming.text.sounds import distance, is_near, near

MOST_WORDS = 300
"""How many words of the index one query begins with: those at the head of short names first."""
MOST_FILMS = 150
MOST_PEOPLE = 60
SHORTEST_START = 2
SHORTEST_SOUND = 3
SHORTEST_SOUND_START = 4

Thing = tuple[str, int]
"""“film”, “programme”, “person” or “series”, and its key."""
COLUMNS = ("word", "key", "name", "place", "size", "title", "other", "film", "programme", "person", "series")


class Grade(IntEnum):
    """How close a word is to the one that was asked for."""

    SAME = 0
    BEGINS = 1
    SOUNDS = 2
    SOUNDS_AT_FIRST = 3
    NEAR = 4
    FAR = 5


class Closeness(IntEnum):
    """How close a thing is to the whole query. The closest is the first."""

    EXACT = 0
    BEGINS = 1
    WORDS = 2
    SOUNDS = 3
    WITH_PEOPLE = 4
    NEAR = 5


@dataclass(frozen=True, slots=True)
class Name:
    """One of the names of a thing: of a version of its title, or another title, by their keys."""

    number: int = 0
    title: int | None = None
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Live:
    """What the public is shown of a film or programme: which version, and how it sorts."""

    version: int
    sort_title: str


@dataclass(slots=True)
class Hits:
    """What was matched in one name: of each asked word the best grade, and the best by place."""

    thing: Thing
    name: Name
    size: int
    grades: list[Grade | None]
    places: list[dict[int, Grade]]

    def take(self, asked: int, place: int, grade: Grade) -> None:
        best, there = self.grades[asked], self.places[asked].get(place, grade)
        self.grades[asked] = grade if best is None else min(best, grade)
        self.places[asked][place] = min(there, grade)

    def closeness(self) -> Closeness | None:
        """None where a word is missing."""
        if None in self.grades:
            return None
        ordered = [places.get(place) for place, places in enumerate(self.places)]
        if len(ordered) == self.size and all(grade is Grade.SAME for grade in ordered):
            return Closeness.EXACT
        if all(grade is not None and grade <= Grade.BEGINS for grade in ordered):
            return Closeness.BEGINS
        return closeness_of(self.grades)


@dataclass(slots=True)
class Find:
    """A thing that answers. `people` are those of its credits by whom it does, `effort` what parts equal finds."""

    thing: Thing
    closeness: Closeness
    effort: tuple[int, int] = (0, 0)
    name: Name = field(default_factory=Name)
    people: tuple[tuple[int, str], ...] = ()  # key of the person, role


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


def closeness_of(grades: Iterable[Grade | None]) -> Closeness | None:
    """Of words in any order."""
    given = list(grades)
    if not given or None in given:
        return None
    worst = max(grade for grade in given if grade is not None)
    if worst >= Grade.NEAR:
        return Closeness.NEAR
    return Closeness.WORDS if worst <= Grade.BEGINS else Closeness.SOUNDS


def find(query: str, at: datetime) -> Answers:
    """What the public can see at `at` and that answers `query`, unsorted. People have public films; whether a series
    is public is for the caller to ask. Three queries for one word, six for several and one for each; as many again, and
    one, where nothing is called so and what only looks like it is sought. None for an empty query.
    """
    asked = asked_words(query)
    if not asked:
        return Answers()
    answers = _answers(asked, dict.fromkeys(asked, frozenset()), at)
    return _answers(asked, _mistyped(asked), at) if answers.is_near else answers


def _answers(asked: Words, mistyped: Mistyped, at: datetime) -> Answers:
    hits, credits = _matched(asked, mistyped)
    named = {thing for thing, own in hits.items() if closeness_of(_best(own)) is not None}
    people = {key for kind, key in named if kind == "person"}
    shared = _shared(hits, credits) if len(asked) > 1 else {}
    theirs = {("film", film) for person, film, _role in credits if person in people}
    live = _live({*named, *theirs, *shared}, at)
    answers = Answers(live=live)
    for person, film, _role in credits:
        known = answers.films.setdefault(person, []) if person in people and ("film", film) in live else None
        if known is not None and film not in known:
            known.append(film)
    for thing in sorted(named):
        found = _find(thing, _public(hits[thing], live.get(thing)))
        if found and thing[0] == "person" and thing[1] in answers.films:
            answers.people.append(found)
        elif found and thing[0] == "series":
            answers.series.append(found)
        elif found and thing in live:
            answers.titles.append(found)
    told = {found.thing for found in answers.titles}
    for thing, roles in shared.items():
        if thing in live and thing not in told and people.isdisjoint(roles):
            answers.titles += _with_people(thing, _public(hits.get(thing, []), live[thing]), roles, hits)
    return _without_near(answers)


def _shared(hits: ByThing, credits: Credits) -> dict[Thing, dict[int, str]]:
    """Films for which the people in their credits stand for a word of the query, with those people's roles."""
    people: defaultdict[Thing, dict[int, str]] = defaultdict(dict)
    for person, film, role in credits:
        if ("person", person) in hits:
            people["film", film].setdefault(person, role)
    return {film: roles for film, roles in people.items() if _together(film, roles, hits) is not None}


def _together(film: Thing, roles: Iterable[int], hits: ByThing) -> Closeness | None:
    return closeness_of(_best([*hits.get(film, ()), *(one for person in roles for one in hits["person", person])]))


def _live(titles: Iterable[Thing], at: datetime) -> dict[Thing, Live]:
    """One query."""
    films, programmes = ([key for kind, key in titles if kind == wanted] for wanted in ("film", "programme"))
    rows = PublishedTitle.objects.live(at).filter(Q(film__in=films) | Q(programme__in=programmes))
    return {
        ("film", film) if film else ("programme", programme): Live(version, sort_title)
        for version, film, programme, sort_title in rows.values_list("pk", "film_id", "programme_id", "sort_title")
    }


def _public(named: list[Hits], live: Live | None) -> list[Hits]:
    """Without what only another version of the title says, earlier or still under an embargo."""
    return [hits for hits in named if hits.name.title is None or (live and hits.name.title == live.version)]


def _without_near(answers: Answers) -> Answers:
    """What only looks like it is left out where anything is called so."""
    if answers.is_near:
        return answers
    for finds in (answers.titles, answers.people, answers.series):
        finds[:] = [one for one in finds if one.closeness is not Closeness.NEAR]
    return answers


def _matched(asked: Words, mistyped: Mistyped) -> tuple[ByThing, Credits]:
    """What has the rarest word of the query, and with that what has the others, too; and who made it with whom.
    Two queries; for several words three more, and one for each."""
    rows = {word: SearchWord.objects.filter(_matches(word, mistyped[word])) for word in asked}
    counts = {word: found.count() for word, found in rows.items()} if len(asked) > 1 else {asked[0]: 1}
    rarest = min(asked, key=lambda word: counts[word])
    hits: dict[tuple[Thing, Name], Hits] = {}
    if not counts[rarest]:
        return {}, []
    ordered = rows[rarest].order_by("place", "size", "word", "pk").values_list(*COLUMNS)
    _collect(hits, ordered[:MOST_WORDS], asked, mistyped)
    if len(asked) == 1:
        return _by_thing(hits), _credits(Q(person__in=_keys(hits, "person")[:MOST_PEOPLE]))
    every = SearchWord.objects.filter(reduce(or_, (_matches(word, mistyped[word]) for word in rows)))
    near_by = reduce(or_, (Q(**{f"{kind}__in": _keys(hits, kind)}) for kind in COLUMNS[7:]))
    _collect(hits, every.filter(near_by).values_list(*COLUMNS), asked, mistyped)
    found = _by_thing(hits)
    people = sorted(_keys(hits, "person"), key=lambda key: _best(found["person", key]).count(None))
    credits = _credits_of_several(people[:MOST_PEOPLE], _keys(hits, "film")[:MOST_FILMS], every)
    others = Q(film__in={film for _person, film, _role in credits} - set(_keys(hits, "film")))
    others |= Q(person__in={person for person, _film, _role in credits} - set(people))
    _collect(hits, every.filter(others).values_list(*COLUMNS), asked, mistyped)
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
    for word, key, number, place, size, title, other, film, programme, person, series in rows:
        if (word, key) not in grades:
            found = [_grade(one, mistyped[one], word, key) for one in asked]
            grades[word, key] = [(at, grade) for at, grade in enumerate(found) if grade is not None]
        thing = _thing(film, programme, person, series)
        name = Name(number, title, other)
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
    """Of `people`, who have one word; and of those who have another and made one of the films, or one with them."""
    theirs = Q(person__in=people)
    named = Q(Exists(every.filter(person=OuterRef("person"))))
    made_with = Credit.objects.filter(theirs).values("film")
    return _credits((Q(film__in=films) | Q(film__in=made_with)) & (theirs | named))


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


def _grade(asked: AskedWord, mistyped: frozenset[str], word: str, key: str) -> Grade | None:
    if word == asked.word:
        return Grade.SAME
    if len(asked.word) >= SHORTEST_START and word.startswith(asked.word):
        return Grade.BEGINS
    if len(key) >= SHORTEST_SOUND and key in asked.keys:
        return Grade.SOUNDS
    if any(len(one) >= SHORTEST_SOUND_START and key.startswith(one) for one in asked.keys):
        return Grade.SOUNDS_AT_FIRST
    if key not in mistyped:
        return None
    return Grade.NEAR if distance(asked.word, word) <= 1 else Grade.FAR


def _find(thing: Thing, own: list[Hits]) -> Find | None:
    """By one of its names, or by words of several; None where a word is in none of them."""
    whole = [(closeness, hits) for hits in own if (closeness := hits.closeness()) is not None]
    if whole:
        closeness, hits = min(whole, key=lambda one: (one[0], _effort(one[1].grades, one[1].size), _rank(one[1].name)))
        return Find(thing, closeness, _effort(hits.grades, hits.size), hits.name)
    grades = _best(own)
    apart = closeness_of(grades)
    return None if apart is None else Find(thing, apart, _effort(grades, max(hits.size for hits in own)), _name(own))


def _best(own: Iterable[Hits]) -> list[Grade | None]:
    """Of each asked word, over several names."""
    columns = zip(*(hits.grades for hits in own), strict=True)  # none where there is nothing
    return [min((grade for grade in grades if grade is not None), default=None) for grades in columns]


def _effort(grades: Iterable[Grade | None], size: int) -> tuple[int, int]:
    return sum(grade for grade in grades if grade is not None), size


def _with_people(film: Thing, own: list[Hits], roles: dict[int, str], hits: ByThing) -> Iterator[Find]:
    """A film that answers by its title and the people in its credits together: “kurosawa ikiru”. One person who
    answers alone is found under the name."""
    grades = _best([*own, *(one for person in roles for one in hits["person", person])])
    closeness = closeness_of(grades)
    if closeness is not None:
        at_best = Closeness.NEAR if closeness is Closeness.NEAR else Closeness.WITH_PEOPLE
        yield Find(film, at_best, _effort(grades, 0), _name(own), tuple(roles.items()))


def _rank(name: Name) -> tuple[int, int]:
    """What is printed comes before other titles."""
    return name.other or 0, name.number


def _name(own: Iterable[Hits]) -> Name:
    return min((hits.name for hits in own), key=_rank, default=Name())
