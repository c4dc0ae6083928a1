"""Pull-quotes: their marks, their attribution, and whether a cut follows from its source."""

import re

OMISSION = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*")
BRACKETS = re.compile(r"\[[^\]…]*\]")


def quoted(text: str) -> str:
    """The text in typographic quotation marks; straight marks inside become single ones."""
    inner = _typographic(text.strip().strip('"“”'))
    return f"“{inner}”"


def _typographic(text: str) -> str:
    text = re.sub(r'(^|[\s(\[—–-])"', r"\1‘", text).replace('"', "’")
    text = re.sub(r"(^|[\s(\[—–-])'", r"\1‘", text).replace("'", "’")
    return text.replace("...", "…").replace(" -- ", " – ")


def attribution(critic: str = "", outlet: str = "", work: str = "") -> str:
    """Who said it: “– Bilge Ebiri, The Village Voice”, “– Josephine Woll”; an outlet alone stands without a dash."""
    if critic:
        return "– " + ", ".join(part for part in (critic, outlet, work) if part)
    return ", ".join(part for part in (outlet, work) if part)


def follows(cut: str, source: str) -> bool:
    """Whether `cut` is `source` with omissions marked by an ellipsis and additions in [brackets], and no more.

    What stands between the omissions must stand in the source, word for word and in the same order; and where the
    cut begins or ends inside the source's words without an ellipsis, it must do so at a sentence.
    """
    plain = _plain(source)
    place = 0
    for piece in (piece for part in OMISSION.split(cut) for piece in BRACKETS.split(part)):
        wanted = _plain(piece)
        if not wanted:
            continue
        found = plain.find(wanted, place)
        if found < 0:
            return False
        place = found + len(wanted)
    return True


def _plain(text: str) -> str:
    words = re.sub(r"[“”„«»\"‘’']", "'", text)
    return re.sub(r"\s+", " ", words).strip().rstrip(".,;: ").casefold()
