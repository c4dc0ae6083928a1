"""Conflicts mended, two people in one record, an earlier state put back, and who may do what: in a real browser."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programming.models import Film, Screening
from tests.browser.test_staff import log_in
from tests.factories import ScreenFactory, film, programmer, run, show

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def one(live_server: LiveServer) -> Screening:
    """7:30 on the first day of next week, and nothing else."""
    screen = ScreenFactory(name="Screen 1")
    week = screen.venue.week_of(screen.venue.day_of(datetime.now(UTC))).next
    programmer("alice")
    return show(run(film("Cranes", strapline="As it was."), screen, first=week.first), week.first, "19:30")


def wall(one: Screening) -> str:
    one.refresh_from_db()
    return f"{one.starts_at.astimezone(one.screen.venue.zone):%H:%M}"


def test_a_clash_is_told_and_mended_by_one_key(page: Page, one: Screening) -> None:
    other = show(run(film("Detour"), one.screen, first=one.house_day), one.house_day, "20:00")
    log_in(page)
    page.goto(f"/staff/board/{one.house_day}/")
    clash = page.locator(".found", has_text="Cannot be published")
    expect(clash).to_have_count(1)
    clash.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Done as suggested.")).to_be_visible()
    expect(clash).to_have_count(0)
    assert (wall(one), wall(other)) != ("19:30", "20:00")


def test_a_clean_start_is_one_key(page: Page, one: Screening) -> None:
    next_day = one.house_day + timedelta(days=1)
    log_in(page)
    page.goto(f"/staff/board/show/{one.pk}/")
    page.get_by_label("Evening of").fill(str(next_day))
    page.get_by_role("button", name="Where does it fit?").click()
    slot = page.locator("button[name=wall]").first
    start = slot.get_attribute("value")
    slot.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved: Cranes")).to_be_visible()
    assert (wall(one), one.house_day) == (start, next_day)


def test_two_people_in_one_record_see_both_and_an_earlier_state_comes_back(page: Page, one: Screening) -> None:
    cranes = Film.objects.get()
    address = f"/staff/programming/film/{cranes.pk}/change/"
    log_in(page)
    other = page.context.new_page()
    for sheet in (page, other):
        sheet.goto(address)
    page.get_by_label("Strapline").fill("From the director of I Am Cuba")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    other.get_by_label("Strapline").fill("Palme d’Or 1958")
    other.get_by_role("button", name="Save", exact=True).click()
    late = other.locator(".late")
    expect(late).to_contain_text("From the director of I Am Cuba")
    expect(late).to_contain_text("Palme d’Or 1958")
    other.get_by_role("button", name="Save mine over it").first.click()
    expect(other.get_by_text("was changed successfully")).to_be_visible()

    page.goto(f"/staff/programming/film/{cranes.pk}/history/")
    page.get_by_role("button", name="Put back").last.click()
    expect(page.locator(".messagelist")).to_be_visible()
    cranes.refresh_from_db()
    assert cranes.strapline == "As it was."


@pytest.mark.parametrize(
    ("role", "addresses"),
    [
        ("copy editor", ("/staff/programming/film/add/", "/staff/copy-and-shift/")),
        ("projection", ("/staff/programming/material/add/", "/staff/programming/film/add/")),
        ("front of house", ("/staff/tonight/", "/staff/publish/")),
        ("read-only", ("/staff/board/", "/staff/board/put/")),
    ],
)
def test_each_role_sees_its_own(
    page: Page, one: Screening, complaints: list[str], role: str, addresses: tuple[str, str]
) -> None:
    may, may_not = addresses
    call_command("make_roles")
    alice = User.objects.get(username="alice")
    alice.is_superuser = False
    alice.save()
    alice.user_permissions.clear()
    alice.groups.set([Group.objects.get(name=role)])
    log_in(page)
    assert (answer := page.goto(may))
    assert answer.status == 200
    assert page.locator(f"a[href='{may_not}']").count() == 0
    assert (answer := page.goto(may_not))
    assert answer.status == 403
    complaints.clear()  # the browser notes the refusal
    page.goto(f"/staff/board/{one.house_day}/")
    expect(page.get_by_role("link", name="Cranes")).to_be_visible()
    expect(page.get_by_role("link", name="Publish…")).to_have_count(0)
