"""The engagement line, seen from one day after another."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from programming.timetable.clock import ClockStyle, clock_text
from programming.timetable.engagement import Announced, Engagement, Kept, ShowFact, as_closed, engagement

NEW_YORK = ZoneInfo("America/New_York")
FIRST = date(2019, 7, 12)
CLOSES = date(2019, 7, 25)
LAST = date(2019, 8, 1)


def clock(wall: time) -> str:
    return clock_text(wall, ClockStyle.BARE)


def at(day: date, wall: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(wall), NEW_YORK).astimezone(UTC)


def every(first: date, last: date, *walls: str) -> tuple[ShowFact, ...]:
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return tuple(ShowFact(day, at(day, wall), time.fromisoformat(wall)) for day in days for wall in walls)


def said(run: Engagement, day: date, wall: str = "10:00") -> list[str]:
    return [line.text.replace("\u00a0", " ") for line in engagement(run, day=day, now=at(day, wall), clock=clock)]


CRANES = Engagement(
    FIRST,
    CLOSES,
    holdovers=(Kept(date(2019, 7, 26), LAST, is_final=True),),
    shows=(*every(FIRST, CLOSES, "12:30", "14:35", "20:50"), *every(date(2019, 7, 26), LAST, "14:35")),
)
BEFORE_HOLDING = Engagement(FIRST, CLOSES, shows=every(FIRST, CLOSES, "12:30", "14:35"))


@pytest.mark.parametrize(
    ("run", "day", "wall", "lines"),
    [
        (BEFORE_HOLDING, date(2018, 12, 1), "10:00", ["Opens Friday, July 12, 2019", "Two weeks only"]),
        (BEFORE_HOLDING, date(2019, 7, 1), "10:00", ["Opens Friday, July 12", "Two weeks only"]),
        (BEFORE_HOLDING, FIRST, "10:00", ["Opens today", "Two weeks only"]),
        (BEFORE_HOLDING, FIRST, "13:00", ["Two weeks only"]),
        (BEFORE_HOLDING, date(2019, 7, 20), "10:00", ["Through Thursday, July 25"]),
        (BEFORE_HOLDING, CLOSES, "10:00", ["Last day"]),
        (BEFORE_HOLDING, CLOSES, "13:00", ["Last show today at 2:35"]),
        (BEFORE_HOLDING, CLOSES, "15:00", ["Ended today"]),
        (BEFORE_HOLDING, date(2019, 7, 26), "10:00", ["Previously played, July 12 – July 25, 2019"]),
        (CRANES, date(2019, 7, 23), "10:00", ["Held over! Must end Thursday, August 1"]),
        (CRANES, date(2019, 7, 28), "10:00", ["Held over! Must end Thursday, August 1", "2:35 only"]),
        (CRANES, LAST, "10:00", ["Last show today at 2:35", "Held over! Must end Thursday, August 1"]),
        (CRANES, LAST, "15:00", ["Ended today"]),
        (CRANES, date(2019, 8, 2), "10:00", ["Previously played, July 12 – August 1, 2019"]),
        (CRANES, date(2026, 11, 21), "10:00", ["Previously played, July 12 – August 1, 2019"]),
    ],
)
def test_the_model_listing_from_day_to_day(run: Engagement, day: date, wall: str, lines: list[str]) -> None:
    assert said(run, day, wall) == lines


DAY = date(2026, 11, 20)
WEEK = DAY + timedelta(days=6)


@pytest.mark.parametrize(
    ("run", "lines"),
    [
        (Engagement(None, None, Announced.UNDATED), ["Coming soon"]),
        (Engagement(DAY + timedelta(days=7), None, Announced.DATED), ["Opens Friday, November 27"]),
        (Engagement(DAY, DAY, shows=every(DAY, DAY, "19:00")), ["One show only"]),
        (Engagement(DAY, DAY, shows=every(DAY, DAY, "14:00", "19:00", "21:00")), ["One day only"]),
        (Engagement(DAY - timedelta(days=3), None, shows=every(DAY, WEEK, "14:00", "19:00")), ["Now playing"]),
        (Engagement(DAY - timedelta(days=1), DAY + timedelta(days=5), shows=every(DAY, WEEK, "14:35")), ["Through"]),
        (
            Engagement(DAY, WEEK, shows=every(DAY, WEEK, "14:35"), override="The talk of the town"),
            ["The talk of the town"],
        ),
        (
            Engagement(
                DAY - timedelta(days=14),
                DAY - timedelta(days=1),
                holdovers=(Kept(DAY, WEEK),),
                shows=every(DAY - timedelta(days=14), WEEK, "14:00", "19:00"),
            ),
            ["Held over! 3rd week"],
        ),
        (
            Engagement(
                DAY - timedelta(days=7),
                WEEK - timedelta(days=7),
                holdovers=(Kept(DAY + timedelta(days=7), WEEK + timedelta(days=7)),),
                shows=every(DAY - timedelta(days=7), WEEK, "14:00", "19:00"),
            ),
            ["Held over! Through Thursday, December 3"],
        ),
    ],
)
def test_each_line(run: Engagement, lines: list[str]) -> None:
    found = said(run, DAY)
    assert all(text.startswith(line) for text, line in zip(found, lines, strict=False))
    assert len(found) >= len(lines)


@pytest.mark.parametrize(
    ("run", "lines"),
    [
        (CRANES, ["Held over! Must end Thursday, August 1", "2:35 only"]),
        (BEFORE_HOLDING, ["Through Thursday, July 25"]),
        (Engagement(DAY, DAY, shows=every(DAY, DAY, "19:00")), ["One show only"]),
        (Engagement(DAY, WEEK, shows=every(DAY, WEEK, "14:00", "19:00")), ["One week only"]),
        (Engagement(None, None, Announced.UNDATED), []),
    ],
)
def test_the_record_of_a_run_that_is_over(run: Engagement, lines: list[str]) -> None:
    closed = as_closed(run, clock=clock)
    assert [line.text.replace("\u00a0", " ") for line in closed] == lines
    assert all(line.is_past for line in closed)


def test_the_strip_breaks_behind_held_over() -> None:
    line = engagement(CRANES, day=date(2019, 7, 28), now=at(date(2019, 7, 28), "10:00"), clock=clock)[0]
    assert (line.lead, line.rest) == ("Held over!", "Must end Thursday, August\u00a01")


def test_it_reads_the_same_whatever_the_rollover_night() -> None:
    """A last show at 12:10 am on the night the clocks go back is still to come at 11 pm."""
    night = date(2026, 10, 31)
    late = ShowFact(night, at(night + timedelta(days=1), "00:10"), time(0, 10))
    run = Engagement(night - timedelta(days=1), night, shows=(*every(night - timedelta(days=1), night, "21:00"), late))
    assert said(run, night, "23:00")[0] == "Last show today at 12:10"


@pytest.mark.parametrize(
    ("day", "wall", "line"),
    [
        (date(2019, 7, 17), "15:00", "Ended today"),
        (date(2019, 7, 18), "10:00", "Previously played, July 12 – July 17, 2019"),
    ],
)
def test_a_run_whose_last_day_was_cancelled(day: date, wall: str, line: str) -> None:
    shown = every(FIRST, date(2019, 7, 17), "14:35")
    assert said(Engagement(FIRST, date(2019, 7, 18), shows=shown), day, wall) == [line]


def test_two_lines_of_staff_are_two_lines() -> None:
    run = Engagement(DAY, WEEK, shows=every(DAY, WEEK, "14:35"), override="Held over! Again\n2:35, by request")
    lines = engagement(run, day=DAY, now=at(DAY, "10:00"), clock=clock)
    assert [(line.text, line.lead, line.rest) for line in lines] == [
        ("Held over! Again", "Held over!", "Again"),
        ("2:35, by request", "", ""),
    ]


HELD = Engagement(FIRST, CLOSES, holdovers=(Kept(date(2019, 7, 26), date(2019, 8, 8)),), shows=BEFORE_HOLDING.shows)


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("run", "day", "wall", "lines"),
    [
        (
            BEFORE_HOLDING,
            date(2018, 12, 1),
            "10:00",
            ["À partir du vendredi 12 juillet 2019", "Deux semaines seulement"],
        ),
        (BEFORE_HOLDING, date(2019, 7, 1), "10:00", ["À partir du vendredi 12 juillet", "Deux semaines seulement"]),
        (BEFORE_HOLDING, FIRST, "10:00", ["À l’affiche dès aujourd’hui", "Deux semaines seulement"]),
        (BEFORE_HOLDING, date(2019, 7, 20), "10:00", ["Jusqu’au jeudi 25 juillet"]),
        (BEFORE_HOLDING, CLOSES, "10:00", ["Dernier jour"]),
        (BEFORE_HOLDING, CLOSES, "13:00", ["Dernière séance aujourd’hui à 14 h 35"]),
        (BEFORE_HOLDING, CLOSES, "15:00", ["Terminé aujourd’hui"]),
        (CRANES, date(2019, 7, 28), "10:00", ["Prolongation ! Jusqu’au jeudi 1er août", "14 h 35 seulement"]),
        (CRANES, date(2019, 8, 2), "10:00", ["Déjà projeté, 12 juillet – 1er août 2019"]),
        (HELD, date(2019, 7, 25), "10:00", ["Prolongation ! Au moins jusqu’au jeudi 8 août"]),
        (HELD, date(2019, 7, 27), "10:00", ["Prolongation ! 3e semaine"]),
        (Engagement(FIRST, FIRST, shows=every(FIRST, FIRST, "19:00")), FIRST, "10:00", ["Séance unique"]),
        (Engagement(None, None, Announced.UNDATED), FIRST, "10:00", ["Prochainement"]),
        (Engagement(FIRST, None), date(2019, 7, 20), "10:00", ["À l’affiche"]),
    ],
)
def test_the_line_in_french(run: Engagement, day: date, wall: str, lines: list[str]) -> None:
    now = at(day, wall)
    found = engagement(run, day=day, now=now, clock=lambda one: clock_text(one, ClockStyle.TWENTY_FOUR))
    assert [line.text.replace("\u00a0", " ") for line in found] == lines


@pytest.mark.usefixtures("french")
def test_a_french_line_breaks_behind_its_mark() -> None:
    line = engagement(CRANES, day=date(2019, 7, 23), now=at(date(2019, 7, 23), "10:00"), clock=clock)[0]
    assert (line.lead, line.rest) == ("Prolongation\u00a0!", "Jusqu’au jeudi 1er\u00a0août")
