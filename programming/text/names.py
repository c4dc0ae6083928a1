"""Names in a line."""

from collections.abc import Sequence


def list_names(names: Sequence[str]) -> str:
    """“Powell”, “Powell and Pressburger”, “Charell, Marshall and Minnelli”."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def possessive(name: str) -> str:
    """“Mikhail Kalatozov’s”, “Wim Wenders’s”: ’s after every letter, as marquees set it."""
    return f"{name}’s" if name else ""
