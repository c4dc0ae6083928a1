"""The words of the index that answer a query, put together by what they belong to."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from django.db.models import ExpressionWrapper, F, IntegerField, QuerySet

from programming.listings.closeness import Grade, Hits, Name, Thing, grade_of
from programming.listings.indexed import KINDS, Row, Values, first_words, questions, values_of
from programming.models import Credit, NearKey
from programming.models.prepared import prepared
from programming.text.search import AskedWord
from programming.text.sounds import is_near, near

MOST_AT_ONCE = 400
"""So many words of several are read at once; of more those that belong to what has the rarest."""
MOST_FILMS = 150
MOST_PEOPLE = 60
MOST_CREDITS = 300

Words = tuple[AskedWord, ...]
Mistyped = dict[AskedWord, frozenset[str]]
"""The keys that each asked word may have been meant for."""
Credits = list[tuple[int, int, str]]
"""Person, film, role."""


class Live(NamedTuple):
    """What the public is shown of a film or programme, by its key: which version, and how that sorts."""

    sorts_as: str
    key: int
    version: int


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

    def take(self, rows: Iterable[Row]) -> None:
        """Rows of the index, as COLUMNS. There are hundreds: a name is sought as the plain tuple that it equals."""
        known, words = self.grades, self.words
        for word, key, number, place, size, other, version, sort_title, film, programme, person, series in rows:
            thing = _thing(film, programme, person, series)
            own = self.hits.get(thing)
            if own is None:
                own = self.hits[thing] = {}
                words[thing] = 0
            if version and thing not in self.live:
                self.live[thing] = Live(sort_title.casefold(), thing[1], version)
            hits = own.get((number, other))  # type: ignore[call-overload]
            if hits is None:
                name, missing = Name(number, other), [Grade.MISSING] * len(self.asked)
                hits = own[name] = Hits(name, size, missing, missing.copy())
            for at, grade in known.get((word, key)) or self._graded(word, key):
                hits.take(at, place, grade)
                words[thing] |= 1 << at

    def _graded(self, word: str, key: str) -> list[tuple[int, Grade]]:
        """Which of the asked words this one answers, and how closely."""
        grades = enumerate(grade_of(one, self.mistyped[one], word, key) for one in self.asked)
        self.grades[word, key] = [(at, grade) for at, grade in grades if grade is not None]
        return self.grades[word, key]


def match(asked: Words, mistyped: Mistyped, at: datetime) -> Matched:
    """What has the rarest word of the query, and with that what has the others, too; and who made it with whom.
    One query; for several words up to six, and one for each."""
    matched = Matched(asked, mistyped)
    values = {word: values_of(word, mistyped[word]) for word in asked}
    if len(asked) == 1:
        matched.take(first_words(at, asked[0], values[asked[0]]))
        return matched
    counts = {word: questions(1).counted(*own)[0][0] for word, own in values.items()}
    rarest = min(asked, key=lambda word: counts[word])
    if counts[rarest]:
        if sum(counts.values()) <= MOST_AT_ONCE:
            _match_few(matched, rarest, [*values.values()], at)
        else:
            _match_many(matched, values[rarest], [*values.values()], at)
    return matched


def _match_few(matched: Matched, rarest: AskedWord, every: Sequence[Values], at: datetime) -> None:
    """Of rare words all is read at once. Three queries."""
    matched.take(questions(len(every)).listed(at, *chain(*every)))
    asked = 1 << matched.asked.index(rarest)
    things = [thing for thing, words in matched.words.items() if words & asked]
    _match_credits(matched, things, {key for kind, key in matched.words if kind == "person"})


def _match_many(matched: Matched, rarest: Values, every: Sequence[Values], at: datetime) -> None:
    """Of frequent words what belongs to what has the rarest. Six queries."""
    asks, values = questions(len(every)), [*chain(*every)]
    things = list(dict.fromkeys(_thing(*keys) for keys in questions(1).things(at, *rarest)))
    matched.take(asks.belonging(at, *_by_kind(things), *values))
    named = {person for (person,) in asks.people(*values) if person}
    if named:  # many words are nobody's name
        _match_credits(matched, things, named)
        met = {thing for person, film, _role in matched.credits for thing in (("person", person), ("film", film))}
        matched.take(asks.belonging(at, *_by_kind(met - matched.hits.keys()), *values))


def _match_credits(matched: Matched, things: Iterable[Thing], named: Collection[int]) -> None:
    """The credits of people among `things`; and of those `named` who made one of the films, or one with them. Two
    queries: a database plans each better than both in one."""
    films, people = ([key for kind, key in things if kind == wanted] for wanted in ("film", "person"))
    people.sort(key=lambda key: -matched.words.get(("person", key), 0).bit_count())
    del people[MOST_PEOPLE:]
    theirs = _credits_of(people) if people else []
    made = {*films[:MOST_FILMS], *(film for _person, film, _role in theirs[:MOST_CREDITS])}
    others = _credits_between(made, set(named).difference(people)) if made else []
    matched.credits = [*theirs, *others]


@prepared
def _credits_of(people: Collection[int]) -> "QuerySet[Credit, tuple[int, int, str]]":
    return _in_order(Credit.objects.filter(person__among=people))


@prepared
def _credits_between(films: Collection[int], people: Collection[int]) -> "QuerySet[Credit, tuple[int, int, str]]":
    """A film plus nothing: many people times many films would be sought in the index one by one."""
    made = Credit.objects.alias(made=ExpressionWrapper(F("film") + 0, IntegerField()))
    return _in_order(made.filter(made__among=films, person__among=people))


def _in_order(credits: "QuerySet[Credit]") -> "QuerySet[Credit, tuple[int, int, str]]":
    return credits.order_by("order", "pk").values_list("person_id", "film_id", "role")


def _by_kind(things: Iterable[Thing]) -> list[list[int]]:
    keys: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for kind, key in things:
        keys[kind].append(key)
    return [*keys.values()]


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
    known = {key for (key,) in _under(every)} if every else set()
    return {
        word: frozenset(key for key in known if any(is_near(one, key) for one in word.keys)) - set(word.keys)
        for word in rests
    }


@prepared
def _under(rests: Collection[str]) -> "QuerySet[NearKey, tuple[str]]":
    return NearKey.objects.filter(near__among=rests).values_list("key")
