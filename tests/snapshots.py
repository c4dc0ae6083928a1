"""A small house in memory: snapshots for the rules, without a database."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from programming.rules.findings import Finding
from programming.rules.judge import judge
from programming.rules.snapshot import Bill, Copy, House, Part, Room, Show, Snapshot, Work

ZONE = ZoneInfo("America/New_York")
FRIDAY = date(2026, 11, 20)
SPRING = date(2026, 3, 7)
"""The house day in whose night the clocks go forward."""
AUTUMN = date(2026, 10, 31)
"""The house day in whose night the clocks go back."""
HOUSE = House(ZONE)
DCP = Copy(1, "dcp")
FILM = Work(1, "Cranes", 90, copies=(DCP,))
ROOMS = (Room(1, "Screen 1", frozenset({"dcp", "35mm"})), Room(2, "Screen 2", frozenset({"dcp"})))


def bill(key: int = 1, minutes: int = 90, *, title: str = "Cranes", copy: Copy | None = DCP, **facts: Any) -> Bill:
    """A programme of one film; `facts` are the film's."""
    work = Work(key, title, minutes, **{"copies": (copy,) if copy else ()} | facts)
    return Bill(key, title, (Part((copy and copy.minutes) or minutes, work, copy),))


def show(
    key: int, wall: str = "19:00", day: date = FRIDAY, screen: int = 1, shown: Bill | None = None, **facts: Any
) -> Show:
    """90 minutes of a title of its own, without preshow; of a wall time that comes twice the first."""
    starts_at = HOUSE.day(day).at(time.fromisoformat(wall), fold=0)
    what = shown or bill(key, title=f"Film {key}")
    return Show(**{"key": key, "screen": screen, "starts_at": starts_at, "house_day": day, "bill": what} | facts)


def snapshot(*shows: Show, first: date = FRIDAY, last: date | None = None, **facts: Any) -> Snapshot:
    """Both screens, and a year of days unless told."""
    given = {"house": HOUSE, "rooms": {room.key: room for room in ROOMS}} | facts
    earliest = min(first, *(one.house_day for one in shows))
    return Snapshot(first=earliest, last=last or date(2027, 1, 1), shows=shows, **given)


def found(*shows: Show, code: str, **facts: Any) -> list[Finding]:
    """What one rule finds."""
    return [finding for finding in judge(snapshot(*shows, **facts)) if finding.code == code]


def levels(findings: list[Finding]) -> str:
    """“error warning”: to stand in a table."""
    return " ".join(finding.level.value for finding in findings)


def at(wall: str, day: date = FRIDAY) -> datetime:
    return HOUSE.day(day).at(time.fromisoformat(wall), fold=0)
