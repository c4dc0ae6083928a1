"""Monday's deed: what it makes, what it refuses, and that it is one."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import pytest

from programming.actions.errors import Refused, Stale
from programming.actions.hold_over import (
    Asked,
    Decision,
    Done,
    End,
    Hold,
    OddHour,
    Slot,
    end_run,
    fingerprint,
    hold_over,
    plan_holdover,
    week_later,
)
from programming.actions.undo import undo
from programming.models import Deed, Holdover, Run, Screen, Screening, ScreeningExtra
from programming.timetable.engagement import engagement
from programming.timetable.playweek import PlayWeek
from programming.timetable.showtimes import Show
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, hold, programme, programmer, run, show, shows

pytestmark = pytest.mark.django_db

WEEK = PlayWeek(FRIDAY + timedelta(days=7))
THURSDAY = WEEK.last
MONDAY = FRIDAY + timedelta(days=3)


@pytest.fixture
def screen() -> Screen:
    return ScreenFactory(name="Screen 1")


@pytest.fixture
def third_man(screen: Screen) -> Run:
    """A week of it, three shows a day."""
    booked = run(film("The Third Man", running_minutes=104), screen)
    shows(booked, "12:30", "14:35", "19:00")
    return booked


def slots(of: Run, *walls: str, days: Iterable[date] = WEEK.days, screen: Screen | None = None) -> tuple[Slot, ...]:
    return tuple(Slot(Show(day, time.fromisoformat(wall)), screen or of.screen) for day in days for wall in walls)


def do(*decisions: Decision, week: PlayWeek = WEEK, at: datetime = NOON, **how: object) -> Done:
    return hold_over(decisions=decisions, week=week, by=None, at=at, **how)


def walls(of: Run, week: PlayWeek = WEEK) -> list[str]:
    zone = of.screen.venue.zone
    rows = of.screenings.on().between(week.first, week.last).order_by("starts_at")
    return [f"{one.house_day:%a} {one.starts_at.astimezone(zone):%H:%M}" for one in rows]


def line(done: Done, day: date = MONDAY, now: datetime = NOON + timedelta(days=3)) -> list[str]:
    """As it reads on Monday."""
    told = engagement(done.plan.outcomes[0].after, day=day, now=now, clock=lambda at: f"{at:%-H:%M}")
    return [one.text.replace("\u00a0", " ") for one in told]


# -- holding


def standing(of: Run) -> tuple[Slot, ...]:
    """Its shows of the week before, as the desk reads them."""
    zone = of.screen.venue.zone
    rows = of.screenings.on().between(WEEK.previous.first, WEEK.previous.last).select_related("screen__venue")
    return tuple(Slot(Show(one.house_day, one.starts_at.astimezone(zone).time()), one.screen) for one in rows)


def test_the_same_times_a_week_on(third_man: Run) -> None:
    done = do(Hold(third_man, week_later(standing(third_man))))
    assert len(walls(third_man)) == 21
    assert walls(third_man)[:3] == ["Fri 12:30", "Fri 14:35", "Fri 19:00"]
    (held,) = third_man.holdovers.all()
    assert (held.first_on, held.last_on, held.is_final, held.decided_on) == (WEEK.first, THURSDAY, False, FRIDAY)
    assert line(done) == ["Held over! Through Thursday, December 3"]
    assert Run.objects.get().version == 1
    assert Run.objects.get().closes_on == third_man.closes_on  # as first booked


@pytest.mark.parametrize(
    ("held", "days", "is_final", "said"),
    [
        (["14:35"], 7, True, "Held over! Must end Thursday, December 3"),
        (["12:30", "19:00"], 7, False, "Held over! Through Thursday, December 3"),
        (["19:00"], 2, True, "Held over! Must end Saturday, November 28"),
    ],
    ids=["one slot, final", "fewer", "the weekend only"],
)
def test_part_of_the_week(third_man: Run, held: list[str], days: int, *, is_final: bool, said: str) -> None:
    done = do(Hold(third_man, slots(third_man, *held, days=WEEK.days[:days]), is_final))
    assert len(walls(third_man)) == len(held) * days
    assert (Run.objects.get().last_day, line(done)) == (WEEK.days[days - 1], [said])


def test_one_slot_is_said_once_its_week_has_begun(third_man: Run) -> None:
    done = do(Hold(third_man, slots(third_man, "14:35"), is_final=True))
    said = line(done, WEEK.first, NOON + timedelta(days=7))
    assert said == ["Held over! Must end Thursday, December 3", "14:35 only"]


def test_on_another_screen(third_man: Run) -> None:
    small = ScreenFactory(name="Screen 3")
    do(Hold(third_man, slots(third_man, "19:00", screen=small)))
    rows = third_man.screenings.between(WEEK.first, WEEK.last)
    assert set(rows.values_list("screen", flat=True)) == {small.pk}


def test_an_open_ended_run_gets_an_end_and_can_be_held_again(screen: Screen) -> None:
    booked = run(film("Wanda"), screen, days=None)
    show(booked, FRIDAY, "19:00")
    do(Hold(booked, slots(booked, "19:00")))
    assert Run.objects.get().last_day == THURSDAY
    later = WEEK.next
    do(Hold(booked, slots(booked, "19:00", days=later.days), is_final=True), week=later)
    assert Run.objects.get().last_day == later.last
    assert booked.holdovers.count() == 2


def test_a_show_that_is_there_keeps_its_identity_and_one_not_held_comes_off(screen: Screen) -> None:
    booked = run(film("Wanda"), screen, days=None)
    show(booked, FRIDAY, "19:00")
    stays, goes = show(booked, WEEK.first, "19:00"), show(booked, WEEK.first, "21:30")
    do(Hold(booked, slots(booked, "19:00")))
    assert Screening.objects.filter(pk=stays.pk).exists()
    assert not Screening.objects.filter(pk=goes.pk).exists()


def test_what_is_usual_is_carried_over_and_what_was_special_is_not(third_man: Run) -> None:
    third_man.screenings.update(access=["hearing-loop"])
    guest = third_man.screenings.first()
    guest.access = ["hearing-loop", "open-captions"]
    guest.save()
    ScreeningExtra.objects.create(screening=guest, kind="qa", person="Ines Calloway")
    done = do(Hold(third_man, slots(third_man, "12:30")))
    new = third_man.screenings.between(WEEK.first, WEEK.last)
    assert {tuple(one.access) for one in new} == {("hearing-loop",)}
    assert ScreeningExtra.objects.count() == 1
    assert done.plan.outcomes[0].plain == 1


def test_tags_of_a_typed_line_are_read(third_man: Run) -> None:
    typed = Slot(Show(WEEK.first, time(19), ("OC", "Q&A")), third_man.screen)
    do(Hold(third_man, (typed,)))
    (one,) = third_man.screenings.between(WEEK.first, WEEK.last)
    assert (one.access, [extra.kind for extra in one.extras.all()]) == (["open-captions"], ["qa"])


# -- the clocks


@pytest.mark.parametrize(
    ("sunday", "hours"),
    [(date(2026, 3, 8), (17, 16)), (date(2026, 11, 1), (16, 17))],
    ids=["forward", "back"],
)
def test_wall_times_are_kept_over_a_clock_change(screen: Screen, sunday: date, hours: tuple[int, int]) -> None:
    week = PlayWeek.of(sunday)
    booked = run(film("Wanda"), screen, first=week.previous.first, days=7)
    shows(booked, "12:00")
    at = datetime.combine(week.previous.first, time(20), UTC)
    before = [Slot(Show(day, time(12)), screen) for day in week.previous.days]
    do(Hold(booked, week_later(before)), week=week, at=at)
    kept = booked.screenings.between(week.first, week.last).order_by("starts_at")
    assert [one.starts_at.hour for one in kept] == [hours[0]] * 2 + [hours[1]] * 5
    assert {wall[4:] for wall in walls(booked, week)} == {"12:00"}


@pytest.mark.parametrize(
    ("sunday", "wall", "odd", "found"),
    [
        (date(2026, 3, 8), "02:30", OddHour.LATER, ["2026-03-08T07:00"]),
        (date(2026, 3, 8), "02:30", OddHour.OUT, []),
        (date(2026, 11, 1), "01:30", OddHour.FIRST, ["2026-11-01T05:30"]),
        (date(2026, 11, 1), "01:30", OddHour.SECOND, ["2026-11-01T06:30"]),
        (date(2026, 11, 1), "01:30", OddHour.OUT, []),
    ],
)
def test_an_hour_that_is_skipped_or_comes_twice_is_asked_about(
    screen: Screen, sunday: date, wall: str, odd: OddHour, found: list[str]
) -> None:
    night = sunday - timedelta(days=1)  # the house day that it belongs to
    before = [Slot(Show(night - timedelta(days=7), time.fromisoformat(wall)), screen)]
    with pytest.raises(Asked) as asked:
        week_later(before)
    assert odd in asked.value.answers
    moved = week_later(before, odd=odd)
    starts = [screen.venue.house_day(one.show.day).at(one.show.time, one.show.fold).astimezone(UTC) for one in moved]
    assert [f"{at:%Y-%m-%dT%H:%M}" for at in starts] == found


def test_a_skipped_hour_that_is_typed_is_refused(third_man: Run) -> None:
    week = PlayWeek.of(date(2027, 3, 13))
    Run.objects.update(closes_on=week.previous.last)
    with pytest.raises(Refused, match="no such time"):
        do(Hold(Run.objects.get(), (Slot(Show(date(2027, 3, 13), time(2, 30)), third_man.screen),)), week=week)


# -- what is in the way


@pytest.fixture
def samourai(screen: Screen) -> Run:
    """Promised Screen 1 in the coming week, at seven."""
    booked = run(film("Le Samouraï", slug="samourai", running_minutes=105), screen, first=WEEK.first)
    shows(booked, "19:15", days=2)
    return booked


def test_what_is_in_the_way_is_shown_and_never_taken_off_by_itself(third_man: Run, samourai: Run) -> None:
    decision = Hold(third_man, slots(third_man, "14:35", "19:00"))
    made = plan_holdover(decisions=[decision], week=WEEK, at=NOON)
    assert [(one.show.bill.title, one.is_public, one.comes_off) for one in made.displaced] == [
        ("Le Samouraï", False, False)
    ] * 2
    assert not made.is_doable
    with pytest.raises(Refused, match="in the way") as refused:
        do(decision)
    assert {finding.code for finding in refused.value.findings} == {"S01"}
    assert samourai.screenings.count() == 2
    assert not Holdover.objects.exists()
    with pytest.raises(Refused):
        do(decision, off=[samourai.screenings.first().pk])  # one of two
    assert samourai.screenings.count() == 2


def test_a_show_nobody_was_told_of_goes_and_one_that_is_public_is_cancelled(third_man: Run, samourai: Run) -> None:
    told = show(programme(film("Playtime")), WEEK.first + timedelta(days=3), "19:30", third_man.screen)
    go_public()
    fresh = show(samourai, WEEK.first + timedelta(days=2), "19:15")
    off = [*samourai.screenings.values_list("pk", flat=True), told.pk]
    do(Hold(third_man, slots(third_man, "19:00")), off=off, reason="The Third Man is held over.")
    assert not Screening.objects.filter(pk=fresh.pk).exists()
    told.refresh_from_db()
    assert (told.status, told.reason) == ("cancelled", "The Third Man is held over.")
    assert set(samourai.screenings.values_list("status", flat=True)) == {"cancelled"}
    assert Run.objects.get(pk=samourai.pk).version == 1  # whoever types its times now is told


def test_a_show_that_is_not_in_the_way_stays_whatever_is_ticked(third_man: Run) -> None:
    other = show(programme(film("Playtime")), WEEK.first, "10:00", third_man.screen)
    do(Hold(third_man, slots(third_man, "19:00")), off=[other.pk])
    assert Screening.objects.filter(pk=other.pk).exists()


# -- ending


def test_a_run_that_goes_on_is_ended_and_its_later_shows_come_off(screen: Screen) -> None:
    booked = run(film("Wanda"), screen, days=14)
    shows(booked, "19:00")
    done = end_run(run=booked, last_on=WEEK.previous.last, by=None, at=NOON)
    assert walls(booked) == []
    assert len(walls(booked, WEEK.previous)) == 7
    assert Run.objects.get().closes_on == WEEK.previous.last
    undo(deed=done.deed, at=NOON)
    assert len(walls(booked)) == 7
    assert Run.objects.get().closes_on == THURSDAY


@pytest.mark.parametrize("days", [None, 7])
def test_ending_an_open_or_held_run(screen: Screen, days: int | None) -> None:
    booked = run(film("Wanda"), screen, days=days)
    show(booked, FRIDAY, "19:00")
    if days:
        hold(booked, THURSDAY)
        hold(booked, WEEK.next.last)
    done = do(End(booked, THURSDAY))
    stored = Run.objects.get()
    assert stored.last_day == THURSDAY
    said = ["Held over! Must end Thursday, December 3"] if days else ["Two weeks only"]
    assert line(done, FRIDAY, NOON + timedelta(hours=12)) == said
    assert [one.is_final for one in stored.holdovers.all()] == ([True] if days else [])


def test_a_show_that_has_begun_cannot_be_taken_back(third_man: Run) -> None:
    with pytest.raises(Refused, match="has played"):
        end_run(run=third_man, last_on=FRIDAY, by=None, at=NOON + timedelta(days=3))


# -- one deed


def test_it_is_one_transaction(third_man: Run, screen: Screen) -> None:
    wanda = run(film("Wanda"), ScreenFactory())
    show(wanda, FRIDAY, "19:00")
    with pytest.raises(Refused, match="No show is left of Wanda"):
        do(Hold(third_man, slots(third_man, "19:00")), Hold(wanda, ()))
    with pytest.raises(Refused, match="does not fit"):  # the second overlaps the first
        do(Hold(third_man, slots(third_man, "19:00")), Hold(wanda, slots(wanda, "19:30", screen=screen)))
    assert walls(third_man) == []
    assert not Holdover.objects.exists()
    assert not Deed.objects.exists()
    assert Run.objects.get(pk=third_man.pk).version == 0


def test_a_breakdown_half_way_leaves_nothing(third_man: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_args: object, **_how: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("programming.actions.hold_over._store", breaks)
    with pytest.raises(RuntimeError):
        do(Hold(third_man, slots(third_man, "19:00")))
    assert not Holdover.objects.exists()
    assert Run.objects.get().version == 0


def test_all_is_undone_as_one(third_man: Run, samourai: Run) -> None:
    ScreeningExtra.objects.create(screening=samourai.screenings.first(), kind="qa", person="Ines Calloway")
    before = list(Screening.objects.order_by("pk").values_list("pk", "uid", "starts_at", "status"))
    alice = programmer()
    done = hold_over(
        decisions=[Hold(third_man, slots(third_man, "14:35", "19:00"), is_final=True)],
        week=WEEK,
        off=list(samourai.screenings.values_list("pk", flat=True)),
        by=alice,
        at=NOON,
    )
    assert (done.deed.done_by, done.deed.label) == (alice, "Held over: The Third Man through Thu, Dec\u00a03")
    assert Holdover.objects.get().decided_by == alice
    undo(deed=done.deed, at=NOON)
    assert list(Screening.objects.order_by("pk").values_list("pk", "uid", "starts_at", "status")) == before
    assert ScreeningExtra.objects.get().person == "Ines Calloway"
    assert not Holdover.objects.exists()
    assert Run.objects.get(pk=third_man.pk).version == 2  # not 0: a form opened meanwhile notices


def test_undoing_is_refused_after_a_change_and_after_the_public_was_told(third_man: Run) -> None:
    done = do(Hold(third_man, slots(third_man, "19:00")))
    new = third_man.screenings.between(WEEK.first, WEEK.last).first()
    Screening.objects.filter(pk=new.pk).update(note="With a talk", version=1)
    with pytest.raises(Stale, match="changed since"):
        undo(deed=done.deed, at=NOON)
    Screening.objects.filter(pk=new.pk).update(note="", version=0)
    go_public(NOON)
    with pytest.raises(Refused, match="public has been told"):
        undo(deed=done.deed, at=NOON)
    assert len(walls(third_man)) == 7


@pytest.mark.parametrize("change", ["a show", "a run", "a holdover", "a new show"])
def test_a_stale_page_is_refused(third_man: Run, screen: Screen, change: str) -> None:
    other = run(film("Wanda"), ScreenFactory())
    one = show(other, FRIDAY, "19:00")
    seen = fingerprint(WEEK)
    if change == "a show":
        Screening.objects.filter(pk=one.pk).update(version=1)
    elif change == "a run":
        Run.objects.filter(pk=other.pk).update(closes_on=FRIDAY)
    elif change == "a holdover":
        hold(other, THURSDAY)
    else:
        show(other, WEEK.first, "19:00")
    with pytest.raises(Stale, match="meanwhile"):
        do(Hold(third_man, slots(third_man, "19:00")), seen=seen)
    do(Hold(third_man, slots(third_man, "19:00")), seen=fingerprint(WEEK))


def test_figures_do_not_make_a_page_stale(third_man: Run) -> None:
    seen = fingerprint(WEEK)
    third_man.screenings.update(admissions=12)
    do(Hold(third_man, slots(third_man, "19:00")), seen=seen)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"state": "pencilled"}, "only pencilled"),
        ({"closes_on": WEEK.last + timedelta(days=7)}, "booked through"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(third_man: Run, changed: dict[str, object], said: str) -> None:
    Run.objects.update(**changed)
    with pytest.raises(Refused, match=said):
        do(Hold(Run.objects.get(), slots(third_man, "19:00")))


def test_a_week_that_is_over_is_left_alone(third_man: Run) -> None:
    with pytest.raises(Refused, match="over"):
        do(Hold(third_man, slots(third_man, "19:00")), at=NOON + timedelta(days=30))


def test_what_changes_nothing_is_no_deed(third_man: Run) -> None:
    with pytest.raises(Refused, match="changes nothing"):
        do(End(third_man, third_man.closes_on))
    assert not Deed.objects.exists()
