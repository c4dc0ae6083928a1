"""A published show as a calendar event (RFC 5545 VEVENT), built once and stored with its version."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _
from icalendar import Event, vCalAddress, vText

from programming.choices import Access, Format, ScreeningStatus
from programming.models import Venue
from programming.models.facts import ScreeningFacts
from programming.text.contentlines import escaped, line, utc_stamp, wall_stamp
from programming.text.names import list_names
from programming.timetable.clock import clock_text
from programming.timetable.dates import long_day

POSTER = "IMAGE;DISPLAY=FULLSIZE;FMTTYPE=image/png;VALUE=URI"
UTC_ZONES = ("UTC", "Etc/UTC")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def vevent(
    facts: ScreeningFacts, *, uid: UUID, sequence: int, stamp: datetime, venue: Venue, note: str = "", leaving: str = ""
) -> bytes:
    """The event's bytes, CRLF and folded. `stamp` (aware) is when this version is made public: DTSTAMP and
    LAST-MODIFIED. `note` says why, in words for the public. With `leaving`, the event as calendars keep it
    that the show is no longer in.

    Times go out as local time with TZID, save where the clocks repeat an hour: local time would mean its first
    pass (RFC 5545 3.3.5), so those go out in UTC.
    """
    is_on = _is_on(facts) and not leaving
    page = _page_url(uid, venue)
    live = utc_stamp(stamp)
    title = _summary(facts) if is_on else _("CANCELLED: %(title)s") % {"title": _summary(facts)}
    said = _description(facts, venue, page, " ".join(part for part in (leaving, note) if part))
    return b"".join(
        (
            b"BEGIN:VEVENT\r\n",
            line("SUMMARY", escaped(_clean(title))),
            _moment("DTSTART", facts.starts_at, venue),
            _moment("DTEND", facts.ends_at, venue),
            line("DTSTAMP", live),
            line("UID", str(uid)),
            line("SEQUENCE", str(sequence)),
            line("CATEGORIES", ",".join(escaped(category) for category in _categories(facts))),
            b"CLASS:PUBLIC\r\n",
            line("CREATED", utc_stamp(datetime.fromisoformat(facts.announced_at))) if facts.announced_at else b"",
            line("DESCRIPTION", escaped(_clean(said))),
            _geo(venue.latitude, venue.longitude),
            line(POSTER, _card_url(facts, venue)),
            line("LAST-MODIFIED", live),
            line("LOCATION", escaped(_clean(place(venue, facts.screen)))),
            _organizer(venue.email, venue.name),
            b"STATUS:CONFIRMED\r\n" if is_on else b"STATUS:CANCELLED\r\n",
            b"TRANSP:TRANSPARENT\r\n",
            line("URL", page),
            b"X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n",
            b"END:VEVENT\r\n",
        )
    )


def farewell(
    facts: ScreeningFacts, *, uid: UUID, sequence: int, stamp: datetime, venue: Venue, note: str = ""
) -> bytes:
    """The event for calendars that `facts.left` names; no bytes where the show has left none."""
    if not facts.left:
        return b""
    return vevent(facts, uid=uid, sequence=sequence, stamp=stamp, venue=venue, note=note, leaving=_leaving(facts))


def _leaving(facts: ScreeningFacts) -> str:
    """“This show is no longer in this calendar: it is now on DCP, in Screen 2.”"""
    places = {feed.partition("/")[0] for feed in facts.left}
    formats = list_names([str(Format(format).label) for format in facts.formats])
    said = (
        _("it is now on %(formats)s") % {"formats": formats} if "formats" in places and formats else "",
        _("it is now in %(screen)s") % {"screen": facts.screen} if "screens" in places else "",
        _("it is now %(title)s") % {"title": facts.title} if "films" in places else "",
        _("what it was marked with does not hold any more") if "access" in places else "",
        _("it is not part of the series any more") if "series" in places else "",
    )
    reasons = ", ".join(part for part in said if part)
    return _("This show is no longer in this calendar: %(reasons)s.") % {"reasons": reasons}


def place(venue: Venue, screen: str = "") -> str:
    """Where, on one line that maps can find."""
    town = " ".join(part for part in (venue.postal_code, venue.locality) if part)
    return ", ".join(part for part in (venue.name, screen, venue.street, town, venue.region) if part)


def _page_url(uid: UUID, venue: Venue) -> str:
    return f"{venue.site_url.rstrip('/')}/screenings/{uid}/"


def _card_url(facts: ScreeningFacts, venue: Venue) -> str:
    return f"{venue.site_url.rstrip('/')}/cards/films/{facts.slug}.png"


def _is_on(facts: ScreeningFacts) -> bool:
    return ScreeningStatus(facts.status).is_on


def _moment(name: str, moment: str, venue: Venue) -> bytes:
    local = _local(moment, venue)
    is_utc = local.tzinfo is UTC or venue.time_zone in UTC_ZONES
    return line(name, f"{wall_stamp(local)}Z") if is_utc else line(f"{name};TZID={venue.time_zone}", wall_stamp(local))


def _local(moment: str, venue: Venue) -> datetime:
    instant = datetime.fromisoformat(moment).astimezone(UTC)
    local = instant.astimezone(venue.zone)
    return instant if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset() else local


def _summary(facts: ScreeningFacts) -> str:
    films = [segment.title for segment in facts.films]
    title = " + ".join(films) if facts.kind == "double_bill" else facts.title
    print_runs = facts.format and Format(facts.format).is_film
    return f"{title} ({Format(facts.format).label})" if print_runs else title


def _description(facts: ScreeningFacts, venue: Venue, page: str, why: str) -> str:
    day = date.fromisoformat(facts.house_day)
    starts = datetime.fromisoformat(facts.starts_at).astimezone(venue.zone)
    films = [f"{segment.title} ({segment.year}): {segment.spec}" for segment in facts.films]
    lines = [
        *([] if _is_on(facts) else [_called_off(facts)]),
        why,
        *([_moved(facts, venue)] if facts.moved_from else []),
        facts.event_line.removeprefix("+ ").capitalize() if facts.event_line else "",
        *(films if len(films) > 1 else [facts.spec and f"{facts.directors}, {facts.spec}".removeprefix(", ")]),
        facts.admission,
        ", ".join(str(Access(kind).label) for kind in facts.access),
        _("In the night of %(day)s.") % {"day": long_day(day)} if starts.date() != day else "",
        facts.note,
        _("Free") if facts.is_free else facts.price or venue.admission,
        page,
    ]
    return "\n".join(line for line in lines if line)


def _called_off(facts: ScreeningFacts) -> str:
    instead = _("%(title)s plays instead.") % {"title": facts.replacement} if facts.replacement else ""
    return " ".join(part for part in (_("This show is cancelled."), instead, facts.reason) if part)


def _moved(facts: ScreeningFacts, venue: Venue) -> str:
    was = datetime.fromisoformat(facts.moved_from).astimezone(venue.zone)
    told = {"day": long_day(was.date()), "time": clock_text(was.time(), venue.style)}
    return _("Moved from %(day)s, %(time)s.") % told


def _categories(facts: ScreeningFacts) -> list[str]:
    formats = [str(Format(facts.format).label)] if facts.format else []
    return [
        "Film",
        *formats,
        *(title for _, title in facts.series),
        *(str(Access(kind).label) for kind in facts.access),
    ]


@lru_cache(maxsize=8)
def _geo(latitude: Decimal | None, longitude: Decimal | None) -> bytes:
    if latitude is None or longitude is None:
        return b""
    event = Event()
    event.add("GEO", (float(latitude), float(longitude)))
    return _lines(event)


@lru_cache(maxsize=8)
def _organizer(email: str, name: str) -> bytes:
    if not email:
        return b""
    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = vText(name)
    event = Event()
    event.add("ORGANIZER", address)
    return _lines(event)


def _lines(event: Event) -> bytes:
    """What the event says of its own."""
    return bytes(event.to_ical()).removeprefix(b"BEGIN:VEVENT\r\n").removesuffix(b"END:VEVENT\r\n")


def _clean(text: str) -> str:
    return CONTROL.sub("", text)
