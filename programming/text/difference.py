"""What one text has become of another, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

AROUND = 6
"""How many unchanged words stand before and after a change; longer stretches are cut."""

Piece = tuple[str, str]
"""“same”, “old” or “new”, and the words."""


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The old words and the new in the order of the text, so much of the rest around them that their place is clear.

    Short texts, and those that have little in common, stand whole: the old, then the new.
    """
    before, after = _words(old), _words(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if min(len(before), len(after)) < 2 * AROUND or matcher.ratio() < 0.5:
        return tuple(piece for piece in (("old", old.strip()), ("new", new.strip())) if piece[1])
    return tuple(_walk(matcher, before, after))


def _walk(matcher: "SequenceMatcher[str]", before: list[str], after: list[str]) -> Iterator[Piece]:
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield "same", _cut(before[i1:i2], is_first=i1 == 0, is_last=i2 == len(before))
        if kind in ("delete", "replace"):
            yield "old", "".join(before[i1:i2])
        if kind in ("insert", "replace"):
            yield "new", "".join(after[j1:j2])


def _cut(words: list[str], *, is_first: bool, is_last: bool) -> str:
    if len(words) <= 2 * AROUND:
        return "".join(words)
    head = "" if is_first else "".join(words[:AROUND])
    tail = "" if is_last else "".join(words[-AROUND:])
    return f"{head}… {tail}"


def _words(text: str) -> list[str]:
    """Each with the space after it."""
    return re.findall(r"\S+\s*|\s+", text.replace("\r\n", "\n"))
