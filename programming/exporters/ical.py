"""A calendar: a head, the stored bytes of its events, a tail (RFC 5545, RFC 7986)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from icalendar import vText
from icalendar.parser import Contentline

from programming.exporters.vtimezone import vtimezone

PRODID = "-//Held Over//Listings 1//EN"
REFRESH = "PT4H"


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
    return b"".join((_head(told), vtimezone(told.zone, told.first, told.last), *events, b"END:VCALENDAR\r\n"))


def _head(told: Calendar) -> bytes:
    name, description = (vText(text).to_ical().decode() for text in (told.name, told.description))
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
        "COLOR:firebrick",
        "X-APPLE-CALENDAR-COLOR:#B22222",
        *([f"LAST-MODIFIED:{told.modified:%Y%m%dT%H%M%SZ}"] if told.modified else []),
    ]
    return b"".join(Contentline(line).to_ical() + b"\r\n" for line in lines)
