"""A published show as a calendar event (RFC 5545 VEVENT), built once and stored with its version."""

import re
from datetime import UTC, date, datetime
from uuid import UUID

from icalendar import Event, vCalAddress, vText

from programming.choices import Access, Format, ScreeningStatus
from programming.models import Venue
from programming.models.facts import ScreeningFacts
from programming.timetable.clock import clock_text
from programming.timetable.dates import long_day

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def vevent(facts: ScreeningFacts, *, uid: UUID, sequence: int, stamp: datetime, venue: Venue) -> bytes:
    """The event's bytes, CRLF and folded. `stamp` (aware) is when this version was made: DTSTAMP and LAST-MODIFIED.

    Times go out as local time with TZID, save where the clocks repeat an hour: local time would mean its first
    pass (RFC 5545 3.3.5), so those go out in UTC.
    """
    event = Event()
    event.add("UID", str(uid))
    event.add("DTSTAMP", stamp.astimezone(UTC))
    event.add("LAST-MODIFIED", stamp.astimezone(UTC))
    event.add("SEQUENCE", sequence)
    event.add("DTSTART", _local(facts.starts_at, venue))
    event.add("DTEND", _local(facts.ends_at, venue))
    event.add("SUMMARY", _clean(_summary(facts)))
    event.add("DESCRIPTION", _clean(_description(facts, venue)))
    event.add("LOCATION", _clean(place(venue, facts.screen)))
    if venue.latitude is not None and venue.longitude is not None:
        event.add("GEO", (float(venue.latitude), float(venue.longitude)))
    event.add("URL", page_url(facts, venue))
    event.add("CATEGORIES", _categories(facts))
    event.add("STATUS", "CONFIRMED" if _is_on(facts) else "CANCELLED")
    event.add("TRANSP", "TRANSPARENT")
    event.add("CLASS", "PUBLIC")
    if venue.email:
        event.add("ORGANIZER", _organizer(venue))
    return bytes(event.to_ical())


def place(venue: Venue, screen: str = "") -> str:
    """Where, on one line that maps can find."""
    town = " ".join(part for part in (venue.postal_code, venue.locality) if part)
    return ", ".join(part for part in (venue.name, screen, venue.street, town, venue.region) if part)


def page_url(facts: ScreeningFacts, venue: Venue) -> str:
    return f"{venue.site_url.rstrip('/')}/films/{facts.slug}/"


def _is_on(facts: ScreeningFacts) -> bool:
    return ScreeningStatus(facts.status).is_on


def _local(moment: str, venue: Venue) -> datetime:
    instant = datetime.fromisoformat(moment).astimezone(UTC)
    local = instant.astimezone(venue.zone)
    return instant if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset() else local


def _summary(facts: ScreeningFacts) -> str:
    films = [segment.title for segment in facts.films]
    title = " + ".join(films) if facts.kind == "double_bill" else facts.title
    print_runs = facts.format and Format(facts.format).is_film
    named = f"{title} ({Format(facts.format).label})" if print_runs else title
    return named if _is_on(facts) else f"CANCELLED: {named}"


def _description(facts: ScreeningFacts, venue: Venue) -> str:
    day = date.fromisoformat(facts.house_day)
    starts = datetime.fromisoformat(facts.starts_at).astimezone(venue.zone)
    films = [f"{segment.title} ({segment.year}): {segment.spec}" for segment in facts.films]
    lines = [
        *([] if _is_on(facts) else [f"This show is cancelled. {facts.reason}".strip()]),
        *([_moved(facts, venue)] if facts.moved_from else []),
        facts.event_line.removeprefix("+ ").capitalize() if facts.event_line else "",
        *(films if len(films) > 1 else [facts.spec and f"{facts.directors}, {facts.spec}".removeprefix(", ")]),
        facts.admission,
        ", ".join(str(Access(kind).label) for kind in facts.access),
        f"In the night of {long_day(day)}." if starts.date() != day else "",
        facts.note,
        "Free" if facts.is_free else facts.price or venue.admission,
        page_url(facts, venue),
    ]
    return "\n".join(line for line in lines if line)


def _moved(facts: ScreeningFacts, venue: Venue) -> str:
    was = datetime.fromisoformat(facts.moved_from).astimezone(venue.zone)
    return f"Moved from {long_day(was.date())}, {clock_text(was.time(), venue.style)}."


def _categories(facts: ScreeningFacts) -> list[str]:
    formats = [str(Format(facts.format).label)] if facts.format else []
    return [
        "Film",
        *formats,
        *(title for _, title in facts.series),
        *(str(Access(kind).label) for kind in facts.access),
    ]


def _organizer(venue: Venue) -> vCalAddress:
    address = vCalAddress(f"mailto:{venue.email}")
    address.params["CN"] = vText(venue.name)
    return address


def _clean(text: str) -> str:
    return CONTROL.sub("", text)
