"""What staff do, timed: each in a transaction that is taken back, so that one does not stand in another's way."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from statistics import median
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.utils import timezone

from programming.actions.hold_over import Hold, Slot, hold_over
from programming.actions.judge import schedule_findings
from programming.actions.publish import publish
from programming.models import Film, Run, Screening, Venue
from programming.timetable.showtimes import Show
from tests.bench import season_file
from tests.bench.clock import processor

WEEK = timedelta(days=7)
SEASON, CHANGES, IMPORT = 2_000, 2_000, 5_000
_turn = count(1)


def shows() -> int:
    return Screening.objects.count()


def films() -> int:
    return Film.objects.count()


def publish_something() -> None:
    """A revision: the last show of the record says something else than before."""
    show = Screening.objects.order_by("-starts_at")[0]
    Screening.objects.filter(pk=show.pk).update(note=f"Doors {next(_turn)}")
    publish(first=show.house_day, last=show.house_day, by=None, at=timezone.now())


def measure(samples: int, *, quick: bool) -> dict[str, float]:
    """By name, the median in milliseconds; what takes seconds is done once where it has to be quick."""
    last = Screening.objects.order_by("-house_day")[0].house_day
    user = User.objects.create_superuser("bench", password=None)
    client = Client()
    client.force_login(user)
    week = Venue.objects.get().week_of(timezone.now().date()).next
    few = 1 if quick else 3
    return {
        "season": _often(lambda: schedule_findings(*_days(last, SEASON)), few),
        "holdover": _often(_holdover(), few),
        "publish": _often(_publication(last), few),
        "import": _often(season_file.importing(last + WEEK, IMPORT), few),
        "board": _often(lambda: _board(client, week.first), samples),
    }


def _often(deed: Callable[[], Any], times: int) -> float:
    """Of several the first is thrown away: a deed that has not been done in this process reads its modules."""
    took = []
    for _time in range(times + (times > 1)):
        with transaction.atomic():
            took.append(processor(deed))
            transaction.set_rollback(True)
    return median(took[times > 1 :])


def _days(last: date, number: int) -> tuple[date, date]:
    """The days up to `last` that have so many shows."""
    first = Screening.objects.on().order_by("-house_day", "-starts_at").values_list("house_day", flat=True)[:number]
    return min(first), last


def _holdover() -> Callable[[], Any]:
    """The whole last week is kept on, as it is."""
    venue = Venue.objects.get()
    week = venue.week_of(Screening.objects.order_by("-house_day")[0].house_day)
    rows = Screening.objects.on().between(week.first, week.last).exclude(run=None).select_related("screen__venue")
    slots: dict[int, list[Slot]] = {}
    for row in rows:
        local = row.starts_at.astimezone(venue.zone)
        slots.setdefault(row.run_id or 0, []).append(Slot(Show(row.house_day + WEEK, local.time()), row.screen))
    runs = Run.objects.in_bulk(slots)
    decisions = [Hold(runs[key], tuple(own)) for key, own in slots.items()]
    return lambda: hold_over(decisions=decisions, week=week.next, by=None, at=timezone.now())


def _publication(last: date) -> Callable[[], Any]:
    first, last = _days(last, CHANGES)
    turn = count(1)

    def changed() -> None:
        Screening.objects.between(first, last).update(note=f"In the round {next(turn)}")
        publish(first=first, last=last, by=None, at=timezone.now())

    return changed


def _board(client: Client, first: date) -> None:
    assert client.get(f"/staff/board/{first}/").status_code == 200
