"""Running times as houses write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("1:52", 112, False),
        ("2 hours 5 minutes", 125, False),
        ("112’", 112, False),
        ("Approx. 95 min.", 95, True),
        ("ca. 95", 95, True),
        ("approx. 95 min", 95, True),
    ],
)
def test_it_reads(text: str, minutes: int, approximate: bool) -> None:
    assert Runtime.parse(text) == Runtime(minutes, approximate)


@pytest.mark.parametrize("text", ["", "long", "0", "-5", "1h75", "1h75h", "1:5", "95 km"])
def test_what_is_no_running_time(text: str) -> None:
    with pytest.raises(ValueError, match="running time"):
        Runtime.parse(text)


def test_it_prints() -> None:
    assert (str(Runtime(95, True)), str(Runtime(112))) == ("approx. 95\u00a0min.", "112\u00a0min.")


@given(st.integers(1, 999), st.booleans())
def test_it_reads_what_it_prints(minutes: int, approximate: bool) -> None:
    assert Runtime.parse(str(Runtime(minutes, approximate))) == Runtime(minutes, approximate)


def test_a_bill_is_approximate_where_a_film_of_it_is() -> None:
    assert Runtime(107) + Runtime(68, True) == Runtime(175, True)
