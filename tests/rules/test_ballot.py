"""When a show can be rated, what is asked about, and the link that leads there."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programming.choices import BallotState, ProgrammeKind
from programming.models import Venue
from programming.models.facts import ScreeningFacts, SegmentFacts
from programming.rules.ballot import ballot_of, link_code, read_code
from tests.factories import FRIDAY

VENUE = Venue(time_zone="America/New_York", rollover_hour=5)
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)
"""The Sundays on which New York's clocks go forward, and back."""


def facts(starts: datetime, minutes: int = 120, **told: Any) -> ScreeningFacts:
    ends = starts + timedelta(minutes=minutes)
    given = {
        "title": "Cranes",
        "slug": "cranes",
        "kind": "single",
        "house_day": VENUE.day_of(starts).isoformat(),
        "status": "scheduled",
        "screen": "Screen 1",
        "screen_slug": "screen-1",
        "format": "dcp",
        "segments": (SegmentFacts("film", "Cranes", starts.isoformat(), minutes, slug="cranes"),),
    }
    return ScreeningFacts(starts_at=starts.isoformat(), ends_at=ends.astimezone(UTC).isoformat(), **given | told)


def at(day: date, wall: str, fold: int = 0) -> datetime:
    """By the calendar, not by the house day."""
    return datetime.combine(day, time.fromisoformat(wall), VENUE.zone).replace(fold=fold).astimezone(UTC)


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("starts", "minutes", "closes"),
    [
        (at(FRIDAY, "19:00"), 120, at(FRIDAY + 2 * DAY, "05:00")),
        (at(FRIDAY, "05:00"), 60, at(FRIDAY + 2 * DAY, "05:00")),  # the first show of the day
        (at(FRIDAY + DAY, "00:30"), 100, at(FRIDAY + 2 * DAY, "05:00")),  # after midnight: still Friday's
        (at(FRIDAY + DAY, "03:00"), 120, at(FRIDAY + 2 * DAY, "05:00")),  # ends as the house day does
        (at(FRIDAY + DAY, "03:00"), 121, at(FRIDAY + 3 * DAY, "05:00")),  # ends in Saturday's house day
        (at(FRIDAY, "12:00"), 30 * 60, at(FRIDAY + 3 * DAY, "05:00")),  # a marathon through the night
        (at(SPRING - DAY, "19:00"), 120, at(SPRING + DAY, "05:00")),
        (at(SPRING - 2 * DAY, "19:00"), 120, at(SPRING, "05:00")),
        (at(SPRING, "01:30"), 120, at(SPRING + DAY, "05:00")),  # over the hour that is skipped
        (at(AUTUMN - DAY, "19:00"), 120, at(AUTUMN + DAY, "05:00")),
        (at(AUTUMN - 2 * DAY, "19:00"), 120, at(AUTUMN, "05:00")),
        (at(AUTUMN, "01:30", fold=1), 120, at(AUTUMN + DAY, "05:00")),  # in the hour that comes twice
    ],
)
def test_a_ballot_is_open_from_the_end_until_the_next_house_day_ends(
    starts: datetime, minutes: int, closes: datetime
) -> None:
    ballot = ballot_of(VENUE, 1, facts(starts, minutes))
    ends, moment = starts + timedelta(minutes=minutes), timedelta(microseconds=1)
    assert (ballot.opens_at, ballot.closes_at) == (ends, closes)
    asked = [ends - moment, ends, closes - moment, closes]
    assert [ballot.state(at) for at in asked] == [
        BallotState.EARLY,
        BallotState.OPEN,
        BallotState.OPEN,
        BallotState.CLOSED,
    ]


@pytest.mark.parametrize(
    ("starts", "hours"),
    [
        (at(FRIDAY, "19:00"), 32),
        (at(SPRING - DAY, "19:00"), 31),  # the night of the change lies inside, and is an hour short
        (at(SPRING - 2 * DAY, "19:00"), 31),
        (at(AUTUMN - DAY, "19:00"), 33),
        (at(AUTUMN - 2 * DAY, "19:00"), 33),
        (at(SPRING, "19:00"), 32),
    ],
)
def test_how_long_a_ballot_is_open_when_the_clocks_change(starts: datetime, hours: int) -> None:
    ballot = ballot_of(VENUE, 1, facts(starts, 120))
    assert ballot.closes_at - ballot.opens_at == timedelta(hours=hours)


@pytest.mark.parametrize("rollover", [0, 3, 6, 11])
def test_the_rollover_hour_is_the_house_s(rollover: int) -> None:
    venue = Venue(time_zone="Europe/Paris", rollover_hour=rollover)
    ends = venue.house_day(FRIDAY).span.ends_at.astimezone(UTC)
    on_time = ballot_of(venue, 1, facts(ends - timedelta(hours=2)))
    late = ballot_of(venue, 1, facts(ends - timedelta(hours=2), 121))
    assert on_time.closes_at == venue.house_day(FRIDAY).next.span.ends_at
    assert late.closes_at == venue.house_day(FRIDAY).plus(2).span.ends_at


@pytest.mark.parametrize("status", ["cancelled", "replaced", "withdrawn"])
def test_what_did_not_take_place_is_not_rated(status: str) -> None:
    ballot = ballot_of(VENUE, 1, facts(at(FRIDAY, "19:00"), status=status))
    assert {ballot.state(at(FRIDAY, wall)) for wall in ("18:00", "22:00")} == {BallotState.OFF}


def segment(kind: str, slug: str) -> SegmentFacts:
    return SegmentFacts(kind, slug.title(), "2026-11-20T00:00:00+00:00", 60, slug=slug)


TWO = (segment("film", "cranes"), segment("intermission", ""), segment("film", "detour"))
SHORT_FIRST = (segment("short", "rain"), segment("film", "cranes"))


@pytest.mark.parametrize(
    ("kind", "segments", "asked"),
    [
        (ProgrammeKind.SINGLE, SHORT_FIRST, [("cranes", True)]),
        (ProgrammeKind.DOUBLE_BILL, TWO, [("cranes", True), ("detour", True)]),
        (ProgrammeKind.DOUBLE_BILL, (segment("film", "cranes"), segment("film", "cranes")), [("cranes", True)]),
        (ProgrammeKind.SHORTS, SHORT_FIRST, [("cranes", False)]),
        (ProgrammeKind.PARTS, TWO, [("cranes", False)]),
        (ProgrammeKind.MARATHON, TWO, [("cranes", False)]),
        (ProgrammeKind.SECRET, (segment("film", "detour"),), [("cranes", False)]),  # what played is told nowhere
        (ProgrammeKind.EVENT, (), []),
    ],
)
def test_what_is_asked_about(
    kind: ProgrammeKind, segments: tuple[SegmentFacts, ...], asked: list[tuple[str, bool]]
) -> None:
    ballot = ballot_of(VENUE, 1, facts(at(FRIDAY, "19:00"), kind=kind.value, segments=segments))
    assert [(title.slug, title.is_film) for title in ballot.titles] == asked
    assert ballot.is_open(at(FRIDAY, "22:00")) is bool(asked)


@given(st.integers(0, 2**39))
def test_a_link_leads_back(screening: int) -> None:
    code = link_code(screening)
    assert read_code(code) == screening
    assert read_code(code.upper()) == screening
    assert read_code(code.replace("0", "O").replace("1", "l")) == screening


@given(st.text(max_size=30) | st.from_regex(r"[0-9a-z]{1,4}-[0-9a-z]{8}", fullmatch=True))
def test_a_link_that_is_not_ours_leads_nowhere(code: str) -> None:
    assert read_code(code) is None


def test_the_signature_of_one_show_is_not_that_of_another(settings: Any) -> None:
    number, _dash, mark = link_code(7).partition("-")
    assert read_code(f"8-{mark}") is None
    assert len(link_code(40_000)) <= 13
    settings.SECRET_KEY = "another house, and so another signature altogether"
    assert read_code(f"{number}-{mark}") is None
