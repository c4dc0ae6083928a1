"""The hours as houses print them."""

from datetime import time

import pytest

from programming.timetable.clock import ClockStyle, clock_text, spoken_style

STYLES = (ClockStyle.BARE, ClockStyle.MERIDIEM, ClockStyle.TWENTY_FOUR)


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        (time(11), ["11:00 am", "11:00 am", "11:00"]),
        (time(19, 50), ["7:50", "7:50 pm", "19:50"]),
        (time(0, 10), ["12:10", "12:10 am", "00:10"]),
    ],
)
def test_three_styles(wall: time, expected: list[str]) -> None:
    assert [clock_text(wall, spoken_style(style)).replace("\u00a0", " ") for style in STYLES] == expected


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(("wall", "expected"), [(time(11), "11 h"), (time(19, 50), "19 h 50"), (time(0, 5), "0 h 05")])
def test_french_has_one(wall: time, expected: str) -> None:
    assert {clock_text(wall, spoken_style(style)).replace("\u00a0", " ") for style in STYLES} == {expected}
