"""The command that reads the rules aloud."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from programming.models import Still
from tests.factories import FRIDAY, NOON, ScreenFactory, film, run, show

pytestmark = pytest.mark.django_db

NIGHT = "Fri, Nov\u00a020"


def check(*arguments: str) -> tuple[list[str], int]:
    """What it prints, line by line, and its exit status."""
    out, status = StringIO(), 0
    try:
        with time_machine.travel(NOON, tick=False):
            call_command("check_schedule", *arguments, stdout=out, skip_checks=True)
    except SystemExit as ended:
        status = ended.code
    return out.getvalue().splitlines(), status


def listed(title: str, **facts: object) -> object:
    made = film(title, note="A note.", **facts)
    Still.objects.create(film=made, image="a.png", width=1, height=1, alt="A crane")
    return made


def test_an_error_ends_with_status_1_and_says_what_to_do() -> None:
    screen = ScreenFactory(name="Screen 1")
    show(run(listed("Cranes"), screen), FRIDAY, "19:00")
    show(run(listed("Detour"), screen), FRIDAY, "20:30")
    said = f"Detour, {NIGHT}, 8:30, starts on Screen 1 10 minutes before Cranes, {NIGHT}, 7:00, is over."
    lines = ["Friday, November\u00a020, 2026", f"  error S01: {said} [Start at 8:55?]"]
    assert check() == ([*lines, "1 error, no warnings, no notes on 2 shows."], 1)


def test_warnings_and_notes_do_not() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    show(booked, FRIDAY, "19:03")
    show(booked, FRIDAY + timedelta(days=1), "19:03")
    lines, status = check()
    assert status == 0
    assert [line.split(":")[0] for line in lines] == [
        "Friday, November\u00a020, 2026",
        "  warning Q01",
        "  note S07",
        "Saturday, November\u00a021, 2026",
        "  note S07",
        "no errors, 1 warning, 2 notes on 2 shows.",
    ]


@pytest.mark.parametrize(
    ("arguments", "shows"),
    [
        ((), 3),
        (("--from", "2026-11-21"), 2),
        (("--to", "2026-11-21"), 2),
        (("--from", "2026-11-19", "--to", "2026-11-20"), 2),
        (("--from", "2026-12-01"), 0),
    ],
)
def test_from_today_on_or_as_told(arguments: tuple[str, ...], shows: int) -> None:
    booked = run(listed("Cranes"), ScreenFactory())
    for step in (-1, 0, 1, 2):
        show(booked, FRIDAY + timedelta(days=step), "19:00")
    assert check(*arguments) == ([f"no errors, no warnings, no notes on {shows or 'no'} shows."], 0)


def test_an_empty_house_and_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(CommandError, match="No house"):
        check()
    with pytest.raises(CommandError, match="is before"):
        check("--from", "2026-11-21", "--to", "2026-11-20")
