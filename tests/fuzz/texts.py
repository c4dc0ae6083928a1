"""The small languages: showtimes as they are typed, copy with its marks, and everything else that reads what people write."""

import json
import time as clock
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from programming.forms.rating import read_paper, read_stars
from programming.forms.subscribing import read_token
from programming.listings.finding import find
from programming.rules.ballot import read_code
from programming.text.alt import is_file_name
from programming.text.contentlines import escaped, line
from programming.text.cuts import compared, misquoted
from programming.text.difference import pieces
from programming.text.markup import plain_text, to_html
from programming.text.measure import card_class, line_class
from programming.text.prices import amounts
from programming.text.quotes import quoted, typographic
from programming.text.search import asked_words, indexed_words
from programming.text.titles import fold, sort_title
from programming.timetable.languages import ENGLISH, FRENCH
from programming.timetable.runtime import Runtime
from programming.timetable.showtimes import Context, Style, parse
from programming.timetable.showtimes import print as printed
from programming.timetable.undated import UndatedDay
from tests.factories import FRIDAY
from tests.fuzz.house import AT
from tests.fuzz.site import Site
from tests.fuzz.values import MARK, Values

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "showtime-lines.json"
PARTS = ("Daily", "daily except", "Fri", "Sat & Sun", "Mon–Thu", "no", "only", "also", "(also", ")", "12:30", "2:35", "7", "7:30 pm", "19:30", "24:00", "11:00 am", "no 7:50 Tue", "[35mm, Q&A]", "[", "]", "OC", "midnight", "noon", ",", ";", ":", "–", "Nov 21", "November 31", "11/21", "tous les jours", "sauf", "mar.", "21h30", "20 h")  # fmt: skip
COPY = ("*", "**", "_", "[", "](", ")", "<", ">", "&amp;", "`", "\\", "\n\n", "- ", "# ", "1. ", "> ", "http://a", "javascript:x", "![", "<script>", MARK, "&#0;", "&#x110000;", "“", "”", "'", '"', "…", "[…]", "a", " ", "\t")  # fmt: skip
SLOW_SECONDS = 1.0
SPAN = FRIDAY, FRIDAY + timedelta(days=20)
READERS: dict[str, Callable[[str], object]] = {
    "find": lambda text: find(text, AT, 8),
    "words": lambda text: (asked_words(text), indexed_words(text), sort_title(text), fold(text)),
    "quotes": lambda text: (quoted(text), typographic(text), line_class(text), card_class(text)),
    "cuts": lambda text: (misquoted(text, text[1:]), compared(text[::2], text), pieces(text, text[::-1])),
    "prices": lambda text: amounts(text, "US"),
    "alt": is_file_name,
    "calendar": lambda text: line("SUMMARY", escaped(text.encode("utf-8", "replace").decode())),
    "codes": lambda text: (read_code(text), read_token(text), read_paper(text, 1)),
}
MAY_REFUSE: dict[str, Callable[[str], object]] = {
    "runtime": Runtime.parse,
    "undated": UndatedDay.parse,
    "stars": read_stars,
}
"""By raising ValueError, and nothing else."""


def showtimes(_site: Site, random: Random) -> tuple[str, str]:
    """A line as somebody may type it: any text gives a reading, and what was read is printed so that it reads back."""
    values = Values(random)
    text = _line(values)
    context = Context(
        *SPAN, ZoneInfo("America/New_York"), language=random.choice((ENGLISH, FRENCH)), prose=values.chance(0.3)
    )
    return f"parse({text!r}, {context})", _watched(lambda: _read_back(text, context))


def texts(_site: Site, random: Random) -> tuple[str, str]:
    """Copy, and whatever else reads what people write."""
    values = Values(random)
    text = "".join(random.choices(COPY, k=random.randrange(1, 60))) if values.chance(0.5) else values.any("")
    if values.chance(0.4):
        return f"to_html({text!r})", _watched(lambda: _markup(text))
    name, read = random.choice([*READERS.items(), *MAY_REFUSE.items()])
    return f"{name}({text!r})", _watched(lambda: _may_refuse(read, text) if name in MAY_REFUSE else read(text) and "")


@cache
def _samples() -> list[str]:
    return [str(one["text"]) for one in json.loads(SAMPLES.read_text(encoding="utf-8"))["lines"]]


def _line(values: Values) -> str:
    deed = values.random.random()
    if deed < 0.4:
        return " ".join(values.random.choices(PARTS, k=values.random.randrange(1, 14)))
    text = values.random.choice(_samples())
    if deed < 0.8:
        for _each in range(values.random.randrange(1, 5)):
            text = values.near(text)
        return text
    return values.wrong() if deed < 0.9 else text * values.random.randrange(20)


def _read_back(text: str, context: Context) -> str:
    reading = parse(text, context)
    if reading.errors or not reading.shows or context.prose:
        return ""
    style = Style(context.first, context.last, language=context.language)
    again = parse(printed(reading.shows, style), context)
    return (
        ""
        if set(again.shows) == set(reading.shows)
        else f"printed as {printed(reading.shows, style)!r}, which reads otherwise"
    )


def _markup(text: str) -> str:
    html = to_html(text)
    plain_text(text)
    return f"made {html!r}" if MARK in html or "<script" in html or 'href="javascript' in html.lower() else ""


def _may_refuse(read: Callable[[str], object], text: str) -> str:
    with suppress(ValueError):
        read(text)
    return ""


def _watched(what: Callable[[], object]) -> str:
    began = clock.process_time()
    try:
        complaint = what()
    except Exception:
        return traceback.format_exc()
    seconds = clock.process_time() - began
    return f"took {seconds:.1f} s" if seconds > SLOW_SECONDS else str(complaint or "")
