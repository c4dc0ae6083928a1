"""The words of the index that answer a query, put together by what they belong to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from programming.listings.closeness import (
    SHORTEST_SOUND,
    SHORTEST_SOUND_START,
    SHORTEST_START,
    Grade,
    Hits,
    Name,
    Thing,
    grade_of,
)
from programming.models import Credit, NearKey, SearchWord
from programming.models.prepared import prepared
from programming.models.publication import live_at
from programming.text.search import AskedWord
from programming.text.sounds import is_near, near

MOST_WORDS = 300
"""How many words of the index one query begins with: those at the head of short names first."""
MOST_AT_ONCE = 400
"""So many words of several are read at once; of more those that belong to what has the rarest."""
MOST_FILMS = 150
MOST_PEOPLE = 60
MOST_CREDITS = 300
KINDS = ("film", "programme", "person", "series")
COLUMNS = ("word", "key", "name", "place", "size", "other", "title", "title__sort_title", *KINDS)

Words = tuple[AskedWord, ...]
Mistyped = dict[AskedWord, frozenset[str]]
"""The keys that each asked word may have been meant for."""
Credits = list[tuple[int, int, str]]
"""Person, film, role."""


class Live(NamedTuple):
    """What the public is shown of a film or programme: which version, and how that sorts."""

    version: int
    sort_title: str

    @property
    def sorts_as(self) -> str:
        return self.sort_title.casefold()


@dataclass(slots=True)
class Matched:
    """What was matched, by thing and name; which of the asked words each thing has, a bit for each; of titles that say
    it themselves, what the public is shown. For several words the credits by which people answer together with films.
    """

    asked: Words
    mistyped: Mistyped
    hits: dict[Thing, dict[Name, Hits]] = field(default_factory=dict)
    words: dict[Thing, int] = field(default_factory=dict)
    live: dict[Thing, Live] = field(default_factory=dict)
    credits: Credits = field(default_factory=list)
    grades: dict[tuple[str, str], list[tuple[int, Grade]]] = field(default_factory=dict)

    @property
    def every(self) -> int:
        """What `words` says of a thing that has all of them."""
        return (1 << len(self.asked)) - 1

    @property
    def whole(self) -> list[Thing]:
        """What has every word by itself."""
        return [thing for thing, words in self.words.items() if words == self.every]

    def of(self, *things: Thing) -> list[Hits]:
        return [hits for thing in things if thing in self.hits for hits in self.hits[thing].values()]

    def take(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Rows of the index, as COLUMNS."""
        for word, key, number, place, size, other, version, sort_title, *keys in rows:
            thing, name = _thing(*keys), Name(number, other)
            if version:
                self.live[thing] = Live(version, sort_title)
            own = self.hits.setdefault(thing, {})
            hits = own.get(name)
            if hits is None:
                hits = own[name] = Hits(name, size, [None] * len(self.asked), [{} for _word in self.asked])
            for at, grade in self.grades.get((word, key)) or self._graded(word, key):
                hits.take(at, place, grade)
                self.words[thing] = self.words.get(thing, 0) | 1 << at

    def _graded(self, word: str, key: str) -> list[tuple[int, Grade]]:
        """Which of the asked words this one answers, and how closely."""
        grades = enumerate(grade_of(one, self.mistyped[one], word, key) for one in self.asked)
        self.grades[word, key] = [(at, grade) for at, grade in grades if grade is not None]
        return self.grades[word, key]


def match(asked: Words, mistyped: Mistyped, at: datetime) -> Matched:
    """What has the rarest word of the query, and with that what has the others, too; and who made it with whom.
    One query; for several words up to five, and one for each."""
    matched = Matched(asked, mistyped)
    public = Q(title__isnull=True) | live_at(at, "title__")
    rows = {word: SearchWord.objects.filter(_matches(word, mistyped[word])) for word in asked}
    if len(asked) == 1:
        matched.take(_first(rows[asked[0]].filter(public)).values_list(*COLUMNS)[:MOST_WORDS])
        return matched
    counts = {word: found.count() for word, found in rows.items()}
    rarest = min(asked, key=lambda word: counts[word])
    if counts[rarest]:
        every = SearchWord.objects.filter(reduce(or_, (_matches(word, mistyped[word]) for word in rows)))
        if sum(counts.values()) <= MOST_AT_ONCE:
            _match_few(matched, rarest, every.filter(public))
        else:
            _match_many(matched, rows[rarest].filter(public), every, public)
    return matched


def _first(words: "QuerySet[SearchWord]") -> "QuerySet[SearchWord]":
    return words.order_by("place", "size", "word", "pk")


def _match_few(matched: Matched, rarest: AskedWord, every: "QuerySet[SearchWord]") -> None:
    """Of rare words all is read at once. Three queries."""
    matched.take(_first(every).values_list(*COLUMNS))
    asked = 1 << matched.asked.index(rarest)
    things = [thing for thing, words in matched.words.items() if words & asked]
    _match_credits(matched, things, Q(person__among=[key for kind, key in matched.words if kind == "person"]))


def _match_many(matched: Matched, rarest: "QuerySet[SearchWord]", every: "QuerySet[SearchWord]", public: Q) -> None:
    """Of frequent words what belongs to what has the rarest. Five queries."""
    things = list(dict.fromkeys(_thing(*keys) for keys in _first(rarest).values_list(*KINDS)[:MOST_WORDS]))
    matched.take(every.filter(public, _belongs_to(things)).values_list(*COLUMNS))
    named = every.filter(person__isnull=False)
    if any(kind == "person" for kind, _key in things) or named.exists():  # many words are nobody's name
        _match_credits(matched, things, Q(person__in=named.values("person")))
        met = {thing for person, film, _role in matched.credits for thing in (("person", person), ("film", film))}
        matched.take(every.filter(public, _belongs_to(met - matched.hits.keys())).values_list(*COLUMNS))


def _match_credits(matched: Matched, things: Iterable[Thing], named: Q) -> None:
    """The credits of people among `things`; and of those `named` who made one of the films, or one with them. Two
    queries: a database plans each better than both in one."""
    films, people = ([key for kind, key in things if kind == wanted] for wanted in ("film", "person"))
    people.sort(key=lambda key: -matched.words.get(("person", key), 0).bit_count())
    del people[MOST_PEOPLE:]
    theirs = _credits_of(people)
    made = {*films[:MOST_FILMS], *(film for _person, film, _role in theirs[:MOST_CREDITS])}
    others = _in_order(Credit.objects.filter(named, film__among=made).exclude(person__among=people))
    matched.credits = [*theirs, *others]


@prepared
def _credits_of(people: Collection[int]) -> "QuerySet[Credit, tuple[int, int, str]]":
    return _in_order(Credit.objects.filter(person__among=people))


def _in_order(credits: "QuerySet[Credit]") -> "QuerySet[Credit, tuple[int, int, str]]":
    return credits.order_by("order", "pk").values_list("person_id", "film_id", "role")


def _belongs_to(things: Iterable[Thing]) -> Q:
    keys: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for kind, key in things:
        keys[kind].append(key)
    return reduce(or_, (Q(**{f"{kind}__among": own}) for kind, own in keys.items()))


def _thing(film: int | None, programme: int | None, person: int | None, series: int | None) -> Thing:
    if film:
        return ("film", film)
    if person:
        return ("person", person)
    return ("programme", programme) if programme else ("series", series or 0)


def mistyped(asked: Words) -> Mistyped:
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
