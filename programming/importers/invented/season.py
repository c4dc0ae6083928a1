"""What plays when: the weeks of the house, planned as values before anything is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from programming.importers.invented.bills import Bill
from programming.models import Venue
from programming.rules.house import moment

WEEK = timedelta(days=7)
STARTS = (time(11, 0), time(13, 30), time(16, 0), time(18, 30), time(21, 0))
MAIN = (1, 3, 4)
"""The places in the day that the week's main run has; the other run has the rest."""
STAGGER, STEPS = timedelta(minutes=10), 5
"""Screens start one after the other, so that the lobby never holds all audiences at once."""
LATE = timedelta(hours=3)
"""By how much the last screen starts later on Saturdays: its last show is after midnight."""
HELD_OVER, SINGLES, PRINT = 0.18, 0.15, 0.3
RECENT = 8
"""So many of the newest bills a screen do not come back at once."""


@dataclass(slots=True)
class Booking:
    """One bill on one screen for a week, or for more when it is held over. `run` is its key once stored."""

    bill: Bill
    screen: int
    opens_on: date
    weeks: int = 1
    is_run: bool = True
    print: int | None = None
    run: int = 0

    def closes_on(self, number: int = 1) -> date:
        """The last day of its week `number`, counted from 1."""
        return self.opens_on + number * WEEK - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Planned:
    booking: Booking
    screen: int
    starts_at: datetime
    house_day: date
    uid: UUID
    extra: str = ""
    person: str = ""
    access: str = ""
    admissions: int | None = None
    is_last: bool = False  # of its day

    @property
    def is_held_over(self) -> bool:
        """Whether the show belongs to a week that the run was kept on for."""
        return self.house_day > self.booking.closes_on()


@dataclass(slots=True)
class Season:
    """Draws the weeks one after the other. `until` is the day up to which Mondays have decided what is kept on."""

    venue: Venue
    random: Random
    bills: Sequence[Bill]
    screens: int
    weeks: int
    today: date
    guests: Sequence[str]
    shown: int = 0
    kept: dict[int, Booking] = field(default_factory=dict)

    def week(self, first: date, number: int) -> list[Planned]:
        """The shows of week `number`, which begins on `first`."""
        shows = []
        for screen in range(self.screens):
            main = self.kept.pop(screen, None) or self._new(screen, first, number, may_be_kept=True)
            if main.closes_on(main.weeks) >= first + WEEK:
                self.kept[screen] = main
            other = self._new(screen, first, number, may_be_kept=False)
            for day in (first + timedelta(days=one) for one in range(7)):
                shows += list(self._day(main, other, screen, day))
        return shows

    def _day(self, main: Booking, other: Booking, screen: int, day: date) -> Iterator[Planned]:
        later = STAGGER * (screen % STEPS)
        if screen == self.screens - 1 and day.weekday() == 5:
            later = LATE
        house_day = self.venue.house_day(day)
        for place, wall in enumerate(STARTS):
            starts_at = moment(house_day, wall) + later
            yield self._show(main if place in MAIN else other, screen, starts_at, day, place)

    def _show(self, booking: Booking, screen: int, starts_at: datetime, day: date, place: int) -> Planned:
        draw = self.random.random()
        return Planned(
            booking,
            screen,
            starts_at,
            day,
            UUID(int=self.random.getrandbits(128), version=4),
            extra="introduction" if draw < 0.03 else "qa" if draw < 0.05 else "",
            person=self.random.choice(self.guests) if draw < 0.05 else "",
            access=_access(day.weekday(), place, draw),
            admissions=self.random.randint(5, 200) if day < self.today else None,
            is_last=place == len(STARTS) - 1,
        )

    def _new(self, screen: int, first: date, number: int, *, may_be_kept: bool) -> Booking:
        bill = self._next_bill(number)
        weeks = 1
        while may_be_kept and weeks < 4 and self._is_decided(first, weeks) and self.random.random() < HELD_OVER:
            weeks += 1
        is_run = may_be_kept or self.random.random() > SINGLES
        on_film = bill.prints[0] if bill.prints and is_run and self.random.random() < PRINT else None
        return Booking(bill, screen, first, weeks, is_run, on_film)

    def _is_decided(self, first: date, weeks: int) -> bool:
        """Whether the Monday on which the next week is decided is over."""
        return monday(first + (weeks - 1) * WEEK) < self.today

    def _next_bill(self, number: int) -> Bill:
        """A bill that has not played yet, at such a pace that all have at the end; or one from some time ago."""
        ahead = RECENT * self.screens
        due = min(len(self.bills), ahead + (number + 1) * len(self.bills) // self.weeks)
        if self.shown < due:
            self.shown += 1
            return self.bills[self.shown - 1]
        return self.bills[self.random.randrange(max(1, self.shown - ahead))]


def monday(first: date) -> date:
    """The day in the week from Friday `first` on which the next one is decided."""
    return first + timedelta(days=3)


def _access(weekday: int, place: int, draw: float) -> str:
    if weekday == 1 and place == 0:
        return "open-captions"
    if weekday == 6 and place == 1:
        return "audio-description"
    return "relaxed" if draw > 0.99 else ""
