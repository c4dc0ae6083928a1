"""Dates as they are printed without a year: “Thursday, August 1”. The weekday leaves a few years to choose from."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from programming.timetable.dates import MONTHS, WEEKDAYS

WORD = re.compile(r"[^\W\d_]+|\d+")
SHORTEST = 3
LEAP = 2000  # a year in which every day of the calendar exists


@dataclass(frozen=True, slots=True)
class UndatedDay:
    """A day of some year. `weekday` counts from Monday as 0; None where none was printed."""

    month: int
    day: int
    weekday: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read “Thursday, August 1”, “Thu 1 Aug.”, “August 1”. Raises ValueError, which says what is wrong."""
        weekday = month = day = None
        for word in WORD.findall(text):
            if word.isdecimal():
                if day is not None or len(word) > 2:
                    raise ValueError(f"{text!r} has more than a day and a month. Leave the year out.")
                day = int(word)
            elif weekday is None and (found := _place(WEEKDAYS, word)) is not None:
                weekday = found
            elif month is None and (found := _place(MONTHS, word)) is not None:
                month = found + 1
            else:
                raise ValueError(f"{word!r} is neither a weekday nor a month.")
        if month is None or day is None:
            raise ValueError(f"{text!r} lacks a day or a month. Write it as Thursday, August 1.")
        if not 1 <= day <= calendar.monthrange(LEAP, month)[1]:
            raise ValueError(f"{MONTHS[month - 1]} has no day {day}.")
        return cls(month, day, weekday)

    def years(self, first: int, last: int) -> tuple[int, ...]:
        """The years from `first` through `last` in which it can have been that day."""
        return tuple(year for year in range(first, last + 1) if self._fits(year))

    def _fits(self, year: int) -> bool:
        if self.day > calendar.monthrange(year, self.month)[1]:
            return False
        return self.weekday in (None, date(year, self.month, self.day).weekday())


def _place(names: Sequence[str], word: str) -> int | None:
    """Where the name stands that `word` is, or is short for."""
    said = word.casefold()
    found = [at for at, name in enumerate(names) if len(said) >= SHORTEST and name.casefold().startswith(said)]
    return found[0] if len(found) == 1 else None
