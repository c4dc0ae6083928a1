"""Numbers in addresses."""

LONGEST = 18
"""More digits than any key has, and fewer than overflow a database's integer."""


def whole_number(text: str) -> int | None:
    """The number that `text` writes in plain digits; None for anything else, however long."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None
