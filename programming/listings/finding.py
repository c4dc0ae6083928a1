"""What answers a query, and how closely: the words of the index that match, put together by what they belong to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from functools import reduce
from operator import or_

from django.db.models import Q

from programming.models import Credit, NearKey, SearchWord
from programming.models.publication import live_at
from programming.text.search import AskedWord, asked_words
from programming.text.sounds import is_near, near

MOST_WORDS = 4000
"""How many words of the index one query looks at: those at the beginning of short names first."""
MOST_PEOPLE = 200
SHORTEST_START = 2
SHORTEST_SOUND = 3
SHORTEST_SOUND_START = 4

Thing = tuple[str, int]
"""“film”, “programme”, “person” or “series”, and its key."""


class Grade(IntEnum):
    """How close a word is to the one that was asked for."""

    SAME = 0
    BEGINS = 1
    SOUNDS = 2
    SOUNDS_AT_FIRST = 3
    NEAR = 4


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
    """One of the names of a thing; `other` is the key of a title that is no part of what is published."""

    number: int = 0
    other: int | None = None


@dataclass(slots=True)
class Hits:
    """What was matched in one name: by asked word, the best grade at each place."""

    thing: Thing
    name: Name
    size: int
    places: list[dict[int, Grade]]

    def grades(self) -> list[Grade | None]:
        return [min(places.values(), default=None) for places in self.places]

    def closeness(self) -> Closeness | None:
        """None where a word is missing."""
        grades = self.grades()
        if None in grades:
            return None
        ordered = [places.get(place) for place, places in enumerate(self.places)]
        if len(ordered) == self.size and all(grade is Grade.SAME for grade in ordered):
            return Closeness.EXACT
        if all(grade is not None and grade <= Grade.BEGINS for grade in ordered):
            return Closeness.BEGINS
        return closeness_of(grades)


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
    titles: list[Find]
    people: list[Find]
    series: list[Find]
    films: dict[int, list[int]]  # public films of each person

    @property
    def is_near(self) -> bool:
        """Whether nothing is called what was asked for, and this is only what looks like it."""
        return all(find.closeness is Closeness.NEAR for find in (*self.titles, *self.people, *self.series))


def closeness_of(grades: Iterable[Grade | None]) -> Closeness | None:
    """Of words in any order."""
    given = list(grades)
    if None in given:
        return None
    worst = max(grade for grade in given if grade is not None)
    if worst is Grade.NEAR:
        return Closeness.NEAR
    return Closeness.WORDS if worst <= Grade.BEGINS else Closeness.SOUNDS


def find(query: str, at: datetime) -> Answers:
    """What the public can see at `at` and that answers `query`, unsorted. People have public films; whether a series
    is public is for the caller to ask. Three queries; none for an empty query."""
    asked = asked_words(query)
    if not asked:
        return Answers([], [], [], {})
    hits = list(_hits(asked, at))
    by_thing: defaultdict[Thing, list[Hits]] = defaultdict(list)
    for hit in hits:
        by_thing[hit.thing].append(hit)
    credits = _credits(by_thing, at)
    films: defaultdict[int, list[int]] = defaultdict(list)
    for person, film, _role in credits:
        if film not in films[person]:
            films[person].append(film)
    answers = Answers([], [], [], films)
    for thing, own in by_thing.items():
        found = _find(thing, own)
        if found and thing[0] == "person" and thing[1] in films:
            answers.people.append(found)
        elif found and thing[0] == "series":
            answers.series.append(found)
        elif found and thing[0] != "person":
            answers.titles.append(found)
    answers.titles += _with_people(by_thing, credits, {found.thing for found in (*answers.titles, *answers.people)})
    return _without_near(answers)


def _without_near(answers: Answers) -> Answers:
    """What only looks like it is left out where anything is called so."""
    if answers.is_near:
        return answers
    for finds in (answers.titles, answers.people, answers.series):
        finds[:] = [one for one in finds if one.closeness is not Closeness.NEAR]
    return answers


def _hits(asked: tuple[AskedWord, ...], at: datetime) -> Iterator[Hits]:
    """By name. Two queries: keys that look like what was asked for, and words."""
    mistyped = _mistyped(asked)
    matches = reduce(or_, (_matches(word, mistyped[word]) for word in asked))
    public = live_at(at, "title__") | live_at(at, "other__film__published__")
    rows = SearchWord.objects.filter(matches, public | Q(person__isnull=False) | Q(series__isnull=False))
    found: dict[tuple[Thing, Name], Hits] = {}
    for word, key, number, place, size, *belongs in rows.order_by("place", "size", "word", "pk").values_list(
        "word", "key", "name", "place", "size", "title__film", "title__programme", "other", "other__film", "person", "series"
    )[:MOST_WORDS]:
        thing, name = _thing(number, *belongs)
        hits = found.get((thing, name))
        if hits is None:
            hits = found[thing, name] = Hits(thing, name, size, [{} for _word in asked])
        for one, places in zip(asked, hits.places, strict=True):
            grade = _grade(one, mistyped[one], word, key)
            if grade is not None:
                places[place] = min(grade, places.get(place, grade))
    yield from found.values()


def _thing(
    number: int,
    film: int | None,
    programme: int | None,
    other: int | None,
    other_film: int | None,
    person: int | None,
    series: int | None,
) -> tuple[Thing, Name]:
    named = (("film", film), ("programme", programme), ("film", other_film), ("person", person), ("series", series))
    thing = next((kind, key) for kind, key in named if key)
    return thing, Name(number, other)


def _mistyped(asked: Iterable[AskedWord]) -> dict[AskedWord, frozenset[str]]:
    """The keys that each word may have been meant for. One query."""
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
    return Grade.NEAR if key in mistyped else None


def _find(thing: Thing, own: list[Hits]) -> Find | None:
    """By one of its names, or by words of several; None where a word is in none of them."""
    whole = [(closeness, _effort(hits.grades(), hits.size), hits) for hits in own if (closeness := hits.closeness()) is not None]
    if whole:
        closeness, effort, hits = min(whole, key=lambda one: (one[0], one[1], one[2].name.other or 0, one[2].name.number))
        return Find(thing, closeness, effort, hits.name)
    grades = _best(own)
    closeness_ = closeness_of(grades)
    return None if closeness_ is None else Find(thing, closeness_, _effort(grades, max(hits.size for hits in own)))


def _best(own: Iterable[Hits]) -> list[Grade | None]:
    """Of each asked word, over several names."""
    columns = zip(*(hits.grades() for hits in own), strict=True)
    return [min((grade for grade in grades if grade is not None), default=None) for grades in columns]


def _effort(grades: Iterable[Grade | None], size: int) -> tuple[int, int]:
    return sum(grade for grade in grades if grade is not None), size


def _credits(by_thing: dict[Thing, list[Hits]], at: datetime) -> list[tuple[int, int, str]]:
    """Person, public film and role, for the people that match best. One query."""
    people = [(key, _best(own)) for (kind, key), own in by_thing.items() if kind == "person"]
    people.sort(key=lambda one: (one[1].count(None), _effort(one[1], 0), one[0]))
    rows = Credit.objects.filter(
        live_at(at, "film__published__"), person__in=[key for key, _grades in people[:MOST_PEOPLE]]
    )
    return list(rows.order_by("person", "order", "pk").values_list("person", "film", "role"))


def _with_people(
    by_thing: dict[Thing, list[Hits]], credits: Iterable[tuple[int, int, str]], known: set[Thing]
) -> Iterator[Find]:
    """Films that answer by their titles and the people in their credits together: “kurosawa ikiru”. Those of one
    person who answers alone are left out: they stand under the name."""
    people: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for person, film, role in credits:
        people[film].setdefault(person, role)
    for film, roles in people.items():
        if ("film", film) in known or any(("person", person) in known for person in roles):
            continue
        own = by_thing.get(("film", film), [])
        named = [hits for person in roles for hits in by_thing["person", person]]
        grades = _best([*own, *named])
        closeness = closeness_of(grades)
        if closeness is None:
            continue
        needed = tuple((person, role) for person, role in roles.items())
        at_best = Closeness.NEAR if closeness is Closeness.NEAR else Closeness.WITH_PEOPLE
        yield Find(("film", film), at_best, _effort(grades, 0), _name(own), needed)


def _name(own: Iterable[Hits]) -> Name:
    return min((hits.name for hits in own), key=lambda name: (name.other or 0, name.number), default=Name())
