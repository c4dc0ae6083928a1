"""The page that says where to get the programme, and the list of one's own."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from tests.factories import FRIDAY, NOON, ScreenFactory, VenueFactory, film, go_public, programme, series, show

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def house() -> None:
    screen = ScreenFactory(name="Screen 1", slug="screen-1")
    cranes = programme(film("Cranes", format="35mm"))
    series("Wrong Turns", cranes)
    show(cranes, FRIDAY, "19:00", screen, access=["open-captions"])
    show(programme(film("Detour")), FRIDAY, "21:00", screen)
    go_public(NOON - timedelta(days=3))


def test_an_empty_house_offers_its_calendar(client: Client) -> None:
    VenueFactory()
    page = client.get("/subscribe/")
    assert [offer.name for offer in page.context["page"].offers] == ["The whole house"]
    assert "There is nothing to choose from yet." in page.content.decode()


def test_what_is_offered_answers(client: Client, house: None) -> None:
    offers = client.get("/subscribe/").context["page"].offers
    assert [offer.name for offer in offers] == [
        "The whole house",
        "On film",
        "35mm",
        "Open captions",
        "Wrong Turns",
        "Screen 1",
    ]
    for offer in offers:
        assert offer.webcal.startswith("webcal://lantern.example/")
        assert client.get(offer.address.removeprefix("https://lantern.example")).status_code == 200
        code = client.get(offer.qr)
        assert (code.status_code, code.headers["Content-Type"]) == (200, "image/svg+xml")


def test_a_list_is_an_address(client: Client, house: None) -> None:
    answer = client.get("/subscribe/", {"feed": ["formats/35mm", "screens/screen-1"], "remind": "60"})
    own = answer.context["page"].own
    assert own.address in answer.content.decode()
    assert not answer.cookies
    calendar = Calendar.from_ical(client.get(own.address.removeprefix("https://lantern.example")).content)
    assert (len(calendar.walk("VEVENT")), len(calendar.walk("VALARM"))) == (2, 2)
    assert client.get(own.qr).status_code == 200


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"remind": "0"}, "Tick at least one thing."),
        ({"feed": "formats/betamax"}, "Select a valid choice."),
        ({"feed": "films/cranes"}, "Select a valid choice."),
    ],
)
def test_a_list_that_cannot_be(client: Client, house: None, asked: dict[str, str], why: str) -> None:
    answer = client.get("/subscribe/", asked)
    assert answer.context["page"].own is None
    assert why in answer.content.decode()


@pytest.mark.parametrize(
    "of", ["", "/", "/staff/", "/films/cranes/", "https://elsewhere.example/", "calendar.ics", "//x/y.ics"]
)
def test_no_code_for_what_is_no_calendar(client: Client, house: None, of: str) -> None:
    assert client.get("/subscribe/qr.svg", {"of": of}).status_code == 404


def test_what_waits_for_its_hour_is_not_offered(client: Client, house: None) -> None:
    late = programme(film("Playtime", format="70mm"))
    series("Big", late)
    show(late, FRIDAY, "12:00", ScreenFactory(slug="two"))
    go_public(NOON, live_from=NOON + timedelta(hours=1))
    names = [offer.name for offer in client.get("/subscribe/").context["page"].offers]
    assert not {"70mm", "Big"} & set(names)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        names = [offer.name for offer in client.get("/subscribe/").context["page"].offers]
    assert {"70mm", "Big"} <= set(names)
