"""Dates as they are printed without a year: “Thursday, August 1”. The weekday leaves a few years to choose from."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from programming.language import gettext as _
from programming.timetable.dates import month_name
from programming.timetable.languages import LANGUAGES, Language, spoken

WORD = re.compile(r"(?P<number>\d+)(?:st|nd|rd|th|er)?|(?P<name>[^\W\d_]+)", re.IGNORECASE)
LEAP = 2000  # a year in which every day of the calendar exists


@dataclass(frozen=True, slots=True)
class UndatedDay:
    """A day of some year. `weekday` counts from Monday as 0; None where none was printed."""

    month: int
    day: int
    weekday: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read “Thursday, August 1”, “Thu 1 Aug.”, “jeudi 1er août”, in any language known, the house's first.

        Raises ValueError, which says what is wrong.
        """
        tongues = [spoken(), *(one for one in LANGUAGES.values() if one is not spoken())]
        return cls(*_read(text, next((one for one in tongues if not _unknown(text, one)), tongues[0])))

    def years(self, first: int, last: int) -> tuple[int, ...]:
        """The years from `first` through `last` in which it can have been that day."""
        return tuple(year for year in range(first, last + 1) if self._fits(year))

    def _fits(self, year: int) -> bool:
        if self.day > calendar.monthrange(year, self.month)[1]:
            return False
        return self.weekday in (None, date(year, self.month, self.day).weekday())


def _unknown(text: str, tongue: Language) -> str:
    """The first word that is neither a weekday nor a month in the language."""
    names = (found["name"] for found in WORD.finditer(text) if found["name"])
    return next((one for one in names if one.casefold() not in {*tongue.weekdays, *tongue.months}), "")


def _read(text: str, tongue: Language) -> tuple[int, int, int | None]:
    if word := _unknown(text, tongue):
        raise ValueError(_("“%(word)s” is neither a weekday nor a month.") % {"word": word})
    said = [(found["number"], (found["name"] or "").casefold()) for found in WORD.finditer(text)]
    days = [int(number) for number, _name in said if number]
    weekdays = [tongue.weekdays[name] for _number, name in said if name in tongue.weekdays]
    months = [tongue.months[name] for _number, name in said if name in tongue.months]
    if not days or not months:
        raise ValueError(_("“%(text)s” lacks a day or a month. Write it as Thursday, August 1.") % {"text": text})
    if len(days) > 1 or len(months) > 1 or len(weekdays) > 1:
        raise ValueError(_("“%(text)s” has more than a day and a month. Leave the year out.") % {"text": text})
    if not 1 <= days[0] <= calendar.monthrange(LEAP, months[0])[1]:
        raise ValueError(_("%(month)s has no day %(day)d.") % {"month": month_name(months[0]), "day": days[0]})
    return months[0], days[0], weekdays[0] if weekdays else None
