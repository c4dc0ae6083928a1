"""Play weeks from any weekday."""

from datetime import date, timedelta

import pytest

from programming.timetable.playweek import PlayWeek


@pytest.mark.parametrize(
    ("day", "first_weekday", "first"),
    [
        (date(2026, 11, 20), 4, date(2026, 11, 20)),
        (date(2026, 11, 26), 4, date(2026, 11, 20)),
        (date(2026, 11, 27), 4, date(2026, 11, 27)),
        (date(2026, 11, 20), 2, date(2026, 11, 18)),
        (date(2026, 11, 20), 0, date(2026, 11, 16)),
        (date(2024, 2, 29), 4, date(2024, 2, 23)),
        (date(2027, 1, 1), 6, date(2026, 12, 27)),
    ],
)
def test_the_week_of_a_day(day: date, first_weekday: int, first: date) -> None:
    week = PlayWeek.of(day, first_weekday)
    assert week.first == first
    assert day in week
    assert first - timedelta(days=1) not in week
    assert week.days == tuple(first + timedelta(days=step) for step in range(7))
    assert (week.next.first, week.previous.last) == (week.last + timedelta(days=1), first - timedelta(days=1))


def test_the_label_says_the_year_where_it_is_another() -> None:
    week = PlayWeek(date(2026, 11, 20))
    assert week.label_for(date(2026, 1, 1)) == "Friday, November\u00a020 – Thursday, November\u00a026"
    assert week.label_for(date(2027, 1, 1)).endswith("November\u00a026, 2026")
    turning = PlayWeek(date(2026, 12, 31))
    assert turning.label_for(date(2026, 12, 31)) == "Thursday, December\u00a031, 2026 – Wednesday, January\u00a06, 2027"


@pytest.mark.parametrize("first_weekday", [-1, 7])
def test_there_are_seven_weekdays(first_weekday: int) -> None:
    with pytest.raises(ValueError, match="from 0"):
        PlayWeek.of(date(2026, 11, 20), first_weekday)
