"""The public site in a real browser: it opens, reads, fits a phone, prints, and works by keyboard alone."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programming.models import Screening
from tests.factories import ScreenFactory, film, go_public, programme, run, series, show, shows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(live_server: LiveServer) -> str:
    """A house with a run and a bill in this very week; the server's clock is the real one."""
    screen = ScreenFactory(name="Screen 1")
    now = datetime.now(UTC)
    week = screen.venue.week_of(screen.venue.day_of(now))
    booked = run(
        film("The Cranes Are Flying", slug="cranes", director="Mikhail Kalatozov"), screen, first=week.first, days=14
    )
    shows(booked, "14:35")
    bill = programme(
        film("Double Indemnity", running_minutes=107), film("Detour"), kind="double_bill", slug="indemnity"
    )
    for day in week.next.days:
        show(bill, day, "19:00", screen)
    series("Soviet Spring", booked.programme)
    go_public(now)
    Screening.objects.filter(house_day=week.next.first).update(ticket_url="https://tickets.example/1")
    return week.next.first.isoformat()


PAGES = [
    "/",
    "/films/",
    "/films/cranes/",
    "/films/double-indemnity/",
    "/series/",
    "/series/soviet-spring/",
    "/archive/",
    "/search/?q=kalatozov",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_without_complaint_and_fits_a_phone(phone: Page, house: str, address: str) -> None:
    phone.goto(address)
    expect(phone.locator("h1")).to_have_count(1)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    assert phone.context.cookies() == []


def test_from_tonight_to_a_film_and_its_times(page: Page, house: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="The Cranes Are Flying", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("The Cranes Are Flying")
    expect(page.get_by_text("Mikhail Kalatozov’s")).to_be_visible()
    expect(page.locator(".showtable time").first).to_have_text("2:35")


def test_the_first_stop_of_the_keyboard_skips_to_the_programme(page: Page, house: str) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the programme")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_search_by_keyboard_finds_a_person(page: Page, house: str) -> None:
    page.goto("/search/")
    box = page.locator("main").get_by_role("combobox")
    box.fill("KALATOZOV")
    box.press("Enter")
    expect(page.get_by_role("heading", name="Mikhail Kalatozov")).to_be_visible()


def test_a_bill_shows_both_films_and_sells_one_ticket(page: Page, house: str) -> None:
    page.goto(f"/on/{house}/")
    expect(page.get_by_role("link", name="Detour", exact=True)).to_be_visible()
    ticket = page.get_by_role("link", name="7:00, Double Indemnity: tickets")
    expect(ticket).to_have_attribute("href", "https://tickets.example/1")


def test_a_week_prints_on_one_sheet(page: Page, house: str) -> None:
    page.goto(f"/week/{house}/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Next week")).to_be_visible()
    expect(page.locator("nav").first).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_light(page: Page, house: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == ("rgb(245, 239, 227)" if scheme == "light" else "rgb(20, 17, 14)")


def test_an_address_that_is_none_is_told_in_house_style(page: Page, house: str, complaints: list[str]) -> None:
    response = page.goto("/films/nothing/")
    assert response.status == 404
    expect(page.locator("h1")).to_be_visible()
    complaints.clear()  # the browser notes the 404 itself
