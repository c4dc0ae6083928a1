"""Where a show fits, which start is nicest, and where a day is tight."""

from datetime import date, timedelta

import pytest

from programming.rules.slots import (
    clean_slots,
    clean_starts,
    earliest_clean_start,
    gaps,
    slack_minutes,
    snapped,
)
from programming.timetable.span import TimeSpan
from tests.snapshots import AUTUMN, FRIDAY, SPRING, ZONE, at

TURNAROUND = timedelta(minutes=15)
WINDOW = TimeSpan(at("12:00"), at("00:30"))


def span(starts: str, ends: str) -> TimeSpan:
    return TimeSpan(at(starts), at(ends))


@pytest.mark.parametrize(
    ("booked", "minutes", "expected"),
    [
        ([], 90, "12:00"),
        ([span("12:00", "14:00")], 90, "14:15"),
        ([span("12:00", "13:58")], 90, "14:15"),
        ([span("13:45", "15:00")], 90, "12:00"),
        ([span("13:44", "15:00")], 90, "15:15"),
        ([span("12:00", "14:00"), span("16:00", "18:00")], 90, "14:15"),
        ([span("12:00", "14:00"), span("15:59", "18:00")], 90, "18:15"),
        ([span("12:00", "22:45")], 90, "23:00"),
        ([span("12:00", "22:46")], 90, None),
        ([], 751, None),
    ],
)
def test_the_earliest_clean_start(booked: list[TimeSpan], minutes: int, expected: str | None) -> None:
    found = earliest_clean_start(timedelta(minutes=minutes), booked, WINDOW, TURNAROUND)
    assert found == (at(expected) if expected else None)


def test_starts_are_on_the_five_minutes_and_all_of_the_show_is_in_the_window() -> None:
    starts = clean_starts(timedelta(minutes=90), [], span("12:02", "13:45"), TURNAROUND)
    assert starts == [at("12:05"), at("12:10"), at("12:15")]


@pytest.mark.parametrize(
    ("booked", "nicest"),
    [
        ([], "19:00"),
        ([span("18:50", "20:30")], "21:00"),
        ([span("17:00", "18:45")], "19:00"),
        ([span("12:00", "23:00")], "23:15"),
    ],
)
def test_the_nicest_is_round_in_the_evening_and_near_its_neighbours(booked: list[TimeSpan], nicest: str) -> None:
    slots = clean_slots(timedelta(minutes=75), booked, WINDOW, TURNAROUND, ZONE)
    assert slots[0].starts_at == at(nicest)
    assert slots == sorted(slots, key=lambda slot: slot.penalty)


def test_less_idle_time_decides_between_equals() -> None:
    slots = clean_slots(timedelta(minutes=60), [span("16:00", "19:45")], WINDOW, TURNAROUND, ZONE)
    by_start = {f"{slot.starts_at:%H:%M}": slot for slot in slots}
    assert (by_start["20:00"].idle, by_start["21:00"].idle) == (0, 60)
    assert by_start["20:00"].penalty < by_start["21:00"].penalty


@pytest.mark.parametrize(("day", "expected"), [(SPRING, 3), (AUTUMN, 27), (FRIDAY, 15)])
def test_the_nights_the_clocks_change_are_an_hour_shorter_and_longer(day: date, expected: int) -> None:
    """From 1:00 to 3:40 it is 100, 220 or 160 minutes."""
    window = TimeSpan(at("01:00", day), at("03:40", day))
    assert len(clean_starts(timedelta(minutes=90), [], window, TURNAROUND)) == expected


def test_slack_and_pinch_points() -> None:
    booked = [span("20:00", "21:00"), span("12:00", "13:00"), span("13:24", "14:00"), span("14:25", "19:50")]
    assert [(gap.minutes, gap.spare, gap.is_pinch) for gap in gaps(booked, TURNAROUND)] == [
        (24, 9, True), (25, 10, False), (10, -5, True),
    ]  # fmt: skip
    between = gaps(booked, TURNAROUND)
    assert slack_minutes(between) == 19
    assert [gap.before for gap in between if gap.is_pinch] == [booked[1], booked[3]]
    assert gaps(booked[:1], TURNAROUND) == []


def test_snapping_never_goes_back() -> None:
    assert [f"{snapped(at(wall)).minute}" for wall in ("19:00", "19:01", "19:04", "19:05")] == ["0", "5", "5", "5"]
