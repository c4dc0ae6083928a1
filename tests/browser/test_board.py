"""The board in a real browser: dragged, copied, taken from the shelf, and all of it by keyboard."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from programming.models import Deed, Screen, Screening, ScreeningExtra
from tests.browser.test_staff import log_in
from tests.factories import ScreenFactory, film, programmer, run, show

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def one(live_server: LiveServer) -> Screening:
    """7:30 on the first day of next week, on the first of two screens; a run on the shelf."""
    screen = ScreenFactory(name="Screen 1")
    ScreenFactory(name="Screen 2")
    week = screen.venue.week_of(screen.venue.day_of(datetime.now(UTC))).next
    programmer("alice")
    run(film("Detour"), screen, first=week.first)
    return show(run(film("Cranes"), screen, first=week.first), week.first, "19:30")


@pytest.fixture
def board(page: Page, one: Screening) -> Page:
    log_in(page)
    page.goto(f"/staff/board/{one.house_day}/")
    return page


def block(board: Page) -> Locator:
    return board.get_by_role("link", name="Cranes").first


def spoken(board: Page) -> Locator:
    return board.locator("#spoken")


def wall(one: Screening) -> str:
    one.refresh_from_db()
    return f"{one.starts_at.astimezone(one.screen.venue.zone):%H:%M} {one.screen}"


def hour(board: Page) -> float:
    """How wide an hour is, in pixels."""
    box = board.locator(".lane ol").first.bounding_box()
    assert box is not None
    return box["width"] / board.locator(".scale li").count()


def drag(board: Page, what: Locator, dx: float, dy: float) -> None:
    box = what.bounding_box()
    assert box is not None
    board.mouse.move(box["x"] + 10, box["y"] + 10)
    board.mouse.down()
    board.mouse.move(box["x"] + 10 + dx, box["y"] + 10 + dy, steps=6)
    board.mouse.up()


def test_dragged_to_another_hour_and_undone(board: Page, one: Screening) -> None:
    drag(board, block(board), hour(board), 0)
    expect(spoken(board)).to_contain_text("Saved: Cranes")
    assert wall(one) == "20:30 Screen 1"
    expect(block(board)).to_be_focused()
    board.get_by_role("button", name="Undo: Cranes").click()
    expect(spoken(board)).to_contain_text("Undone")
    assert wall(one) == "19:30 Screen 1"


def test_dragged_to_another_screen(board: Page, one: Screening) -> None:
    lanes = [lane.bounding_box() for lane in board.locator(".lane ol").all()[:2]]
    assert lanes[0] is not None
    assert lanes[1] is not None
    drag(board, block(board), 0, lanes[1]["y"] - lanes[0]["y"])
    expect(spoken(board)).to_contain_text("Saved: Cranes")
    assert wall(one) == "19:30 Screen 2"


def test_dragged_with_alt_it_is_copied(board: Page, one: Screening) -> None:
    board.keyboard.down("Alt")
    drag(board, block(board), -3 * hour(board), 0)
    board.keyboard.up("Alt")
    expect(spoken(board)).to_contain_text("Copied: Cranes")
    assert Screening.objects.count() == 2
    assert wall(one) == "19:30 Screen 1"


def test_taken_from_the_shelf(board: Page, one: Screening) -> None:
    lane = board.locator(".lane ol").nth(1).bounding_box()
    item = board.locator(".shelf-items li", has_text="Detour")
    box = item.bounding_box()
    assert lane is not None
    assert box is not None
    drag(board, item, lane["x"] + 2 * hour(board) - box["x"], lane["y"] - box["y"])
    expect(spoken(board)).to_contain_text("Added: Detour")
    made = Screening.objects.exclude(pk=one.pk).get()
    assert (made.screen, made.house_day) == (Screen.objects.get(name="Screen 2"), one.house_day)


def test_moved_by_keyboard(board: Page, one: Screening) -> None:
    block(board).focus()
    board.keyboard.press("Enter")
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowLeft", "ArrowDown"):
        board.keyboard.press(key)
    expect(spoken(board)).to_contain_text("Screen 2, 6:40")
    board.keyboard.press("Enter")
    expect(spoken(board)).to_contain_text("Saved: Cranes")
    assert wall(one) == "18:40 Screen 2"
    expect(block(board)).to_be_focused()
    board.keyboard.press("u")
    expect(spoken(board)).to_contain_text("Undone")
    assert wall(one) == "19:30 Screen 1"


def test_dropped_back_by_escape(board: Page, one: Screening) -> None:
    block(board).focus()
    for key in ("Enter", "ArrowRight", "ArrowDown", "Escape"):
        board.keyboard.press(key)
    expect(spoken(board)).to_contain_text("Screen 1, 7:30")
    assert wall(one) == "19:30 Screen 1"


def test_copied_and_called_off_by_keyboard(board: Page, one: Screening) -> None:
    block(board).focus()
    board.keyboard.press("c")
    expect(spoken(board)).to_contain_text("Copied: Cranes")
    assert {row.house_day - one.house_day for row in Screening.objects.all()} == {timedelta(0), timedelta(days=1)}
    board.once("dialog", lambda dialog: dialog.accept())
    board.keyboard.press("x")
    expect(spoken(board)).to_contain_text("Called off: Cranes")
    assert Screening.objects.count() == 1


def test_single_letters_can_be_switched_off(board: Page, one: Screening) -> None:
    board.get_by_text("By keyboard").click()
    board.get_by_label("Single letters work as keys").uncheck()
    block(board).focus()
    board.keyboard.press("c")
    board.reload()
    block(board).focus()
    board.keyboard.press("c")
    board.wait_for_timeout(300)
    assert Screening.objects.count() == 1


def test_of_two_people_the_second_is_told_and_loses_nothing(board: Page, one: Screening) -> None:
    Screening.objects.update(starts_at=one.starts_at + timedelta(minutes=45), version=1)
    block(board).focus()
    for key in ("Enter", "ArrowRight", "Enter"):
        board.keyboard.press(key)
    expect(spoken(board)).to_contain_text("Somebody else changed Cranes meanwhile")
    expect(block(board)).to_contain_text("8:15")
    assert wall(one) == "20:15 Screen 1"


def test_without_a_connection_nothing_is_lost_and_it_can_be_tried_again(
    board: Page, one: Screening, complaints: list[str]
) -> None:
    board.context.set_offline(True)
    block(board).focus()
    for key in ("Enter", "ArrowRight", "ArrowDown", "Enter"):
        board.keyboard.press(key)
    expect(spoken(board)).to_contain_text("No connection.")
    expect(block(board)).to_be_focused()
    assert wall(one) == "19:30 Screen 1"
    assert board.locator(".lane").first.locator(".blk").count() == 1  # back where it was
    board.context.set_offline(False)
    complaints.clear()
    board.get_by_role("button", name="Try again").click()
    expect(spoken(board)).to_contain_text("Saved: Cranes")
    expect(board.get_by_role("button", name="Try again")).to_be_hidden()
    assert wall(one) == "19:35 Screen 2"


def test_moves_made_while_one_is_saved_wait_their_turn(board: Page, one: Screening) -> None:
    board.route("**/staff/board/show/**", lambda route: (board.wait_for_timeout(300), route.continue_()))
    block(board).focus()
    for key in ("Enter", "ArrowRight", "Enter", "Enter", "ArrowRight", "ArrowDown", "Enter", "u"):
        board.keyboard.press(key)
    expect(spoken(board)).to_contain_text("Undone")
    assert [deed.undone_at is None for deed in Deed.objects.order_by("pk")] == [True, False]
    assert wall(one) == "19:35 Screen 1"


def test_an_earlier_deed_can_be_undone_where_the_last_cannot(board: Page, one: Screening) -> None:
    block(board).focus()
    for key in ("Enter", "ArrowRight", "Enter", "c"):
        board.keyboard.press(key)
    expect(spoken(board)).to_contain_text("Copied")
    ScreeningExtra.objects.create(screening=Screening.objects.latest("pk"), kind="qa", person="Ines Calloway")
    board.keyboard.press("u")
    expect(spoken(board)).to_contain_text("Somebody added a guest")
    board.get_by_text("Earlier deeds").click()
    board.locator(".undo-more button").click()
    expect(spoken(board)).to_contain_text("Undone")
    assert wall(one) == "19:30 Screen 1"


def test_signed_out_meanwhile_it_says_so(board: Page, one: Screening) -> None:
    board.context.clear_cookies(name="sessionid")
    block(board).focus()
    for key in ("Enter", "ArrowRight", "Enter"):
        board.keyboard.press(key)
    expect(spoken(board)).to_contain_text("you are signed out")
    expect(block(board)).to_be_focused()
    assert wall(one) == "19:30 Screen 1"


def test_what_speaks_is_there_before_its_words(board: Page, one: Screening) -> None:
    board.evaluate("document.getElementById('spoken').dataset.same = 'yes'")
    block(board).focus()
    for key in ("Enter", "ArrowRight", "Enter"):
        board.keyboard.press(key)
    expect(spoken(board)).to_contain_text("Saved: Cranes")
    expect(spoken(board)).to_have_attribute("data-same", "yes")


def test_a_finger_that_scrolls_a_list_moves_no_show(board: Page, one: Screening) -> None:
    board.set_viewport_size({"width": 375, "height": 700})
    drag(board, block(board), 120, 40)
    board.wait_for_timeout(300)
    assert wall(one) == "19:30 Screen 1"
    assert block(board).evaluate("(link) => getComputedStyle(link).touchAction") == "auto"


def test_dragged_on_a_tablet(board: Page, one: Screening) -> None:
    board.set_viewport_size({"width": 768, "height": 1024})
    drag(board, block(board), -hour(board), 0)
    expect(spoken(board)).to_contain_text("Saved: Cranes")
    assert wall(one) == "18:30 Screen 1"
    assert board.evaluate("document.documentElement.scrollWidth") == 768


def test_escape_lets_go_of_what_is_dragged(board: Page, one: Screening) -> None:
    box = block(board).bounding_box()
    assert box is not None
    board.mouse.move(box["x"] + 10, box["y"] + 10)
    board.mouse.down()
    board.mouse.move(box["x"] + 200, box["y"] + 10, steps=4)
    board.keyboard.press("Escape")
    board.mouse.up()
    board.wait_for_timeout(300)
    assert wall(one) == "19:30 Screen 1"


def test_another_screen_keeps_a_start_between_the_columns(board: Page, one: Screening) -> None:
    Screening.objects.update(starts_at=one.starts_at + timedelta(minutes=3))
    board.reload()
    block(board).focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        board.keyboard.press(key)
    expect(spoken(board)).to_contain_text("Saved: Cranes")
    assert wall(one) == "19:33 Screen 2"


def test_after_the_last_day_there_is_none_to_copy_to(board: Page, one: Screening) -> None:
    Screening.objects.update(house_day=one.house_day + timedelta(days=6), starts_at=one.starts_at + timedelta(days=6))
    board.reload()
    block(board).focus()
    board.keyboard.press("c")
    expect(spoken(board)).to_contain_text("last day shown")
    assert Screening.objects.count() == 1


def test_opened_by_keyboard_without_single_letters(board: Page, one: Screening) -> None:
    board.get_by_text("By keyboard").click()
    board.get_by_label("Single letters work as keys").uncheck()
    block(board).focus()
    board.keyboard.press("Shift+Enter")
    expect(board.get_by_role("button", name="Move it there")).to_be_visible()


def test_the_keys_are_listed_by_a_key(board: Page, one: Screening) -> None:
    block(board).focus()
    board.keyboard.press("?")
    expect(board.get_by_label("Single letters work as keys")).to_be_visible()


def test_the_forms_alone_are_enough(browser: Browser, live_server: LiveServer, one: Screening) -> None:
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = plain.new_page()
    log_in(page)
    page.goto(f"/staff/board/{one.house_day}/")
    page.get_by_role("link", name="Cranes").first.click()
    page.get_by_label("Time").fill("20:15")
    page.get_by_label("Screen").select_option("Screen 2")
    page.get_by_role("button", name="Move it there").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved: Cranes")
    assert wall(one) == "20:15 Screen 2"
    page.get_by_role("button", name="Undo: Cranes").click()
    expect(page.locator(".messagelist")).to_contain_text("Undone")
    assert wall(one) == "19:30 Screen 1"
    plain.close()
