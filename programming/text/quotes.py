"""Pull-quotes: their marks, their attribution, and whether a cut follows from its source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from programming import language
from programming.language import gettext as _

OMISSION = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|…|\.{3,4}|\. \. \.")
SENTENCE_START = re.compile(r"(?:\A|[.!?…][\"')\]]*\s*[–—-]?)[\s\"'(\[]*\Z")
SENTENCE_END = re.compile(r"[\"')\]]*(?:[.!?…]|\Z)")
STRAIGHT_OR_TURNED = str.maketrans("“”„«»‘’‚`´", '"""""' + "'" * 5)
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


def attribution(critic: str = "", outlet: str = "", work: str = "") -> str:
    """Who said it: “– Bilge Ebiri, The Village Voice”, “– Josephine Woll”, “Cinematheque Ontario”.

    A book stands where the outlet would: “– Phil Hardy, The Encyclopedia of Horror Films”. An outlet alone stands
    without a dash.
    """
    who = ", ".join(part for part in (critic, outlet, work) if part)
    return f"– {who}" if critic else who


def misquoted(cut: str, source: str) -> str:
    """Why `cut` does not follow from `source`, in a sentence; empty where it does.

    What stands between omissions and [additions] must be in the source, whole words in the same order; what
    nothing parts must be together there. A cut that begins or ends inside a sentence says so by an ellipsis or
    a bracket. Kinds of quotation marks, spaces, and the case of a first letter do not count.
    """
    whole, place = _plain(source), 0
    pieces = _pieces(cut)
    words = [at for at, piece in enumerate(pieces) if not _is_mark(piece)]
    if not words:
        return _("Nothing of the source is left.")
    for at in words:
        found = _pattern(pieces, at).search(whole, place)
        if found is None:
            said = _("The source does not say “%(words)s”, or not there: mark what was left out or changed.")
            return said % {"words": pieces[at].strip()}
        if at == 0 and not SENTENCE_START.search(whole[: found.start()]):
            return _("It begins inside a sentence of the source: begin with an ellipsis or a bracket.")
        place = found.end()
    if words[-1] == len(pieces) - 1 and not SENTENCE_END.match(whole[place:]):
        return _("It ends inside a sentence of the source: end with an ellipsis or a bracket.")
    return ""


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


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(STRAIGHT_OR_TURNED)).strip()


def _pieces(cut: str) -> list[str]:
    """The words of the cut as they stand, and the marks between them: “…”, “[added]”."""
    marked = re.split(r"(…|\[[^\]]*\])", OMISSION.sub("…", _plain(cut)))
    return [piece for piece in marked if piece.strip()]


def _is_mark(piece: str) -> bool:
    return piece.startswith(("…", "["))


def _pattern(pieces: list[str], at: int) -> re.Pattern[str]:
    """Finds a piece in the source. Its closing stop may be the cut's own; a bracket may have taken part of a word."""
    piece = pieces[at]
    wanted = piece.strip().rstrip(".,;: ") or piece.strip()
    joined = at > 0 and pieces[at - 1].endswith("]") and piece[0].isalnum()
    joins = pieces[at + 1 : at + 2] and pieces[at + 1].startswith("[") and piece[-1].isalnum()
    start = r"\b" if wanted[0].isalnum() and not joined else ""
    end = r"\b" if wanted[-1].isalnum() and not joins else ""
    return re.compile(f"{start}(?i:{re.escape(wanted[0])}){re.escape(wanted[1:])}{end}")
