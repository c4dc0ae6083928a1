"""VTIMEZONE components agree with tzdata at every hour of their range, read by another's parser."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from programming.exporters.vtimezone import vtimezone

FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
ZONES = [
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "UTC",
    "America/Chicago",
    "Europe/Dublin",
    "Pacific/Chatham",
]


@pytest.mark.parametrize("key", ZONES)
def test_it_says_what_tzdata_says(key: str) -> None:
    component = vtimezone(key, FIRST, LAST).decode()
    calendar = Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{component}END:VCALENDAR\r\n")
    read = next(iter(calendar.walk("VTIMEZONE"))).to_tz(lookup_tzid=False)
    zone, moment = ZoneInfo(key), FIRST
    while moment < LAST:
        assert moment.astimezone(read).replace(tzinfo=None) == moment.astimezone(zone).replace(tzinfo=None), moment
        moment += timedelta(hours=1)


@pytest.mark.parametrize("key", ["America/New_York", "Europe/London", "Australia/Lord_Howe"])
def test_yearly_changes_are_a_pair_of_rules_by_weekday(key: str) -> None:
    component = vtimezone(key, FIRST, LAST).decode()
    assert component.count("RRULE:FREQ=YEARLY;BYMONTH=") == 2
    assert "RDATE" not in component


def test_the_start_of_a_part_is_the_wall_time_before_the_change() -> None:
    lines = vtimezone("America/New_York", FIRST, LAST).decode().split("\r\n")
    spring = lines.index("BEGIN:DAYLIGHT")
    assert lines[spring + 1].endswith("T020000")
    assert lines[spring + 3 : spring + 5] == ["TZOFFSETFROM:-0500", "TZOFFSETTO:-0400"]
