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


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['n']}: {line['text'][:50]}")
def test_a_real_line_is_read_as_expected(line: dict[str, Any]) -> None:
    told, reading = line["expect"], read(line)
    if "error" in told:
        assert [problem.code for problem in reading.errors] == [told["error"].replace(" ", "-")]
        return
    assert reading.errors == ()
    checked = {"daily", "label", "end", "md", "only", "extra", "except", "days_times", "tags"}
    if "dates" in told:
        assert [day.isoformat() for day in reading.days] == told["dates"]
        checked.add("dates")
    if "range" in told:
        first, last = (date.fromisoformat(day) for day in told["range"])
        assert reading.days == tuple(first + timedelta(days=day) for day in range((last - first).days + 1))
        checked.add("range")
    if "md" in told:
        assert [f"{day:%m-%d}" for day in reading.days] == [told["md"]]
    if "days" in told:
        assert {WEEKDAYS[day.weekday()] for day in reading.days} == set(told["days"])
        checked.add("days")
    if "bill" in told:
        assert reading.bill == told["bill"]
        checked.add("bill")
    if "opens" in told:
        assert reading.opens == date.fromisoformat(told["opens"])
        assert reading.ends is None
        checked.add("opens")
    if "ends" in told:
        assert reading.ends == date.fromisoformat(told["ends"])
        checked.add("ends")
    if told.get("only"):
        assert reading.is_only
    if told.get("label"):
        assert reading.label == told["label"].rstrip("!")
    if "times" in told:
        extra, left_out = told.get("extra", {}), set(told.get("except", ()))
        for weekday in {WEEKDAYS[show.day.weekday()] for show in reading.shows}:
            assert on_weekday(reading, weekday) == sorted([*told["times"], *extra.get(weekday, [])])
        shown = {WEEKDAYS[show.day.weekday()] for show in reading.shows}
        assert not shown & left_out
        assert shown or not told.get("daily")
        if told.get("daily"):
            assert shown == set(WEEKDAYS) - left_out
        checked.add("times")
    for wall, tags in told.get("tags", {}).items():
        tagged = {show.tags for show in reading.shows if f"{show.time:%H:%M}" == wall}
        assert tagged == {tuple(tags)}
        assert {show.tags for show in reading.shows if f"{show.time:%H:%M}" != wall} == {()}
    if "days_times" in told:
        for weekday, walls in told["days_times"].items():
            assert set(walls) <= set(on_weekday(reading, weekday))
    assert set(told) <= checked


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
