"""A small house, and what its staff do in it without end: publish, roll back, hold over, undo, import.

Each deed leaves a mark by which one can tell afterwards whether it was done: all of it, or none.
"""

from collections.abc import Callable
from datetime import time, timedelta
from random import Random

from django.db import transaction

from programming.actions.diff import differences
from programming.actions.hold_over import Hold, Slot, hold_over
from programming.actions.publish import publish
from programming.actions.roll_back import roll_back
from programming.actions.undo import undo
from programming.importers.admissions import read_admissions
from programming.models import Deed, Publication, Run, Screening
from programming.timetable.playweek import PlayWeek
from programming.timetable.showtimes import Show
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, run, shows

WEEK = PlayWeek(FRIDAY + timedelta(days=7))
WALLS = ("12:30", "15:00", "17:30", "20:00")
HELD_WALLS = ("14:00", "19:00")
EVERY = len(WALLS) * 7
"""Shows of the run that is published over and over: each publication has a version of every one."""
HELD = len(HELD_WALLS) * 7
SEATS = 100


def set_up() -> None:
    """One run to publish and to count, one to hold over; both public."""
    shows(run(film("Cranes", director="Mikhail Kalatozov"), ScreenFactory(name="One", seats=SEATS)), *WALLS)
    shows(run(film("Wanda"), ScreenFactory(name="Two", seats=SEATS)), *HELD_WALLS)
    go_public()


def published_run() -> Run:
    return Run.objects.get(screen__name="One")


def held_run() -> Run:
    return Run.objects.get(screen__name="Two")


def publish_all(number: int) -> None:
    """Every show gets another note, and all of that is published as one."""
    own = published_run()
    with transaction.atomic():
        Screening.objects.filter(run=own).update(note=f"Note {number}")
    found = [one for one in differences(first=None, last=None) if getattr(one.subject, "run_id", None) == own.pk]
    only = {one.key: one.fingerprint for one in found}
    publish(first=None, last=None, by=None, at=NOON + timedelta(minutes=number), note=f"No. {number}", only=only)


def roll_back_last(number: int) -> None:
    last = Publication.objects.order_by("-number").first()
    if last is not None and last.number > 1:
        roll_back(publication=last, by=None, at=NOON + timedelta(minutes=number), note=f"No. {number}")


def hold_or_undo(_number: int) -> None:
    """Held over with all its shows; undone where it is already."""
    standing = Deed.objects.standing().first()
    if standing is not None:
        undo(deed=standing, at=NOON)
        return
    own = held_run()
    days = [FRIDAY + timedelta(days=7 + step) for step in range(7)]
    slots = tuple(Slot(Show(day, time.fromisoformat(wall)), own.screen) for day in days for wall in HELD_WALLS)
    hold_over(decisions=[Hold(own, slots)], week=WEEK, by=None, at=NOON)


def import_admissions(number: int) -> None:
    """A file that gives every show the same figure."""
    days = [FRIDAY + timedelta(days=step) for step in range(7)]
    lines = [f"{day},{wall},One,{number % SEATS}" for day in days for wall in WALLS]
    content = "\n".join(["date,time,screen,admissions", *lines])
    report = read_admissions("box-office.csv", content.encode(), at=NOON + timedelta(days=30))
    assert report.is_clean, report.lines()


DEEDS: dict[str, Callable[[int], None]] = {
    "publication": publish_all,
    "roll-back": roll_back_last,
    "holdover": hold_or_undo,
    "import": import_admissions,
}
SHARES = (4, 1, 3, 3)


def work(seed: int, number: int, say: Callable[[str], None]) -> None:
    """Deed after deed until somebody kills the process; each is told before it begins and when it is done."""
    chance = Random(seed)  # noqa: S311  any order will do, the same each time
    while True:
        name = chance.choices(list(DEEDS), SHARES)[0]
        say(f"begin {name} {number}")
        DEEDS[name](number)
        say(f"done {name} {number}")
        number += 1
