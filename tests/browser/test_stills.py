"""Stills in a real browser: the row that scrolls, with and without a script, and the focal point by a click."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from programming.actions.renditions import renew
from programming.models import Film, Still
from tests.factories import ScreenFactory, film, go_public, programmer, run, shows
from tests.pictures import still

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cranes(live_server: LiveServer) -> Film:
    """A film on this week with three stills."""
    screen = ScreenFactory(name="Screen 1")
    now = timezone.now()
    made = film("The Cranes Are Flying", slug="cranes")
    shows(run(made, screen, first=screen.venue.week_of(screen.venue.day_of(now)).first, days=14), "14:35")
    for order, colour in enumerate(("red", "green", "blue")):
        renew(still=still(made, (800, 500), alt=f"A {colour} field", colour=colour, order=order))
    go_public(now)
    return made


@pytest.fixture
def plain(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page whose browser runs no script."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_buttons_and_keys_turn_and_the_place_is_told(page: Page, cranes: Film) -> None:
    page.goto("/films/cranes/")
    place = page.locator(".reel-place")
    expect(place).to_have_text("1 of 3")
    expect(place).to_have_attribute("aria-live", "polite")
    page.get_by_role("button", name="Next").click()
    expect(place).to_have_text("2 of 3")
    page.get_by_role("button", name="Previous").click()
    expect(place).to_have_text("1 of 3")
    page.locator(".reel").focus()
    page.keyboard.press("End")
    expect(place).to_have_text("3 of 3")
    page.keyboard.press("ArrowLeft")
    expect(place).to_have_text("2 of 3")


def test_it_moves_only_when_asked_and_stops_at_a_touch(page: Page, cranes: Film) -> None:
    page.clock.install()
    page.goto("/films/cranes/")
    page.clock.run_for(60_000)
    expect(page.locator(".reel-place")).to_have_text("1 of 3")
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(7_000)
    expect(page.locator(".reel-place")).to_have_text("2 of 3")
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)
    expect(page.locator(".reel-place")).to_have_text("2 of 3")
    page.get_by_role("button", name="Play").click()
    page.locator(".reel").hover()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.get_by_role("button", name="Play").click()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_nothing_moves_by_itself_where_motion_is_unwelcome(page: Page, cranes: Film) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/films/cranes/")
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    expect(page.get_by_role("button", name="Play")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.querySelector('.reel')).scrollBehavior") == "auto"


def test_without_a_script_numbers_and_arrow_keys_lead_to_each_still(plain: Page, cranes: Film) -> None:
    plain.goto("/films/cranes/")
    expect(plain.get_by_role("button", name="Next")).to_have_count(0)
    plain.get_by_role("link", name="Still 3").click()
    expect(plain.get_by_alt_text("A blue field")).to_be_in_viewport(ratio=0.5)
    plain.locator(".reel").focus()
    plain.keyboard.press("ArrowLeft")
    expect(plain.get_by_alt_text("A green field")).to_be_in_viewport(ratio=0.5)


def test_paper_has_every_still_and_no_deeds(page: Page, cranes: Film) -> None:
    page.goto("/films/cranes/")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Next")).to_have_count(0)
    tops = page.eval_on_selector_all(".reel img", "all => all.map(one => one.getBoundingClientRect().right)")
    assert len(tops) == 3
    assert max(tops) <= page.evaluate("innerWidth")


def test_the_page_does_not_jump_as_its_stills_arrive(page: Page, cranes: Film) -> None:
    page.goto("/films/cranes/")
    shifts = """() => new Promise((done) => {
      let sum = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((one) => (sum += one.value)))
        .observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(sum), 500);
    })"""
    assert page.evaluate(shifts) < 0.01
    assert page.evaluate("document.querySelector('.reel img').currentSrc").endswith(".avif")


def test_the_focal_point_is_set_by_a_click_and_by_the_numbers(page: Page, cranes: Film) -> None:
    programmer("alice")
    page.goto("/staff/login/")
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password").fill("not a secret")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The desk", exact=True)).to_be_visible()
    page.goto(f"/staff/programming/film/{cranes.pk}/change/")
    picture = page.locator(".focal-whole img").first
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert page.locator(".focal-whole").first.bounding_box() == box  # or the point would stand beside what was clicked
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.7})
    across, down = page.locator("#id_stills-0-focal_x"), page.locator("#id_stills-0-focal_y")
    expect(across).to_have_value("25")
    expect(down).to_have_value("70")
    down.fill("90")
    crop = page.locator(".crop-wide").first
    assert crop.evaluate("one => getComputedStyle(one).objectPosition") == "30% 90%"
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    first = Still.objects.get(order=0)
    assert (first.focal_x, first.focal_y) == (25, 90)
