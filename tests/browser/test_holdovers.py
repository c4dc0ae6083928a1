"""Monday and tonight in a real browser: decided by keyboard, undone, printed on one page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from programming.models import Holdover, Run, Screen, Screening
from tests.factories import ScreenFactory, film, programme, programmer, run, show

pytestmark = pytest.mark.django_db(transaction=True)

A_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.fixture
def screen(live_server: LiveServer) -> Screen:
    programmer("alice")
    return ScreenFactory(name="Screen 1")


@pytest.fixture
def booked(screen: Screen) -> Run:
    """A run of this very week, twice a day; the server's clock is the real one."""
    week = screen.venue.week_of(screen.venue.day_of(datetime.now(UTC)))
    made = run(film("The Cranes Are Flying", slug="cranes", director="Mikhail Kalatozov"), screen, first=week.first)
    for day in week.days:
        for wall in ("14:35", "19:00"):
            show(made, day, wall)
    return made


def log_in(page: Page) -> None:
    page.goto("/staff/login/")
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password").fill("not a secret")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The desk", exact=True)).to_be_visible()


def reach(page: Page, wanted: Locator) -> None:
    """Press Tab until `wanted` has the focus."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} cannot be reached by keyboard")


def coming(of: Run) -> int:
    return of.screenings.on().filter(house_day__gt=of.closes_on).count()


def test_monday_by_keyboard_from_look_to_hold_to_undo(page: Page, booked: Run) -> None:
    log_in(page)
    page.goto("/staff/holdovers/")
    fate = page.get_by_role("group", name="What becomes of The Cranes Are Flying")
    reach(page, fate.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # held over, one show daily
    expect(fate.get_by_label("one show daily")).to_be_checked()
    expect(fate.get_by_label("Which time")).to_be_visible()
    reach(page, fate.get_by_label("This is final"))
    page.keyboard.press("Space")
    reach(page, page.get_by_role("button", name="Look at what that makes"))
    page.keyboard.press("Enter")

    last = booked.closes_on + timedelta(days=7)
    line = f"Held over! Must end {last:%A, %B} {last.day}"
    expect(page.locator(".decision .engagement").first).to_have_text(line)
    expect(page.get_by_text("7:00 only").first).to_be_visible()
    assert (coming(booked), Holdover.objects.count()) == (0, 0)

    reach(page, page.get_by_role("button", name="Hold over to"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing is public before you publish.")).to_be_visible()
    assert (coming(booked), Holdover.objects.get().is_final) == (7, True)

    reach(page, page.get_by_role("button", name="Undo: Held over: The Cranes Are Flying"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Undone: Held over")).to_be_visible()
    assert (coming(booked), Holdover.objects.count()) == (0, 0)


def test_enter_in_a_field_looks_and_does_nothing(page: Page, booked: Run) -> None:
    log_in(page)
    page.goto("/staff/holdovers/")
    page.get_by_label("times as typed").check()
    line = page.get_by_role("textbox", name="Showtimes")
    line.fill("Sat & Sun 4:10")
    line.press("Enter")
    expect(page.get_by_text("Sat & Sun 4:10. 2 shows on Screen 1.")).to_be_visible()
    assert coming(booked) == 0


def test_what_is_in_the_way_is_ticked_off(page: Page, booked: Run, screen: Screen) -> None:
    other = show(programme(film("Playtime")), booked.closes_on + timedelta(days=1), "19:10", screen)
    log_in(page)
    page.goto("/staff/holdovers/")
    page.get_by_label("one show daily").check()
    page.get_by_role("button", name="Look at what that makes").click()
    expect(page.get_by_text("No room.")).to_be_visible()
    page.get_by_role("button", name="Hold over to").click()
    expect(page.get_by_role("alert")).to_contain_text("Other shows are in the way.")
    expect(page.get_by_label("one show daily")).to_be_checked()
    page.get_by_label("take it off").check()
    page.get_by_role("button", name="Hold over to").click()
    expect(page.get_by_text("Nothing is public before you publish.")).to_be_visible()
    assert not Screening.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("address", ["/staff/holdovers/", "/staff/tonight/"])
def test_it_fits_a_phone(phone: Page, booked: Run, address: str) -> None:
    log_in(phone)
    phone.goto(address)
    expect(phone.locator("h1")).to_have_count(1)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


def pages(page: Page) -> int:
    return len(A_PAGE.findall(page.pdf(prefer_css_page_size=True)))


def test_a_full_night_on_three_screens_prints_on_one_page(page: Page, screen: Screen) -> None:
    today = screen.venue.day_of(datetime.now(UTC))
    screens = [screen, ScreenFactory(name="Screen 2"), ScreenFactory(name="Screen 3")]
    bill = programme(
        film("Double Indemnity", running_minutes=60), film("Detour", running_minutes=40), kind="double_bill"
    )
    for where in screens:
        for wall in ("11:30", "13:40", "15:50", "18:00", "20:10", "22:20"):
            one = show(bill, today, wall, where, note="No late seating", access=["open-captions"])
            one.extras.create(kind="introduction", person="Ines Calloway", minutes=5)
    log_in(page)
    page.goto("/staff/tonight/")
    expect(page.locator(".night > .show")).to_have_count(18)
    assert pages(page) == 1


def test_the_holdover_sheet_prints_on_one_page(page: Page, booked: Run) -> None:
    for number in range(25):
        show(run(film(f"Film {number}"), ScreenFactory(), first=booked.opens_on), booked.opens_on, "19:00")
    log_in(page)
    page.goto("/staff/holdovers/")
    page.get_by_role("link", name="Sheet to print").click()
    expect(page.locator("tbody tr")).to_have_count(26)
    assert pages(page) == 1


def test_tonight_follows_the_readers_dark(page: Page, booked: Run) -> None:
    page.emulate_media(color_scheme="dark")
    log_in(page)
    page.goto("/staff/tonight/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 17, 14)"
