"""The words of a language, a table each: how it writes days and hours, and the showtime language.

A third language is another table.
Whole sentences are not here: they are in the catalogue (programming/locale/).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import Enum

from programming import language


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
class Calendar:
    """How days are written. The first weekday is Monday, the first month January.

    `dated` puts a {weekday} before a {day}; `month_day` makes that of a {month} and the number of its {day}, which is
    `first` for the first; `yeared` adds the {year}.
    """

    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    dated: str
    month_day: str
    yeared: str
    first: str = "1"


@dataclass(frozen=True, eq=False)
class Language:
    """`words` maps lower-case words, without full stops, to what they do; phrases of two words are allowed.

    `printed` is how the house prints each; `weekdays` and `months` give every form a house may type.
    `day_first` says whether 7/4 is the seventh of April; `nth` counts weeks (“3rd”); `hour_mark` stands between
    hours and minutes in a language that counts to 24 and says so (“19 h 30”), and is empty where the house decides.
    """

    code: str
    calendar: Calendar
    nth: Callable[[int], str]
    words: Mapping[str, Word]
    printed: Mapping[Word, str]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    tags: Mapping[str, str] = field(default_factory=dict)
    day_first: bool = False
    hour_mark: str = ""

    @property
    def weekday_names(self) -> tuple[str, ...]:
        return self.calendar.short_weekdays

    @property
    def month_names(self) -> tuple[str, ...]:
        return self.calendar.short_months

    def twenty_four(self, wall: time) -> str:
        """“19:30”, “19 h 30”"""
        if not self.hour_mark:
            return f"{wall:%H:%M}"
        return f"{wall.hour}\u00a0{self.hour_mark}" + (f"\u00a0{wall:%M}" if wall.minute else "")


def _forms(*columns: Sequence[str], first: int) -> dict[str, int]:
    """Every spelling of each name; a row of `columns` may hold several, or none."""
    return {
        form: number
        for column in columns
        for number, row in enumerate(column, first)
        for form in row.casefold().split()
    }


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


def _english_nth(number: int) -> str:
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


ENGLISH_DAYS = Calendar(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    short_weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    short_months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    dated="{weekday}, {day}",
    month_day="{month}\u00a0{day}",
    yeared="{day}, {year}",
)  # fmt: skip
FRENCH_DAYS = Calendar(
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    short_weekdays=("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    short_months=("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"),
    dated="{weekday} {day}",
    month_day="{day}\u00a0{month}",
    yeared="{day} {year}",
    first="1er",
)  # fmt: skip

ENGLISH = Language(
    code="en",
    calendar=ENGLISH_DAYS,
    nth=_english_nth,
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
        Word.AND: "&",
    },
    weekdays=_forms(
        ENGLISH_DAYS.weekdays,
        ENGLISH_DAYS.short_weekdays,
        "mondays,tues tuesdays,weds wednesdays,thur thurs thursdays,fridays,saturdays,sundays".split(","),
        first=0,
    ),
    months=_forms(ENGLISH_DAYS.months, ENGLISH_DAYS.short_months, [*[""] * 8, "sept"], first=1),
    tags=TAGS,
)

FRENCH = Language(
    code="fr",
    calendar=FRENCH_DAYS,
    nth=lambda number: f"{number}e" if number > 1 else "1re",
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
        Word.AND: "et",
    },
    weekdays=_forms(
        FRENCH_DAYS.weekdays,
        FRENCH_DAYS.short_weekdays,
        [f"{name}s" for name in FRENCH_DAYS.weekdays],
        first=0,
    ),
    months=_forms(
        FRENCH_DAYS.months,
        FRENCH_DAYS.short_months,
        ["jan", "fev fév fevrier", *[""] * 5, "aout", *[""] * 3, "dec decembre"],
        first=1,
    ),
    tags=TAGS,
    day_first=True,
    hour_mark="h",
)

LANGUAGES = {one.code: one for one in (ENGLISH, FRENCH)}


def spoken() -> Language:
    """The language of the house."""
    return LANGUAGES[language.code()]
