"""The language that the house speaks, for the ground floor: plain Python that knows no Django.

Time and words ask here, in the manner of gettext, for a sentence and for which language it is. They are given what
`speak_from` was told of; apps.py tells of Django's own translation, so that all floors speak one language from one
catalogue (programming/locale/). Until somebody does, everything is English, as written.
"""

from typing import Protocol

ENGLISH = "en"


class Source(Protocol):
    """What answers: Django's `translation` module, or anything like it."""

    def get_language(self) -> str | None: ...

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, singular: str, plural: str, number: int, /) -> str: ...

    def pgettext(self, context: str, message: str, /) -> str: ...


class _AsWritten:
    def get_language(self) -> str:
        return ENGLISH

    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, singular: str, plural: str, number: int, /) -> str:
        return singular if number == 1 else plural

    def pgettext(self, _context: str, message: str, /) -> str:
        return message


_sources: list[Source] = [_AsWritten()]


def speak_from(source: Source) -> None:
    """From now on the words come from `source`."""
    _sources[:] = [source]


def code() -> str:
    """“en”, “fr”: without a country."""
    return (_sources[0].get_language() or ENGLISH).partition("-")[0]


def gettext(message: str) -> str:
    return _sources[0].gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    return _sources[0].ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """`message` where it stands for `context`: English may have one word where another language has two."""
    return _sources[0].pgettext(context, message)
