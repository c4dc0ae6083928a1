"""Who changed what, and the way back: told in words, and put back as a change like any other."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from programming.actions.diff import differences
from programming.actions.place import place
from programming.listings.history import MOST, Change
from programming.models import Film, Person, PullQuote, Run, Screening, ScreeningExtra, Still
from programming.models.history import is_kept, signed, states
from programming.timetable.showtimes import Context, parse
from tests.factories import FRIDAY, NOON, ScreenFactory, VenueFactory, film, go_public, programmer, run, show
from tests.pages import filled_in

pytestmark = pytest.mark.django_db


def address(row: Model, page: str) -> str:
    return reverse(f"staff:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


@pytest.fixture(autouse=True)
def the_day_before() -> Iterator[None]:
    """When everything is made that a test begins with."""
    with time_machine.travel(NOON - timedelta(days=1), tick=True):
        yield


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(programmer())
    return client


def told(staff: Client, row: Model) -> tuple[Change, ...]:
    return staff.get(address(row, "history")).context["changes"]


def save(staff: Client, row: Model, minutes: int, **typed: Any) -> None:
    """Somebody saves the record's page, so many minutes after noon."""
    with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
        answer = staff.post(address(row, "change"), filled_in(staff.get(address(row, "change")), **typed))
    assert answer.status_code == 302, answer.context["errors"]


def put_back(staff: Client, row: Model, change: Change, days: int = 1, **more: str) -> str:
    """What the house says to it, so many days later."""
    seen = {"seen": told(staff, row)[0].stamp, "to": change.stamp}
    with time_machine.travel(NOON + timedelta(days=days), tick=True):
        return staff.post(address(row, "history"), seen | more, follow=True).content.decode()


@pytest.fixture
def cranes() -> Film:
    return film("The Cranes Are Flying", director="Mikhail Kalatozov", note="As it was.")


def test_whatever_staff_edit_keeps_its_history() -> None:
    edited = {panel.model for panel in _panels()} | {inline.model for panel in _panels() for inline in panel.inlines}
    assert {model for model in edited if not is_kept(model)} == set()


def _panels() -> list[Any]:
    from programming.admin.history import RecordAdmin  # noqa: PLC0415  beside what it is for
    from programming.admin.site import house_site  # noqa: PLC0415

    return [panel for panel in house_site._registry.values() if isinstance(panel, RecordAdmin)]


def test_a_change_is_told_with_who_when_and_what(staff: Client, cranes: Film) -> None:
    VenueFactory()
    save(staff, cranes, 0, strapline="Palme d’Or, 1958", running_minutes="97")
    (change, made) = told(staff, cranes)
    assert (change.who, change.when, change.is_latest) == ("alice", "Friday, November\u00a020, 12:00\u00a0pm", True)
    fields = {field.label: field.pieces for row in change.rows for field in row.fields}
    assert fields == {
        "Strapline": (("new", "Palme d’Or, 1958"),),
        "Running time, minutes": (("old", "95"), ("new", "97")),
    }
    assert [row.kind for row in made.rows if not row.name] == ["made"]
    page = staff.get(address(cranes, "history")).content.decode()
    assert "<del>95</del>" in page
    assert "<ins>97</ins>" in page


def test_rows_beside_the_record_are_told_of(staff: Client, cranes: Film) -> None:
    save(staff, cranes, 0, **{"credits-0-is_possessive": "", "materials-0-format": "35mm"})
    rows = {row.name: row for row in told(staff, cranes)[0].rows}
    assert rows["Credit “Directed by Mikhail Kalatozov”"].fields[0].pieces == (("old", "yes"), ("new", "no"))
    assert rows["Material “The Cranes Are Flying: 35mm (usual)”"].fields[0].pieces == (("old", "DCP"), ("new", "35mm"))
    save(staff, cranes, 5, **{"credits-0-DELETE": "on"})
    assert [(row.kind, row.name) for row in told(staff, cranes)[0].rows] == [
        ("gone", "Credit “Directed by Mikhail Kalatozov”")
    ]


def test_a_save_that_changed_nothing_is_not_told(staff: Client, cranes: Film) -> None:
    save(staff, cranes, 0)
    assert len(told(staff, cranes)) == 1


def test_a_history_costs_the_same_however_long(staff: Client, cranes: Film) -> None:
    counts = []
    told(staff, cranes)  # what Django keeps for itself is asked for once
    for minutes in range(1, 10):
        person = Person.objects.create(name=f"Somebody {minutes}")
        cranes.credits.create(person=person, role="cast", order=minutes)
        cranes.note = f"Note {minutes}"
        cranes.save()
        if minutes in (2, 9):
            with CaptureQueriesContext(connection) as queries:
                told(staff, cranes)
            counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_very_long_history_ends(staff: Client, cranes: Film) -> None:
    for minute in range(MOST + 5):
        with time_machine.travel(NOON + timedelta(minutes=minute), tick=False):
            cranes.note = f"Note {minute}"
            cranes.save()
    assert len(told(staff, cranes)) == MOST


def test_shows_placed_in_bulk_are_signed() -> None:
    by = programmer("bob")
    booked = run(film("Detour"), ScreenFactory())
    venue = booked.screen.venue
    line = parse("Fri 7:00; Sat 9:00 [Q&A]", Context(first=FRIDAY, last=FRIDAY + timedelta(days=6), zone=venue.zone))
    how = {"run": booked, "first": FRIDAY, "last": FRIDAY + timedelta(days=6), "screen": booked.screen, "at": NOON}
    place(**how, shows=line.shows, by=by)
    assert {state.history_user for state in states(Screening).all()} == {by}
    assert {state.history_user for state in states(ScreeningExtra).all()} == {by}
    with signed(None):
        place(**how, shows=line.shows[:1])
    assert states(Screening).filter(history_type="-").count() == 1


def test_what_a_page_does_is_signed_by_who_is_logged_in(staff: Client) -> None:
    booked = run(film("Detour"), ScreenFactory())
    stored = show(booked, FRIDAY, "19:30")
    stored.refresh_from_db()
    save(staff, stored, 0, note="Alice’s.")
    assert told(staff, stored)[0].who == "alice"
    User.objects.get(username="alice").delete()
    assert states(Screening).first().note == "Alice’s."


# --- Back -----------------------------------------------------------------------------------------


def test_a_record_is_put_back_as_a_new_change(staff: Client, cranes: Film) -> None:
    save(staff, cranes, 0, note="Better.", strapline="From the director of Letter Never Sent")
    assert "Put back. What stood before is in the history too." in put_back(staff, cranes, told(staff, cranes)[-1])
    cranes.refresh_from_db()
    assert (cranes.note, cranes.strapline) == ("As it was.", "")
    latest, better, first = told(staff, cranes)
    assert latest.why.startswith("Put back as it was left on")
    assert latest.who == "alice"
    put_back(staff, cranes, better, days=2)
    cranes.refresh_from_db()
    assert cranes.note == "Better."
    assert first.stamp == told(staff, cranes)[-1].stamp


def test_rows_beside_it_go_back_too(staff: Client, cranes: Film) -> None:
    quote = PullQuote.objects.create(film=cranes, text="A film of great beauty", critic="A. Critic")
    before = told(staff, cranes)[0]
    new = {"accolades-TOTAL_FORMS": "1", "accolades-0-line": "Palme d’Or", "accolades-0-order": "0"}
    save(staff, cranes, 10, **{"quotes-0-DELETE": "on", "materials-0-lender": "Somebody", **new})
    before = next(change for change in told(staff, cranes) if change.stamp == before.stamp)
    put_back(staff, cranes, before)
    again = PullQuote.objects.get()
    assert (again.text, again.critic) == (quote.text, "A. Critic")
    assert cranes.materials.get().lender == ""
    assert not cranes.accolades.exists()
    assert cranes.credits.count() == 1


def drawn(colour: str) -> ContentFile:
    out = BytesIO()
    Image.new("RGB", (640, 400), colour).save(out, "JPEG")
    return ContentFile(out.getvalue(), name=f"{colour}.jpg")


def test_a_picture_goes_back_with_its_words(staff: Client, cranes: Film) -> None:
    still = Still.objects.create(film=cranes, image=drawn("red"), alt="Red", focal_x=50, focal_y=50)
    path, before = still.image.name, told(staff, cranes)[0]
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        still.image, still.alt = drawn("blue"), "Blue"
        still.save()
    put_back(staff, cranes, before)
    still.refresh_from_db()
    assert (still.image.name, still.alt) == (path, "Red")
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        still.delete()
    put_back(staff, cranes, before, days=3)
    assert Still.objects.get().image.name == path


def test_what_may_not_stand_today_is_refused(staff: Client) -> None:
    booked = run(film("Detour"), ScreenFactory())
    stored = show(booked, FRIDAY, "19:30")
    save(staff, stored, 10, wall="15:00")
    show(run(film("Gun Crazy"), booked.screen), FRIDAY, "19:30")
    said = put_back(staff, stored, told(staff, stored)[-1])
    assert "gun crazy" in said.lower()
    stored.refresh_from_db()
    assert stored.starts_at.hour == 20


def test_a_published_show_goes_back_in_the_working_schedule_only(staff: Client) -> None:
    booked = run(film("Detour"), ScreenFactory())
    stored = show(booked, FRIDAY, "19:30")
    save(staff, stored, 0, note="Bring a coat")
    go_public(at=NOON)
    put_back(staff, stored, told(staff, stored)[-1])
    stored.refresh_from_db()
    assert (stored.note, stored.version) == ("", 2)
    assert stored.published.get().facts["note"] == "Bring a coat"
    assert len(differences(first=None, last=None)) == 1


def test_an_address_that_was_published_does_not_go_back(staff: Client, cranes: Film) -> None:
    save(staff, cranes, 0, slug="cranes", note="Better.")
    show(run(cranes, ScreenFactory()), FRIDAY, "19:30")
    go_public(at=NOON)
    put_back(staff, cranes, told(staff, cranes)[-1])
    cranes.refresh_from_db()
    assert (cranes.slug, cranes.note) == ("cranes", "As it was.")


@pytest.mark.parametrize("wrong", [{"seen": "2026-11-20T00:00:00+00:00"}, {"to": "then"}, {"to": ""}], ids=str)
def test_a_history_looked_at_too_long_ago(staff: Client, cranes: Film, wrong: dict[str, str]) -> None:
    save(staff, cranes, 0, note="Better.")
    assert "Look again" in put_back(staff, cranes, told(staff, cranes)[-1], **wrong)
    cranes.refresh_from_db()
    assert cranes.note == "Better."


def test_a_run_with_its_holdovers_goes_back(staff: Client) -> None:
    booked = run(film("Detour"), ScreenFactory())
    held = {"holdovers-TOTAL_FORMS": "1", "holdovers-0-first_on": "2026-11-27", "holdovers-0-last_on": "2026-12-03"}
    save(staff, booked, 0, note="Held", **held, **{"holdovers-0-decided_on": "2026-11-23"})
    assert Run.objects.get().holdovers.count() == 1
    put_back(staff, booked, told(staff, booked)[-1])
    booked.refresh_from_db()
    assert (booked.note, booked.holdovers.count(), booked.version) == ("", 0, 2)
