"""How close a name is to what was asked for."""

from collections.abc import Collection, Iterable, Sequence
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
    """How close a word is to the one that was asked for; MISSING where there is none."""

    SAME = 0
    BEGINS = 1
    SOUNDS = 2
    SOUNDS_AT_FIRST = 3
    NEAR = 4
    FAR = 5
    MISSING = 6


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
    """What was matched in one name: of each asked word the best grade, and the best where it stands in its order."""

    name: Name
    size: int
    grades: list[Grade]
    ordered: list[Grade]

    def take(self, asked: int, place: int, grade: Grade) -> None:
        self.grades[asked] = min(grade, self.grades[asked])
        if place == asked and grade < self.ordered[asked]:
            self.ordered[asked] = grade

    def closeness(self) -> Closeness | None:
        """None where a word is missing."""
        in_order = max(self.ordered)
        if in_order <= Grade.BEGINS:
            is_whole = in_order == Grade.SAME and len(self.ordered) == self.size
            return Closeness.EXACT if is_whole else Closeness.BEGINS
        return closeness_of(self.grades)


@dataclass(slots=True)
class Find:
    """A thing that answers. `people` are those of its credits by whom it does, `effort` what parts equal finds."""

    thing: Thing
    closeness: Closeness
    effort: tuple[int, int] = (0, 0)
    name: Name = field(default_factory=Name)
    people: tuple[tuple[int, str], ...] = ()  # key of the person, role


def closeness_of(grades: Collection[Grade]) -> Closeness | None:
    """Of words in any order; None where one is missing."""
    worst = max(grades, default=Grade.MISSING)
    if worst >= Grade.NEAR:
        return None if worst == Grade.MISSING else Closeness.NEAR
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


def find_in(thing: Thing, own: Sequence[Hits]) -> Find | None:
    """By one of its names, or by words of several; None where a word is in none of them."""
    if len(own) == 1:  # as nearly all
        [hits] = own
        closeness = hits.closeness()
        return None if closeness is None else Find(thing, closeness, effort_of(hits.grades, hits.size), hits.name)
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
    if apart is None:
        return None
    return Find(thing, apart, effort_of(grades, max(hits.size for hits in own)), first_name(own))


def best_of(own: Iterable[Hits]) -> list[Grade]:
    """Of each asked word, over several names."""
    return [min(grades) for grades in zip(*(hits.grades for hits in own), strict=True)]  # none where there is nothing


def effort_of(grades: Iterable[Grade], size: int) -> tuple[int, int]:
    return sum(grades), size


def _rank(name: Name) -> tuple[int, int]:
    """What is printed comes before other titles."""
    return name.other or 0, name.number


def first_name(own: Iterable[Hits]) -> Name:
    return min((hits.name for hits in own), key=_rank, default=Name())
