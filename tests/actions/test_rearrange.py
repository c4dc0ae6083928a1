"""Copying and shifting days: by the clock on the wall, over both nights on which it changes."""

from datetime import UTC, date, timedelta
from typing import Any

import pytest

from programming.actions.errors import Refused, Stale
from programming.actions.rearrange import copy_days, plan_copy, plan_shift, shift_days
from programming.actions.undo import undo
from programming.models import Deed, Screening, ScreeningExtra
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, programmer, run, show, shows

pytestmark = pytest.mark.django_db
WEEK = {"first": FRIDAY, "last": FRIDAY + timedelta(days=6)}
NEXT = FRIDAY + timedelta(days=7)


def walls(first: date = NEXT) -> list[tuple[str, str]]:
    """Day and wall time of every show from `first` on."""
    rows = Screening.objects.filter(house_day__gte=first).select_related("screen__venue").order_by("starts_at")
    return [(f"{row.house_day}", f"{row.starts_at.astimezone(row.screen.venue.zone):%H:%M}") for row in rows]


def test_a_week_is_copied_to_the_next() -> None:
    shows(run(film("Cranes"), ScreenFactory(), days=14), "17:00", "19:30", days=7)
    made = copy_days(**WEEK, to=NEXT, by=programmer(), at=NOON)
    assert walls()[:3] == [("2026-11-27", "17:00"), ("2026-11-27", "19:30"), ("2026-11-28", "17:00")]
    assert (len(walls()), made.label, made.done_by.username) == (14, "Copy 14 shows", "alice")


def test_what_is_special_stays_with_its_show_and_what_is_lasting_is_copied() -> None:
    one = show(
        programme(film("Cranes")),
        FRIDAY,
        "19:30",
        ScreenFactory(),
        access=["open-captions"],
        price="$9",
        note="Bring a coat",
        ticket_url="https://tickets.example/1",
    )
    ScreeningExtra.objects.create(screening=one, kind="qa", person="Ines Calloway")
    copy_days(**WEEK, to=NEXT, by=None, at=NOON)
    copied = Screening.objects.get(house_day=NEXT)
    assert (copied.access, copied.price, copied.note, copied.ticket_url) == (["open-captions"], "$9", "", "")
    assert not copied.extras.exists()
    assert copied.uid != one.uid


@pytest.mark.parametrize(
    ("first", "to", "wall"),
    [
        (date(2026, 3, 6), date(2026, 3, 13), "19:30"),  # the clocks go forward on the 8th
        (date(2026, 10, 30), date(2026, 11, 6), "19:30"),  # and back on November 1
        (date(2026, 10, 24), date(2026, 10, 31), "23:45"),
    ],
)
def test_seven_stays_seven_over_a_clock_change(first: date, to: date, wall: str) -> None:
    show(programme(film("Cranes")), first, wall, ScreenFactory())
    copy_days(first=first, last=first, to=to, by=None, at=NOON)
    assert walls(to) == [(str(to), wall)]


@pytest.mark.parametrize(
    ("source", "to", "wall", "why"),
    [
        (date(2026, 2, 28), date(2026, 3, 7), "02:30", "skip"),
        (date(2026, 10, 24), date(2026, 10, 31), "01:30", "twice"),
    ],
)
def test_a_time_the_clocks_skip_or_repeat_is_left_out(source: date, to: date, wall: str, why: str) -> None:
    show(programme(film("House")), source, wall, ScreenFactory())
    plan = plan_copy(first=source, last=source, to=to)
    assert (plan.shows, why in plan.left_out[0].why) == ([], True)


def test_a_run_that_is_over_by_then_is_left_out() -> None:
    shows(run(film("Cranes"), ScreenFactory()), "19:30")
    plan = plan_copy(**WEEK, to=NEXT)
    assert (plan.shows, {one.why for one in plan.left_out}) == (
        [],
        {"its run does not play then; hold it over first"},
    )


def test_what_stands_in_the_way_is_left_in_peace() -> None:
    screen = ScreenFactory()
    shows(run(film("Cranes"), screen, days=14), "17:00", "19:30", days=7)
    show(programme(film("Detour")), NEXT, "19:45", screen)
    plan = plan_copy(**WEEK, to=NEXT)
    assert (len(plan.shows), [one.why for one in plan.left_out]) == (13, ["something else is there"])
    copy_days(**WEEK, to=NEXT, by=None, at=NOON)
    assert walls().count(("2026-11-27", "19:45")) == 1
    assert ("2026-11-27", "19:30") not in walls()


def test_one_screen_only() -> None:
    one, other = ScreenFactory(), ScreenFactory()
    for screen in (one, other):
        show(programme(film(f"Film on {screen}")), FRIDAY, "19:30", screen)
    copy_days(**WEEK, to=NEXT, screen=other, by=None, at=NOON)
    assert Screening.objects.get(house_day=NEXT).screen == other


def test_onto_itself_is_refused() -> None:
    with pytest.raises(Refused, match="before or after"):
        plan_copy(**WEEK, to=FRIDAY + timedelta(days=3))


@pytest.mark.parametrize(
    ("minutes", "expected"), [(15, ["17:15", "19:45"]), (-40, ["16:20", "18:50"]), (150, ["19:30", "22:00"])]
)
def test_a_day_is_shifted(minutes: int, expected: list[str]) -> None:
    shows(run(film("Cranes", running_minutes=60), ScreenFactory()), "17:00", "19:30", days=1)
    deed = shift_days(first=FRIDAY, last=FRIDAY, minutes=minutes, by=None, at=NOON)
    assert [wall for _day, wall in walls(FRIDAY)] == expected
    undo(deed=deed, at=NOON)
    assert [wall for _day, wall in walls(FRIDAY)] == ["17:00", "19:30"]


def test_a_shift_past_midnight_stays_in_its_evening() -> None:
    show(programme(film("House")), FRIDAY, "23:30", ScreenFactory())
    shift_days(first=FRIDAY, last=FRIDAY, minutes=60, by=None, at=NOON)
    assert walls(FRIDAY) == [("2026-11-20", "00:30")]
    plan = plan_shift(first=FRIDAY, last=FRIDAY, minutes=600)
    assert "evening" in plan.left_out[0].why


@pytest.mark.parametrize(
    ("day", "wall", "minutes"), [(date(2026, 3, 7), "01:30", 60), (date(2026, 10, 31), "00:30", 60)]
)
def test_a_shift_into_a_changing_hour_is_left_out(day: date, wall: str, minutes: int) -> None:
    show(programme(film("House")), day, wall, ScreenFactory())
    assert len(plan_shift(first=day, last=day, minutes=minutes).left_out) == 1


def test_a_shift_over_the_changing_night_keeps_the_wall() -> None:
    one = show(programme(film("House")), date(2026, 10, 31), "00:30", ScreenFactory())
    shift_days(first=one.house_day, last=one.house_day, minutes=120, by=None, at=NOON)
    one.refresh_from_db()
    assert walls(one.house_day) == [("2026-10-31", "02:30")]
    assert one.starts_at.astimezone(UTC).hour == 7  # three hours later: one hour came twice


def test_another_show_at_a_new_time_is_named() -> None:
    screen = ScreenFactory()
    show(programme(film("Cranes")), FRIDAY, "17:00", screen)
    show(programme(film("Detour")), FRIDAY + timedelta(days=1), "17:00", screen)
    other = show(programme(film("Laura")), FRIDAY, "23:00", screen)
    Screening.objects.filter(pk=other.pk).update(house_day=FRIDAY + timedelta(days=2))
    with pytest.raises(Refused, match="Laura starts on"):
        shift_days(first=FRIDAY, last=FRIDAY, minutes=360, by=None, at=NOON)


@pytest.mark.parametrize("deed", ["copy", "shift"])
def test_what_was_looked_at_is_what_is_done(deed: str) -> None:
    one = show(programme(film("Cranes")), FRIDAY, "19:30", ScreenFactory())
    what: dict[str, Any] = {"to": NEXT} if deed == "copy" else {"minutes": 15}
    plan, do = (plan_copy, copy_days) if deed == "copy" else (plan_shift, shift_days)
    seen = plan(**WEEK, **what).fingerprint
    Screening.objects.update(starts_at=one.starts_at + timedelta(minutes=5))
    with pytest.raises(Stale):
        do(**WEEK, **what, seen=seen, by=None, at=NOON)
    assert do(**WEEK, **what, seen=plan(**WEEK, **what).fingerprint, by=None, at=NOON) is not None


def test_copies_are_undone_until_the_public_knows_of_them() -> None:
    shows(run(film("Cranes"), ScreenFactory(), days=14), "19:30", days=7)
    first = copy_days(**WEEK, to=NEXT, by=None, at=NOON)
    undo(deed=first, at=NOON)
    assert walls() == []
    with pytest.raises(Refused, match="already"):
        undo(deed=first, at=NOON)
    second = copy_days(**WEEK, to=NEXT, by=None, at=NOON)
    go_public(NOON)
    with pytest.raises(Refused, match="public"):
        undo(deed=second, at=NOON)
    assert (len(walls()), Deed.objects.standing().count()) == (7, 1)


def test_undo_is_refused_where_somebody_moved_a_show_since() -> None:
    one = show(programme(film("Cranes")), FRIDAY, "19:30", ScreenFactory())
    deed = shift_days(first=FRIDAY, last=FRIDAY, minutes=15, by=None, at=NOON)
    Screening.objects.filter(pk=one.pk).update(starts_at=one.starts_at + timedelta(minutes=30))
    with pytest.raises(Stale, match="changed since"):
        undo(deed=deed, at=NOON)
    assert walls(FRIDAY) == [("2026-11-20", "20:00")]


@pytest.mark.parametrize("minutes", [-120, 120])
def test_a_shift_onto_each_others_starts_is_undone(minutes: int) -> None:
    shows(run(film("Cranes", running_minutes=60), ScreenFactory()), "15:00", "17:00", days=1)
    deed = shift_days(first=FRIDAY, last=FRIDAY, minutes=minutes, by=None, at=NOON)
    undo(deed=deed, at=NOON)
    assert [wall for _day, wall in walls(FRIDAY)] == ["15:00", "17:00"]
