"""How the house reads and writes the hours."""

from dataclasses import dataclass
from datetime import time
from enum import Enum

from programming.timetable.languages import spoken


class ClockStyle(Enum):
    """How times are printed."""

    BARE = "bare"  # 7:00, and 11:00 am for a morning show
    MERIDIEM = "meridiem"  # 7:00 pm
    TWENTY_FOUR = "24"  # 19:00


@dataclass(frozen=True, slots=True)
class ClockRule:
    """How a bare hour is read: from noon, 10:00 and 11:00 as `ten_eleven` says ("ask", "morning", "evening").

    A house that prints the 24-hour clock means every hour as it stands.
    """

    ten_eleven: str = "ask"
    twenty_four: bool = False


MORNING = range(5, 12)


def clock_text(wall: time, style: ClockStyle) -> str:
    """“7:00”, “7:00 pm” or “19:00”; the bare style says am for a morning show, so that bare always means from noon."""
    if style is ClockStyle.TWENTY_FOUR:
        return spoken().twenty_four(wall)
    text = f"{wall.hour % 12 or 12}:{wall.minute:02}"
    if style is ClockStyle.MERIDIEM:
        return f"{text}\u00a0{'am' if wall.hour < 12 else 'pm'}"
    return f"{text}\u00a0am" if wall.hour in MORNING else text


def spoken_style(chosen: ClockStyle) -> ClockStyle:
    """The style that the house chose; in a language that counts to 24, that of the language."""
    return ClockStyle.TWENTY_FOUR if spoken().hour_mark else chosen
