"""Typed shows become screenings: kept, new, gone; and what cannot stand is refused."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from programming.actions.errors import Refused, Stale
from programming.actions.judge import line_findings
from programming.actions.place import place, plan
from programming.listings.typed import typed_line
from programming.models import Material, Run, Screening
from programming.rules.findings import Level
from programming.timetable.showtimes import Show
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, run, show

pytestmark = pytest.mark.django_db


def typed(*walls: str, day: date = FRIDAY, tags: tuple[str, ...] = ()) -> list[Show]:
    return [Show(day, time.fromisoformat(wall), tags) for wall in walls]


def put(on: Run, shows: list[Show], **how: object) -> None:
    place(run=on, shows=shows, first=on.opens_on, last=on.last_day, screen=on.screen, at=NOON, **how)


def walls(of: Run) -> list[str]:
    zone = of.screen.venue.zone
    return [f"{one.starts_at.astimezone(zone):%H:%M} {one.status}" for one in of.screenings.order_by("starts_at")]


def test_new_shows_are_stored_in_utc_on_their_house_day() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    put(booked, typed("19:00", "00:15"))
    assert list(booked.screenings.order_by("starts_at").values_list("starts_at", "house_day")) == [
        (datetime(2026, 11, 21, 0, 0, tzinfo=UTC), FRIDAY),
        (datetime(2026, 11, 21, 5, 15, tzinfo=UTC), FRIDAY),
    ]


def test_a_show_typed_again_keeps_its_identity() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    put(booked, typed("14:00", "19:00"))
    before = booked.screenings.get(starts_at__hour=0).uid
    put(booked, typed("16:00", "19:00"))
    assert walls(booked) == ["16:00 scheduled", "19:00 scheduled"]
    assert booked.screenings.get(starts_at__hour=0).uid == before


def test_a_published_show_left_out_is_cancelled_not_deleted() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    put(booked, typed("14:00", "19:00"))
    go_public()
    put(booked, typed("19:00"))
    assert walls(booked) == ["14:00 cancelled", "19:00 scheduled"]


def test_planning_changes_nothing() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    made = plan(run=booked, shows=typed("19:00"), first=FRIDAY, last=FRIDAY, screen=booked.screen)
    assert (len(made.new), made.is_placeable, Screening.objects.count()) == (1, True, 0)


def test_shows_that_overlap_are_refused_and_nothing_is_stored() -> None:
    screen = ScreenFactory()
    other = run(film("Other"), screen)
    show(other, FRIDAY, "18:00")
    booked = run(film("Cranes"), screen)
    with pytest.raises(Refused) as refused:
        put(booked, typed("12:00", "19:00"))
    assert [finding.code for finding in refused.value.findings] == ["S01"]
    assert booked.screenings.count() == 0


@pytest.mark.parametrize("wall", ["18:00", "17:00", "19:30"])
def test_the_show_of_the_night_before_counts_too(wall: str) -> None:
    """An all-nighter that runs on into the next house day's morning."""
    screen = ScreenFactory()
    long = run(film("Long", running_minutes=700), screen)
    show(long, FRIDAY - timedelta(days=1), "23:30")
    booked = run(film("Cranes"), screen)
    with pytest.raises(Refused):
        put(booked, typed("11:00"))
    put(booked, typed(wall))


def test_a_stale_form_is_refused() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    put(booked, typed("19:00"), version=0)
    with pytest.raises(Stale):
        put(booked, typed("21:00"), version=0)
    assert walls(booked) == ["19:00 scheduled"]


def test_tags_say_what_is_special() -> None:
    shown = film("Cranes")
    print_35 = Material.objects.create(film=shown, label="print", format="35mm", order=2)
    booked = run(shown, ScreenFactory())
    put(booked, typed("19:00", tags=("35MM", "OC", "Q&A", "PIANO", "FREE")))
    (one,) = booked.screenings.all()
    assert (one.material, one.access, one.is_free) == (print_35, ["open-captions"], True)
    assert list(one.extras.values_list("kind", "note")) == [("qa", ""), ("live_music", "piano")]


@pytest.mark.parametrize(("tag", "said"), [("GLITTER", "not a mark of this house"), ("70MM", "No 70mm of")])
def test_a_tag_that_means_nothing_here_is_refused(tag: str, said: str) -> None:
    booked = run(film("Cranes"), ScreenFactory())
    with pytest.raises(Refused, match=said):
        put(booked, typed("19:00", tags=(tag,)))


def test_a_line_of_their_own_that_the_shows_contradict_is_reported() -> None:
    booked = run(film("Cranes"), ScreenFactory(), line_override="Must end Friday, November 20")
    shows = [*typed("19:00"), *typed("19:00", day=FRIDAY + timedelta(days=1))]
    made = plan(run=booked, shows=shows, first=FRIDAY, last=booked.last_day, screen=booked.screen)
    assert [(finding.code, finding.level) for finding in made.findings] == [("Q03", Level.WARNING)]
    put(booked, shows)
    assert [finding.about for finding in line_findings()] == [(booked.pk,)]


def test_tags_typed_again_are_all_that_is_special() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    put(booked, typed("19:00", tags=("OC", "PIANO")))
    made = plan(run=booked, shows=typed("19:00", tags=("FREE",)), first=FRIDAY, last=FRIDAY, screen=booked.screen)
    assert (len(made.retagged), made.changes_nothing) == (1, False)
    put(booked, typed("19:00", tags=("FREE",)))
    (one,) = booked.screenings.all()
    assert (one.access, one.is_free, one.extras.count(), one.version) == ([], True, 0, 1)
    again = plan(run=booked, shows=typed("19:00", tags=("FREE",)), first=FRIDAY, last=FRIDAY, screen=booked.screen)
    assert again.changes_nothing


def test_an_importer_adds_tags_and_takes_none_away() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    put(booked, typed("19:00", tags=("OC",)))
    put(booked, typed("19:00", tags=("Q&A",)), tags_are_all=False)
    (one,) = booked.screenings.all()
    assert (one.access, [extra.kind for extra in one.extras.all()]) == (["open-captions"], ["qa"])


def test_the_line_a_run_opens_with_says_its_marks() -> None:
    booked = run(film("Cranes"), ScreenFactory(), days=1)
    put(booked, typed("14:00", "19:00", tags=("OC", "PIANO", "FREE")))
    assert typed_line(booked, NOON) == (FRIDAY, FRIDAY, "2:00 [OC, PIANO, FREE], 7:00 [OC, PIANO, FREE]")
