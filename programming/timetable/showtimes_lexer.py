"""The showtime language: text to tokens. A token keeps its place, so that a problem can point at it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from programming.timetable.languages import Language, Word


class Kind(Enum):
    TIME = auto()  # 7:30, 7.30pm, 19h30, 19 h 30, 7 p.m.
    NUMBER = auto()  # 7, 10th
    ISO = auto()  # 2026-11-21
    DOTTED = auto()  # 21.11. before a time, 21.11.2026
    WEEKDAY = auto()
    MONTH = auto()
    WORD = auto()
    TAG = auto()
    DASH = auto()
    SLASH = auto()
    COMMA = auto()
    BREAK = auto()  # ; and line ends
    STOP = auto()  # . and :
    OPEN = auto()
    CLOSE = auto()
    LABEL = auto()  # anything else
    IGNORED = auto()  # a film's year, a running time, a price


@dataclass(frozen=True, slots=True)
class Token:
    """`value` is the number, weekday (Monday is 0) or month; for a time the hour, with `minute` and `meridiem`."""

    kind: Kind
    start: int
    end: int
    text: str
    value: int = -1
    minute: int = -1  # -1: the hour stands alone
    meridiem: str = ""  # "am", "pm", "24" for 19h30 and 07:30
    word: Word | None = None

    @property
    def is_join(self) -> bool:
        """Whether it only sets items of a list apart."""
        return self.kind in (Kind.COMMA, Kind.SLASH) or self.word is Word.AND


PLAIN = str.maketrans({**dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " "), **dict.fromkeys("‐‑‒–—―−", "-"), "’": "'"})
MERIDIEM = r"(?P<{0}>[aApP])\.?\s?[mM]\b\.?"
PIECES = re.compile(
    "|".join(
        (
            r"(?P<price>[$£€]\s?\d+(?:[.,]\d\d)?|\d+(?:[.,]\d\d)?\s?[€£])",
            r"(?P<year>\((?:[^()\d]{0,12}\s)?(?:18|19|20)\d\d\))",
            r"(?P<runtime>\b\d{1,3}\s?(?i:mins?|minutes)\b\.?)",
            r"(?P<iso>\b\d{4}-\d\d-\d\d\b)",
            r"(?P<gauge>\b\d{1,2}(?i:mm|k)\b)",
            r"(?P<dotted>\b\d{1,2}\.(?:0?[1-9]|1[0-2])\.(?:\d{4}\b|(?=\s*\d{1,2}[:.hH]\d\d)))",
            rf"(?P<clock>\b(?P<hour>\d{{1,2}})(?P<mark>[:.hH]|\s[hH]\s)(?P<minute>\d\d)(?!\d|\s?[hH]\b)(?:\s?{MERIDIEM.format('m1')})?)",
            rf"(?P<oclock>\b(?P<hour2>\d{{1,2}})\s?{MERIDIEM.format('m2')})",
            r"(?P<hours>\b(?P<hour3>\d{1,2})\s?h\b)",
            r"(?P<number>\d+(?i:st|nd|rd|th|er|e)?\b)",
            r"(?P<tags>\[[^\[\]]*\])",
            r"(?P<break>[;\n\r])",
            r"(?P<open>\()",
            r"(?P<close>\))",
            r"(?P<dash>-+)",
            r"(?P<slash>/)",
            r"(?P<comma>[,·|•&+])",
            r"(?P<stop>[.:@!]+)",
            r"(?P<space>\s+)",
            r"(?P<word>[^\W\d_](?:[^\W_]|['&](?=\w))*|\S)",
        )
    )
)
SIMPLE = {
    "break": Kind.BREAK,
    "open": Kind.OPEN,
    "close": Kind.CLOSE,
    "dash": Kind.DASH,
    "slash": Kind.SLASH,
    "comma": Kind.COMMA,
    "dotted": Kind.DOTTED,
    "iso": Kind.ISO,
    "stop": Kind.STOP,
    "price": Kind.IGNORED,
    "year": Kind.IGNORED,
    "runtime": Kind.IGNORED,
}


def lex(text: str, language: Language) -> list[Token]:
    """The tokens of `text`, spaces left out. Each character belongs to one token or is a space."""
    plain = text.translate(PLAIN)
    return list(
        _join_phrases([token for match in PIECES.finditer(plain) for token in _tokens(match, language)], language)
    )


def _tokens(match: re.Match[str], language: Language) -> Iterator[Token]:
    name, start, end, text = match.lastgroup or "", match.start(), match.end(), match.group()
    if name == "tags":
        yield from _tags(match, language)
    elif name in TIMES:
        yield TIMES[name](match)
    elif name == "word":
        yield _word(start, end, text, language)
    elif name == "gauge":
        yield Token(Kind.TAG, start, end, canonical_tag(text, language))
    elif name in SIMPLE:
        yield Token(SIMPLE[name], start, end, text, word=Word.AND if text in "&+" else None)


def _number(match: re.Match[str]) -> Token:
    digits = re.match(r"\d{1,6}", match.group())
    return Token(Kind.NUMBER, match.start(), match.end(), match.group(), int(digits.group()) if digits else -1)


def _o_clock(match: re.Match[str]) -> Token:
    hour, meridiem = int(match["hour2"]), f"{match['m2'].lower()}m"
    return Token(Kind.TIME, match.start(), match.end(), match.group(), hour, meridiem=meridiem)


def _hours(match: re.Match[str]) -> Token:
    return Token(Kind.TIME, match.start(), match.end(), match.group(), int(match["hour3"]), 0, "24")


def _clock(match: re.Match[str]) -> Token:
    meridiem = f"{match['m1'].lower()}m" if match["m1"] else ""
    if not meridiem and (match["mark"].strip() in "hH" or match["hour"].startswith("0")):
        meridiem = "24"
    return Token(
        Kind.TIME, match.start(), match.end(), match.group(), int(match["hour"]), int(match["minute"]), meridiem
    )


TIMES = {"clock": _clock, "oclock": _o_clock, "hours": _hours, "number": _number}


def _tags(match: re.Match[str], language: Language) -> Iterator[Token]:
    place = match.start() + 1
    for part in match.group()[1:-1].split(","):
        if part.strip():
            start = place + len(part) - len(part.lstrip())
            yield Token(Kind.TAG, start, start + len(part.strip()), canonical_tag(part.strip(), language))
        place += len(part) + 1


def canonical_tag(text: str, language: Language) -> str:
    return language.tags.get(text.casefold(), text.upper())


def _word(start: int, end: int, text: str, language: Language) -> Token:
    known = text.casefold()
    if known in language.weekdays:
        return Token(Kind.WEEKDAY, start, end, text, language.weekdays[known])
    if known in language.months:
        return Token(Kind.MONTH, start, end, text, language.months[known])
    if known in language.words:
        return Token(Kind.WORD, start, end, text, word=language.words[known])
    if known in language.tags:
        return Token(Kind.TAG, start, end, language.tags[known])
    return Token(Kind.LABEL, start, end, text)


def _join_phrases(tokens: list[Token], language: Language) -> Iterator[Token]:
    """Words that mean something only together: “every day”, “35 mm”, “tous les jours”."""
    longest = max((phrase.count(" ") for phrase in language.words), default=0) + 1
    place = 0
    while place < len(tokens):
        for length in range(longest, 1, -1):
            phrase = " ".join(token.text.casefold() for token in tokens[place : place + length])
            if phrase in language.words and place + length <= len(tokens):
                first, last = tokens[place], tokens[place + length - 1]
                yield Token(Kind.WORD, first.start, last.end, phrase, word=language.words[phrase])
                place += length
                break
        else:
            yield tokens[place]
            place += 1
