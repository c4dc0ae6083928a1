"""Copying a week and arranging a draft in a real browser, by keyboard alone."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programming.models import Run, Screening
from tests.browser.test_staff import log_in
from tests.factories import ScreenFactory, film, programmer, run, shows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def booked(live_server: LiveServer) -> Run:
    """A fortnight's run from next week on, with the shows of its first week."""
    screen = ScreenFactory(name="Screen 1")
    week = screen.venue.week_of(screen.venue.day_of(datetime.now(UTC))).next
    programmer("alice")
    made = run(film("Cranes"), screen, first=week.first, days=14)
    shows(made, "17:00", "19:30", days=7)
    return made


def press(page: Page, name: str) -> None:
    """Reach a button by its name and press it as a keyboard does."""
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def test_a_week_is_copied_to_the_next_and_undone(page: Page, booked: Run) -> None:
    log_in(page)
    page.goto("/staff/copy-and-shift/")
    copied = page.locator("form", has=page.get_by_role("button", name="Show the copies"))
    for label, day in (("From", 0), ("Through", 6), ("To the days from", 7)):
        copied.get_by_label(label, exact=True).fill(str(booked.opens_on + timedelta(days=day)))
    press(page, "Show the copies")
    press(page, "Make 14 shows")
    expect(page.get_by_text("Done: Copy 14 shows.")).to_be_visible()
    assert Screening.objects.count() == 28
    press(page, "Undo: Copy 14 shows")
    expect(page.get_by_text("Undone: Copy 14 shows.")).to_be_visible()
    assert Screening.objects.count() == 14


def test_a_draft_is_made_arranged_and_swapped_in(page: Page, booked: Run) -> None:
    log_in(page)
    page.goto("/staff/drafts/")
    page.get_by_label("The play week of").fill(str(booked.opens_on))
    page.get_by_label("Name").fill("If the print is late")
    page.keyboard.press("Enter")
    line = page.get_by_label("Showtimes of Cranes")
    expect(line).to_have_value("Daily 5:00, 7:30")
    line.fill("Daily 5:00, 7:45; Tue 5:00 only")
    page.keyboard.press("Enter")
    expect(page.locator(".pending-record li")).to_have_count(7)
    assert Screening.objects.on().count() == 14
    press(page, "Swap it in")
    expect(page.get_by_text("The draft is the schedule now.")).to_be_visible()
    assert Screening.objects.on().count() == 13
