"""Words for days, as an American house prints them. Month and number never part at the end of a line."""

from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_day(day: date, *, with_year: bool = False) -> str:
    """“Thursday, August 1”, or “Thursday, August 1, 2019”."""
    return f"{WEEKDAYS[day.weekday()]}, {month_day(day, with_year=with_year)}"


def month_day(day: date, *, with_year: bool = False) -> str:
    """“August 1”"""
    return f"{MONTHS[day.month - 1]}\u00a0{day.day}" + (f", {day.year}" if with_year else "")


def month_year(day: date) -> str:
    """“March 2024”"""
    return f"{MONTHS[day.month - 1]}\u00a0{day.year}"


def short_day(day: date, *, with_year: bool = False) -> str:
    """“Thu, Aug 1”"""
    said = f"{WEEKDAYS[day.weekday()][:3]}, {MONTHS[day.month - 1][:3]}\u00a0{day.day}"
    return said + (f", {day.year}" if with_year else "")


def day_range(first: date, last: date, *, with_year: bool = False) -> str:
    """“July 12 – August 1”, or “July 12 – August 1, 2019”; both years where they differ; one day stands alone."""
    if first == last:
        return month_day(first, with_year=with_year)
    both = first.year != last.year
    return f"{month_day(first, with_year=both)} – {month_day(last, with_year=with_year or both)}"
