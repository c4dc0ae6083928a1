"""Titles: how they sort, how they are searched."""

import re
import unicodedata

from programming import language

ARTICLES = {
    "en": ("the", "a", "an"),
    "fr": ("le", "la", "les", "l’", "l'", "un", "une", "des"),
    "de": ("der", "die", "das", "ein", "eine"),
    "it": ("il", "lo", "la", "i", "gli", "le", "l’", "l'", "un", "una"),
    "es": ("el", "la", "los", "las", "un", "una"),
}
LETTERS = str.maketrans(
    {"ё": "е", "æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
NOT_WORDS = re.compile(r"[\W_]+")
APOSTROPHES = re.compile(r"[’'`´ʼ‘]")


def sort_title(title: str, spoken: str = "") -> str:
    """“The Cranes Are Flying” → “Cranes Are Flying, The”. Only articles of the language `spoken` move, the house's own
    where it is left out: “Die Hard” stays.
    """
    for article in ARTICLES.get(spoken or language.code(), ()):
        joined = article.endswith(("’", "'"))
        head = title[: len(article)]
        rest = title[len(article) :]
        if head.casefold() == article and (joined or rest.startswith(" ")) and rest.strip():
            return f"{rest.strip()}, {head}"
    return title


def fold(text: str) -> str:
    """The form that search compares: without case, accents, ligatures and punctuation, words parted by one space."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text)).casefold().translate(LETTERS)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(LETTERS)
    return NOT_WORDS.sub(" ", bare).strip()
