"""The words of the showtime language, a table a language. A third language is another table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Word(Enum):
    """What a word of a line of showtimes does."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"
    WEEKENDS = "weekends"
    EXCEPT = "except"
    ALSO = "also"
    ONLY = "only"
    NO = "no"
    AND = "and"
    AT = "at"
    TO = "to"
    FROM = "from"
    ENDS = "ends"
    NOON = "noon"
    MIDNIGHT = "midnight"
    NOISE = "noise"
    """Says nothing that the line does not say otherwise: “show”, “séances”."""


@dataclass(frozen=True)
class Language:
    """`words` maps lower-case words, without full stops, to what they do; phrases of two words are allowed.

    `printed` is how the house prints each; `weekdays` and `months` give every form a house may type, and the first of
    `weekday_names` and `month_names` is Monday, January. `day_first` says whether 7/4 is the seventh of April.
    """

    code: str
    words: Mapping[str, Word]
    printed: Mapping[Word, str]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    weekday_names: tuple[str, ...]
    month_names: tuple[str, ...]
    tags: Mapping[str, str] = field(default_factory=dict)
    day_first: bool = False


def _forms(*rows: str) -> dict[str, int]:
    return {form: number for number, row in enumerate(rows) for form in row.split()}


TAGS = {
    "oc": "OC",
    "hoh": "OC",
    "captioned": "OC",
    "ad": "AD",
    "relaxed": "RELAXED",
    "35mm": "35MM",
    "16mm": "16MM",
    "70mm": "70MM",
    "dcp": "DCP",
    "4k": "4K",
    "q&a": "Q&A",
    "intro": "INTRO",
    "piano": "PIANO",
    "organ": "ORGAN",
    "free": "FREE",
    "preview": "PREVIEW",
    "members": "MEMBERS",
    "dub": "DUB",
    "sub": "SUB",
    "vo": "VO",
    "vf": "VF",
    "vostf": "VOSTF",
}

ENGLISH = Language(
    code="en",
    words={
        "daily": Word.DAILY,
        "every day": Word.DAILY,
        "nightly": Word.DAILY,
        "every night": Word.DAILY,
        "weekday": Word.WEEKDAYS,
        "weekdays": Word.WEEKDAYS,
        "weekend": Word.WEEKENDS,
        "weekends": Word.WEEKENDS,
        "except": Word.EXCEPT,
        "but not": Word.EXCEPT,
        "also": Word.ALSO,
        "plus": Word.ALSO,
        "only": Word.ONLY,
        "no": Word.NO,
        "and": Word.AND,
        "at": Word.AT,
        "to": Word.TO,
        "thru": Word.TO,
        "through": Word.TO,
        "until": Word.TO,
        "from": Word.FROM,
        "opens": Word.FROM,
        "ends": Word.ENDS,
        "must end": Word.ENDS,
        "noon": Word.NOON,
        "midnight": Word.MIDNIGHT,
        "midnite": Word.MIDNIGHT,
        "with": Word.NOISE,
        "late": Word.NOISE,
        "show": Word.NOISE,
        "shows": Word.NOISE,
        "showing": Word.NOISE,
        "screening": Word.NOISE,
        "one": Word.NOISE,
        "matinee": Word.NOISE,
        "matinees": Word.NOISE,
        "on": Word.NOISE,
        "the": Word.NOISE,
    },
    printed={
        Word.DAILY: "Daily",
        Word.EXCEPT: "except",
        Word.ALSO: "also",
        Word.ONLY: "only",
        Word.NO: "no show",
    },
    weekdays=_forms(
        "mon mondays monday",
        "tue tues tuesday tuesdays",
        "wed weds wednesday wednesdays",
        "thu thur thurs thursday thursdays",
        "fri friday fridays",
        "sat saturday saturdays",
        "sun sunday sundays",
    ),
    months={
        form: number + 1
        for form, number in _forms(
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ).items()
    },
    weekday_names=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    month_names=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    tags=TAGS,
)

FRENCH = Language(
    code="fr",
    words={
        "tous les jours": Word.DAILY,
        "tlj": Word.DAILY,
        "par jour": Word.DAILY,
        "chaque soir": Word.DAILY,
        "en semaine": Word.WEEKDAYS,
        "le week end": Word.WEEKENDS,
        "week end": Word.WEEKENDS,
        "sauf": Word.EXCEPT,
        "aussi": Word.ALSO,
        "et aussi": Word.ALSO,
        "seulement": Word.ONLY,
        "uniquement": Word.ONLY,
        "pas de": Word.NO,
        "relâche": Word.NO,
        "et": Word.AND,
        "à": Word.AT,
        "a": Word.AT,
        "au": Word.TO,
        "jusqu'au": Word.TO,
        "dès": Word.FROM,
        "du": Word.NOISE,
        "le": Word.NOISE,
        "les": Word.NOISE,
        "deux": Word.NOISE,
        "trois": Word.NOISE,
        "une": Word.NOISE,
        "séance": Word.NOISE,
        "séances": Word.NOISE,
        "midi": Word.NOON,
        "minuit": Word.MIDNIGHT,
    },
    printed={
        Word.DAILY: "Tous les jours",
        Word.EXCEPT: "sauf",
        Word.ALSO: "aussi",
        Word.ONLY: "seulement",
        Word.NO: "relâche",
    },
    weekdays=_forms(
        "lun lundi lundis",
        "mar mardi mardis",
        "mer mercredi mercredis",
        "jeu jeudi jeudis",
        "ven vendredi vendredis",
        "sam samedi samedis",
        "dim dimanche dimanches",
    ),
    months={
        form: number + 1
        for form, number in _forms(
            "janv janvier jan",
            "févr février fevrier fev fév",
            "mars",
            "avr avril",
            "mai",
            "juin",
            "juil juillet",
            "août aout",
            "sept septembre",
            "oct octobre",
            "nov novembre",
            "déc décembre decembre dec",
        ).items()
    },
    weekday_names=("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
    month_names=("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"),
    tags=TAGS,
    day_first=True,
)

LANGUAGES = {language.code: language for language in (ENGLISH, FRENCH)}
