"""The showtime language: what goes in and what comes out."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from programming.timetable.clock import ClockRule, ClockStyle
from programming.timetable.languages import Language, spoken


@dataclass(frozen=True, slots=True)
class Show:
    """A show on the house day `day` when the clocks show `time`; `fold` 1 is the second pass of a repeated hour."""

    day: date
    time: time
    tags: tuple[str, ...] = ()
    fold: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """What a line is read against: the house days `first` through `last`, the zone, the house's clock, the language."""

    first: date
    last: date
    zone: ZoneInfo
    rollover_hour: int = 5
    clock: ClockRule = ClockRule()
    language: Language = field(default_factory=spoken)
    prose: bool = False

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=day) for day in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with text[start:end], in a sentence; `fix` is what could stand there instead, where one is known.

    Codes: unknown-word, bad-time, doubtful-hour, bad-date, weekday-mismatch, outside-span, skipped-time, repeated-time,
    no-such-show.
    """

    code: str
    message: str
    start: int
    end: int
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line says. Besides shows: the days and times it names, and what it leaves open.

    `shows` is empty where there are `errors`. `opens` and `ends` come from “from Fri 10th” and “ends Tues, Dec 1”;
    `is_only` from a bare “only”; `bill` from “2 films for 1 admission”; `label` is what `prose` let stand.
    """

    shows: tuple[Show, ...] = ()
    errors: tuple[Problem, ...] = ()
    days: tuple[date, ...] = ()
    times: tuple[time, ...] = ()
    opens: date | None = None
    ends: date | None = None
    is_only: bool = False
    bill: int | None = None
    label: str = ""

    @property
    def ok(self) -> bool:
        return not self.errors


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is printed, and for which house days: so that the same house reads it back as it was.

    With the house's `zone`, an hour that the clocks repeat is printed with its pass.
    """

    first: date
    last: date
    clock: ClockStyle = ClockStyle.BARE
    rule: ClockRule = ClockRule()
    language: Language = field(default_factory=spoken)
    rollover_hour: int = 5
    zone: ZoneInfo | None = None
