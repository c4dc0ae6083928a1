"""Spans are half-open and count through UTC."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def fold(minute: int, *, second: bool) -> datetime:
    """1:00 and so many minutes in New York, on the night the clocks show that hour twice."""
    return datetime(2026, 11, 1, 1, minute, fold=second, tzinfo=NEW_YORK)


def test_the_two_halves_of_a_repeated_hour_are_kept_apart() -> None:
    first = TimeSpan(fold(0, second=False), fold(30, second=False))
    second = TimeSpan(fold(0, second=True), fold(30, second=True))
    assert first != second
    assert first < second
    assert not first.overlaps(second)
    assert first.gap(second) == timedelta(minutes=30)
    assert not second.contains(fold(10, second=False))
    assert TimeSpan(fold(0, second=False), fold(0, second=True)).minutes == 60


def test_a_span_is_the_same_in_every_zone() -> None:
    spans = {span(0, 60), TimeSpan(NOON.astimezone(NEW_YORK), (NOON + timedelta(hours=1)).astimezone(NEW_YORK))}
    assert len(spans) == 1


def test_an_empty_span_shares_no_time() -> None:
    assert not span(30, 30).overlaps(span(0, 60))
    assert not span(30, 30).contains(NOON + timedelta(minutes=30))


MINUTES = st.tuples(st.integers(-200, 200), st.integers(0, 200)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(MINUTES, MINUTES)
def test_overlap_means_a_minute_in_both(one: tuple[int, int], other: tuple[int, int]) -> None:
    shared = len(set(range(*one)) & set(range(*other)))
    assert span(*one).overlaps(span(*other)) is (shared > 0)
    assert span(*one).gap(span(*other)) == span(*other).gap(span(*one))
    assert max(timedelta(0), -span(*one).gap(span(*other))) == timedelta(minutes=shared)
