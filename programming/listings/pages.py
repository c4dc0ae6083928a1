"""What each public page says: one frozen dataclass a page, the contract between its builder and its template."""

from dataclasses import dataclass, field

from programming.listings.further import Further
from programming.listings.groups import ShowGroup
from programming.listings.notes import NoteHead
from programming.listings.parts import (
    Bill,
    Dated,
    EngagementLine,
    Link,
    Mark,
    Picture,
    RunCard,
    Showing,
    Slot,
    Strand,
)
from programming.listings.plots import Plot
from programming.listings.programme import Part
from programming.listings.rating import Ratings
from programming.listings.shows import Show
from programming.listings.works import Work
from programming.text.exceptions import Sentence


@dataclass(frozen=True, slots=True)
class Lead:
    """The run that the home page leads with."""

    card: RunCard
    year: str
    prose: str  # safe HTML
    line_class: str  # width classes of the title: "line-15 word-9"


@dataclass(frozen=True, slots=True)
class HomePage:
    heading: str  # "Tonight" or "Today"
    date: str  # "Saturday, November 21"
    earlier: tuple[Bill, ...]
    bill: tuple[Bill, ...]
    tomorrow: tuple[Bill, ...]
    empty: str  # what to say when nothing is left today
    lead: Lead | None
    week_label: str
    runs: tuple[RunCard, ...]
    strands: tuple[Strand, ...]
    soon: tuple[Dated, ...]
    pager: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DayPage:
    heading: str  # "Saturday"
    date: str  # "November 21, 2026"
    is_today: bool
    bill: tuple[Bill, ...]
    empty: str
    pager: tuple[Link, ...]  # the day before, the week, the day after
    shows: tuple[Show, ...] = ()  # what the page is made of, for those who copy it


@dataclass(frozen=True, slots=True)
class WeekDay:
    weekday: str  # "Fri"
    number: str  # "20"
    label: str  # "Friday, November 20"
    href: str
    is_today: bool
    note: str
    shows: tuple[ShowGroup, ...]


@dataclass(frozen=True, slots=True)
class WeekPage:
    heading: str  # "This week"
    label: str  # "Friday, November 20 – Thursday, November 26"
    days: tuple[WeekDay, ...]
    pager: tuple[Link, ...]
    marks: tuple[Mark, ...] = ()  # the key: each mark on the page that has a meaning, once
    shows: tuple[Show, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthRun:
    """What plays all week stands across the row."""

    title: str
    href: str
    times: str
    line: str


@dataclass(frozen=True, slots=True)
class MonthDay:
    weekday: str
    number: str
    label: str
    href: str
    is_today: bool
    is_other: bool
    shows: tuple[Bill, ...]


@dataclass(frozen=True, slots=True)
class MonthWeek:
    label: str
    runs: tuple[MonthRun, ...]
    days: tuple[MonthDay, ...]


@dataclass(frozen=True, slots=True)
class MonthPage:
    heading: str  # "November"
    year: str
    weeks: tuple[MonthWeek, ...]
    empty: str
    pager: tuple[Link, ...]
    marks: tuple[Mark, ...] = ()
    shows: tuple[Show, ...] = ()


@dataclass(frozen=True, slots=True)
class DayRow:
    day: str  # "Tonight", "Sun"
    date: str  # "Nov 22"
    is_today: bool
    starts_week: bool
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    text: str  # with its quotation marks
    attribution: str


@dataclass(frozen=True, slots=True)
class Past:
    """An engagement that is over, kept as a record: the lines it closed with, its times, what it was shown from."""

    when: str  # "July 12 – August 1, 2019"
    lines: tuple[EngagementLine, ...]
    showings: tuple[Showing, ...]
    spec: str


@dataclass(frozen=True, slots=True)
class FilmPage:
    status: str  # "Previously played"
    strand: tuple[Link, ...]
    credit: str
    title: str
    line_class: str
    event_line: str
    original_title: str
    lines: tuple[EngagementLine, ...]  # most important first; the first live one is the page's snipe
    companions: tuple[Link, ...]
    bill: Link | None  # the programme that the film is part of
    admission: str
    strapline: str
    accolades: tuple[str, ...]
    columns: tuple[str, ...]  # film titles over the showtable
    rows: tuple[DayRow, ...]
    exceptions: tuple[Sentence, ...]
    year: str
    note: str  # safe HTML
    notes: tuple[tuple[str, str], ...]  # further notes of a bill: title, safe HTML
    parts: tuple[Part, ...]  # of a programme, in order
    spec: str
    facts: tuple[Fact, ...]  # credits, ratio, restoration, access …
    house_facts: tuple[Fact, ...]  # where, tickets, both films
    press_lines: tuple[str, ...]
    release: str
    advice: str
    stills: tuple[Picture, ...]
    quotes: tuple[Quote, ...]
    series: tuple[Link, ...]
    played: tuple[Past, ...]  # newest first
    description: str
    slug: str = ""
    calendar: str = ""  # its address
    next_booking: Link | None = None
    work: Work | None = None  # of a film; a programme under its own name is none
    shows: tuple[Show, ...] = ()  # those to come, as published
    ratings: Ratings = field(default_factory=Ratings)
    programme_notes: tuple[NoteHead, ...] = ()
    further: Further = field(default_factory=Further)


@dataclass(frozen=True, slots=True)
class IndexEntry:
    title: str
    href: str
    spec: str
    when: str = ""
    shown: str = ""  # "Shown 14 times since 1994; last on 35mm, March 2024"
    why: str = ""  # "also known as Letyat zhuravli": why it answers a query, where that is not evident


@dataclass(frozen=True, slots=True)
class FilmsPage:
    """What plays, and the index of titles by letter. A long one has a page for each letter, without what plays."""

    now: tuple[IndexEntry, ...]
    letters: tuple[tuple[str, tuple[IndexEntry, ...]], ...]
    empty: str
    index: tuple[Link, ...] = ()  # to every letter
    letter: str = ""  # the one that is shown alone


@dataclass(frozen=True, slots=True)
class SeriesIndexPage:
    now: tuple[Strand, ...]
    past: tuple[IndexEntry, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class SeriesStep:
    """A programme of a season, in the season's order."""

    title: str
    href: str
    when: str  # its next show, or its last
    is_over: bool


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """`order` is empty for a strand, which has no end to come to. The page of a `year` tells what played in it; where
    there are such, that of the series tells of its last year alone.
    """

    title: str
    deck: str
    past: tuple[Dated, ...]
    slug: str
    line: str = ""
    curator: str = ""
    essay: str = ""  # safe HTML
    image: Picture | None = None
    progress: str = ""  # "10 of 25 shows played"
    order: tuple[SeriesStep, ...] = ()
    agenda: tuple[Dated, ...] = ()
    empty: str = ""
    shows: tuple[Show, ...] = ()  # of which the page tells, as published
    years: tuple[Link, ...] = ()  # to the page of each
    year: int = 0


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """The whole archive, with the titles shown most often; or a year, with all of its titles."""

    heading: str
    deck: str  # "1,720 screenings of 69 films since 2019."
    years: tuple[Link, ...]
    entries: tuple[IndexEntry, ...]
    figures: tuple[Fact, ...]
    empty: str
    plots: tuple[Plot, ...] = ()
    entries_heading: str = ""


@dataclass(frozen=True, slots=True)
class PersonFound:
    name: str
    films: tuple[IndexEntry, ...]
    more: Link | None = None  # "and 12 other films"


@dataclass(frozen=True, slots=True)
class SearchPage:
    query: str
    found: str  # "3 answers for “cranes”"
    titles: tuple[IndexEntry, ...] = ()
    people: tuple[PersonFound, ...] = ()
    series: tuple[IndexEntry, ...] = ()
    is_person: bool = False  # a person answers better than any title


__all__ = [
    "ArchivePage",
    "Bill",
    "Dated",
    "DayPage",
    "DayRow",
    "Fact",
    "FilmPage",
    "FilmsPage",
    "HomePage",
    "IndexEntry",
    "Lead",
    "MonthDay",
    "MonthPage",
    "MonthRun",
    "MonthWeek",
    "PersonFound",
    "Quote",
    "SearchPage",
    "Sentence",
    "SeriesIndexPage",
    "SeriesPage",
    "ShowGroup",
    "Showing",
    "WeekDay",
    "WeekPage",
]
