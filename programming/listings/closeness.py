"""How close a name is to what was asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from programming.text.search import AskedWord
from programming.text.sounds import distance

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
    FAR = 5


class Closeness(IntEnum):
    """How close a thing is to the whole query. The closest is the first."""

    EXACT = 0
    BEGINS = 1
    WORDS = 2
    SOUNDS = 3
    WITH_PEOPLE = 4
    NEAR = 5


class Name(NamedTuple):
    """One of the names of a thing: which of those that are printed of it, or another title, by its key."""

    number: int = 0
    other: int | None = None


@dataclass(slots=True)
class Hits:
    """What was matched in one name: of each asked word the best grade, and the best by place."""

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


def closeness_of(grades: Iterable[Grade | None]) -> Closeness | None:
    """Of words in any order."""
    given = list(grades)
    if not given or None in given:
        return None
    worst = max(grade for grade in given if grade is not None)
    if worst >= Grade.NEAR:
        return Closeness.NEAR
    return Closeness.WORDS if worst <= Grade.BEGINS else Closeness.SOUNDS


def grade_of(asked: AskedWord, mistyped: frozenset[str], word: str, key: str) -> Grade | None:
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


def find_in(thing: Thing, own: list[Hits]) -> Find | None:
    """By one of its names, or by words of several; None where a word is in none of them."""
    whole = [
        (closeness, effort_of(hits.grades, hits.size), _rank(hits.name), hits.name)
        for hits in own
        if (closeness := hits.closeness()) is not None
    ]
    if whole:
        closeness, effort, _order, name = min(whole)
        return Find(thing, closeness, effort, name)
    grades = best_of(own)
    apart = closeness_of(grades)
    return (
        None
        if apart is None
        else Find(thing, apart, effort_of(grades, max(hits.size for hits in own)), first_name(own))
    )


def best_of(own: Iterable[Hits]) -> list[Grade | None]:
    """Of each asked word, over several names."""
    columns = zip(*(hits.grades for hits in own), strict=True)  # none where there is nothing
    return [min((grade for grade in grades if grade is not None), default=None) for grades in columns]


def effort_of(grades: Iterable[Grade | None], size: int) -> tuple[int, int]:
    return sum(filter(None, grades)), size


def _rank(name: Name) -> tuple[int, int]:
    """What is printed comes before other titles."""
    return name.other or 0, name.number


def first_name(own: Iterable[Hits]) -> Name:
    return min((hits.name for hits in own), key=_rank, default=Name())
