"""Pull-quotes: their marks, their attribution, and whether a cut follows from its source."""

import re

OMISSION = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|…|\.{3,4}|\. \. \.")
SENTENCE_START = re.compile(r"(?:\A|[.!?…][\"')\]]*\s*[–—-]?)[\s\"'(\[]*\Z")
SENTENCE_END = re.compile(r"[\"')\]]*(?:[.!?…]|\Z)")
STRAIGHT_OR_TURNED = str.maketrans("“”„«»‘’‚`´", '"""""' + "'" * 5)
OPENS_AFTER = r"(?:^|(?<=[\s(\[“‘«—–-]))"


def quoted(text: str) -> str:
    """The text in typographic quotation marks; marks inside it, straight or turned, become single ones."""
    inner = typographic(_without_outer_marks(text.strip()))
    return f"“{re.sub('[“”]', lambda mark: '‘' if mark[0] == '“' else '’', inner)}”"


def typographic(text: str) -> str:
    """Turned quotation marks and apostrophes, true dashes and ellipses.

    What is typographic already stays, so that it may be done twice.
    """
    text = re.sub(r"\.{3}|(?<!\.)\. \. \.(?!\.)", "…", text)
    text = re.sub(r"[ \t\n]+(?:--|–|-)[ \t\n]+", " – ", text).replace("---", "—").replace("--", "—")
    text = re.sub(OPENS_AFTER + r"'(?=\d\ds?\b|(?:em|tis|twas|til|n)\b)", "’", text, flags=re.IGNORECASE)
    text = re.sub(OPENS_AFTER + r"'(?=\S)", "‘", text).replace("'", "’")
    return re.sub(OPENS_AFTER + r'"(?=\S)', "“", text).replace('"', "”")


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
        return "Nothing of the source is left."
    for at in words:
        found = _pattern(pieces, at).search(whole, place)
        if found is None:
            return f"The source does not say “{pieces[at].strip()}”, or not there: mark what was left out or changed."
        if at == 0 and not SENTENCE_START.search(whole[: found.start()]):
            return "It begins inside a sentence of the source: begin with an ellipsis or a bracket."
        place = found.end()
    if words[-1] == len(pieces) - 1 and not SENTENCE_END.match(whole[place:]):
        return "It ends inside a sentence of the source: end with an ellipsis or a bracket."
    return ""


def _without_outer_marks(text: str) -> str:
    """Marks that hold the whole text fall away; those of a quote at its beginning or end stay."""
    for opening, closing in ('""', "“”", "«»"):
        inner = text[1:-1]
        if text[:1] == opening and text[-1:] == closing and not (opening in inner or closing in inner):
            return inner.strip()
    return text


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
