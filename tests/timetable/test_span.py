"""Spans are half-open and count through UTC."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from programming.timetable.span import TimeSpan

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")


def span(start: int, end: int) -> TimeSpan:
    return TimeSpan(NOON + timedelta(minutes=start), NOON + timedelta(minutes=end))


@pytest.mark.parametrize(
    ("one", "other", "overlap", "gap"),
    [
        ((0, 60), (60, 120), False, 0),
        ((0, 60), (59, 120), True, -1),
        ((0, 60), (90, 120), False, 30),
        ((0, 120), (30, 60), True, -30),
        ((90, 120), (0, 60), False, 30),
    ],
)
def test_overlap_and_gap(one: tuple[int, int], other: tuple[int, int], overlap: bool, gap: int) -> None:
    assert span(*one).overlaps(span(*other)) is overlap
    assert span(*one).gap(span(*other)) == timedelta(minutes=gap)


@pytest.mark.parametrize(("minute", "inside"), [(-1, False), (0, True), (59, True), (60, False)])
def test_the_end_is_not_inside(minute: int, inside: bool) -> None:
    assert span(0, 60).contains(NOON + timedelta(minutes=minute)) is inside


def test_minutes_are_real_ones_on_the_night_the_clocks_go_forward() -> None:
    shown = TimeSpan(datetime(2026, 3, 8, 1, 0, tzinfo=NEW_YORK), datetime(2026, 3, 8, 4, 10, tzinfo=NEW_YORK))
    assert shown.minutes == 130
    assert shown.padded(timedelta(minutes=5), timedelta(minutes=15)).minutes == 150


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "said"),
    [(NOON, NOON - timedelta(minutes=1), "before it starts"), (NOON.replace(tzinfo=None), NOON, "time zone")],
)
def test_what_is_no_span(starts_at: datetime, ends_at: datetime, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        TimeSpan(starts_at, ends_at)
