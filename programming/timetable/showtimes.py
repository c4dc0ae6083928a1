"""The showtime language: lines as houses type and print them.

A line is groups, each of days and times, in either order:

    Fri & Sat 7:00, 9:00; Sun 5:00        a group for these days, a group for those
    12:30  2:35  4:45                     no days: every day of the span
    Daily except Tue 12:30, 2:35          days left out
    Daily 12:30, 2:35; Tue 12:30 only     `only` replaces whatever other groups say of its days
    7:30 (also Sunday at 3:45)            `also` adds; so does a group without a word
    Daily 12:30, 7:50; no 7:50 Tue        `no` takes times away, or whole days: Tue no show
    8:00 OC; 7:00 [35mm, Q&A]             a tag belongs to the time before it; before all times, to the line

Bare hours run from noon. The clock rule of the house decides 10:00 and 11:00, or leaves them to be asked about. A line
with an hour past 12 is on the 24-hour clock throughout. `9:15 p.m.` at the end of a list is meant of the whole list.

What a line says wrong is a `Problem` with its place; nothing is repaired in silence. With `Context.prose`, words that
are not of the language are taken for a label ("Vanishing Point 7:30"); without it they are problems, because a
mistyped weekday would otherwise vanish.
"""

from collections.abc import Iterable

from programming.timetable.showtimes_printer import grouped, line
from programming.timetable.showtimes_reader import read
from programming.timetable.showtimes_values import Context, Problem, Reading, Show, Style

__all__ = ["Context", "Problem", "Reading", "Show", "Style", "groups", "parse", "print"]


def parse(text: str, context: Context) -> Reading:
    """Read a line. Any text gives a reading, with its errors; nothing is raised."""
    return read(text, context)


def print(shows: Iterable[Show], style: Style) -> str:
    """The shortest line in house style that reads back as exactly these shows. Empty for none."""
    return line(tuple(shows), style)


def groups(shows: Iterable[Show], style: Style) -> tuple[tuple[str, str], ...]:
    """The shows as pairs of days and times: *Fri–Sun* 1:00, 6:40."""
    return grouped(tuple(shows), style)
