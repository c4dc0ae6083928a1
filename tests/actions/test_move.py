"""What the board does: move, copy, put on, call off, assign a copy; each kept to be undone."""

from datetime import UTC, date, time, timedelta

import pytest

from programming.actions.errors import Refused, Stale
from programming.actions.move import assign, call_off, copy, move, put, replace, start_on
from programming.actions.undo import undo
from programming.models import Deed, Screen, Screening, ScreeningExtra
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, programmer, run, show

pytestmark = pytest.mark.django_db
QUARTER = timedelta(minutes=15)


@pytest.fixture
def one() -> Screening:
    return show(run(film("Cranes"), ScreenFactory(name="Screen 1")), FRIDAY, "19:30")


def moved(of: Screening, by: timedelta = QUARTER, screen: Screen | None = None) -> Deed:
    told = {"screen": screen or of.screen, "version": of.version, "by": None, "at": NOON}
    return move(screening=of, starts_at=of.starts_at + by, **told)


def test_a_move_keeps_the_show_and_counts_its_version(one: Screening) -> None:
    was = one.starts_at
    deed = move(screening=one, starts_at=was + QUARTER, screen=one.screen, version=0, by=programmer(), at=NOON)
    one.refresh_from_db()
    assert (one.starts_at, one.version) == (was + QUARTER, 1)
    assert (deed.label, deed.done_by.username) == ("Cranes to Fri, Nov\u00a020, 7:45\u00a0pm, Screen 1", "alice")


def test_to_where_it_is_is_no_deed(one: Screening) -> None:
    assert moved(one, timedelta(0)) is None
    assert not Deed.objects.exists()


@pytest.mark.parametrize(
    ("by", "day"), [(timedelta(hours=4), 20), (timedelta(hours=5, minutes=15), 20), (timedelta(hours=11), 21)]
)
def test_the_house_day_follows(one: Screening, by: timedelta, day: int) -> None:
    moved(one, by)
    one.refresh_from_db()
    assert one.house_day.day == day


def test_stale_says_where_the_show_is_now(one: Screening) -> None:
    moved(one)
    with pytest.raises(Stale, match="it is on Fri, Nov\u00a020, 7:45"):
        moved(one)  # still with the version it was read with
    with pytest.raises(Stale):
        call_off(screening=one, version=0, by=None, at=NOON)


def test_a_show_taken_off_meanwhile(one: Screening) -> None:
    Screening.objects.all().delete()
    with pytest.raises(Stale, match="took this show off"):
        moved(one)


def test_where_another_show_starts_is_refused_by_its_name(one: Screening) -> None:
    other = show(programme(film("Detour")), FRIDAY, "19:45", one.screen)
    with pytest.raises(Refused, match="Detour starts then"):
        moved(one)
    with pytest.raises(Refused, match="Detour starts then"):
        put(programme=one.programme, run=None, starts_at=other.starts_at, screen=one.screen, by=None, at=NOON)
    Screening.objects.filter(pk=other.pk).update(status="cancelled")
    assert moved(one) is not None


def test_steps_are_undone_one_by_one(one: Screening) -> None:
    start = one.starts_at
    for step in range(3):
        one.refresh_from_db()
        assert moved(one) is not None, step
    for step in (2, 1, 0):
        undo(deed=Deed.objects.standing().first(), at=NOON)
        one.refresh_from_db()
        assert one.starts_at == start + step * QUARTER
    assert not Deed.objects.standing().exists()


def test_undo_is_refused_where_the_show_was_changed_since(one: Screening) -> None:
    deed = moved(one)
    one.refresh_from_db()
    moved(one)
    with pytest.raises(Stale, match="changed since"):
        undo(deed=deed, at=NOON)


def test_a_copy_is_a_show_of_its_own(one: Screening) -> None:
    ScreeningExtra.objects.create(screening=one, kind="qa", person="Ines Calloway")
    Screening.objects.update(note="Bring a coat", access=["relaxed"])
    one.refresh_from_db()
    made = copy(screening=one, starts_at=one.starts_at + timedelta(days=1), screen=one.screen, by=None, at=NOON)
    assert (made.run, made.access, made.note, made.extras.count()) == (one.run, ["relaxed"], "", 0)
    undo(deed=Deed.objects.get(), at=NOON)
    assert Screening.objects.get() == one


def test_called_off_before_anybody_knew_it_is_gone_and_comes_back_whole(one: Screening) -> None:
    ScreeningExtra.objects.create(screening=one, kind="qa", person="Ines Calloway")
    call_off(screening=one, version=0, by=None, at=NOON)
    assert not Screening.objects.exists()
    undo(deed=Deed.objects.get(), at=NOON)
    back = Screening.objects.get()
    assert (back.pk, back.uid, back.extras.get().person) == (one.pk, one.uid, "Ines Calloway")


def test_called_off_after_publication_it_is_cancelled(one: Screening) -> None:
    go_public(NOON - timedelta(days=1))
    call_off(screening=one, version=0, reason="The print is lost.", by=None, at=NOON)
    one.refresh_from_db()
    assert (one.status, one.reason) == ("cancelled", "The print is lost.")
    undo(deed=Deed.objects.get(), at=NOON)
    one.refresh_from_db()
    assert (one.status, one.reason) == ("scheduled", "")


def test_replaced_by_something_else_and_back(one: Screening) -> None:
    go_public(NOON - timedelta(days=1))
    other = programme(film("High and Low"))
    told = {"programme": other, "reason": "The print was sent elsewhere.", "version": 0, "by": None, "at": NOON}
    made = replace(screening=one, **told)
    one.refresh_from_db()
    assert (one.status, one.replaced_by, one.reason) == ("replaced", made, "The print was sent elsewhere.")
    assert (made.starts_at, made.screen, made.programme) == (one.starts_at, one.screen, other)
    undo(deed=Deed.objects.get(), at=NOON)
    one.refresh_from_db()
    assert (one.status, one.replaced_by, Screening.objects.count()) == ("scheduled", None, 1)


def test_another_copy_of_the_film(one: Screening) -> None:
    shown = one.programme.items.get().film
    print_ = shown.materials.create(label="print", format="35mm")
    assign(screening=one, material=print_, version=0, by=None, at=NOON)
    one.refresh_from_db()
    assert one.material == print_
    other = film("Detour").materials.get()
    with pytest.raises(Refused, match="another film"):
        assign(screening=one, material=other, version=1, by=None, at=NOON)


@pytest.mark.parametrize(
    ("day", "wall", "utc"),
    [
        (date(2026, 3, 7), "19:30", (8, 0, 30)),
        (date(2026, 3, 8), "19:30", (8, 23, 30)),
        (date(2026, 10, 31), "19:30", (31, 23, 30)),
        (date(2026, 11, 1), "19:30", (2, 0, 30)),
        (date(2026, 10, 31), "00:30", (1, 4, 30)),
    ],
)
def test_the_wall_clock_decides(day: date, wall: str, utc: tuple[int, int, int]) -> None:
    at = start_on(ScreenFactory(), day, time.fromisoformat(wall)).astimezone(UTC)
    assert (at.day, at.hour, at.minute) == utc


@pytest.mark.parametrize(
    ("day", "wall", "why"),
    [(date(2026, 3, 7), "02:30", "skip"), (date(2026, 10, 31), "01:30", "twice")],
)
def test_a_time_that_is_none_or_two_is_refused(day: date, wall: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        start_on(ScreenFactory(), day, time.fromisoformat(wall))


def test_undo_does_not_take_a_guest_along(one: Screening) -> None:
    made = copy(screening=one, starts_at=one.starts_at + timedelta(days=1), screen=one.screen, by=None, at=NOON)
    ScreeningExtra.objects.create(screening=made, kind="qa", person="Ines Calloway")
    with pytest.raises(Stale, match="guest"):
        undo(deed=Deed.objects.get(), at=NOON)
    assert made.extras.count() == 1


def test_undo_into_a_taken_place_is_refused_by_name(one: Screening) -> None:
    start = one.starts_at
    deed = moved(one, timedelta(hours=3))
    put(programme=programme(film("Detour")), run=None, starts_at=start, screen=one.screen, by=None, at=NOON)
    with pytest.raises(Refused, match="Detour starts there now"):
        undo(deed=deed, at=NOON)


def test_what_was_typed_since_is_kept_by_an_undo(one: Screening) -> None:
    start = one.starts_at
    deed = moved(one)
    Screening.objects.update(admissions=77, availability="sold_out")
    undo(deed=deed, at=NOON)
    one.refresh_from_db()
    assert (one.starts_at, one.admissions, one.availability) == (start, 77, "sold_out")


def test_what_is_off_is_not_moved_nor_replaced_twice(one: Screening) -> None:
    other = programme(film("High and Low"))
    told = {"reason": "", "by": None, "at": NOON}
    with pytest.raises(Refused, match="plays already"):
        replace(screening=one, programme=one.programme, version=0, **told)
    replace(screening=one, programme=other, version=0, **told)
    one.refresh_from_db()
    with pytest.raises(Refused, match="off already"):
        replace(screening=one, programme=other, version=one.version, **told)
    with pytest.raises(Refused, match="off already"):
        moved(one)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 7), 23), (date(2026, 10, 31), 25)], ids=["an hour is lost", "an hour is won"]
)
def test_to_the_next_day_the_clock_stays_and_back_again(day: date, hours: int) -> None:
    moved_show = show(programme(film("Detour")), day, "19:30", ScreenFactory())
    was = moved_show.starts_at
    next_day = start_on(moved_show.screen, day + timedelta(days=1), time(19, 30))
    move(screening=moved_show, starts_at=next_day, screen=moved_show.screen, version=0, by=None, at=NOON)
    moved_show.refresh_from_db()
    assert (moved_show.starts_at - was, moved_show.house_day) == (timedelta(hours=hours), day + timedelta(days=1))
    undo(deed=Deed.objects.get(), at=NOON)
    moved_show.refresh_from_db()
    assert (moved_show.starts_at, moved_show.house_day) == (was, day)


@pytest.mark.parametrize(("fold", "utc"), [(0, 5), (1, 6)])
def test_the_hour_that_comes_twice_is_taken_as_said(fold: int, utc: int) -> None:
    at = start_on(ScreenFactory(), date(2026, 10, 31), time(1, 30), fold).astimezone(UTC)
    assert (at.day, at.hour) == (1, utc)


def test_a_published_show_moves_as_the_show_it_is(one: Screening) -> None:
    go_public(NOON - timedelta(days=1))
    moved(one)
    after = Screening.objects.get()
    assert (after.pk, after.uid, after.status, after.published.count()) == (one.pk, one.uid, "scheduled", 1)
