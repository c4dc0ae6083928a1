"""Suggestions under the search field, in a real browser: by keyboard, by pointer, by touch, and without any."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import ScreenFactory, film, go_public, run, shows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def field(page: Page, live_server: LiveServer) -> Locator:
    screen = ScreenFactory()
    week = screen.venue.week_of(screen.venue.day_of(datetime.now(UTC)))
    for number, title in enumerate(("The Cranes Are Flying", "Crash", "Crazy Horse")):
        shown = film(title, slug=title.lower().replace(" ", "-"), director="Mikhail Kalatozov" if not number else "")
        shows(run(shown, screen, first=week.first), f"{12 + 3 * number}:00")
    go_public(datetime.now(UTC))
    page.goto("/search/")
    return page.locator("main").get_by_role("combobox")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def test_typed_walked_and_opened(page: Page, field: Locator) -> None:
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("cra")
    expect(options(page)).to_have_count(3)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("main [role=status].unseen")).to_have_text("3 suggestions")
    expect(field).not_to_have_attribute("aria-activedescendant", "q-list-0")
    for key, chosen in (
        ("ArrowDown", 0),
        ("ArrowUp", None),
        ("ArrowUp", 2),
        ("Home", 0),
        ("End", 2),
        ("ArrowDown", None),
    ):
        field.press(key)
        expect(page.locator("[aria-selected=true]")).to_have_count(0 if chosen is None else 1)
        if chosen is not None:
            expect(field).to_have_attribute("aria-activedescendant", f"q-list-{chosen}")
    expect(field).to_be_focused()
    field.press("ArrowDown")
    first = options(page).first.locator(".suggestion-text").inner_text()
    field.press("Enter")
    expect(page.locator("h1")).to_have_text(first, ignore_case=True)


def test_enter_without_a_choice_searches(page: Page, field: Locator) -> None:
    field.press_sequentially("kalatosow")
    expect(options(page)).to_have_count(1)
    field.press("Enter")
    expect(page.get_by_role("heading", name="Mikhail Kalatozov")).to_be_visible()


def test_escape_closes_and_keeps_what_was_typed(page: Page, field: Locator) -> None:
    field.press_sequentially("cra")
    expect(options(page)).to_have_count(3)
    field.press("Escape")
    expect(options(page).first).to_be_hidden()
    expect(field).to_have_value("cra")
    field.press("ArrowDown")
    expect(options(page).first).to_be_visible()


def test_a_click_opens_and_leaving_closes(page: Page, field: Locator) -> None:
    field.press_sequentially("cra")
    expect(options(page)).to_have_count(3)
    field.press("Tab")
    expect(options(page).first).to_be_hidden()
    field.fill("")
    field.press_sequentially("crash")
    options(page).first.click()
    expect(page.locator("h1")).to_have_text("Crash")


def test_one_letter_asks_nothing_and_quick_typing_asks_once(page: Page, field: Locator) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/search/suggest" in request.url else None)
    field.press_sequentially("c")
    page.wait_for_timeout(400)
    assert asked == []
    field.press_sequentially("ranes", delay=10)
    expect(options(page)).to_have_count(1)
    assert [url.partition("?")[2] for url in asked] == ["q=cranes"]


def test_without_a_connection_the_form_still_stands(page: Page, field: Locator, complaints: list[str]) -> None:
    page.context.set_offline(True)
    field.press_sequentially("cranes")
    page.wait_for_timeout(400)
    expect(options(page)).to_have_count(0)
    page.context.set_offline(False)
    complaints.clear()


def test_without_scripts_it_is_a_plain_form(browser: Browser, live_server: LiveServer, field: Locator) -> None:
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = plain.new_page()
    page.goto("/search/")
    box = page.locator("main").get_by_role("searchbox")
    box.fill("cranes")
    box.press("Enter")
    expect(page.locator(".found")).to_have_text("1 answer for “cranes”")
    plain.close()
