"""Pull-quotes: their marks and their attribution."""

import re

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


def attribution(critic: str = "", outlet: str = "", work: str = "", audience: str = "") -> str:
    """Who said it: “– Bilge Ebiri, The Village Voice”, “– Josephine Woll”, “Cinematheque Ontario”, “– Alex M, member”.

    A book stands where the outlet would: “– Phil Hardy, The Encyclopedia of Horror Films”. An outlet or a book alone
    stands without a dash; a person has one, named or not: “– member”.
    """
    who = ", ".join(part for part in (critic, audience, outlet, work) if part)
    return f"– {who}" if critic or audience else who


def _without_outer_marks(text: str) -> str:
    """Marks that hold the whole text fall away; those of a quote at its beginning or end stay."""
    for opening, closing in ('""', "“”", "«»"):
        inner = text[1:-1]
        if text[:1] == opening and text[-1:] == closing and not (opening in inner or closing in inner):
            return inner.strip()
    return text
