"""The showtime language: what hour a typed time means."""

from dataclasses import dataclass, field
from datetime import time

from programming.language import gettext as _
from programming.timetable.showtimes_lexer import Token
from programming.timetable.showtimes_values import Context, Problem

DOUBTFUL = (10, 11)


@dataclass(slots=True)
class Hour:
    """A time as typed; `wall` is what it means, once that is decided."""

    token: Token
    tags: list[str] = field(default_factory=list)
    wall: time | None = None

    @property
    def text(self) -> str:
        return self.token.text

    @property
    def start(self) -> int:
        return self.token.start

    @property
    def end(self) -> int:
        return self.token.end


def read_hours(lists: list[list[Hour]], context: Context, problems: list[Problem]) -> None:
    """Set the `wall` of every hour, or say in `problems` why it cannot be. Hours of one list are read together."""
    counts_to_24 = context.clock.twenty_four or any(_is_24(hour) for one in lists for hour in one)
    for one in lists:
        for place, hour in enumerate(one):
            behind = _meridiem_behind(one, place, context.rollover_hour)
            _read(hour, behind, context, problems, counts_to_24=counts_to_24)


def _is_24(hour: Hour) -> bool:
    """Whether only the 24-hour clock can say it."""
    return hour.token.meridiem in ("", "24") and hour.token.value > 12


def _meridiem_behind(hours: list[Hour], place: int, rollover_hour: int) -> str:
    """The a.m. or p.m. that the list goes on to say, where it is meant of this hour too.

    `10 & 11:30 p.m.` means two at night; `9:30 & 11 a.m.` two in the morning; but `7:00, 12:10 am` are in their order
    as they stand, and `11, 1 & 3 pm` would not be.
    """
    own = hours[place].token
    marked = next((later.token for later in hours[place + 1 :] if later.token.meridiem in ("am", "pm")), None)
    if marked is None or not 1 <= own.value <= 12 or not 1 <= marked.value <= 12:
        return ""
    at_night = own.value % 12 + 12
    said = marked.value % 12 + (12 if marked.meridiem == "pm" else 0)
    said += 24 if said < rollover_hour else 0
    if marked.meridiem == "pm":
        return "pm" if at_night <= said else ""
    return "am" if at_night > said else ""


def _read(hour: Hour, behind: str, context: Context, problems: list[Problem], *, counts_to_24: bool) -> None:
    token = hour.token
    minute = max(token.minute, 0)
    if minute > 59 or token.value > 29:
        problems.append(
            Problem("bad-time", _("%(text)s is not a time.") % {"text": token.text}, token.start, token.end)
        )
        return
    meridiem = token.meridiem or behind
    if meridiem in ("am", "pm"):
        if not 1 <= token.value <= 12:
            fix = f"{token.value}:{minute:02}"
            said = _("%(text)s is not a time: an hour with am or pm is from 1 to 12.") % {"text": token.text}
            problems.append(Problem("bad-time", said, token.start, token.end, fix if token.value < 24 else ""))
            return
        hour.wall = time(token.value % 12 + (12 if meridiem == "pm" else 0), minute)
    elif meridiem == "24" or counts_to_24 or token.value == 0 or token.value > 12:
        hour.wall = _twenty_four(token, minute, context, problems)
    elif token.value in DOUBTFUL:
        hour.wall = _doubtful(token, minute, context, problems)
    else:
        hour.wall = time(token.value % 12 + 12, minute)


def _twenty_four(token: Token, minute: int, context: Context, problems: list[Problem]) -> time | None:
    """Hours past 24 belong to the same night, up to its rollover: Fri 24:30."""
    if token.value < 24:
        return time(token.value, minute)
    if token.value - 24 < context.rollover_hour:
        return time(token.value - 24, minute)
    said = _("%(text)s is not a time: the night ends at %(hour)s.")
    said %= {"text": token.text, "hour": context.rollover_hour}
    problems.append(Problem("bad-time", said, token.start, token.end))
    return None


def _doubtful(token: Token, minute: int, context: Context, problems: list[Problem]) -> time | None:
    if context.clock.ten_eleven == "morning":
        return time(token.value, minute)
    if context.clock.ten_eleven == "evening":
        return time(token.value + 12, minute)
    said = _("%(text)s: in the morning or at night? Write am or pm.") % {"text": token.text}
    problems.append(Problem("doubtful-hour", said, token.start, token.end, f"{token.value}:{minute:02} pm"))
    return None
