"""Days as forms take them."""

import pytest
from django.core.exceptions import ValidationError

from programming.forms.days import DayField


@pytest.mark.parametrize("text", ["1895-12-28", "2026-11-21", "2199-12-31"])
def test_a_day_a_house_may_live(text: str) -> None:
    assert str(DayField().clean(text)) == text


@pytest.mark.parametrize("text", ["0001-01-01", "1894-12-31", "2200-01-01", "9999-12-31"])
def test_a_slip_of_the_keyboard(text: str) -> None:
    with pytest.raises(ValidationError, match="between 1895 and 2199"):
        DayField().clean(text)
