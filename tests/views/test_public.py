"""Public addresses over HTTP: what answers, what is a 404, what every answer carries."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from programming.actions.cancel import cancel
from programming.models import Programme, ProgrammeItem, Screening
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, run, series, show, shows

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> None:
    booked = run(film("Cranes", director="Mikhail Kalatozov"), ScreenFactory())
    shows(booked, "14:35", "19:00")
    past = run(film("Wanda"), booked.screen, first=FRIDAY - timedelta(days=400))
    show(past, past.opens_on, "19:00")
    series("Soviet Spring", booked.programme)
    go_public()


ADDRESSES = [
    "/",
    "/on/2026-11-21/",
    "/week/2026-11-20/",
    "/calendar/2026/11/",
    "/calendar/0001/01/",
    "/films/",
    "/films/cranes/",
    "/films/wanda/",
    "/series/",
    "/series/soviet-spring/",
    "/archive/",
    "/archive/2025/",
    "/search/",
    "/search/?q=cranes",
    "/search/?q=%00%ff",
    "/search/suggest",
    "/search/suggest?q=cranes",
    "/search/suggest?q=%00%ff",
    "/calendar.ics",
    "/house.css",
]
NO_ADDRESSES = [
    "/on/2026-02-31/",
    "/on/2026-2-3/",
    "/week/0000-00-00/",
    "/calendar/2026/13/",
    "/week/0001-01-01/",
    "/week/9999-12-31/",
    "/on/0001-01-01/",
    "/on/9999-12-31/",
    "/calendar/0000/01/",
    "/films/nothing/",
    "/series/nothing/",
    "/archive/1999/",
    "/archive/0000/",
    "/nothing/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_address_answers(client: Client, house: None, address: str) -> None:
    with time_machine.travel(NOON, tick=False):
        response = client.get(address)
    assert response.status_code == (404 if address == "/calendar/0001/01/" else 200)
    assert not response.cookies


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_an_address_that_is_none_is_a_404_in_house_style(client: Client, house: None, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "The Lantern" in response.content.decode() or "Held Over" in response.content.decode()


@pytest.mark.parametrize("address", ["/", "/films/", "/calendar.ics", "/staff/"])
def test_a_house_that_is_not_set_up_says_so(client: Client, address: str) -> None:
    assert client.get(address).status_code in (302, 404)


def test_a_year_of_a_long_series_has_an_address_of_its_own(
    client: Client, noon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("programming.listings.series.LONG", 1)
    shown, screen = programme(film("Sunrise")), ScreenFactory()
    for day in (date(2019, 7, 5), date(2025, 7, 4)):
        show(shown, day, "19:00", screen)
    series("Silents", shown)
    go_public()
    assert b'href="/series/silents/?year=2019">2019</a>' in client.get("/series/silents/").content
    page = client.get("/series/silents/?year=2019").content.decode()
    assert re.search('<link rel="canonical" href="[^"]+/series/silents/\\?year=2019">', page)
    assert "Played in 2019" in page
    assert "Silents in 2019" in page
    for year in ("2018", "2027", "0", "x", "20199", "٢٠١٩"):
        assert client.get("/series/silents/", {"year": year}).status_code == 404


def test_a_day_inside_a_week_leads_to_the_week(client: Client, house: None) -> None:
    response = client.get("/week/2026-11-24/")
    assert (response.status_code, response["Location"]) == (301, "/week/2026-11-20/")


@pytest.mark.parametrize("address", ["/", "/films/cranes/", "/calendar.ics"])
def test_an_unchanged_answer_is_a_304(client: Client, house: None, address: str) -> None:
    with time_machine.travel(NOON, tick=False):
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        zipped = client.get(address, headers={"accept-encoding": "gzip"})
        zipped_again = client.get(address, headers={"accept-encoding": "gzip", "if-none-match": zipped["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert (zipped["Content-Encoding"], zipped_again.status_code) == ("gzip", 304)
    assert "max-age" in first["Cache-Control"]


def test_copy_is_live_on_saving_but_markup_cannot_script(client: Client) -> None:
    shown = film("Cranes", note="<script>alert(1)</script> [x](javascript:alert(1)) *Cuba*")
    show(run(shown, ScreenFactory()), FRIDAY, "19:00")
    go_public()
    with time_machine.travel(NOON, tick=False):
        page = client.get("/films/cranes/").content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<cite>Cuba</cite>" in page


def events(client: Client, at: datetime) -> dict[str, dict[str, str]]:
    with time_machine.travel(at, tick=False):
        calendar = Calendar.from_ical(client.get(reverse("calendar-ics")).content)
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_the_calendar_keeps_its_events_for_life(client: Client, house: None) -> None:
    before = events(client, NOON)
    assert len(before) == 14
    one = FRIDAY + timedelta(days=2)
    off = Screening.objects.filter(house_day=one).earliest("starts_at")
    cancel(screening=off, reason="The print is lost.", at=NOON)
    go_public(NOON)
    after = events(client, NOON + timedelta(minutes=1))
    assert after.keys() == before.keys()
    changed = {uid for uid in after if after[uid].to_ical() != before[uid].to_ical()}
    assert changed == {str(off.uid)}
    event = after[str(off.uid)]
    assert (event["STATUS"], int(event["SEQUENCE"])) == ("CANCELLED", 1)


def test_an_event_says_what_a_listing_says(client: Client, house: None) -> None:
    event = min(events(client, NOON).values(), key=lambda event: event["DTSTART"].dt)
    assert event["SUMMARY"] == "Cranes"
    assert event["LOCATION"].startswith("The Lantern, Screen ")
    page = f"https://lantern.example/screenings/{event['UID']}/"
    assert event["URL"] == page
    assert event["DTSTART"].params["TZID"] == "America/New_York"
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 11, 20, 19, 35, tzinfo=UTC)
    for said in ("DCP", "95\u00a0min.", "Mikhail Kalatozov", page):
        assert said in event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("night", "wall", "fold", "expected"),
    [
        (date(2026, 10, 31), "01:30", 0, "20261101T053000Z"),
        (date(2026, 10, 31), "01:30", 1, "20261101T063000Z"),
        (date(2026, 10, 31), "00:30", 0, "20261101T003000"),
        (date(2026, 3, 7), "01:30", 0, "20260308T013000"),
        (date(2026, 3, 7), "03:30", 0, "20260308T033000"),
    ],
)
def test_the_nights_the_clocks_change(client: Client, night: date, wall: str, fold: int, expected: str) -> None:
    screen = ScreenFactory()
    shown = programme(film("All night"))
    starts_at = screen.venue.house_day(night).at(time.fromisoformat(wall), fold)
    Screening.objects.create(programme=shown, screen=screen, starts_at=starts_at, house_day=night)
    at = starts_at - timedelta(days=3)
    go_public(at)
    with time_machine.travel(at, tick=False):
        lines = client.get("/calendar.ics").content.decode().split("\r\n")
    (start,) = [line for line in lines if line.startswith("DTSTART") and "All" not in line and expected[:8] in line]
    assert start.endswith(f":{expected}")


def test_an_evening_without_a_film_stands_in_the_programme_like_any_other(client: Client, noon: None) -> None:
    quiz = Programme.objects.create(slug="quiz-night", kind="event", title="Quiz Night", note="Teams of four.")
    ProgrammeItem.objects.create(programme=quiz, kind="talk", minutes=120, label="The quiz", person="Ines Calloway")
    made = show(quiz, FRIDAY, "20:00", ScreenFactory())
    go_public()
    for address in ("/", f"/on/{FRIDAY}/", f"/week/{FRIDAY}/", "/calendar/2026/11/", "/films/", "/calendar.ics"):
        assert b"Quiz Night" in client.get(address).content
    page = client.get("/films/quiz-night/").content.decode()
    assert "The quiz" in page
    assert "Ines Calloway" in page
    shown = client.get(f"/screenings/{made.uid}/").content.decode()
    assert '"@type":"Event"' in shown
    assert "workPresented" not in shown
    assert client.get("/api/v1/screenings").status_code == 200


def test_suggestions_are_plain_json_that_need_not_be_sent_twice(client: Client, house: None) -> None:
    with time_machine.travel(NOON, tick=False):
        first = client.get("/search/suggest?q=kalatosow")
        again = client.get("/search/suggest?q=kalatosow", headers={"if-none-match": first["ETag"]})
    assert [one["text"] for one in first.json()["suggestions"]] == ["Mikhail Kalatozov"]
    assert (again.status_code, again.content) == (304, b"")
    assert "max-age" in first["Cache-Control"]
    assert client.post("/search/suggest?q=kalatosow").status_code == 405
