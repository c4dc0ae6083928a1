"""The schedule as rules see it: plain values, loaded once, frozen. No rule asks the database anything."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from programming.rules.findings import Finding, Fix, Level
from programming.rules.house import HouseRules
from programming.timetable.clock import ClockStyle, clock_text
from programming.timetable.dates import short_day
from programming.timetable.engagement import Engagement
from programming.timetable.houseday import HouseDay
from programming.timetable.span import TimeSpan


@dataclass(frozen=True, slots=True)
class House:
    """How the house counts its days and writes its hours."""

    zone: ZoneInfo
    rollover_hour: int = 5
    style: ClockStyle = ClockStyle.BARE

    def day(self, day: date) -> HouseDay:
        return HouseDay(day, self.zone, self.rollover_hour)

    def wall(self, moment: datetime) -> time:
        return moment.astimezone(UTC).astimezone(self.zone).time()

    def clock(self, moment: datetime) -> str:
        """“7:00”, as the house writes it."""
        return clock_text(self.wall(moment), self.style)


@dataclass(frozen=True, slots=True)
class Room:
    """A screen. `formats` are values of choices.Format; empty where nobody has said what its booth projects."""

    key: int
    name: str
    formats: frozenset[str] = frozenset()
    turnaround: timedelta = timedelta(minutes=15)

    def shows(self, formats: frozenset[str]) -> bool:
        return not self.formats or formats <= self.formats


@dataclass(frozen=True, slots=True)
class Copy:
    """A material. `format` is a value of choices.Format; `minutes` None where it is as long as its film."""

    key: int
    format: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a listing quotes: as in the source, as cut (empty where whole), and whose they are."""

    key: int
    text: str
    cut: str
    who: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A prize as printed, and what speaks against it; with `blocks` it may not be printed."""

    line: str
    why: str
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class Work:
    """A film, with what its listing needs. `copies` begins with the usual one; `quotes` are those the public reads
    that are cut.
    """

    key: int
    title: str
    minutes: int
    is_approximate: bool = False
    has_note: bool = True
    stills: int = 1
    stills_without_alt: int = 0
    doubts: tuple[Doubt, ...] = ()
    copies: tuple[Copy, ...] = ()
    quotes: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A segment as shown: of no film where it is an interval or a talk; `is_typed` where staff gave its minutes."""

    minutes: int
    work: Work | None = None
    copy: Copy | None = None
    is_typed: bool = False

    @property
    def is_approximate(self) -> bool:
        """Whether its length is only about right: typed lengths and those of copies are taken at their word."""
        measured = self.is_typed or (self.copy is not None and self.copy.minutes)
        return self.work is not None and self.work.is_approximate and not measured


@dataclass(frozen=True)
class Bill:
    """A programme as shown from certain copies; `is_secret` where the public is not told its films."""

    key: int
    title: str
    parts: tuple[Part, ...] = ()
    is_secret: bool = False

    @cached_property
    def minutes(self) -> int:
        return sum(part.minutes for part in self.parts)

    @cached_property
    def is_approximate(self) -> bool:
        """Whether its length is only about right."""
        return any(part.is_approximate for part in self.parts)

    @cached_property
    def formats(self) -> frozenset[str]:
        return frozenset(part.copy.format for part in self.parts if part.copy)


@dataclass(frozen=True, slots=True)
class Extra:
    """What this show has besides: `word` is “introduction”, `mark` “INTRO”. `minutes` None where nobody has said."""

    key: int
    word: str
    minutes: int | None = None
    adds_minutes: bool = True
    mark: str = ""


@dataclass(frozen=True)
class Show:
    """A screening that is on. `key` is its primary key, below zero for one that is only supposed.

    `starts_at` is the advertised start as it was given, so that one in local time may name a time that the clocks skip.
    `preshow` lies between it and the first segment. `told` and `told_at` are the format and the start that the public
    was told of, empty and None where it knows nothing of the show. `is_settled` is False where a time that comes twice
    was given and nobody said which. `version` counts the changes of the row.
    """

    key: int
    screen: int
    starts_at: datetime
    house_day: date
    bill: Bill
    run: int = 0
    preshow: timedelta = timedelta(0)
    extras: tuple[Extra, ...] = ()
    note: str = ""
    told: str = ""
    told_at: datetime | None = None
    is_settled: bool = True
    version: int = 0

    @cached_property
    def span(self) -> TimeSpan:
        """From the advertised start to the last word, in UTC."""
        starts_at = self.starts_at.astimezone(UTC)
        extra = sum(extra.minutes or 0 for extra in self.extras if extra.adds_minutes)
        return TimeSpan(starts_at, starts_at + self.preshow + timedelta(minutes=self.bill.minutes + extra))

    @property
    def is_approximate(self) -> bool:
        return self.bill.is_approximate


@dataclass(frozen=True)
class Snapshot:
    """House days `first` through `last`, with the shows of the days beside them.

    `runs` holds the engagements, by primary key, of the runs that have a line of their own; `supposed` the keys of the
    shows that were given and not read.
    """

    house: House
    first: date
    last: date
    rooms: Mapping[int, Room]
    shows: tuple[Show, ...]
    runs: Mapping[int, Engagement] = field(default_factory=dict)
    rules: HouseRules = field(default_factory=HouseRules)
    supposed: frozenset[int] = frozenset()

    @cached_property
    def in_order(self) -> tuple[Show, ...]:
        return tuple(sorted(self.shows, key=lambda show: (show.span.starts_at, show.screen, show.key)))

    @cached_property
    def within(self) -> frozenset[int]:
        """Keys of the shows of these days, the neighbours' left out."""
        return frozenset(show.key for show in self.shows if self.first <= show.house_day <= self.last)

    @cached_property
    def by_screen(self) -> Mapping[int, list[Show]]:
        """The shows of each screen, in order."""
        found: defaultdict[int, list[Show]] = defaultdict(list)
        for show in self.in_order:
            found[show.screen].append(show)
        return dict(found)

    @cached_property
    def by_screen_and_day(self) -> Mapping[tuple[int, date], list[Show]]:
        found: defaultdict[tuple[int, date], list[Show]] = defaultdict(list)
        for show in self.in_order:
            found[show.screen, show.house_day].append(show)
        return dict(found)

    @cached_property
    def listed(self) -> tuple[tuple[Work, tuple[Show, ...]], ...]:
        """Each film that the public is told of, with its shows in order."""
        found: defaultdict[int, list[tuple[Work, Show]]] = defaultdict(list)
        for show in self.in_order:
            for part in show.bill.parts:
                if part.work and not show.bill.is_secret:
                    found[part.work.key].append((part.work, show))
        return tuple((own[0][0], tuple({show.key: show for _work, show in own}.values())) for own in found.values())

    @cached_property
    def walls(self) -> Mapping[int, datetime]:
        """By show, its start as the clocks of the house show it."""
        return {show.key: show.span.starts_at.astimezone(self.house.zone) for show in self.shows}

    def room(self, show: Show) -> Room:
        return self.rooms[show.screen]

    def name(self, show: Show) -> str:
        """“Double Indemnity + Detour, Thu, Aug 1, 7:00,”: to go on in a sentence."""
        return f"{show.bill.title}, {short_day(show.house_day)}, {self.house.clock(show.starts_at)},"

    def followed(self) -> Iterator[tuple[Show, Show]]:
        """Each show with the next on its screen."""
        for shows in self.by_screen.values():
            yield from pairwise(shows)


def grouped(snapshot: Snapshot, key: Callable[[Show], int | None]) -> list[list[Show]]:
    """The shows with the same key, in order, those without one left out."""
    found: defaultdict[int, list[Show]] = defaultdict(list)
    for show in snapshot.in_order:
        one = key(show)
        if one is not None:
            found[one].append(show)
    return list(found.values())


def facts_of(*shows: Show) -> tuple[str, ...]:
    """When and where each show is, as facts of a finding: it comes back when one of them moves."""
    return tuple(f"{show.span.starts_at:%Y%m%dT%H%M}/{show.span.ends_at:%Y%m%dT%H%M}@{show.screen}" for show in shows)


def about_show(
    show: Show, level: Level, code: str, message: str, facts: tuple[str, ...] = (), *, fix: Fix | None = None
) -> Finding:
    """A finding on one show, which comes back when the show moves or one of `facts` changes."""
    where = (*facts_of(show), *facts)
    return Finding(level, code, message, (show.key,), where, fix, at=show.span.starts_at, day=show.house_day)
