"""What the search asks of its index, in questions that are written once for each number of words."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache, reduce
from operator import or_
from typing import Any, NamedTuple, TypeAlias

from django.db.models import Count, Q, QuerySet, Value

from programming.listings.closeness import SHORTEST_SOUND, SHORTEST_SOUND_START, SHORTEST_START
from programming.models import SearchWord
from programming.models.prepared import prepared
from programming.models.publication import live_at
from programming.models.search import TWO_LETTERS
from programming.text.search import AskedWord
from programming.text.sounds import MOST_READINGS

MOST_WORDS = 300
"""How many words of the index one query begins with: those at the head of short names first."""
KINDS = ("film", "programme", "person", "series")
COLUMNS = ("word", "key", "name", "place", "size", "other", "title", "title__sort_title", *KINDS)

Row: TypeAlias = tuple[Any, ...]
Rows: TypeAlias = "QuerySet[SearchWord, Row]"
Values = tuple[Any, ...]
"""What a question is asked with for a word: the span of words, the keys, and as many spans of keys as it can have."""
EACH = 3 + 2 * MOST_READINGS
NOWHERE = ("1", "0")
"""A span without anything in it."""


def first_words(at: datetime, asked: AskedWord, values: Values) -> list[Row]:
    """The rows, as COLUMNS, of words that answer a query of one word, which has `values`. One query.

    Two letters that sound like nothing else have an index of their own, in the order in which they are read.
    """
    _first, _last, whole, *spans = values
    if len(asked.word) == SHORTEST_START and not whole and spans == [*NOWHERE] * MOST_READINGS:
        return _beginning(at, asked.word)
    return questions(1).first(at, *values)


@prepared
def _beginning(at: datetime, two_letters: str) -> Rows:
    words = SearchWord.objects.alias(begins=TWO_LETTERS).filter(_public(at), begins=two_letters)
    return _in_order(words).values_list(*COLUMNS)[:MOST_WORDS]


def values_of(asked: AskedWord, mistyped: frozenset[str]) -> Values:
    """What a word of the index has that answers `asked`, or one of the keys that it may have been meant for."""
    words = _from(asked.word) if len(asked.word) >= SHORTEST_START else (asked.word, asked.word)
    starts = [key for key in asked.keys if len(key) >= SHORTEST_SOUND_START]
    whole = mistyped.union(key for key in asked.keys if SHORTEST_SOUND <= len(key) < SHORTEST_SOUND_START)
    spans = [*map(_from, starts), *[NOWHERE] * (MOST_READINGS - len(starts))]
    return (*words, whole, *(end for span in spans for end in span))


def _from(start: str) -> tuple[str, str]:
    """What begins so, as a span, which an index serves on every database."""
    return start, start + "\U0010ffff"


def _answering(values: Sequence[Any]) -> "QuerySet[SearchWord]":
    """Words of the index that answer one of those for which there are `values`."""
    each = (values[at : at + EACH] for at in range(0, len(values), EACH))
    return SearchWord.objects.filter(reduce(or_, (_answers(*own) for own in each)))


def _answers(first: Any, last: Any, keys: Any, *spans: Any) -> Q:
    found = Q(word__gte=first, word__lte=last) | Q(key__among=keys)
    starts = zip(spans[::2], spans[1::2], strict=True)
    return reduce(or_, (Q(key__gte=start, key__lte=end) for start, end in starts), found)


def _public(at: Any) -> Q:
    return Q(title__isnull=True) | live_at(at, "title__")


def _in_order(words: "QuerySet[SearchWord]") -> "QuerySet[SearchWord]":
    """Those at the head of short names first."""
    return words.order_by("place", "size", "word", "pk")


def _count(*values: Any) -> Rows:
    return _answering(values).annotate(one=Value(1)).values("one").annotate(count=Count("pk")).values_list("count")


def _listed(at: Any, *values: Any) -> Rows:
    return _in_order(_answering(values).filter(_public(at))).values_list(*COLUMNS)


def _belonging(at: Any, films: Any, programmes: Any, people: Any, series: Any, *values: Any) -> Rows:
    belongs = Q(film__among=films) | Q(programme__among=programmes) | Q(person__among=people) | Q(series__among=series)
    return _answering(values).filter(_public(at), belongs).values_list(*COLUMNS)


def _things(at: Any, *values: Any) -> Rows:
    return _in_order(_answering(values).filter(_public(at))).values_list(*KINDS)


def _people(*values: Any) -> Rows:
    """With doubles, and None for what is nobody's: a database that is to leave them out goes through every name."""
    return _answering(values).values_list("person")


class Questions(NamedTuple):
    """Each takes the values of its words at the end; all but the first two take the moment before."""

    counted: Callable[..., list[Row]]
    people: Callable[..., list[Row]]
    things: Callable[..., list[Row]]  # of the first words
    first: Callable[..., list[Row]]
    listed: Callable[..., list[Row]]
    belonging: Callable[..., list[Row]]  # to films, programmes, people, series


@cache
def questions(words: int) -> Questions:
    """Of words of the index that answer one of so many: how many there are, whose names they are in, what has them."""
    count = words * EACH
    return Questions(
        prepared(_count, count),
        prepared(_people, count),
        prepared(lambda *values: _things(*values)[:MOST_WORDS], 1 + count),
        prepared(lambda *values: _listed(*values)[:MOST_WORDS], 1 + count),
        prepared(_listed, 1 + count),
        prepared(_belonging, 5 + count),
    )
