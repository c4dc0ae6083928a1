"""S01 and S02 on one screen."""

from datetime import UTC, datetime, timedelta

import pytest

from programming.rules.findings import Level
from programming.rules.overlap import Block, overlaps
from programming.timetable.span import TimeSpan

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def block(key: int, start: int, end: int, screen: str = "Screen 1") -> Block:
    span = TimeSpan(NOON + timedelta(minutes=start), NOON + timedelta(minutes=end))
    return Block(key, screen, f"show {key}", span, timedelta(minutes=15))


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (-30, [(Level.ERROR, "S01")]),
        (-1, [(Level.ERROR, "S01")]),
        (0, [(Level.ERROR, "S02")]),
        (4, [(Level.ERROR, "S02")]),
        (5, [(Level.WARNING, "S02")]),
        (14, [(Level.WARNING, "S02")]),
        (15, []),
        (90, []),
    ],
)
def test_the_gap_between_two_shows(gap: int, expected: list[tuple[Level, str]]) -> None:
    found = list(overlaps([block(2, 100 + gap, 200 + gap), block(1, 0, 100)]))
    assert [(finding.level, finding.code) for finding in found] == expected
    assert all(finding.about == (1, 2) for finding in found)


def test_other_screens_do_not_matter() -> None:
    assert list(overlaps([block(1, 0, 100), block(2, 50, 150, "Screen 2")])) == []


def test_a_long_show_meets_every_show_it_covers() -> None:
    found = overlaps([block(1, 0, 600), block(2, 100, 200), block(3, 300, 400)])
    assert [finding.about for finding in found if finding.code == "S01"] == [(1, 2), (1, 3)]


def test_it_says_what_a_person_would() -> None:
    (finding,) = overlaps([block(1, 0, 100), block(2, 70, 150)])
    assert finding.message == "show 2 starts on Screen 1 30 minutes before show 1 is over."
