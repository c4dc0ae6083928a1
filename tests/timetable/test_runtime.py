"""Running times as houses write them."""

import pytest

from programming.timetable.runtime import Runtime


@pytest.mark.parametrize(
    ("text", "minutes", "approximate"),
    [
        ("112", 112, False),
        ("112 min.", 112, False),
        ("1h52", 112, False),
        ("1 h 52", 112, False),
        ("2h", 120, False),
        ("89 MINS.", 89, False),
        ("Approx. 95 min.", 95, True),
        ("approx. 95 min", 95, True),
    ],
)
def test_it_reads(text: str, minutes: int, approximate: bool) -> None:
    assert Runtime.parse(text) == Runtime(minutes, approximate)


@pytest.mark.parametrize("text", ["", "long", "0", "-5", "1h75h", "95 km"])
def test_what_is_no_running_time(text: str) -> None:
    with pytest.raises(ValueError, match="running time"):
        Runtime.parse(text)


def test_it_prints() -> None:
    assert (str(Runtime(95, True)), str(Runtime(112))) == ("approx. 95\u00a0min.", "112\u00a0min.")
