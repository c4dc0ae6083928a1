"""What staff do while a crowd reads: `python -m tests.load.staff ROLE SECONDS FILE`, a process for each of them.

Titles carry the number of their publication, and FILE the newest that is public: a page with two numbers was torn, and
one with an older number than was public when it was asked for was stale. Prints what was done, as JSON.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import time as wall_time
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from programming.actions.errors import Refused, Stale  # noqa: E402
from programming.actions.hold_over import Hold, Slot, hold_over  # noqa: E402
from programming.actions.move import move  # noqa: E402
from programming.actions.publish import publish  # noqa: E402
from programming.actions.undo import undo  # noqa: E402
from programming.models import Film, Run, Screening  # noqa: E402
from programming.timetable.showtimes import Show  # noqa: E402
from tests.factories import ScreenFactory, film, run, shows  # noqa: E402

TITLES = ("Cranes", "Wanda")
WALLS = ("12:30", "15:00", "17:30", "20:00")
STEP = timedelta(minutes=5)
PAUSE_SECONDS = 0.15
LOOK_SECONDS = 0.02


def set_up(file: Path) -> None:
    """Two films on two screens, this whole play week, all public under the number 0."""
    for title, name in zip(TITLES, ("One", "Two"), strict=True):
        own, screen = film(title, director=f"The director of {title}"), ScreenFactory(name=name)
        shows(run(own, screen, first=screen.venue.week_of(screen.venue.day_of(timezone.now())).first), *WALLS)
    _publish(0, file)


def publisher(file: Path, count: Counter[str]) -> None:
    """Both films get the next number, and all that has changed is published."""
    _publish(int(file.read_text()) + 1, file)
    count["published"] += 1


def _publish(number: int, file: Path) -> None:
    with transaction.atomic():
        for title in TITLES:
            Film.objects.filter(slug=title.lower()).update(title=f"{title} {number}")
        publish(first=None, last=None, by=None, at=timezone.now())
    draft = file.with_suffix(".new")
    draft.write_text(str(number))
    draft.replace(file)


def mover(_file: Path, count: Counter[str]) -> None:
    """Five minutes later, or back. What somebody else changed since one looked is refused."""
    seen = Screening.objects.select_related("screen__venue").order_by("pk")[2]
    time.sleep(LOOK_SECONDS)
    way = -STEP if seen.version % 2 else STEP
    told = {"screen": seen.screen, "version": seen.version, "by": None, "at": timezone.now()}
    try:
        move(screening=seen, starts_at=seen.starts_at + way, **told)
        count["moved"] += 1
    except Stale:
        count["refused as stale"] += 1


def holder(_file: Path, count: Counter[str]) -> None:
    """The second film stays a week longer with all its shows; taken back, unless the public was told by then."""
    own = Run.objects.select_related("screen__venue").get(screen__name="Two")
    week = own.screen.venue.week_of(own.last_day + timedelta(days=1))
    slots = tuple(Slot(Show(day, wall_time.fromisoformat(wall)), own.screen) for day in week.days for wall in WALLS)
    done = hold_over(decisions=[Hold(own, slots)], week=week, by=None, at=timezone.now())
    count["held over"] += 1
    time.sleep(LOOK_SECONDS)
    try:
        undo(deed=done.deed, at=timezone.now())
        count["taken back"] += 1
    except Refused:
        count["stayed, being public"] += 1


ROLES: dict[str, Callable[[Path, Counter[str]], None]] = {"publisher": publisher, "mover": mover, "holder": holder}


def main() -> None:
    role, seconds, file = sys.argv[1], float(sys.argv[2]), Path(sys.argv[3])
    if role == "set-up":
        set_up(file)
        return
    count: Counter[str] = Counter()
    pause = PAUSE_SECONDS * (10 if role == "holder" else 1)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            ROLES[role](file, count)
        except Refused as refused:
            count[f"refused: {refused.message}"] += 1
        time.sleep(pause)
    json.dump(count, sys.stdout)


if __name__ == "__main__":
    main()
