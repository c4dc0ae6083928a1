"""Names as the search keeps them: word by word, each with its place and with what it sounds like."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from programming.text.sounds import keys
from programming.text.titles import APOSTROPHES, ARTICLES, fold

LONGEST_WORD = 40
MOST_WORDS = 8
SMALL = frozenset(word for words in ARTICLES.values() for word in words if word.isalpha()) | frozenset(
    "of and in to on at for with de du et von und di del y e o".split()
)
"""Words that say little: asked for only where a name has no others."""
FRACTION = re.compile(r"(?<=\d)(?=[¼½¾⅓⅔])")
ELIDED = re.compile(r"\b\w{1,2}['’](\w{2,})")
JOINED = re.compile(r"\w+(?:['’-]+\w+)*-\w+(?:['’-]+\w+)*")
UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that set no spaces between words: there every ending of a run of letters is found, too."""
LAST = 255
"""The place of what only stands within a word."""


@dataclass(frozen=True, slots=True)
class IndexedWord:
    """A word of a name. `size` is how many words the name has, `place` which of them this is, from 0."""

    word: str
    key: str
    place: int
    size: int


@dataclass(frozen=True, slots=True)
class AskedWord:
    word: str
    keys: tuple[str, ...]


def asked_words(query: str) -> tuple[AskedWord, ...]:
    """The words of a query that count, at most eight."""
    return tuple(AskedWord(word, sounds) for word, sounds in _words(query))[:MOST_WORDS]


def indexed_words(name: str) -> tuple[IndexedWord, ...]:
    """Each word of `name` under each of its keys. Elided articles and hyphens do not stand in the way:
    “L’Avventura” has “avventura” too, “Close-Up” “closeup”."""
    whole = _words(name)
    found = [(word, sounds, place) for place, (word, sounds) in enumerate(whole)]
    places = {word: place for word, _sounds, place in reversed(found)}
    for said, place in _also(name, places):
        found += [(word, sounds, place) for word, sounds in _words(said)[:1]]
    rows = (IndexedWord(word, key, place, len(whole)) for word, sounds, place in found for key in (sounds or ("",)))
    endings = (IndexedWord(ending, "", LAST, len(whole)) for word, _sounds in whole for ending in _endings(word))
    return tuple(dict.fromkeys([*rows, *endings]))


def _words(text: str) -> list[tuple[str, tuple[str, ...]]]:
    text = FRACTION.sub(" ", text)
    words = [(word[:LONGEST_WORD], tuple(key[:LONGEST_WORD] for key in sounds)) for word, sounds in _with_keys(text)]
    return [pair for pair in words if pair[0] not in SMALL] or words


def _with_keys(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    return zip(fold(text).split(), keys(text), strict=True)


def _also(name: str, places: dict[str, int]) -> Iterator[tuple[str, int]]:
    for found in ELIDED.finditer(name):
        yield found[1], places.get(fold(found[0])[:LONGEST_WORD], LAST)
    for found in JOINED.finditer(name):
        first = fold(found[0]).split()[0]
        yield APOSTROPHES.sub("", found[0]).replace("-", ""), places.get(first[:LONGEST_WORD], LAST)


def _endings(word: str) -> Iterator[str]:
    if UNSPACED.search(word):
        yield from (word[start:] for start in range(1, len(word)))
