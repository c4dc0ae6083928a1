"""Q03: an override that the schedule contradicts."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from programming.rules.engagement import contradiction
from programming.timetable.engagement import Engagement, ShowFact

FIRST = date(2026, 11, 20)


def run(override: str, *walls: int, days: int = 7) -> Engagement:
    shows = tuple(
        ShowFact(day, datetime.combine(day, time(wall), UTC) + timedelta(hours=5), time(wall))
        for day in (FIRST + timedelta(days=step) for step in range(days))
        for wall in walls
    )
    return Engagement(FIRST, FIRST + timedelta(days=days - 1), shows=shows, override=override)


@pytest.mark.parametrize(
    ("override", "walls", "days", "said"),
    [
        ("Must end Thursday, November 26", (14,), 7, ""),
        ("Must end 11/26", (14,), 7, ""),
        ("Must end Wednesday, November 25", (14,), 7, "the last show is on Thursday, November\u00a026"),
        ("Through December 3", (14,), 7, "the last show is on Thursday, November\u00a026"),
        ("2:35 only", (14,), 7, ""),
        ("2:35 only", (14, 19), 7, "there are 2 shows on one day"),
        ("One show only", (14,), 1, ""),
        ("One show only", (14,), 2, "2 shows are scheduled"),
        ("The talk of the town", (14, 19), 7, ""),
        ("", (14,), 7, ""),
    ],
)
def test_what_the_schedule_says_against_it(override: str, walls: tuple[int, ...], days: int, said: str) -> None:
    found = contradiction(run(override, *walls, days=days), key=7)
    assert [(finding.code, finding.about) for finding in found] == ([("Q03", (7,))] if said else [])
    assert all(said in finding.message for finding in found)
