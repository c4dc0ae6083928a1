"""Lines that real houses printed, each with the reading a person gave it; every expectation is checked."""

import json
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from programming.timetable.clock import ClockRule
from programming.timetable.languages import ENGLISH, FRENCH, Language
from programming.timetable.showtimes import Context, Reading, parse

LINES = json.loads((Path(__file__).parent.parent / "samples" / "showtime-lines.json").read_text())["lines"]
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FRENCH_LINES = {91, 94}
MONTHS = {88: (2024, 5)}
"""Lines whose month stands on the cover."""
WEEK = (date(2026, 11, 20), date(2026, 11, 26))


def span(line: dict[str, Any]) -> tuple[date, date]:
    told = line["expect"]
    if line["n"] in MONTHS:
        first = date(*MONTHS[line["n"]], 1)
        return first, first + timedelta(days=30)
    if "md" in told:
        return date(2026, 11, 1), date(2026, 11, 30)
    if "year_from_context" in line:
        year = line["year_from_context"]
        return date(year, 1, 1), date(year, 12, 31)
    if "dates" in told:
        return date.fromisoformat(told["dates"][0]), date.fromisoformat(told["dates"][-1])
    return WEEK


def read(line: dict[str, Any]) -> Reading:
    first, last = span(line)
    language: Language = FRENCH if line["n"] in FRENCH_LINES else ENGLISH
    return parse(
        line["text"],
        Context(first, last, ZoneInfo("America/New_York"), clock=ClockRule("evening"), language=language, prose=True),
    )


def texts(times: Any) -> list[str]:
    return sorted({f"{wall:%H:%M}" for wall in times})


def on_weekday(reading: Reading, weekday: str) -> list[str]:
    return texts(show.time for show in reading.shows if WEEKDAYS[show.day.weekday()] == weekday)


def iso(day: str) -> date:
    return date.fromisoformat(day)


def check_dates(told: Any, reading: Reading) -> None:
    assert [day.isoformat() for day in reading.days] == told


def check_range(told: Any, reading: Reading) -> None:
    first, last = map(iso, told)
    assert reading.days == tuple(first + timedelta(days=day) for day in range((last - first).days + 1))


def check_tags(told: Any, reading: Reading) -> None:
    assert {f"{show.time:%H:%M}": list(show.tags) for show in reading.shows if show.tags} == told


def check_days_times(told: Any, reading: Reading) -> None:
    for weekday, walls in told.items():
        assert set(walls) <= set(on_weekday(reading, weekday))


CHECKS = {
    "dates": check_dates,
    "range": check_range,
    "tags": check_tags,
    "days_times": check_days_times,
    "md": lambda told, reading: check_dates([f"2026-{told}"], reading),
    "days": lambda told, reading: {WEEKDAYS[day.weekday()] for day in reading.days} == set(told) or pytest.fail(told),
    "bill": lambda told, reading: reading.bill == told or pytest.fail(told),
    "opens": lambda told, reading: reading.opens == iso(told) or pytest.fail(told),
    "end": lambda told, reading: reading.ends is told or pytest.fail(told),
    "ends": lambda told, reading: reading.ends == iso(told) or pytest.fail(told),
    "only": lambda told, reading: reading.is_only is told or pytest.fail(told),
    "label": lambda told, reading: reading.label == told.rstrip("!") or pytest.fail(told),
}
WITH_TIMES = {"times", "extra", "except", "daily"}


def check_times(told: dict[str, Any], reading: Reading) -> None:
    """Every day that has shows has these times, and what is extra on it."""
    shown = {WEEKDAYS[show.day.weekday()] for show in reading.shows}
    assert shown == set(WEEKDAYS) - set(told.get("except", ())) if told.get("daily") else shown
    for weekday in shown:
        assert on_weekday(reading, weekday) == sorted([*told["times"], *told.get("extra", {}).get(weekday, [])])


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['n']}: {line['text'][:50]}")
def test_a_real_line_is_read_as_expected(line: dict[str, Any]) -> None:
    told, reading = line["expect"], read(line)
    if "error" in told:
        assert [problem.code for problem in reading.errors] == [told["error"].replace(" ", "-")]
        return
    assert reading.errors == ()
    assert set(told) <= CHECKS.keys() | WITH_TIMES
    for key in told.keys() - WITH_TIMES:
        CHECKS[key](told[key], reading)
    if "times" in told:
        check_times(told, reading)


def test_times_printed_under_a_heading_are_read_for_its_day() -> None:
    """The caller reads a line under a Sunday heading in two spans; the days it names are then exact."""
    week = Context(*WEEK, ZoneInfo("America/New_York"), clock=ClockRule("evening"), prose=True)
    reading = parse("Sunday 7:30 p.m. Monday-Tuesday 7 & 5:15 p.m.", week)
    assert {weekday: on_weekday(reading, weekday) for weekday in ("Sun", "Mon", "Tue", "Wed")} == {
        "Sun": ["19:30"],
        "Mon": ["17:15", "19:00"],
        "Tue": ["17:15", "19:00"],
        "Wed": [],
    }
    reading = parse("Thursday 9:15 p.m. Also Saturday 11:59.", week)
    assert {show.day.weekday(): show.time for show in reading.shows} == {3: time(21, 15), 5: time(23, 59)}
