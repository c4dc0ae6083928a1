"""Words for days, as houses of the language print them. Number and month never part at the end of a line."""

from datetime import date
from functools import lru_cache

from programming import language
from programming.timetable.languages import spoken


def weekday(day: date) -> str:
    """“Thursday”"""
    return spoken().calendar.weekdays[day.weekday()]


def short_weekday(day: date) -> str:
    """“Thu”"""
    return spoken().calendar.short_weekdays[day.weekday()]


def month_name(month: int) -> str:
    """“August”"""
    return spoken().calendar.months[month - 1]


def long_day(day: date, *, with_year: bool = False) -> str:
    """“Thursday, August 1”, or “Thursday, August 1, 2019”."""
    return _long_day(language.code(), day, with_year)


def month_day(day: date, *, with_year: bool = False) -> str:
    """“August 1”, or “August 1, 2019”."""
    return _written(day, month_name(day.month), with_year=with_year)


def short_month_day(day: date, *, with_year: bool = False) -> str:
    """“Aug 1”, or “Aug 1, 2019”."""
    return _written(day, spoken().calendar.short_months[day.month - 1], with_year=with_year)


def month_year(day: date) -> str:
    """“March 2024”"""
    return f"{month_name(day.month)}\u00a0{day.year}"


def short_day(day: date, *, with_year: bool = False) -> str:
    """“Thu, Aug 1”"""
    return _short_day(language.code(), day, with_year)


def day_range(first: date, last: date, *, with_year: bool = False) -> str:
    """“July 12 – August 1”, or “July 12 – August 1, 2019”; both years where they differ; one day stands alone."""
    if first == last:
        return month_day(first, with_year=with_year)
    both = first.year != last.year
    return f"{month_day(first, with_year=both)} – {month_day(last, with_year=with_year or both)}"


def _written(day: date, month: str, *, with_year: bool) -> str:
    own = spoken().calendar
    said = own.month_day.format(day=own.first if day.day == 1 else day.day, month=month)
    return own.yeared.format(day=said, year=day.year) if with_year else said


# A page, and a season that is checked, name the same few days over and over.


@lru_cache(maxsize=4096)
def _long_day(_language: str, day: date, with_year: bool) -> str:  # noqa: FBT001  what is remembered goes by place
    return spoken().calendar.dated.format(weekday=weekday(day), day=month_day(day, with_year=with_year))


@lru_cache(maxsize=4096)
def _short_day(_language: str, day: date, with_year: bool) -> str:  # noqa: FBT001  likewise
    return spoken().calendar.dated.format(weekday=short_weekday(day), day=short_month_day(day, with_year=with_year))
