"""The research page in a real browser, by keyboard alone: choose a reading, say why, accept it instead of another."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programming.models import Claim, Film, Source
from tests.browser.test_staff import log_in
from tests.factories import NOON, VenueFactory, film, programmer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cranes(live_server: LiveServer) -> Film:
    VenueFactory()
    programmer("alice")
    made = film("Cranes")
    for value, label, status in (("95 min.", "listing", "accepted"), ("98 min.", "festival", "unverified")):
        source = Source.objects.create(label=label, kind="page", title=label.capitalize())
        told = {"status": status, "reason": "x", "decided_at": NOON}
        Claim.objects.create(film=made, about="running_time", value=value, source=source, **told)
    return made


def test_from_the_field_to_the_decision_by_keyboard(page: Page, cranes: Film) -> None:
    log_in(page)
    page.goto(f"/staff/programming/film/{cranes.pk}/change/")
    page.get_by_role("link", name="2 sources, 1 disagrees").focus()
    page.keyboard.press("Enter")
    question = page.get_by_role("form", name="Running time")
    question.get_by_role("radio", name="Festival").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Measured at the festival.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(question.get_by_role("alert")).to_contain_text("“95 min.” is accepted.")
    expect(question.get_by_role("radio", name="Festival")).to_be_checked()
    question.get_by_label("“95 min.” becomes").focus()
    page.keyboard.press("Tab")
    expect(question.get_by_label("Why")).to_have_value("Measured at the festival.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Decided: Running time: 98 min. is accepted.")).to_be_visible()
    assert list(Claim.objects.order_by("pk").values_list("status", flat=True)) == ["rejected", "accepted"]
    assert Film.objects.get().running_minutes == 98


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_it_fits(page: Page, cranes: Film, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    log_in(page)
    page.goto(f"/staff/films/{cranes.pk}/research/")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
