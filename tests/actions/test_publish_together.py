"""Publishing while others publish, edit, or the machine is switched off: nothing is lost, doubled or half done."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import Count, F

from programming.actions.diff import differences
from programming.actions.embargo import set_hour, take_back
from programming.actions.errors import Refused
from programming.actions.publish import publish
from programming.models import Publication, PublishedRun, PublishedScreening, PublishedTitle, Screening
from tests.factories import NOON, ScreenFactory, film, go_public, run, shows

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = NOON - timedelta(days=3)
ROOT = Path(__file__).parent.parent.parent


def at_once(deeds: list[Callable[[], Any]]) -> list[Any]:
    """What each deed gave or was refused with, each on a thread and a connection of its own, all let go together."""
    barrier = Barrier(len(deeds))

    def do(deed: Callable[[], Any]) -> Any:
        try:
            barrier.wait()
            return deed()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def whole() -> bool:
    """Whether each row has one standing version, and its sequence numbers have no holes and no doubles."""
    for model, row in ((PublishedScreening, "screening"), (PublishedRun, "run"), (PublishedTitle, "film")):
        for key in model.objects.values_list(row, flat=True).distinct():
            own = model.objects.filter(**{row: key})
            numbers = list(own.order_by("sequence").values_list("sequence", flat=True))
            if numbers != list(range(len(numbers))) or own.filter(live_until=None).count() != 1:
                return False
    return True


@pytest.mark.parametrize("attempt", range(3))
def test_of_many_who_publish_the_same_one_does(attempt: int) -> None:
    shows(run(film("Cranes"), ScreenFactory()), "17:00", "19:00", "21:00")
    found = at_once([lambda: publish(first=None, last=None, by=None, at=NOON)] * 4)
    assert [type(one).__name__ for one in found if one is not None] == ["Publication"]
    assert (PublishedScreening.objects.count(), Publication.objects.count()) == (21, 1)
    assert whole()


def test_two_who_publish_different_things_both_do() -> None:
    one, other = shows(run(film("Cranes"), ScreenFactory()), "17:00", days=2)
    go_public(BEFORE)
    Screening.objects.update(note="Bring a coat")
    seen = {change.key: change.fingerprint for change in differences(first=None, last=None)}
    keys = [f"screening-{show.pk}" for show in (one, other)]
    only = [{key: seen[key]} for key in keys]
    found = at_once([lambda told=told: publish(first=None, last=None, by=None, at=NOON, only=told) for told in only])
    assert sorted(made.number for made in found) == [2, 3]
    assert {version.facts["note"] for version in PublishedScreening.objects.live(NOON)} == {"Bring a coat"}
    assert whole()


def test_two_who_saw_the_same_change_publish_it_once() -> None:
    shows(run(film("Cranes"), ScreenFactory()), "17:00", days=1)
    seen = {change.key: change.fingerprint for change in differences(first=None, last=None)}
    found = at_once([lambda: publish(first=None, last=None, by=None, at=NOON, only=seen)] * 2)
    assert sorted(type(one).__name__ for one in found) == ["Publication", "Stale"]
    assert PublishedScreening.objects.count() == 1


def test_taken_back_and_made_public_at_once_it_is_one_of_them() -> None:
    shows(run(film("Cranes"), ScreenFactory()), "17:00", days=1)
    waiting = go_public(BEFORE, live_from=NOON + timedelta(days=1))
    found = at_once(
        [
            lambda: take_back(publication=waiting, by=None, at=NOON),
            lambda: set_hour(publication=waiting, live_from=NOON, at=NOON),
        ]
    )
    assert sorted(type(one).__name__ for one in found) == ["Publication", "Refused"]
    waiting.refresh_from_db()
    assert PublishedScreening.objects.live(NOON).exists() is (waiting.taken_back_at is None)


def test_publishing_while_another_edits_publishes_what_was_saved() -> None:
    (one,) = shows(run(film("Cranes"), ScreenFactory()), "17:00", days=1)
    done = Event()

    def edit() -> None:
        """Each save changes two columns together: no version may have one without the other."""
        try:
            for step in range(1, 60):
                told = {"note": f"Note {step}", "price": f"${step}", "version": F("version") + 1}
                Screening.objects.filter(pk=one.pk).update(**told)
        finally:
            done.set()

    def publish_on() -> None:
        step = 0
        while not done.is_set():
            publish(first=None, last=None, by=None, at=NOON + timedelta(seconds=step))
            step += 1
            time.sleep(0.01)  # nobody publishes without a breath between; SQLite's queue for the lock is not fair

    at_once([edit, publish_on, publish_on])
    go_public(NOON + timedelta(days=1))
    told = [(version.facts["note"], version.facts["price"]) for version in one.published.order_by("sequence")]
    assert told[-1] == ("Note 59", "$59")
    assert all(note == price.replace("$", "Note ") for note, price in told if note)
    assert whole()
    one.refresh_from_db()
    assert one.version == 59


CHILD = """
import sys
from datetime import datetime
import django
django.setup()
from programming.actions.publish import publish
print("ready", flush=True)
publish(first=None, last=None, by=None, at=datetime.fromisoformat(sys.argv[1]))
"""


def address_of_the_database() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    who = told["USER"] + (f":{told['PASSWORD']}" if told["PASSWORD"] else "")
    return f"postgres://{who}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def publish_and_kill(at: str, seconds: float) -> None:
    """Publish in a process of its own, which is killed so many seconds after it began."""
    environment = os.environ | {"DATABASE_URL": address_of_the_database(), "DJANGO_SETTINGS_MODULE": "cinema.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, at], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        child.wait()


def test_a_process_killed_on_the_way_leaves_all_of_a_publication_or_nothing() -> None:
    booked = run(film("Cranes"), ScreenFactory(), days=60)
    shows(booked, "13:00", "16:00", "19:00", "22:00")
    chance = random.Random(957)  # noqa: S311  any moments will do, the same each time
    made = 0
    for step in range(8):
        Screening.objects.update(note=f"Attempt {step}")
        publish_and_kill((NOON + timedelta(hours=step)).isoformat(), chance.uniform(0.0, 0.5))
        numbers = PublishedScreening.objects.values("publication__number").annotate(count=Count("pk"))
        assert {row["count"] for row in numbers} <= {240}
        assert len(numbers) == Publication.objects.count() in (made, made + 1)
        assert whole()
        made = Publication.objects.count()
    go_public(NOON + timedelta(days=1))
    assert differences(first=None, last=None) == []
