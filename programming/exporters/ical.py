"""A calendar: a head, the stored bytes of its events, a tail (RFC 5545, RFC 7986)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from icalendar import vText
from icalendar.parser import Contentline

from programming.exporters.vtimezone import vtimezone

PRODID = "-//Held Over//Listings 1//EN"
FOOT = b"END:VCALENDAR\r\n"
REFRESH = "PT4H"
COLOURS = (
    ("firebrick", "#B22222"),
    ("darkslateblue", "#483D8B"),
    ("darkgreen", "#006400"),
    ("darkgoldenrod", "#B8860B"),
    ("teal", "#008080"),
    ("indigo", "#4B0082"),
    ("saddlebrown", "#8B4513"),
    ("crimson", "#DC143C"),
)
"""CSS names (RFC 7986 5.9) with their values: several calendars of one house can be told apart."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a subscriber sees of a calendar besides its events. `modified` is the newest change of any event.

    It has no UID of its own (RFC 7986 5.3 allows one): vdirsyncer would take it for that of every event.
    """

    name: str
    description: str
    zone: str
    page: str
    source: str
    modified: datetime | None
    first: datetime  # the range the time zone must be right for
    last: datetime


def calendar(told: Calendar, events: Iterable[bytes]) -> bytes:
    """The whole calendar. The same arguments give the same bytes."""
    return b"".join((head(told), *events, FOOT))


def confirm(event: bytes) -> bytes:
    """A cancelled event that programs show: its words still say what it is."""
    return event.replace(b"STATUS:CANCELLED", b"STATUS:CONFIRMED")


def remind(event: bytes, minutes: int) -> bytes:
    """The event with an alarm so many minutes before it (RFC 5545 3.6.6); only for calendars of somebody's own."""
    lines = ("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Reminder", f"TRIGGER:-PT{minutes}M", "END:VALARM")
    alarm = "".join(f"{line}\r\n" for line in lines).encode()
    return event.replace(b"END:VEVENT", alarm + b"END:VEVENT")


def head(told: Calendar) -> bytes:
    """All that stands before the events."""
    name, description = (vText(text).to_ical().decode() for text in (told.name, told.description))
    colour, value = COLOURS[crc32(told.source.rpartition("//")[2].partition("/")[2].encode()) % len(COLOURS)]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODID}",
        "CALSCALE:GREGORIAN",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        f"DESCRIPTION:{description}",
        f"X-WR-CALDESC:{description}",
        f"X-WR-TIMEZONE:{told.zone}",
        f"URL:{told.page}",
        f"SOURCE;VALUE=URI:{told.source}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
        f"COLOR:{colour}",
        f"X-APPLE-CALENDAR-COLOR:{value}",
        *([f"LAST-MODIFIED:{told.modified:%Y%m%dT%H%M%SZ}"] if told.modified else []),
    ]
    own = b"".join(Contentline(line).to_ical() + b"\r\n" for line in lines)
    return own + vtimezone(told.zone, told.first, told.last)
