"""The board's lanes, ready made; and the shelf beside it."""

from datetime import timedelta

import pytest

from programming.listings.board_parts import Block, BoardDay, Lane, Off
from programming.listings.shelf import shelf
from tests.factories import FRIDAY, ScreenFactory, film, hold, run

TYPED = "<b>&'\""
LAST = FRIDAY + timedelta(days=6)
BLOCK = Block(
    1, 0, 99, 20, 3, (4,), 1, TYPED, "19:30", 100, TYPED, TYPED, "run", "new", "clash", TYPED, "", TYPED, TYPED, TYPED
)


def test_what_was_typed_is_escaped() -> None:
    lane = Lane(1, TYPED, TYPED, TYPED, (BLOCK,), (Off(TYPED, TYPED, TYPED, TYPED),), "")
    said = BoardDay("2026-11-20", "20", "Fri", is_today=False, lanes=(lane,)).drawn
    assert said.count("&lt;b&gt;&amp;&#x27;&quot;") == 16
    assert TYPED not in said
    assert "<b>" not in said


def test_who_may_only_look_is_led_nowhere() -> None:
    lane = Lane(1, "Screen ", "1", "Fri, Nov 20, Screen 1", (), (Off("7:30", "Wanda", "", ""),), "")
    said = BoardDay("2026-11-20", "20", "Fri", is_today=False, lanes=(lane,)).drawn
    assert '<p class="off">Called off: <del>7:30 Wanda</del></p>' in said
    assert "href" not in said


@pytest.mark.django_db
def test_the_shelf_has_what_plays_and_is_not_there() -> None:
    week, screen = timedelta(days=7), ScreenFactory()
    there = run(film("There"), screen)
    run(film("Ends before"), screen, first=FRIDAY - week)
    run(film("Opens after"), screen, first=FRIDAY + week)
    run(film("Undated"), screen, days=None, first=None, announcement="undated")
    run(film("Begins in it"), screen, first=LAST)
    run(film("Ends in it"), screen, first=FRIDAY - 2 * week, days=15)
    run(film("No end"), screen, first=FRIDAY - 3 * week, days=None)
    held = run(film("Held over"), screen, first=FRIDAY - 4 * week)
    hold(held, held.last_day + timedelta(days=3))
    hold(held, FRIDAY)
    found = [item.title for item in shelf(FRIDAY, LAST, there={there.pk})]
    assert found == ["Held over", "No end", "Ends in it", "Begins in it"]
