"""Events are written line by line, for speed; icalendar, asked for the same, writes the same bytes."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event, vCalAddress, vText, vUri

from programming.actions import vevent as own
from programming.choices import ScreeningStatus
from programming.models import Venue
from programming.models.facts import ScreeningFacts

UID = UUID("11111111-2222-4333-8444-555555555555")
STAMP = datetime(2026, 3, 1, 12, 30, 15, tzinfo=UTC)
POSTER = {"VALUE": "URI", "DISPLAY": "FULLSIZE", "FMTTYPE": "image/png"}
ZONES = ("America/Chicago", "Europe/London", "Asia/Kolkata", "UTC", "Etc/UTC", "Etc/GMT+5", "Australia/Lord_Howe")

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=160)
tricky = st.text(st.sampled_from("ab\\^,;:\"'\n\r\t N日é🎬\x07"), max_size=160)
said = words | tricky
moments = st.integers(10**5, 38 * 10**8).map(lambda second: datetime.fromtimestamp(second, UTC))


def by_icalendar(facts: ScreeningFacts, sequence: int, venue: Venue, note: str, leaving: str) -> bytes:
    """The same event, put together by the library."""
    is_on = ScreeningStatus(facts.status).is_on and not leaving
    page = f"{venue.site_url}/screenings/{UID}/"
    title = own._summary(facts) if is_on else f"CANCELLED: {own._summary(facts)}"
    event = Event()
    event.add("UID", str(UID))
    event.add("DTSTAMP", STAMP)
    event.add("LAST-MODIFIED", STAMP)
    if facts.announced_at:
        event.add("CREATED", datetime.fromisoformat(facts.announced_at))
    event.add("SEQUENCE", sequence)
    event.add("DTSTART", local(facts.starts_at, venue))
    event.add("DTEND", local(facts.ends_at, venue))
    event.add("SUMMARY", own._clean(title))
    event.add(
        "DESCRIPTION", own._clean(own._description(facts, venue, page, " ".join(one for one in (leaving, note) if one)))
    )
    event.add("LOCATION", own._clean(own.place(venue, facts.screen)))
    if venue.latitude is not None:
        event.add("GEO", (float(venue.latitude), float(venue.longitude)))
    event.add("URL", page)
    event.add("CATEGORIES", own._categories(facts))
    event.add("IMAGE", vUri(f"{venue.site_url}/cards/films/{facts.slug}.png"), parameters=POSTER)
    event.add("STATUS", "CONFIRMED" if is_on else "CANCELLED")
    event.add("TRANSP", "TRANSPARENT")
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
    event.add("CLASS", "PUBLIC")
    if venue.email:
        organizer = vCalAddress(f"mailto:{venue.email}")
        organizer.params["CN"] = vText(venue.name)
        event.add("ORGANIZER", organizer)
    return bytes(event.to_ical())


def local(moment: str, venue: Venue) -> datetime:
    instant = datetime.fromisoformat(moment)
    there = instant.astimezone(venue.zone)
    return instant if there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset() else there


@st.composite
def shows(draw: st.DrawFn) -> ScreeningFacts:
    starts_at = draw(moments)
    return ScreeningFacts(
        title=draw(said),
        slug=draw(
            st.sampled_from(["a", "the-slug-of-a-film-with-a-title-that-goes-on-for-longer-than-a-line-is-wide"])
        ),
        kind="single",
        starts_at=starts_at.isoformat(),
        ends_at=(starts_at + timedelta(minutes=draw(st.integers(1, 300)))).isoformat(),
        house_day=starts_at.date().isoformat(),
        status=draw(st.sampled_from(["scheduled", "cancelled"])),
        screen=draw(said),
        screen_slug="screen-1",
        format=draw(st.sampled_from(["", "dcp", "35mm"])),
        spec=draw(said),
        note=draw(said),
        announced_at=draw(st.just("") | moments.map(datetime.isoformat)),
        access=draw(st.sampled_from([(), ("open-captions", "relaxed")])),
        series=tuple(("a", title) for title in draw(st.lists(said, max_size=2))),
    )


@given(
    shows(),
    st.integers(0, 99_999),
    st.sampled_from(ZONES),
    st.tuples(said, said),
    st.sampled_from(["", "box@lantern.example"]),
)
def test_the_bytes_are_icalendars(
    facts: ScreeningFacts, sequence: int, zone: str, words: tuple[str, str], email: str
) -> None:
    note, leaving = words
    venue = Venue(name="The Lantern", street="3, Wick; Row", locality="Tallow", site_url="https://lantern.example")
    venue.time_zone, venue.email = zone, email
    venue.latitude, venue.longitude = (41.9, -88.6) if email else (None, None)
    made = own.vevent(facts, uid=UID, sequence=sequence, stamp=STAMP, venue=venue, note=note, leaving=leaving)
    assert made == by_icalendar(facts, sequence, venue, note, leaving)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", range(24))
def test_so_are_those_of_the_nights_on_which_clocks_change(zone: str, hour: int) -> None:
    venue = Venue(
        name="The Lantern", street="3 Wick Row", locality="Tallow", site_url="https://x.example", time_zone=zone
    )
    for month, day in ((3, 8), (3, 29), (4, 5), (10, 4), (10, 25), (11, 1)):
        start = datetime(2026, month, day, hour, tzinfo=UTC)
        facts = ScreeningFacts(
            "Title", "title", "single", start.isoformat(), (start + timedelta(hours=1)).isoformat(),
            start.date().isoformat(), "scheduled", "Screen 1", "screen-1", "dcp",
        )  # fmt: skip
        made = own.vevent(facts, uid=UID, sequence=0, stamp=STAMP, venue=venue)
        assert made == by_icalendar(facts, 0, venue, "", "")
