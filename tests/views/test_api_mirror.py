"""Whoever keeps a copy of the API's data and applies its changes stays in step with it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from programming.actions.cancel import cancel
from programming.actions.embargo import set_hour, take_back
from programming.actions.roll_back import roll_back
from programming.choices import RunState
from programming.models import Publication, Run, Screening
from tests.api import DAY, EVERY, HOUR, PUBLISHED, book, read, walk
from tests.factories import FRIDAY, NOON, film, go_public, hold, run, show

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked() -> Run:
    return book()


class Mirror:
    """A copy of the house's data that asks for nothing but changes."""

    def __init__(self, since: str = "", limit: int = 200) -> None:
        self.since, self.limit = since, limit
        self.kept: dict[tuple[str, str], Any] = {}

    def ask(self, at: datetime) -> int:
        """Take in what has changed; how many changes there were."""
        sheet = read(f"changes?limit={self.limit}" + (f"&since={self.since}" if self.since else ""), at)
        count = self._apply(sheet["items"])
        while sheet["next"]:
            sheet = read(f"changes?limit={self.limit}&cursor={sheet['next']}", at)
            count += self._apply(sheet["items"])
        self.since = sheet["since"]
        return count

    def _apply(self, items: list[Any]) -> int:
        for item in items:
            assert (item["object"] is None) is item["withdrawn"]
            if item["withdrawn"]:
                self.kept.pop((item["kind"], item["id"]), None)
            else:
                self.kept[item["kind"], item["id"]] = item["object"]
        return len(items)

    def of(self, kind: str) -> dict[str, Any]:
        return {name: kept for (own, name), kept in self.kept.items() if own == kind}


def fresh(at: datetime) -> dict[str, dict[str, Any]]:
    runs = [{key: value for key, value in one.items() if key != "lines"} for one in walk("runs", at)]
    return {
        "screening": {one["uid"]: one for one in walk(EVERY, at)},
        "run": {one["id"]: one for one in runs},
        "film": {one["slug"]: one for one in walk("films", at)},
    }


def assert_in_step(mirror: Mirror, at: datetime) -> None:
    mirror.ask(at)
    now = fresh(at)
    assert {kind: mirror.of(kind) for kind in now} == now


def story(booked: Run) -> list[datetime]:
    """Everything that can happen to a listing, an hour apart; the moments just after each."""
    one, two, three, *_rest = Screening.objects.filter(run=booked, status="scheduled").order_by("starts_at")
    at = PUBLISHED + DAY

    def after(hours: int) -> datetime:
        return at + hours * HOUR

    Screening.objects.filter(pk=one.pk).update(starts_at=one.starts_at + HOUR, reason="A late train.")
    moved = go_public(after(0))
    cancel(screening=two, reason="A flood.", at=after(1))
    go_public(after(1), live_from=after(6))  # number 4 waits, and 5 to 7 go live before it
    hold(booked, FRIDAY + 9 * DAY)
    show(booked, FRIDAY + 8 * DAY, "19:00")
    go_public(after(2))
    roll_back(publication=moved, by=None, at=after(3))
    fleeting = run(film("Fleeting"), booked.screen, first=FRIDAY + 30 * DAY, days=1)
    gone = show(fleeting, fleeting.opens_on, "19:00")
    go_public(after(4))
    Screening.objects.filter(pk=gone.pk).update(note="Never mind")
    never = go_public(after(5), live_from=after(20))
    assert never is not None
    take_back(publication=never, by=None, at=after(7))
    Screening.objects.filter(pk=gone.pk).update(note="")
    Run.objects.filter(pk=fleeting.pk).update(state=RunState.PENCILLED.value)
    go_public(after(8))
    Screening.objects.filter(pk=three.pk).update(note="Bring a coat")
    put_off = go_public(after(9), live_from=after(10))
    assert put_off is not None
    set_hour(publication=put_off, live_from=after(12), at=after(9))
    return [after(hours) + timedelta(minutes=1) for hours in range(14)]


@pytest.mark.parametrize("limit", [1, 2, 200])
def test_a_mirror_that_asks_every_hour_stays_in_step(booked: Run, limit: int) -> None:
    mirror = Mirror(limit=limit)
    for at in story(booked):
        assert_in_step(mirror, at)


@pytest.mark.parametrize("every", [3, 5, 14])
def test_a_mirror_that_asks_seldom_catches_up(booked: Run, every: int) -> None:
    mirror = Mirror(limit=3)
    for at in story(booked)[every - 1 :: every]:
        assert_in_step(mirror, at)


def test_a_mirror_that_began_with_a_full_read_stays_in_step(booked: Run) -> None:
    moments = story(booked)
    mirror = Mirror(since=read("house", moments[4])["since"])
    mirror.kept = {(kind, name): kept for kind, own in fresh(moments[4]).items() for name, kept in own.items()}
    for at in moments[5:]:
        assert_in_step(mirror, at)
    assert mirror.ask(moments[-1] + HOUR) == 0


def test_changes_come_as_they_went_live_not_as_they_were_numbered(booked: Run) -> None:
    at = story(booked)[-1]
    items = walk("changes", at)
    keys = [(datetime.fromisoformat(one["live_from"]), one["publication"]) for one in items]
    assert keys == sorted(keys)
    numbers = list(dict.fromkeys(number for _live, number in keys))
    assert numbers.index(4) > numbers.index(7)
    taken_back = Publication.objects.exclude(taken_back_at=None).get().number
    assert taken_back not in numbers
    kinds = {one["change"] for one in items}
    assert {"added", "moved", "cancelled", "held_over", "withdrawn", "details"} <= kinds


def test_an_item_says_what_and_why(booked: Run) -> None:
    *_before, last = walk("changes")
    assert (last["kind"], last["change"], last["sequence"], last["publication"]) == ("screening", "cancelled", 1, 2)
    assert last["object"]["status"] == "cancelled"
    assert last["id"] == last["object"]["uid"]
    assert last["withdrawn"] is False


def test_a_publication_stored_late_is_not_missed(booked: Run) -> None:
    """Two people publish: whose hour is the earlier may be let in last."""
    one, two, *_rest = Screening.objects.filter(run=booked, status="scheduled").order_by("starts_at")
    mirror = Mirror()
    Screening.objects.filter(pk=one.pk).update(note="First in")
    go_public(NOON + timedelta(seconds=10))
    mirror.ask(NOON + timedelta(seconds=20))
    Screening.objects.filter(pk=two.pk).update(note="Pressed first")
    go_public(NOON)
    assert_in_step(mirror, NOON + timedelta(seconds=30))
    assert_in_step(mirror, NOON + timedelta(minutes=10))
    assert mirror.ask(NOON + timedelta(minutes=11)) == 0


@pytest.mark.parametrize(("since", "publications"), [("0", {1, 2}), ("1", {2}), ("2", set()), ("999999999", set())])
def test_the_number_of_a_publication_will_do(booked: Run, since: str, publications: set[int]) -> None:
    assert {one["publication"] for one in walk(f"changes?since={since}")} == publications
