"""Pull-quotes: their marks and their attribution."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from programming import language

OPENS_AFTER = r"(?:^|(?<=[\s(\[“‘«—–-]))"
SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Marks:
    """How a language quotes, and what it quotes with inside a quotation.

    Before one of `parted` a space does not break.
    """

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str
    parted: str = ""


MARKS: Mapping[str, Marks] = {
    "en": Marks("“", "”", "‘", "’"),
    "fr": Marks(f"«{SPACE}", f"{SPACE}»", "“", "”", parted="!?;:»"),
}


def quoted(text: str, spoken: str = "") -> str:
    """The text in the quotation marks of the language `spoken` (the house's own, where it is left out).

    Marks inside it, straight or turned, become the inner ones.
    """
    marks = MARKS[spoken or language.code()]
    inner = typographic(_without_outer_marks(text.strip()), spoken)
    inner = inner.replace(marks.opening, marks.inner_opening).replace(marks.closing, marks.inner_closing)
    return f"{marks.opening}{inner}{marks.closing}"


def typographic(text: str, spoken: str = "") -> str:
    """Turned quotation marks and apostrophes, true dashes and ellipses, spaces that do not break.

    What is typographic already stays, so that it may be done twice.
    """
    marks = MARKS[spoken or language.code()]
    text = re.sub(r"\.{3}|(?<!\.)\. \. \.(?!\.)", "…", text)
    text = re.sub(r"[ \t\n]+(?:--|–|-)[ \t\n]+", " – ", text).replace("---", "—").replace("--", "—")
    text = re.sub(OPENS_AFTER + r"'(?=\d\ds?\b|(?:em|tis|twas|til|n)\b)", "’", text, flags=re.IGNORECASE)
    text = re.sub(OPENS_AFTER + r"'(?=\S)", "‘", text).replace("'", "’")
    text = re.sub(OPENS_AFTER + r'"(?=\S)', marks.opening, text).replace('"', marks.closing)
    return _kept_together(text, marks) if marks.parted else text


def attribution(critic: str = "", outlet: str = "", work: str = "", audience: str = "") -> str:
    """Who said it: “– Bilge Ebiri, The Village Voice”, “– Josephine Woll”, “Cinematheque Ontario”, “– Alex M, member”.

    A book stands where the outlet would: “– Phil Hardy, The Encyclopedia of Horror Films”. An outlet or a book alone
    stands without a dash; a person has one, named or not: “– member”.
    """
    who = ", ".join(part for part in (critic, audience, outlet, work) if part)
    return f"– {who}" if critic or audience else who


def _kept_together(text: str, marks: Marks) -> str:
    text = re.sub(r"«\s*", f"«{SPACE}", text)
    text = re.sub(r"\s*»", f"{SPACE}»", text)
    return re.sub(rf"[ \t]+(?=[{re.escape(marks.parted)}])", SPACE, text)


def _without_outer_marks(text: str) -> str:
    """Marks that hold the whole text fall away; those of a quote at its beginning or end stay."""
    for opening, closing in ('""', "“”", "«»"):
        inner = text[1:-1]
        if text[:1] == opening and text[-1:] == closing and _is_whole(inner, opening, closing):
            return inner.strip()
    return text


def _is_whole(inner: str, opening: str, closing: str) -> bool:
    """Whether no mark inside closes what was opened outside: “One” and “two” is not one quotation."""
    if opening == closing:
        return opening not in inner
    depth = 0
    for letter in inner:
        depth += (letter == opening) - (letter == closing)
        if depth < 0:
            return False
    return depth == 0
