"""Days as seeds write them: `2019-07-12`, or relative to a play week: `W+0 Fri`, `W-2`."""

import re
from datetime import date

from programming.importers.table import BadCell
from programming.timetable.playweek import PlayWeek

WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
RELATIVE = re.compile(r"W(?P<weeks>[+-]\d{1,4})(?:\s+(?P<weekday>[A-Za-z]{3}))?\Z")


def read_day(text: str, week: PlayWeek, *, is_last: bool) -> date | None:
    """The day that `text` says, or None when empty.

    `week` is the play week W+0. A week without a weekday is its first day, or its last when `is_last`.
    Raises BadCell for anything else.
    """
    if not text:
        return None
    relative = RELATIVE.match(text)
    if relative is None:
        return _iso(text)
    weeks = int(relative["weeks"])
    try:
        days = PlayWeek(week.first + (week.next.first - week.first) * weeks).days
    except OverflowError as overflow:
        raise BadCell(f"{text!r} lies outside the calendar.") from overflow
    if relative["weekday"] is None:
        return days[-1] if is_last else days[0]
    weekday = WEEKDAYS.get(relative["weekday"].lower())
    if weekday is None:
        raise BadCell(f"{text!r}: write the weekday as Fri.")
    return next(day for day in days if day.weekday() == weekday)


def _iso(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadCell(f"{text!r} is not a day. Write 2019-07-12, or W+1 Fri.") from None
