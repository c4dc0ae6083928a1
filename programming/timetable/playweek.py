"""The play week: seven house days from the weekday the house opens its films on."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from programming.timetable.dates import long_day

FRIDAY = 4


@dataclass(frozen=True, slots=True, order=True)
class PlayWeek:
    """The week from `first`, whatever weekday that is; `of` finds the one that holds a day."""

    first: date

    @classmethod
    def of(cls, day: date, first_weekday: int = FRIDAY) -> Self:
        """The play week of `day` in a house whose weeks begin on `first_weekday` (Monday is 0, Sunday 6)."""
        if first_weekday not in range(7):
            raise ValueError("A week begins on a day from 0, Monday, to 6, Sunday.")
        return cls(day - timedelta(days=(day.weekday() - first_weekday) % 7))

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=day) for day in range(7))

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)

    @property
    def next(self) -> Self:
        return type(self)(self.first + timedelta(days=7))

    @property
    def previous(self) -> Self:
        return type(self)(self.first - timedelta(days=7))

    def contains(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.contains(day)

    @property
    def label(self) -> str:
        """“Friday, November 20 – Thursday, November 26”"""
        return f"{long_day(self.first)} – {long_day(self.last)}"

    def label_for(self, today: date) -> str:
        """The label, with the year where it is not that of `today`, and both years where the week has two."""
        turns = self.first.year != self.last.year
        with_year = turns or self.first.year != today.year
        return f"{long_day(self.first, with_year=turns)} – {long_day(self.last, with_year=with_year)}"
