"""How wide a title is set in the display face, so that it can fill its measure."""

from functools import lru_cache
from importlib.resources import files
from math import ceil

from PIL import ImageFont

LINE_RANGE = (10, 18)
WORD_RANGE = (5, 11)
SIZE = 100


@lru_cache(maxsize=1)
def _face() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(files("font_fjallaone") / "files" / "FjallaOne-Regular.ttf"), SIZE)


def ems(text: str) -> float:
    """The width of `text` in capitals, in ems."""
    return _face().getlength(text.upper()) / SIZE


@lru_cache(maxsize=4096)
def line_class(title: str) -> str:
    """“line-15 word-9”: the title's width in half-ems on one line, and that of the wider of two balanced lines."""
    words = title.split() or [title]
    whole = ems(title)
    halves = [max(ems(" ".join(words[:cut])), ems(" ".join(words[cut:]))) for cut in range(1, len(words))] or [whole]
    return f"line-{_clamped(whole, LINE_RANGE)} word-{_clamped(min(halves), WORD_RANGE)}"


def _clamped(width: float, bounds: tuple[int, int]) -> int:
    return max(bounds[0], min(bounds[1], ceil(2 * width)))
