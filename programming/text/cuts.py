"""A cut held against the source it was cut from: whether it follows, what it leaves out, what it adds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from programming.language import gettext as _

OMISSION = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|…|\.{3,4}|\. \. \.")
MARK = re.compile(rf"({OMISSION.pattern}|\[[^\]]*\])")
SENTENCE_START = re.compile(r"(?:\A|[.!?…][\"')\]]*\s*[–—-]?)[\s\"'(\[]*\Z")
SENTENCE_END = re.compile(r"[\"')\]]*(?:[.!?…]|\Z)")
STRAIGHT_OR_TURNED = str.maketrans("“”„«»‘’‚`´", '"""""' + "'" * 5)

Span = tuple[str, str]
"""What kind of words, and the words. Of the source: “kept” or “out”. Of the cut: “kept”, “added” or “wrong”."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Source and cut side by side, each whole; `why` the cut does not follow, in a sentence, empty where it does."""

    source: tuple[Span, ...]
    cut: tuple[Span, ...]
    why: str = ""


def misquoted(cut: str, source: str) -> str:
    """Why `cut` does not follow from `source`, in a sentence; empty where it does.

    What stands between omissions and [additions] must be in the source, whole words in the same order; what
    nothing parts must be together there. A cut that begins or ends inside a sentence says so by an ellipsis or
    a bracket. Kinds of quotation marks, spaces, and the case of a first letter do not count.
    """
    whole, place = _plain(source), 0
    pieces = [_simple(piece) for piece in _pieces(_spaced(cut))]
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


def compared(cut: str, source: str) -> Comparison:
    """What of `source` the cut keeps and leaves out, what of the cut the source says; both with single spaces.

    An empty cut keeps everything.
    """
    if not cut.strip():
        return Comparison((("kept", _spaced(source)),), (("kept", _spaced(source)),))
    whole, pieces = _plain(source), _pieces(_spaced(cut))
    plain = [_simple(piece) for piece in pieces]
    kept: list[tuple[int, int]] = []
    shown: list[Span] = []
    for at, piece in enumerate(plain):
        found = None if _is_mark(piece) else _pattern(plain, at).search(whole, kept[-1][1] if kept else 0)
        if found:
            kept.append(found.span())
        shown.append((_kind(piece, is_found=found is not None), pieces[at]))
    return Comparison(tuple(_spans(_spaced(source), kept)), tuple(shown), misquoted(cut, source))


def _kind(piece: str, *, is_found: bool) -> str:
    if piece.startswith("["):
        return "added"
    return "kept" if is_found or _is_mark(piece) else "wrong"


def _spans(source: str, kept: list[tuple[int, int]]) -> Iterator[Span]:
    """The source from end to end; stops and spaces alone between what is kept are kept with it."""
    place = 0
    for start, end in [*kept, (len(source), len(source))]:
        between = source[place:start]
        if between:
            yield ("out" if any(sign.isalnum() for sign in between) else "kept"), between
        if end > start:
            yield "kept", source[start:end]
        place = end


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _plain(text: str) -> str:
    """The same length as the text with single spaces: a place in one is the place in the other."""
    return _spaced(text).translate(STRAIGHT_OR_TURNED)


def _simple(piece: str) -> str:
    return OMISSION.sub("…", piece.translate(STRAIGHT_OR_TURNED))


def _pieces(cut: str) -> list[str]:
    """The words of the cut as they stand, and the marks between them: “[…]”, “...”, “[added]”."""
    return [piece for piece in MARK.split(cut) if piece.strip()]


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
