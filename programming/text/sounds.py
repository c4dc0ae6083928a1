"""How a word sounds, roughly: one key for the spellings of a name that meet in a programme.

“Kalatozov”, “Kalatosow” and “Калатозов” have one key. It is coarse on purpose and only ever compared with itself:
Cyrillic is read letter by letter; then the habits of English, French, German, Polish and the libraries (ALA-LC) are
evened out: w, ff and v; tsch, tch, cz, sch, sz, zh, z and s; ou, u and o; ei and ai; j, y and i; doubled letters.
Some letters have two readings, so a word may have more keys than one.
"""

import re
from itertools import islice, product

from programming.text.titles import fold

HACEKS = str.maketrans(
    {"č": "ch", "ć": "ch", "š": "sh", "ś": "sh", "ş": "sh", "ž": "zh", "ż": "zh", "ź": "zh", "ç": "s"}
)
"""Letters whose marks say how they sound; folding would lose that."""
CYRILLIC = str.maketrans(
    dict(
        zip("абвгдезийклмнопрстуфыэіґјљњ", "a b v g d e z i i k l m n o p r s t u f y e i g j l n".split(), strict=True)
    )
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "tch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "є": "ie"}
    | {"ђ": "dj", "ћ": "tch", "џ": "dzh", "ъ": "", "ь": ""}
)
BEFORE = (
    (r"^chr", "kr"),
    (r"schtsch|shch|chtch|tsch|tch|tsh|sch|sh|zh|cz|sz|cs|zs|^t[sz]", "s"),
    (r"t[sz](?=[aeiouy])", "T"),
    (r"ch", "C"),
    (r"x", "ks"),
    (r"ck|qu?", "k"),
    (r"ph|wh|[wf]", "v"),
    (r"kh", "h"),
    (r"gh|gu(?=[ei])", "g"),
    (r"(?<=[bdjrt])h", ""),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
)
"""Applied in this order."""
READINGS = {"C": ("s", "h"), "T": ("s", "ts")}
"""What may sound one way or the other: “Chekhov” and “Michail”; “Kuznetsov”, which is Kusnezow in German."""
AFTER = (
    (r"h(?=[bdgklmnrstvz])", ""),  # Ohzu
    (r"z", "s"),
    (r"[jy]", "i"),
    (r"ie", "e"),  # Yevgeny, Soloviev, Siergiej
    (r"([aou])e", r"\1"),  # Mueller, Tsvetaeva
    (r"ei", "ai"),
    (r"u", "o"),
    (r"([a-z])\1+", r"\1"),
    (r"(?<=...i)ne$", "n"),  # Poudovkine
)
PLAIN = re.compile(r"[a-z]+")
MOST_READINGS = 4
STEM = 7
"""How many letters of a key are compared when it may be mistyped."""


def keys(text: str) -> tuple[tuple[str, ...], ...]:
    """The keys of each word of `text`, as `fold` parts it; none for a word with digits or in another script."""
    return tuple(_keys(word.translate(CYRILLIC)) for word in fold(text.casefold().translate(HACEKS)).split())


def _keys(word: str) -> tuple[str, ...]:
    if not PLAIN.fullmatch(word):
        return ()
    ways = product(*(READINGS.get(letter, (letter,)) for letter in _rewrite(word, BEFORE)))
    return tuple(dict.fromkeys(_rewrite("".join(way), AFTER) for way in islice(ways, MOST_READINGS)))


def _rewrite(word: str, rules: tuple[tuple[str, str], ...]) -> str:
    for pattern, instead in rules:
        word = re.sub(pattern, instead, word)
    return word


def near(key: str) -> frozenset[str]:
    """What a key of four letters or more is kept under: without one letter, so that two meet that differ by a slip."""
    stem = key[:STEM]
    if len(key) < 4:
        return frozenset()
    return frozenset({stem, *(stem[:place] + stem[place + 1 :] for place in range(len(stem)))})


def slips(key: str) -> int:
    """How many slips of the hand a key of this length forgives."""
    return 0 if len(key) < 4 else 1 if len(key) < STEM else 2


def is_near(asked: str, known: str) -> bool:
    """Whether `asked` may be a mistyped `known`, or its mistyped beginning."""
    allowed = slips(asked)
    if not allowed or (abs(len(asked) - len(known)) <= allowed and distance(asked, known) <= allowed):
        return bool(allowed)
    is_long = len(asked) >= STEM - 1 and len(known) > len(asked)
    return is_long and any(distance(asked, known[: len(asked) + step]) <= 1 for step in (0, 1))


def distance(one: str, other: str) -> int:
    """How many letters are added, dropped, changed or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, known in enumerate(other, 1):
            best = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != known))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == known:
                best = min(best, before[column - 2] + 1)
            now.append(best)
        before, last = last, now
    return last[-1]
