"""Words for days."""

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
