"""Publishing: versions, and what the public may see of the working schedule."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from icalendar import Calendar

from programming.actions.cancel import cancel, take_off
from programming.actions.diff import differences
from programming.actions.errors import Refused, Stale
from programming.actions.publish import publish
from programming.models import PublishedRun, PublishedScreening, PublishedTitle, Screening
from programming.models.facts import ScreeningFacts
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, hold, programme, run, series, show

pytestmark = pytest.mark.django_db
BEFORE = NOON - timedelta(days=3)


def versions(of: Screening) -> list[tuple[int, str, datetime, datetime | None]]:
    return list(of.published.order_by("sequence").values_list("sequence", "status", "live_from", "live_until"))


def facts(of: Screening, at: datetime = NOON) -> ScreeningFacts:
    return ScreeningFacts.from_json(PublishedScreening.objects.live(at).get(screening=of).facts)


def event(of: Screening, at: datetime = NOON) -> dict[str, str]:
    stored = PublishedScreening.objects.live(at).get(screening=of).vevent
    (vevent,) = Calendar.from_ical(b"BEGIN:VCALENDAR\r\n" + bytes(stored) + b"END:VCALENDAR\r\n").walk("VEVENT")
    return vevent


def test_nothing_is_public_before_it_is_published() -> None:
    show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    assert not PublishedScreening.objects.exists()


def test_a_second_publication_of_the_same_is_none() -> None:
    show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    assert go_public(BEFORE).number == 1
    assert go_public(NOON) is None


def test_a_change_is_a_new_version_that_ends_the_old() -> None:
    one = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    go_public(BEFORE)
    Screening.objects.filter(pk=one.pk).update(note="Bring a coat")
    go_public(NOON)
    assert versions(one) == [(0, "scheduled", BEFORE, NOON), (1, "scheduled", NOON, None)]
    assert (facts(one, NOON - timedelta(seconds=1)).note, facts(one, NOON).note) == ("", "Bring a coat")


def test_a_move_says_where_from_and_keeps_its_uid() -> None:
    one = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    go_public(BEFORE)
    was = event(one, BEFORE)
    Screening.objects.filter(pk=one.pk).update(starts_at=one.starts_at + timedelta(minutes=30))
    go_public(NOON)
    assert facts(one).moved_from == one.starts_at.astimezone(UTC).isoformat()
    assert (event(one)["UID"], int(event(one)["SEQUENCE"])) == (was["UID"], 1)
    assert "Moved from Friday, November" in event(one)["DESCRIPTION"]


def test_a_cancelled_show_stays_with_its_reason() -> None:
    one = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    go_public(BEFORE)
    cancel(screening=one, reason="The print is lost.", at=NOON)
    go_public(NOON)
    assert versions(one)[-1][:2] == (1, "cancelled")
    assert (event(one)["STATUS"], event(one)["SUMMARY"]) == ("CANCELLED", "CANCELLED: Cranes")
    assert "The print is lost." in event(one)["DESCRIPTION"]


def test_a_show_cancelled_before_anyone_knew_is_never_published() -> None:
    one = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    cancel(screening=one, reason="", at=NOON)
    go_public(NOON)
    assert versions(one) == []


def test_a_published_show_cannot_be_deleted() -> None:
    one = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    other = show(one.run, FRIDAY + timedelta(days=1), "19:00")
    go_public(BEFORE)
    unknown = show(one.run, FRIDAY + timedelta(days=2), "19:00")
    with pytest.raises(ProtectedError), transaction.atomic():
        one.delete()
    take_off(screening=other, reason="", at=NOON)
    take_off(screening=unknown, reason="", at=NOON)
    assert list(Screening.objects.order_by("pk").values_list("status", flat=True)) == ["scheduled", "cancelled"]


@pytest.mark.parametrize(
    "hidden",
    [{"state": "pencilled"}, {"announcement": "dated"}, {"announcement": "undated"}],
    ids=["pencilled", "dated", "undated"],
)
def test_shows_of_a_run_that_is_not_announced_with_times_stay_private(hidden: dict[str, str]) -> None:
    show(run(film("Cranes"), ScreenFactory(), **hidden), FRIDAY, "19:00")
    go_public(NOON)
    assert not PublishedScreening.objects.exists()
    assert PublishedRun.objects.exists() is ("announcement" in hidden)


def test_a_run_pencilled_again_withdraws_its_shows() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    one = show(booked, FRIDAY, "19:00")
    go_public(BEFORE)
    booked.state = "pencilled"
    booked.save()
    go_public(NOON)
    assert versions(one)[-1][1] == "withdrawn"
    assert not PublishedScreening.objects.live(NOON).exists()
    assert not PublishedRun.objects.live(NOON).exists()
    assert go_public(NOON + timedelta(hours=1)) is None
    booked.state = "confirmed"
    booked.save()
    go_public(NOON + timedelta(hours=2))
    assert versions(one)[-1][:2] == (2, "scheduled")
    assert PublishedRun.objects.live(NOON + timedelta(hours=2)).get().sequence == 2


def test_a_later_hour_keeps_a_publication_out_of_sight_until_then() -> None:
    show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    go_public(BEFORE, live_from=NOON)
    for model in (PublishedScreening, PublishedRun, PublishedTitle):
        assert not model.objects.live(NOON - timedelta(microseconds=1)).exists()
        assert model.objects.live(NOON).count() == 1


def test_a_row_waiting_under_an_embargo_refuses_a_second_change() -> None:
    one = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    go_public(BEFORE, live_from=NOON)
    Screening.objects.filter(pk=one.pk).update(note="Bring a coat")
    with pytest.raises(Refused, match="waits in publication 1 until"):
        go_public(BEFORE + timedelta(hours=1))
    assert len(versions(one)) == 1


def test_it_cannot_go_live_in_the_past() -> None:
    show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    with pytest.raises(Refused, match="past"):
        go_public(NOON, live_from=BEFORE)


def test_a_span_publishes_its_own_days_only() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    one, other = show(booked, FRIDAY, "19:00"), show(booked, FRIDAY + timedelta(days=3), "19:00")
    publish(first=FRIDAY, last=FRIDAY + timedelta(days=1), by=None, at=NOON)
    assert (len(versions(one)), len(versions(other))) == (1, 0)


def test_an_edit_of_a_films_title_waits_to_be_published() -> None:
    shown = film("Cranes")
    one = show(run(shown, ScreenFactory()), FRIDAY, "19:00")
    go_public(BEFORE)
    shown.title = "The Cranes"
    shown.save()
    found = differences(first=None, last=None)
    assert sorted(type(change.subject).__name__ for change in found) == ["Film", "Run", "Screening"]
    assert {(change.was.title, change.now.title) for change in found} == {("Cranes", "The Cranes")}
    assert facts(one).title == "Cranes"


def test_one_version_stands_and_each_sequence_is_used_once() -> None:
    one = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    go_public(BEFORE)
    twin = one.published.get()
    twin.pk = None
    twin.sequence = 1
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    twin.sequence, twin.live_until = 0, NOON
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_secret_film_is_told_nowhere() -> None:
    secret = film("His Girl Friday", director="Howard Hawks")
    shown = programme(secret, kind="secret", title="The Sealed Can", slug="the-sealed-can")
    one = show(shown, FRIDAY, "19:00", ScreenFactory())
    go_public(BEFORE)
    version = one.published.get()
    assert "Friday" not in str(version.facts)
    assert b"Girl" not in bytes(version.vevent)
    assert (version.films.count(), PublishedTitle.objects.get().programme) == (0, shown)


def test_a_double_bill_gives_each_film_its_time() -> None:
    bill = programme(film("Double Indemnity", running_minutes=107), film("Detour"), kind="double_bill", slug="di")
    one = show(bill, FRIDAY, "12:30", ScreenFactory())
    series("Wrong Turns", bill)
    go_public(BEFORE)
    told = facts(one)
    assert [(film.title, film.at - told.films[0].at) for film in told.films] == [
        ("Double Indemnity", timedelta(0)),
        ("Detour", timedelta(minutes=107)),
    ]
    assert (told.admission, told.series) == ("2 films for 1 admission", (("wrong-turns", "Wrong Turns"),))
    assert event(one)["SUMMARY"] == "Double Indemnity + Detour"


def test_a_holdover_is_a_new_version_of_the_run() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    go_public(BEFORE)
    hold(booked, FRIDAY + timedelta(days=13), final=True)
    go_public(NOON)
    assert [version.last_on for version in PublishedRun.objects.order_by("sequence")] == [
        FRIDAY + timedelta(days=6),
        FRIDAY + timedelta(days=13),
    ]


def chosen(*subjects: object) -> dict[str, str]:
    """The changes of these rows, as somebody sees them now."""
    wanted = {f"{type(subject).__name__.lower()}-{subject.pk}" for subject in subjects}
    return {change.key: change.fingerprint for change in differences(first=None, last=None) if change.key in wanted}


def test_single_changes_may_be_chosen() -> None:
    one = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    other = show(one.run, FRIDAY + timedelta(days=1), "19:00")
    go_public(BEFORE)
    Screening.objects.update(note="Bring a coat")
    publish(first=None, last=None, by=None, at=NOON, only=chosen(one), public_notes={f"screening-{one.pk}": "Cold."})
    assert [facts(show).note for show in (one, other)] == ["Bring a coat", ""]
    assert PublishedScreening.objects.live(NOON).get(screening=one).public_note == "Cold."


def test_what_nobody_knows_yet_comes_along_with_the_show_that_needs_it() -> None:
    one = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    show(run(film("Detour"), one.screen, first=FRIDAY + timedelta(days=7)), FRIDAY + timedelta(days=7), "19:00")
    publish(first=None, last=None, by=None, at=NOON, only=chosen(one))
    assert [title.slug for title in PublishedTitle.objects.all()] == ["cranes"]
    assert [told.run for told in PublishedRun.objects.all()] == [one.run]


def test_a_change_that_is_another_by_now_is_stale() -> None:
    one = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    looked_at = chosen(one)
    Screening.objects.update(note="Bring a coat")
    with pytest.raises(Stale):
        publish(first=None, last=None, by=None, at=NOON, only=looked_at)
    publish(first=None, last=None, by=None, at=NOON, only=chosen(one))
    with pytest.raises(Stale):
        publish(first=None, last=None, by=None, at=NOON, only=looked_at)
    assert len(versions(one)) == 1


def test_looking_twice_shows_the_same() -> None:
    show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    looks = [[change.fingerprint for change in differences(first=None, last=None)] for _look in range(2)]
    assert looks[0] == looks[1]


def test_the_page_of_a_title_goes_with_the_last_that_speaks_of_it() -> None:
    screen, shown = ScreenFactory(), film("Cranes")
    early, late = run(shown, screen), run(shown, screen, first=FRIDAY + timedelta(days=21))
    go_public(BEFORE)
    for step, booked in enumerate((early, late)):
        booked.state = "pencilled"
        booked.save()
        go_public(NOON + timedelta(hours=step))
        assert PublishedTitle.objects.live(NOON + timedelta(hours=step)).exists() is (booked is early)
    late.state = "confirmed"
    late.save()
    go_public(NOON + timedelta(hours=2))
    assert PublishedTitle.objects.live(NOON + timedelta(hours=2)).get().change == "added"


def test_a_replaced_show_says_what_plays_instead() -> None:
    one = show(run(film("No Regrets"), ScreenFactory()), FRIDAY, "19:00")
    go_public(BEFORE)
    Screening.objects.filter(pk=one.pk).update(status="replaced", reason="The print was sent elsewhere.")
    instead = show(programme(film("High and Low")), FRIDAY, "19:00", one.screen)
    Screening.objects.filter(pk=one.pk).update(replaced_by=instead)
    go_public(NOON)
    assert (facts(one).replacement, facts(one).replaced_by) == ("High and Low", str(instead.uid))
    assert "High and Low plays instead. The print was sent elsewhere." in event(one)["DESCRIPTION"]


def test_a_replacement_is_not_named_before_the_public_may_know_of_it() -> None:
    one = show(run(film("No Regrets"), ScreenFactory()), FRIDAY, "19:00")
    go_public(BEFORE)
    Screening.objects.filter(pk=one.pk).update(status="replaced")
    instead = show(programme(film("High and Low")), FRIDAY, "19:00", one.screen)
    publish(first=None, last=None, by=None, at=NOON, only=chosen(instead), live_from=NOON + timedelta(hours=1))
    Screening.objects.filter(pk=one.pk).update(replaced_by=instead)
    with pytest.raises(Refused, match="plays instead is not public"):
        publish(first=None, last=None, by=None, at=NOON, only=chosen(one))
    publish(first=None, last=None, by=None, at=NOON, only=chosen(one), live_from=NOON + timedelta(hours=1))
    assert facts(one).status == "scheduled"
    assert facts(one, NOON + timedelta(hours=1)).replacement == "High and Low"


def test_a_show_that_leaves_a_calendar_says_so_there() -> None:
    shown = film("Cranes", format="35mm")
    one = show(run(shown, ScreenFactory()), FRIDAY, "19:00")
    go_public(BEFORE)
    shown.materials.update(format="dcp")
    go_public(NOON)
    assert facts(one).left == ("formats/35mm", "formats/film")
    stored = bytes(PublishedScreening.objects.live(NOON).get().farewell)
    (left,) = Calendar.from_ical(b"BEGIN:VCALENDAR\r\n" + stored + b"END:VCALENDAR\r\n").walk("VEVENT")
    assert (left["UID"], left["STATUS"], int(left["SEQUENCE"])) == (event(one)["UID"], "CANCELLED", 1)
    assert "it is now on DCP" in left["DESCRIPTION"]
    assert event(one)["STATUS"] == "CONFIRMED"
    shown.materials.update(format="35mm")
    go_public(NOON + timedelta(hours=1))
    assert facts(one, NOON + timedelta(hours=1)).left == ("formats/dcp",)
