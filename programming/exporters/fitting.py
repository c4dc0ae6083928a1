"""Fitting words into a measure in the display face: in capitals, set solid, as large as the room allows."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from PIL import ImageFont

Face = ImageFont.FreeTypeFont

PROOF = 200
"""The size that words are measured at."""
MOST_LINES = 6
NEARLY = 0.8
"""Fewer lines win where they are set at least so large, beside the largest."""
LEADING = 0.12
"""White between two lines of capitals, in ems; commas hang into it, accents do not."""
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines in capitals, their size, and the baseline of each, in pixels from the top of the block."""

    lines: tuple[str, ...]
    size: int
    baselines: tuple[int, ...]
    depth: int


@lru_cache(maxsize=64)
def face_of(font: str, size: int) -> Face:
    return ImageFont.truetype(font, size)


def capitals(text: str, font: str) -> str:
    """`text` in capitals. A letter that the face lacks loses its accent; a word that it lacks still is left out."""
    plain: dict[str, str | int | None] = {
        letter: unicodedata.normalize("NFKD", letter)[0] for letter in _missing(text.upper(), font)
    }
    words = text.upper().translate(str.maketrans(plain)).split()
    return " ".join(word for word in words if not _missing(word, font))


def _missing(text: str, font: str) -> set[str]:
    """The letters of `text` that the face draws as its box for what it lacks."""
    proof = face_of(font, PROOF)
    box = bytes(proof.getmask("\uffff"))
    return {letter for letter in set(text) if not letter.isspace() and bytes(proof.getmask(letter)) == box}


def shortened(text: str, face: Face, width: float) -> str:
    """`text`, or as much of it as is no wider than `width`, with an ellipsis."""
    if face.getlength(text) <= width:
        return text
    kept = text
    while kept and face.getlength(kept.rstrip(" ,.:;–-") + ELLIPSIS) > width:
        kept = kept[:-1]
    return kept.rstrip(" ,.:;–-") + ELLIPSIS


def bearings(line: str, face: Face) -> tuple[int, int]:
    """The white that its first and last letters bring along, left and right: large type is set without it."""
    _first, left, _width = _across(line[0], face)
    width, start, inked = _across(line[-1], face)
    return left, round(width) - start - inked


def _across(letter: str, face: Face) -> tuple[float, int, int]:
    """How wide a letter is, where its ink begins, how wide the ink is."""
    mask, (offset, _top) = face.getmask2(letter, anchor="ls")
    ink = mask.getbbox() or (0, 0, 0, 0)
    return face.getlength(letter), offset + ink[0], ink[2] - ink[0]


def fit(text: str, font: str, *, width: int, room: int, least: int, most: int) -> Setting:
    """`text` in a block no wider than `width` and no deeper than `room`, between the sizes `least` and `most`.

    What no number of lines can hold at the smallest size ends in an ellipsis; of what the face lacks nothing is set.
    """
    words = capitals(text, font).split()
    if not words:
        return Setting((), least, (), 0)
    found = [_set(lines, font, width, room, most) for lines in _ways(words, font)]
    held = [one for one in found if one.size >= least]
    if not held:
        return _cut(words, font, width, room, least)
    largest = max(one.size for one in held)
    return next(one for one in held if one.size >= NEARLY * largest)


def _ways(words: list[str], font: str) -> list[tuple[str, ...]]:
    """The words over one line, two, three …, each time with the widest line as narrow as it can be."""
    proof = face_of(font, PROOF)
    whole = proof.getlength(" ".join(words))
    ways = {_filled(words, proof, _narrowest(words, proof, count, whole)) for count in range(1, MOST_LINES + 1)}
    return sorted(ways, key=len)


def _narrowest(words: list[str], face: Face, count: int, whole: float) -> float:
    """The least width at which the words go into `count` lines, to a pixel."""
    low, high = max(face.getlength(word) for word in words), whole
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(words, face, middle)) <= count else (middle, high)
    return high


def _filled(words: list[str], face: Face, width: float) -> tuple[str, ...]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if face.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _set(lines: tuple[str, ...], font: str, width: int, room: int, most: int) -> Setting:
    proof = face_of(font, PROOF)
    across = max(proof.getlength(line) - sum(bearings(line, proof)) for line in lines)
    size = int(min(most, width * PROOF / across, room * PROOF / _stack(lines, proof)[1]))
    return _block(lines, font, max(size, 1))


def _block(lines: tuple[str, ...], font: str, size: int) -> Setting:
    baselines, depth = _stack(lines, face_of(font, size))
    return Setting(lines, size, tuple(baselines), depth)


def _stack(lines: tuple[str, ...], face: Face) -> tuple[list[int], int]:
    """Baselines at even steps, so far apart that no accent meets the line above; and how deep it all is."""
    cap, lead = -_ink("H", face)[1], round(LEADING * face.size)
    above = [max(cap, -_ink(line, face)[1]) for line in lines]
    below = [max(0, _ink(line, face)[3]) for line in lines]
    step = max((up + max(lead, down + lead // 4) for down, up in zip(below, above[1:], strict=False)), default=0)
    baselines = [above[0] + step * place for place in range(len(lines))]
    return baselines, baselines[-1] + below[-1]


def _ink(text: str, face: Face) -> tuple[int, int, int, int]:
    left, top, right, bottom = face.getbbox(text, anchor="ls")
    return int(left), int(top), int(right), int(bottom)


def _cut(words: list[str], font: str, width: int, room: int, least: int) -> Setting:
    """As many lines of the smallest size as the room takes, the last one cut; a word wider than a line is cut too."""
    face = face_of(font, least)
    lines = _filled([shortened(word, face, width) for word in words], face, width)
    kept = lines
    while len(kept) > 1 and _stack(kept, face)[1] > room:
        kept = kept[:-1]
    if len(kept) < len(lines):
        kept = (*kept[:-1], shortened(f"{kept[-1]} {lines[len(kept)]}", face, width))
    return _block(kept, font, least)
