"""Words for days."""

from collections.abc import Callable
from datetime import date

import pytest

from programming.timetable.dates import day_range, long_day, month_day, short_day

DAY = date(2024, 2, 29)


def test_a_day_in_its_three_lengths() -> None:
    assert [long_day(DAY), short_day(DAY), month_day(DAY)] == [
        "Thursday, February\u00a029",
        "Thu, Feb\u00a029",
        "February\u00a029",
    ]
    assert long_day(DAY, with_year=True) == "Thursday, February\u00a029, 2024"
    assert short_day(DAY, with_year=True) == "Thu, Feb\u00a029, 2024"


@pytest.mark.parametrize(
    ("first", "last", "with_year", "expected"),
    [
        (date(2019, 7, 12), date(2019, 8, 1), False, "July 12 – August 1"),
        (date(2019, 7, 12), date(2019, 8, 1), True, "July 12 – August 1, 2019"),
        (date(2019, 12, 27), date(2020, 1, 2), False, "December 27, 2019 – January 2, 2020"),
        (DAY, DAY, False, "February 29"),
        (DAY, DAY, True, "February 29, 2024"),
    ],
)
def test_from_one_day_to_another(first: date, last: date, with_year: bool, expected: str) -> None:
    assert day_range(first, last, with_year=with_year).replace("\u00a0", " ") == expected


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (lambda: long_day(date(2019, 8, 1)), "jeudi 1er août"),
        (lambda: long_day(date(2019, 8, 1), with_year=True), "jeudi 1er août 2019"),
        (lambda: short_day(date(2019, 7, 12)), "ven 12 juil"),
        (lambda: month_day(DAY, with_year=True), "29 février 2024"),
        (lambda: day_range(date(2019, 7, 12), date(2019, 8, 1)), "12 juillet – 1er août"),
        (lambda: day_range(date(2019, 12, 27), date(2020, 1, 2)), "27 décembre 2019 – 2 janvier 2020"),
    ],
)
def test_days_in_french(written: Callable[[], str], expected: str) -> None:
    assert written().replace("\u00a0", " ") == expected
