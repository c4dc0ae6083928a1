"""Voting and moderating in a real browser: by keyboard, on a phone, without JavaScript."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from programming.actions.ratings import Mark, rate
from programming.models import Screening, Venue, Vote
from programming.rules.ballot import link_code
from tests.factories import ScreenFactory, film, go_public, programme, programmer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def over(live_server: LiveServer) -> Screening:
    """A show that has just ended; the server's clock is the real one."""
    screen = ScreenFactory(name="Screen 1")
    Venue.objects.update(site_url=live_server.url)
    starts_at = (datetime.now(UTC) - timedelta(minutes=125)).replace(second=0, microsecond=0)
    made = Screening.objects.create(
        programme=programme(film("The Cranes Are Flying", slug="cranes")),
        screen=screen,
        starts_at=starts_at,
        house_day=screen.venue.day_of(starts_at),
    )
    go_public(datetime.now(UTC) - timedelta(days=1))
    return made


def test_from_the_film_s_page_to_a_vote_by_keyboard_alone(page: Page, over: Screening) -> None:
    page.goto("/films/cranes/")
    assert page.context.cookies() == []
    page.get_by_role("link", name="Rate it", exact=True).press("Enter")
    expect(page).to_have_url(f"{Venue.objects.get().site_url}/rate/{link_code(over.pk)}/")
    page.locator("#main").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="½ star", exact=True)).to_be_focused()
    for _half in range(6):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="3½ stars")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="In a few words, if you like")).to_be_focused()
    page.keyboard.type("Worth the bus.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".thanks")).to_contain_text("Thank you, that is counted.")
    expect(page.get_by_role("radio", name="3½ stars")).to_be_checked()
    assert [(cookie["name"], cookie["httpOnly"], cookie["sameSite"]) for cookie in page.context.cookies()] == [
        ("ballot", True, "Lax")
    ]
    assert Vote.objects.values_list("stars", "words").get() == (7, "Worth the bus.")
    page.get_by_role("radio", name="5 stars", exact=True).check()
    page.get_by_role("button", name="Change my vote").click()
    expect(page.locator(".thanks")).to_contain_text("5 of 5 stars")
    assert Vote.objects.values_list("stars", flat=True).get() == 10


def test_a_vote_on_a_phone_without_a_script(browser: Browser, live_server: LiveServer, over: Screening) -> None:
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 320, "height": 640}, java_script_enabled=False
    )
    phone = context.new_page()
    phone.goto(f"/rate/{link_code(over.pk)}/")
    box = phone.get_by_text("4½ stars").bounding_box()
    assert box
    assert box["height"] >= 40
    phone.get_by_text("4½ stars").click()
    phone.get_by_role("button", name="Send my vote").click()
    expect(phone.locator(".thanks")).to_contain_text("4½ of 5 stars")
    context.close()
    assert Vote.objects.values_list("stars", flat=True).get() == 9


@pytest.mark.parametrize("address", ["/foyer/", "/films/cranes/", "rate"])
def test_it_fits_a_phone_and_shows_its_code(phone: Page, over: Screening, address: str) -> None:
    for voter in range(5):
        rate(screening=over.pk, voter=str(voter), marks=[Mark("cranes", 8)], at=datetime.now(UTC))
    phone.goto(f"/rate/{link_code(over.pk)}/" if address == "rate" else address)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    assert phone.context.cookies() == []
    codes = phone.locator('img[src$=".svg"]')
    expect(codes).to_have_count(0 if address == "rate" else 1)
    assert codes.evaluate_all("all => all.every(one => one.naturalWidth > 0)")


def test_one_key_decides_and_the_next_is_ready(page: Page, over: Screening) -> None:
    for number, words in enumerate(["First.", "Second.", "Third."]):
        at = datetime.now(UTC) + timedelta(seconds=number)
        rate(screening=over.pk, voter=str(number), marks=[Mark("cranes", 8, words)], at=at)
    programmer()
    page.goto("/staff/login/?next=/staff/ratings/")
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password").fill("not a secret")
    page.keyboard.press("Enter")
    for key, left in (("a", 2), ("r", 1)):
        expect(page.locator("[data-moderation] button[data-key=a]").first).to_be_focused()
        page.wait_for_load_state()  # the focus is there before the module that hears the key
        page.keyboard.press(key)
        expect(page.locator("[data-moderation] > li")).to_have_count(left)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing waits to be read.")).to_be_visible()
    found = dict(Vote.objects.values_list("words", "words_state"))
    assert found == {"First.": "approved", "Second.": "refused", "Third.": "approved"}
