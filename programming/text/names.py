"""Names in a line."""

from collections.abc import Sequence

from programming.language import gettext as _
from programming.language import pgettext
from programming.text.titles import fold

VOWELS = tuple("aeiou")


def list_names(names: Sequence[str]) -> str:
    """“Powell”, “Powell and Pressburger”, “Charell, Marshall and Minnelli”."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def possessive(name: str) -> str:
    """“Mikhail Kalatozov’s”, “Wim Wenders’s”: ’s after every letter, as marquees set it.

    In French: “Un film de Wim Wenders”, “Un film d’Agnès Varda”.
    """
    if not name:
        return ""
    said = pgettext("before a vowel", "%(name)s’s") if fold(name)[:1] in VOWELS else _("%(name)s’s")
    return said % {"name": name}
