"""Calendars: each address is the house's calendar through a filter."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from programming.actions.cancel import cancel
from programming.forms.subscribing import Choice, make_token
from programming.models import Film, Screen, Screening, Venue
from tests.factories import (
    FRIDAY,
    NOON,
    ScreenFactory,
    VenueFactory,
    film,
    go_public,
    programme,
    run,
    series,
    show,
    shows,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
BEFORE = NOON - timedelta(days=3)
HOUR = timedelta(hours=1)


@pytest.fixture
def house() -> dict[str, Any]:
    """Cranes on 35mm, captioned, of a series, in Screen 1; Detour on DCP in Screen 2."""
    one, two = ScreenFactory(name="Screen 1", slug="screen-1"), ScreenFactory(name="Screen 2", slug="screen-2")
    cranes = programme(film("Cranes", format="35mm"))
    series("Wrong Turns", cranes)
    made = {
        "cranes": show(cranes, FRIDAY, "19:00", one, access=["open-captions"]),
        "detour": show(programme(film("Detour")), FRIDAY, "19:00", two),
    }
    go_public(BEFORE)
    return made


def read(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content)


def titles(client: Client, address: str) -> list[str]:
    return [str(event["SUMMARY"]) for event in read(client, address).walk("VEVENT")]


@pytest.mark.parametrize(
    ("address", "name", "expected"),
    [
        ("/calendar.ics", "The Lantern", ["Cranes (35mm)", "Detour"]),
        ("/films/cranes.ics", "The Lantern: Cranes", ["Cranes (35mm)"]),
        ("/films/detour.ics", "The Lantern: Detour", ["Detour"]),
        ("/series/wrong-turns.ics", "The Lantern: Wrong Turns", ["Cranes (35mm)"]),
        ("/screens/screen-2.ics", "The Lantern: Screen 2", ["Detour"]),
        ("/formats/35mm.ics", "The Lantern: 35mm", ["Cranes (35mm)"]),
        ("/formats/film.ics", "The Lantern: on film", ["Cranes (35mm)"]),
        ("/formats/dcp.ics", "The Lantern: DCP", ["Detour"]),
        ("/access/open-captions.ics", "The Lantern: Open captions", ["Cranes (35mm)"]),
        ("/formats/70mm.ics", "The Lantern: 70mm (nothing announced)", []),
        ("/access/relaxed.ics", "The Lantern: Relaxed screening (nothing announced)", []),
    ],
)
def test_filters(client: Client, house: dict[str, Any], address: str, name: str, expected: list[str]) -> None:
    assert (str(read(client, address)["X-WR-CALNAME"]), sorted(titles(client, address))) == (name, expected)


@pytest.mark.parametrize(
    "address",
    [
        "/films/nowhere.ics",
        "/series/nowhere.ics",
        "/screens/nowhere.ics",
        "/formats/betamax.ics",
        "/access/nowhere.ics",
        "/nowhere/at-all.ics",
        "/films/%C3%BC.ics",
        "/screenings/nowhere.ics",
        "/calendars/forged.ics",
        "/calendars/WyJmb3JtYXRzLzM1bW0iXQ:1abc:xyz.ics",
        "/screenings/11111111-2222-4333-8444-555555555555.ics",
    ],
)
def test_what_is_not_there_is_a_404_that_a_calendar_can_read(client: Client, house: object, address: str) -> None:
    assert not read(client, address, 404).walk("VEVENT")


@pytest.mark.parametrize("address", ["/films/cranes.ics", "/series/wrong-turns.ics"])
def test_under_an_embargo_there_is_no_calendar(client: Client, address: str) -> None:
    cranes = programme(film("Cranes"))
    series("Wrong Turns", cranes)
    show(cranes, FRIDAY, "19:00", ScreenFactory())
    go_public(BEFORE, live_from=NOON + HOUR)
    read(client, address, 404)
    assert titles(client, "/calendar.ics") == []
    with time_machine.travel(NOON + HOUR, tick=False):
        assert titles(client, address) == ["Cranes"]


def test_one_show_to_keep(client: Client, house: dict[str, Any]) -> None:
    address = f"/screenings/{house['cranes'].uid}.ics"
    (event,) = read(client, address).walk("VEVENT")
    assert event["UID"] == str(house["cranes"].uid)
    assert client.get(address).headers["Content-Disposition"] == 'attachment; filename="cranes.ics"'
    assert client.get("/formats/35mm.ics").headers["Content-Disposition"] == 'inline; filename="the-lantern-35mm.ics"'


def test_a_show_that_leaves_a_calendar_stays_in_it_cancelled_until_its_day_is_over(
    client: Client, house: dict[str, Any]
) -> None:
    (was,) = read(client, "/formats/35mm.ics").walk("VEVENT")
    Film.objects.get(slug="cranes").materials.update(format="dcp")
    go_public(NOON - HOUR)
    (event,) = read(client, "/formats/35mm.ics").walk("VEVENT")
    assert (event["UID"], event["STATUS"], event["SUMMARY"]) == (was["UID"], "CANCELLED", "CANCELLED: Cranes")
    assert int(event["SEQUENCE"]) > int(was["SEQUENCE"])
    assert "it is now on DCP" in event["DESCRIPTION"]
    assert [event["STATUS"] for event in read(client, "/formats/dcp.ics").walk("VEVENT")] == ["CONFIRMED"] * 2
    assert [event["STATUS"] for event in read(client, "/calendar.ics").walk("VEVENT")] == ["CONFIRMED"] * 2
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert titles(client, "/formats/35mm.ics") == []


def test_a_show_that_leaves_one_filter_of_a_list_and_stands_in_another_stays(
    client: Client, house: dict[str, Any]
) -> None:
    Film.objects.get(slug="cranes").materials.update(format="dcp")
    go_public(NOON - HOUR)
    lists = {
        ("formats/35mm",): "CANCELLED",
        ("formats/35mm", "formats/dcp"): "CONFIRMED",
        ("films/cranes",): "CONFIRMED",
    }
    for feeds, status in lists.items():
        events = read(client, f"/calendars/{make_token(Choice(feeds))}.ics").walk("VEVENT")
        assert {str(event["STATUS"]) for event in events} == {status}


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("", ["CANCELLED", "CONFIRMED"]),
        ("?cancelled=keep", ["CANCELLED", "CONFIRMED"]),
        ("?cancelled=drop", ["CONFIRMED"]),
        ("?cancelled=mark", ["CONFIRMED", "CONFIRMED"]),
        ("?cancelled=nonsense", ["CANCELLED", "CONFIRMED"]),
    ],
)
def test_cancelled_shows_as_the_reader_wants_them(
    client: Client, house: dict[str, Any], how: str, expected: list[str]
) -> None:
    cancel(screening=house["cranes"], reason="The print is lost.", at=NOON)
    go_public(NOON - HOUR)
    events = read(client, f"/calendar.ics{how}").walk("VEVENT")
    assert sorted(str(event["STATUS"]) for event in events) == expected
    if how != "?cancelled=drop":
        assert "CANCELLED: Cranes (35mm)" in titles(client, f"/calendar.ics{how}")


def test_a_list_of_ones_own(client: Client, house: dict[str, Any]) -> None:
    address = f"/calendars/{make_token(Choice(('formats/35mm', 'screens/screen-2'), 60))}.ics"
    assert sorted(titles(client, address)) == ["Cranes (35mm)", "Detour"]
    alarms = read(client, address).walk("VALARM")
    assert [alarm["TRIGGER"].dt for alarm in alarms] == [-HOUR, -HOUR]
    answer = client.get(address)
    assert "private" in answer.headers["Cache-Control"]
    assert not answer.cookies
    one = f"/calendars/{make_token(Choice(('formats/35mm',)))}.ics"
    assert titles(client, one) == ["Cranes (35mm)"]
    assert not read(client, one).walk("VALARM")


def test_a_signed_address_cannot_be_altered(client: Client, house: object) -> None:
    token = make_token(Choice(("formats/35mm",)))
    for place in range(0, len(token), 3):
        other = "A" if token[place] != "A" else "B"
        read(client, f"/calendars/{token[:place]}{other}{token[place + 1 :]}.ics", 404)


def test_the_window_of_past_days_is_the_houses(client: Client, house: dict[str, Any]) -> None:
    with time_machine.travel(NOON + timedelta(days=10), tick=False):
        assert len(titles(client, "/calendar.ics")) == 2
        Venue.objects.update(calendar_days=9)
        assert titles(client, "/calendar.ics") == []


def test_sold_out_is_no_business_of_calendars(client: Client, house: dict[str, Any]) -> None:
    was = client.get("/calendar.ics").content
    Screening.objects.update(availability="sold_out")
    assert client.get("/calendar.ics").content == was


@pytest.mark.parametrize("address", ["/calendar.ics", "/formats/35mm.ics", "/films/cranes.ics"])
def test_conditional_requests_head_and_compression(client: Client, house: object, address: str) -> None:
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    tag = answer.headers["ETag"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Last-Modified"] == "Fri, 20 Nov 2026 10:00:00 GMT"
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    head = client.head(address)
    assert (head.status_code, head.content, head.headers["Content-Type"]) == (200, b"", "text/calendar; charset=utf-8")
    assert client.post(address).status_code == 405


def test_an_empty_calendar_says_when_it_was_looked_at_last(client: Client, house: object) -> None:
    answer = client.get("/formats/70mm.ics")
    assert answer.headers["Last-Modified"] == "Fri, 20 Nov 2026 10:00:00 GMT"
    assert client.get("/formats/70mm.ics", headers={"if-none-match": answer.headers["ETag"]}).status_code == 304


def test_the_same_bytes_at_any_second(client: Client, house: object) -> None:
    was = client.get("/calendar.ics").content
    with time_machine.travel(NOON + timedelta(minutes=7), tick=False):
        assert client.get("/calendar.ics").content == was


def test_calendars_of_one_house_can_be_told_apart(client: Client, house: object) -> None:
    addresses = ("/calendar.ics", "/formats/35mm.ics", "/access/open-captions.ics")
    assert len({str(read(client, address)["COLOR"]) for address in addresses}) > 1


@pytest.mark.parametrize(
    "address", ["/calendar.ics", "/formats/dcp.ics", "/films/film-a.ics", "/series/every.ics", "/screens/big.ics"]
)
def test_queries_do_not_grow(client: Client, address: str) -> None:
    screen = ScreenFactory(slug="big")
    shown = programme(film("Film A"))
    series("Every", shown)
    counts = []
    for day, size in enumerate((1, 3, 30)):
        for minute in range(size):
            show(shown, FRIDAY + timedelta(days=day), f"{10 + minute // 6}:{minute % 6 * 10:02}", screen)
        go_public(BEFORE + timedelta(hours=day))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_without_a_house_there_is_no_calendar(client: Client) -> None:
    assert client.get("/calendar.ics").status_code == 404


@pytest.mark.parametrize(
    ("day", "wall"),
    [
        (date(2026, 10, 31), "23:30"),
        (date(2026, 11, 1), "00:45"),
        (date(2027, 3, 13), "23:30"),
    ],
    ids=["before-the-fold", "after-midnight", "before-the-gap"],
)
def test_shows_over_a_night_of_changing_clocks_end_when_they_end(client: Client, day: Any, wall: str) -> None:
    one = show(programme(film("Cranes", running_minutes=180)), day, wall, ScreenFactory())
    go_public(datetime(2026, 10, 1, 12, tzinfo=NOON.tzinfo))
    with time_machine.travel(one.starts_at, tick=False):
        (event,) = read(client, "/calendar.ics").walk("VEVENT")
    preshow = timedelta(minutes=Venue.objects.get().preshow_minutes)
    length = event["DTEND"].dt.astimezone(NOON.tzinfo) - event["DTSTART"].dt.astimezone(NOON.tzinfo)
    assert length == timedelta(minutes=180) + preshow


def test_screens_go_by_their_address(client: Client) -> None:
    VenueFactory()
    ScreenFactory(slug="upstairs", name="Upstairs")
    assert Screen.objects.count() == 1
    assert str(read(client, "/screens/upstairs.ics")["X-WR-CALNAME"]).endswith("(nothing announced)")


def test_a_double_bill_stands_in_the_calendar_of_each_film_and_format(client: Client) -> None:
    bill = programme(film("Laura"), film("Detour", format="16mm"), kind="double_bill", slug="laura-detour")
    show(bill, FRIDAY, "19:00", ScreenFactory())
    go_public(BEFORE)
    for address in (
        "/films/laura.ics",
        "/films/detour.ics",
        "/formats/16mm.ics",
        "/formats/dcp.ics",
        "/formats/film.ics",
    ):
        assert titles(client, address) == ["Laura + Detour"], address


def test_a_secret_film_is_in_no_calendar_of_its_own(client: Client) -> None:
    secret = programme(film("His Girl Friday"), kind="secret", title="The Sealed Can", slug="the-sealed-can")
    show(secret, FRIDAY, "19:00", ScreenFactory())
    go_public(BEFORE)
    read(client, "/films/his-girl-friday.ics", 404)
    assert titles(client, "/films/the-sealed-can.ics") == ["The Sealed Can"]


def test_every_event_has_what_clients_ask_for(client: Client) -> None:
    VenueFactory(latitude="40.728100", longitude="-74.005000", email="box@lantern.example")
    booked = run(film("Cranes"), ScreenFactory())
    shows(booked, "19:00")
    go_public(BEFORE)
    for event in read(client, "/calendar.ics").walk("VEVENT"):
        names = set(
            "UID DTSTAMP LAST-MODIFIED CREATED SEQUENCE DTSTART DTEND SUMMARY DESCRIPTION LOCATION GEO URL".split()
        )
        assert {*names, "CATEGORIES", "IMAGE", "STATUS", "TRANSP", "ORGANIZER"} <= set(event)
        assert event["URL"] == f"https://lantern.example/screenings/{event['UID']}/"
        assert event["IMAGE"] == "https://lantern.example/cards/films/cranes.png"
