"""House days: what belongs to last night, and the nights the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programming.timetable.houseday import HouseDay, RepeatedTime, SkippedTime

NEW_YORK, LONDON, LORD_HOWE = (ZoneInfo(k) for k in ("America/New_York", "Europe/London", "Australia/Lord_Howe"))


@pytest.mark.parametrize(
    ("local", "rollover", "expected"),
    [
        ("2026-11-21 00:15", 5, date(2026, 11, 20)),
        ("2026-11-21 04:59", 5, date(2026, 11, 20)),
        ("2026-11-21 05:00", 5, date(2026, 11, 21)),
        ("2026-11-21 23:59", 5, date(2026, 11, 21)),
        ("2024-03-01 00:30", 5, date(2024, 2, 29)),
        ("2027-01-01 01:00", 5, date(2026, 12, 31)),
        ("2026-11-21 00:15", 0, date(2026, 11, 21)),
        ("2026-11-21 05:30", 6, date(2026, 11, 20)),
    ],
)
def test_a_moment_belongs_to_its_night(local: str, rollover: int, expected: date) -> None:
    moment = datetime.fromisoformat(local).replace(tzinfo=NEW_YORK)
    for spelt in (moment, moment.astimezone(UTC)):
        assert HouseDay.of(spelt, NEW_YORK, rollover).date == expected


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (NEW_YORK, date(2026, 11, 20), 24),
        (NEW_YORK, date(2026, 3, 7), 23),
        (NEW_YORK, date(2026, 10, 31), 25),
        (LONDON, date(2026, 3, 28), 23),
        (LONDON, date(2026, 10, 24), 25),
        (LORD_HOWE, date(2026, 10, 3), 23.5),
        (LORD_HOWE, date(2026, 4, 4), 24.5),
    ],
)
def test_how_long_a_house_day_is(zone: ZoneInfo, day: date, hours: float) -> None:
    span = HouseDay(day, zone).span
    assert span.minutes == hours * 60
    assert HouseDay.of(span.starts_at, zone).date == day
    assert HouseDay.of(span.ends_at, zone).date == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "day", "wall", "expected"),
    [
        (NEW_YORK, date(2026, 11, 20), time(19, 0), datetime(2026, 11, 21, 0, 0, tzinfo=UTC)),
        (NEW_YORK, date(2026, 11, 20), time(0, 15), datetime(2026, 11, 21, 5, 15, tzinfo=UTC)),
        (NEW_YORK, date(2026, 3, 7), time(1, 59), datetime(2026, 3, 8, 6, 59, tzinfo=UTC)),
        (NEW_YORK, date(2026, 3, 7), time(3, 0), datetime(2026, 3, 8, 7, 0, tzinfo=UTC)),
        (LONDON, date(2026, 7, 1), time(0, 30), datetime(2026, 7, 1, 23, 30, tzinfo=UTC)),
        (LORD_HOWE, date(2026, 4, 4), time(2, 0), datetime(2026, 4, 4, 15, 30, tzinfo=UTC)),
    ],
)
def test_a_wall_time_of_a_house_day(zone: ZoneInfo, day: date, wall: time, expected: datetime) -> None:
    assert HouseDay(day, zone).at(wall).astimezone(UTC) == expected


@pytest.mark.parametrize(
    ("zone", "day", "wall", "suggestion"),
    [
        (NEW_YORK, date(2026, 3, 7), time(2, 30), time(3, 0)),
        (LONDON, date(2026, 3, 28), time(1, 0), time(2, 0)),
        (LORD_HOWE, date(2026, 10, 3), time(2, 10), time(2, 30)),
    ],
)
def test_a_time_the_clocks_skip(zone: ZoneInfo, day: date, wall: time, suggestion: time) -> None:
    with pytest.raises(SkippedTime) as skipped:
        HouseDay(day, zone).at(wall)
    assert skipped.value.suggestion == suggestion


@pytest.mark.parametrize(
    ("zone", "day", "wall", "apart"),
    [
        (NEW_YORK, date(2026, 10, 31), time(1, 30), 60),
        (LONDON, date(2026, 10, 24), time(1, 0), 60),
        (LORD_HOWE, date(2026, 4, 4), time(1, 45), 30),
    ],
)
def test_a_time_the_clocks_repeat(zone: ZoneInfo, day: date, wall: time, apart: int) -> None:
    with pytest.raises(RepeatedTime) as repeated:
        HouseDay(day, zone).at(wall)
    first, second = repeated.value.first.astimezone(UTC), repeated.value.second.astimezone(UTC)
    assert second - first == timedelta(minutes=apart)
    assert [HouseDay(day, zone).at(wall, fold).astimezone(UTC) for fold in (0, 1)] == [first, second]


@pytest.mark.parametrize("zone", [NEW_YORK, LONDON, LORD_HOWE])
def test_a_weekly_show_keeps_its_wall_clock_time(zone: ZoneInfo) -> None:
    """A matinee every Monday at 13:00, over both changes of the year."""
    mondays = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(52)]
    moments = [HouseDay(day, zone).at(time(13)) for day in mondays]
    assert {moment.timetz().replace(tzinfo=None) for moment in moments} == {time(13)}
    assert len({moment.astimezone(UTC).time() for moment in moments}) == 2


def test_an_all_nighter_lies_over_two_dates_and_one_house_day() -> None:
    start = HouseDay(date(2026, 3, 7), NEW_YORK).at(time(23, 30)).astimezone(UTC)
    end = (start + timedelta(hours=4)).astimezone(NEW_YORK)
    assert (end.date(), end.time()) == (date(2026, 3, 8), time(4, 30))
    assert HouseDay.of(end, NEW_YORK).date == date(2026, 3, 7)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        HouseDay.of(datetime.fromisoformat("2026-11-20 19:00"), NEW_YORK)


@pytest.mark.parametrize(
    ("zone", "day", "wall", "suggestion"),
    [
        (ZoneInfo("America/Santiago"), date(2026, 9, 5), time(0, 30), time(1, 0)),  # midnight itself is skipped
        (ZoneInfo("Pacific/Apia"), date(2011, 12, 30), time(19, 0), time(0, 0)),  # a whole day is
    ],
)
def test_rare_gaps(zone: ZoneInfo, day: date, wall: time, suggestion: time) -> None:
    with pytest.raises(SkippedTime) as skipped:
        HouseDay(day, zone).at(wall)
    assert skipped.value.suggestion == suggestion


def test_days_sort_by_date_and_houses_stay_apart() -> None:
    leap = HouseDay(date(2024, 2, 28), NEW_YORK)
    assert [leap.next.date, leap.plus(2).date, leap.previous.date] == [
        date(2024, 2, 29),
        date(2024, 3, 1),
        date(2024, 2, 27),
    ]
    assert leap < leap.next
    assert leap != HouseDay(leap.date, LONDON)
    assert leap != HouseDay(leap.date, NEW_YORK, rollover_hour=6)


ZONES = st.sampled_from([NEW_YORK, LONDON, LORD_HOWE, *map(ZoneInfo, ("America/Santiago", "Asia/Kolkata", "UTC"))])
MOMENTS = st.integers(0, 315_000_000).map(lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))
ROLLOVERS = st.integers(0, 8)


@given(MOMENTS, ZONES, ROLLOVERS)
def test_every_moment_is_in_one_house_day(moment: datetime, zone: ZoneInfo, rollover: int) -> None:
    day = HouseDay.of(moment, zone, rollover)
    assert day.span.contains(moment)
    assert day.span.ends_at.astimezone(UTC) == day.next.span.starts_at.astimezone(UTC)
    assert not day.next.span.contains(moment)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.times(), ZONES, ROLLOVERS, st.sampled_from([0, 1]))
def test_a_wall_time_comes_back(day: date, wall: time, zone: ZoneInfo, rollover: int, fold: int) -> None:
    house_day = HouseDay(day, zone, rollover)
    try:
        moment = house_day.at(wall, fold=fold)
    except SkippedTime as skipped:
        moment, wall = house_day.at(skipped.suggestion), skipped.suggestion
    assert HouseDay.of(moment.astimezone(UTC), zone, rollover) == house_day
    assert moment.astimezone(UTC).astimezone(zone).time() == wall
