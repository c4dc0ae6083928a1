"""How wide a title is set in the display face, so that it can fill its measure."""

import re
from functools import lru_cache
from importlib.resources import files
from math import ceil

from PIL import ImageFont

LINE_RANGE = (10, 18)
WORD_RANGE = (5, 11)
SIZE = 100
CARD_SIZES = (36, 26, 20, 17, 13, 10, 8)
"""How large the title of a card may be set, in hundredths of the card's width."""
CARD_MEASURE, CARD_ROOM, CARD_LEADING = 88, 37, 1.02
SPACE = re.compile(r"\s")
WIDE_FROM = "\u2e80"  # letters of the East, which stand on a square of their own


@lru_cache(maxsize=1)
def _face() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(files("font_fjallaone") / "files" / "FjallaOne-Regular.ttf"), SIZE)


def ems(text: str) -> float:
    """The width of `text` in capitals, in ems. What ends a line is a space here: Pillow refuses it in one."""
    return _face().getlength(SPACE.sub(" ", text).upper()) / SIZE


@lru_cache(maxsize=4096)
def line_class(title: str) -> str:
    """“line-15 word-9”: the title's width in half-ems on one line, and that of the wider of two balanced lines."""
    words = title.split() or [title]
    whole = ems(title)
    halves = [max(ems(" ".join(words[:cut])), ems(" ".join(words[cut:]))) for cut in range(1, len(words))] or [whole]
    return f"line-{_clamped(whole, LINE_RANGE)} word-{_clamped(min(halves), WORD_RANGE)}"


@lru_cache(maxsize=4096)
def card_class(title: str) -> str:
    """“card-17”: the largest size at which the title goes into its card, or the smallest for what never does."""
    return f"card-{next((size for size in CARD_SIZES if _holds(title.split(), size)), CARD_SIZES[-1])}"


def _holds(words: list[str], size: int) -> bool:
    measure, lines, across = CARD_MEASURE / size, 1, 0.0
    for word in words:
        width, space = _set_width(word), ems(" ") if across else 0.0
        if width > measure and word < WIDE_FROM:  # where the East breaks a line, any letter may begin the next
            return False
        if across + space + width > measure:
            lines, across, space = lines + 1, 0.0, 0.0
        across += space + width
    return lines * size * CARD_LEADING <= CARD_ROOM


def _set_width(word: str) -> float:
    return sum(1.0 if letter >= WIDE_FROM else ems(letter) for letter in word)


def _clamped(width: float, bounds: tuple[int, int]) -> int:
    return max(bounds[0], min(bounds[1], ceil(2 * width)))
