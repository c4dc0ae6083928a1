"""Drafts: a week arranged apart from the schedule, compared with it and swapped in."""

from datetime import date, time, timedelta

import pytest

from programming.actions.drafts import arrange, compare, make_draft, swap_in
from programming.actions.errors import Refused, Stale
from programming.actions.move import call_off
from programming.actions.undo import undo
from programming.models import Draft, Screening, ScreeningExtra
from programming.timetable.showtimes import Show
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, programmer, run, show, shows

pytestmark = pytest.mark.django_db


def wall(screening: Screening) -> str:
    return f"{screening.starts_at.astimezone(screening.screen.venue.zone):%a %H:%M}"


def schedule() -> list[str]:
    return [wall(one) for one in Screening.objects.on().select_related("screen__venue").order_by("starts_at")]


def draft(name: str = "If the print is late", first: date = FRIDAY) -> Draft:
    return make_draft(name=name, first=first, by=None, at=NOON)


def at(*walls: str, day: date = FRIDAY) -> list[Show]:
    return [Show(day, time.fromisoformat(wall)) for wall in walls]


def rearrange(made: Draft, of: Screening, *walls: str, day: date = FRIDAY) -> None:
    made.refresh_from_db()
    told = {"programme": of.programme, "run": of.run, "screen": of.screen, "version": made.version}
    arrange(draft=made, shows=at(*walls, day=day), **told)


def test_a_draft_begins_as_the_schedule_is() -> None:
    shows(run(film("Cranes"), ScreenFactory()), "17:00", "19:30")
    show(programme(film("Detour")), FRIDAY + timedelta(days=8), "19:30", ScreenFactory())
    made = draft()
    assert made.shows.count() == 14
    assert compare(made).is_same


@pytest.mark.parametrize("name", ["If the print is late", "  If the print is late "])
def test_a_name_once_a_week(name: str) -> None:
    ScreenFactory()
    draft()
    with pytest.raises(Refused, match="already"):
        draft(name)
    assert draft(name, FRIDAY + timedelta(days=7)).shows.count() == 0
    with pytest.raises(Refused, match="name"):
        draft("  ")


def test_arranging_leaves_the_schedule_alone() -> None:
    one, _other = shows(run(film("Cranes"), ScreenFactory()), "17:00", "19:30", days=1)
    made = draft()
    rearrange(made, one, "17:00", "20:00", "22:15")
    found = compare(made)
    assert [(wall(was), f"{now.starts_at:%H:%M}") for was, now in found.moved] == [("Fri 19:30", "01:00")]
    assert (len(found.added), found.gone) == (1, ())
    assert schedule() == ["Fri 17:00", "Fri 19:30"]


def test_two_people_do_not_arrange_over_each_other() -> None:
    (one,) = shows(run(film("Cranes"), ScreenFactory()), "17:00", days=1)
    made = draft()
    rearrange(made, one, "17:30")
    with pytest.raises(Stale):
        arrange(draft=made, programme=one.programme, run=one.run, screen=one.screen, shows=at("18:00"), version=0)
    assert made.shows.get().starts_at == one.starts_at + timedelta(minutes=30)


def test_swapped_in_a_show_that_moves_stays_itself() -> None:
    one, other = shows(run(film("Cranes"), ScreenFactory()), "17:00", "19:30", days=1)
    made = draft()
    rearrange(made, one, "17:00", "20:00", "22:15")
    deed = swap_in(draft=made, seen=compare(made).fingerprint, by=programmer(), at=NOON)
    other.refresh_from_db()
    assert (wall(other), other.version) == ("Fri 20:00", 1)
    assert schedule() == ["Fri 17:00", "Fri 20:00", "Fri 22:15"]
    assert compare(made).is_same
    undo(deed=deed, at=NOON)
    assert schedule() == ["Fri 17:00", "Fri 19:30"]
    assert Draft.objects.get().shows.count() == 3


def test_shows_may_change_places() -> None:
    screen = ScreenFactory()
    early = show(programme(film("Cranes")), FRIDAY, "17:00", screen)
    late = show(programme(film("Detour")), FRIDAY, "21:00", screen)
    made = draft()
    rearrange(made, early, "21:00")
    rearrange(made, late, "17:00")
    swap_in(draft=made, seen=compare(made).fingerprint, by=None, at=NOON)
    for one, expected in ((early, "Fri 21:00"), (late, "Fri 17:00")):
        one.refresh_from_db()
        assert wall(one) == expected


def test_what_the_public_knows_of_is_cancelled_and_the_rest_taken_off() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    (known,) = shows(booked, "17:00", days=1)
    go_public(NOON - timedelta(days=1))
    unknown = show(booked, FRIDAY, "21:00")
    ScreeningExtra.objects.create(screening=unknown, kind="qa", person="Ines Calloway")
    made = draft()
    rearrange(made, known)
    deed = swap_in(draft=made, seen=compare(made).fingerprint, by=None, at=NOON)
    known.refresh_from_db()
    assert known.status == "cancelled"
    assert not Screening.objects.filter(pk=unknown.pk).exists()
    undo(deed=deed, at=NOON)
    known.refresh_from_db()
    assert (known.status, schedule()) == ("scheduled", ["Fri 17:00", "Fri 21:00"])
    assert Screening.objects.get(pk=unknown.pk).extras.get().person == "Ines Calloway"


def test_a_schedule_that_changed_meanwhile_is_not_overwritten_unseen() -> None:
    one, other = shows(run(film("Cranes"), ScreenFactory()), "17:00", "19:30", days=1)
    made = draft()
    rearrange(made, one, "17:00", "20:00")
    seen = compare(made).fingerprint
    Screening.objects.filter(pk=other.pk).update(starts_at=other.starts_at + timedelta(minutes=5), version=1)
    with pytest.raises(Stale):
        swap_in(draft=made, seen=seen, by=None, at=NOON)
    assert schedule() == ["Fri 17:00", "Fri 19:35"]


def test_a_show_added_meanwhile_counts_as_gone_in_the_draft() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    shows(booked, "17:00", days=1)
    made = draft()
    late = show(booked, FRIDAY, "21:00")
    assert compare(made).gone == (late,)


def test_the_rules_judge_the_week_as_it_would_be() -> None:
    one, _other = shows(run(film("Cranes"), ScreenFactory()), "17:00", "19:30", days=1)
    made = draft()
    assert not [finding for finding in compare(made).findings if finding.code == "S01"]
    rearrange(made, one, "17:00", "18:00")
    assert [finding.code for finding in compare(made).findings if finding.level == "error"] == ["S01"]


@pytest.mark.parametrize(
    ("day", "first"), [(date(2026, 3, 8), date(2026, 3, 6)), (date(2026, 11, 1), date(2026, 10, 30))]
)
def test_times_are_the_walls_on_changing_nights(day: date, first: date) -> None:
    one = show(programme(film("Cranes")), day, "19:30", ScreenFactory())
    made = draft(first=first)
    rearrange(made, one, "20:00", day=day)
    swap_in(draft=made, seen=compare(made).fingerprint, by=None, at=NOON)
    one.refresh_from_db()
    assert wall(one).endswith("20:00")


def test_nothing_to_swap_is_no_deed() -> None:
    shows(run(film("Cranes"), ScreenFactory()), "17:00", days=1)
    made = draft()
    assert swap_in(draft=made, seen=compare(made).fingerprint, by=None, at=NOON) is None


def test_a_show_taken_off_and_brought_back_is_the_same_show() -> None:
    (one,) = shows(run(film("Cranes"), ScreenFactory()), "17:00", days=1)
    made = draft()
    take_off = call_off(screening=one, version=0, reason="", by=None, at=NOON)
    assert len(compare(made).added) == 1
    undo(deed=take_off, at=NOON)
    assert compare(made).is_same


def test_what_plays_there_now_is_told_and_put_back() -> None:
    (one,) = shows(run(film("Cranes"), ScreenFactory()), "17:00", days=1)
    made = draft()
    Screening.objects.filter(pk=one.pk).update(programme=programme(film("Detour")), run=None)
    found = compare(made)
    assert [(was.programme.full_title, now.programme.full_title) for was, now in found.moved] == [("Detour", "Cranes")]
    swap_in(draft=made, seen=found.fingerprint, by=None, at=NOON)
    after = Screening.objects.get()
    assert (after.pk, after.programme, after.run) == (one.pk, one.programme, one.run)
