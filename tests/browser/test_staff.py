"""The programmer's week in a real browser: log in, type a run's shows, look, save, publish; the public sees them."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programming.models import PublishedScreening, Run, Screening
from tests.factories import ScreenFactory, film, programmer, run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def booked(live_server: LiveServer) -> Run:
    """Next week's run of one film, without shows yet."""
    screen = ScreenFactory(name="Screen 1")
    week = screen.venue.week_of(screen.venue.day_of(datetime.now(UTC))).next
    programmer("alice")
    return run(film("The Cranes Are Flying", slug="cranes"), screen, first=week.first)


def log_in(page: Page) -> None:
    page.goto("/staff/login/")
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password").fill("not a secret")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The desk", exact=True)).to_be_visible()


def type_line(page: Page, line: str) -> None:
    page.get_by_role("textbox", name="Showtimes").fill(line)
    page.get_by_role("button", name="Show the shows").click()


def test_from_a_typed_line_to_the_public_page(page: Page, booked: Run) -> None:
    log_in(page)
    page.goto(f"/staff/runs/{booked.pk}/showtimes/")
    type_line(page, "Daily 2:35, 7:00; Tue 2:35 only")
    expect(page.get_by_role("heading", name="The shows this line makes")).to_be_visible()
    assert Screening.objects.count() == 0
    page.get_by_role("button", name="Save these shows").click()
    expect(page.get_by_text("13 shows stand now.")).to_be_visible()
    assert Screening.objects.count() == 13
    assert page.request.get("/films/cranes/").status == 404

    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish all").click()
    expect(page.get_by_text("Somebody has to answer for the warnings first.")).to_be_visible()
    page.get_by_label("Why Q01 is all right").fill("The still comes on Tuesday")
    page.get_by_role("button", name="I answer for it").click()
    page.get_by_role("button", name="Publish all").click()
    expect(page.get_by_text("The public sees it now.")).to_be_visible()
    page.goto("/films/cranes/")
    expect(page.locator(".showtable time")).to_have_count(13)


def test_a_wrong_line_says_where_and_loses_nothing(page: Page, booked: Run) -> None:
    log_in(page)
    page.goto(f"/staff/runs/{booked.pk}/showtimes/")
    type_line(page, "Dialy 2:35, 7:00")
    expect(page.get_by_text("Did you mean Daily?")).to_be_visible()
    expect(page.get_by_role("textbox", name="Showtimes")).to_have_value("Dialy 2:35, 7:00")
    expect(page.get_by_role("button", name="Save these shows")).to_have_count(0)
    type_line(page, "Daily 2:35, 3:00")
    expect(page.get_by_text("They do not fit, so they cannot be saved.")).to_be_visible()
    assert Screening.objects.count() == 0


def test_two_people_at_once_lose_nothing(page: Page, booked: Run) -> None:
    log_in(page)
    address = f"/staff/runs/{booked.pk}/showtimes/"
    other = page.context.new_page()
    for one, line in ((page, "Daily 2:35"), (other, "Daily 7:00")):
        one.goto(address)
        type_line(one, line)
    page.get_by_role("button", name="Save these shows").click()
    expect(page.get_by_text("7 shows stand now.")).to_be_visible()
    other.get_by_role("button", name="Save these shows").click()
    expect(other.get_by_text("Somebody else changed this run's shows while you typed.")).to_be_visible()
    expect(other.get_by_role("textbox", name="Showtimes")).to_have_value("Daily 7:00")
    assert Screening.objects.count() == 7
    assert not PublishedScreening.objects.exists()
