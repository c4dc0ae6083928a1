"""Two people with one record open: nobody saves over the other unawares, and nothing that was typed is lost."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier
from typing import Any

import pytest
from django.contrib.admin.utils import quote
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connections
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from PIL import Image

from programming.admin.lock import Locked
from programming.admin.publication import ReadOnly
from programming.admin.site import house_site
from programming.models import Credit, Film, Material, Notice, PullQuote, Run, Screening, Still
from tests.factories import FRIDAY, ScreenFactory, film, hold, programmer, run, show
from tests.pages import filled_in

pytestmark = pytest.mark.django_db


def address(row: Model, page: str = "change") -> str:
    return reverse(f"staff:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[quote(row.pk)])


def logged_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.filter(username=name).first() or programmer(name))
    return client


@pytest.fixture
def bob() -> Client:
    return logged_in("bob")


@pytest.fixture
def carla() -> Client:
    return logged_in("carla")


@pytest.fixture
def cranes() -> Film:
    made = film("The Cranes Are Flying", director="Mikhail Kalatozov", note="As it was.", strapline="As it was.")
    PullQuote.objects.create(film=made, text="A film of great beauty", critic="A. Critic")
    return made


def test_every_record_s_page_is_locked() -> None:
    """But for what nobody edits."""
    unlocked = {panel for panel in house_site._registry.values() if not isinstance(panel, Locked)}
    assert all(isinstance(panel, ReadOnly) for panel in unlocked)


def test_a_page_that_nobody_else_touched_is_saved(bob: Client) -> None:
    """Of every kind of record, with rows of every kind beside it: what a page carries is what is stored."""
    call_command("load_seeds", verbosity=0)
    Group.objects.create(name="Ushers")
    for model, panel in house_site._registry.items():
        row = model._default_manager.first()
        if isinstance(panel, Locked) and row is not None:
            answer = bob.post(address(row), filled_in(bob.get(address(row))))
            assert "late" not in (answer.context or {}), model
            assert answer.status_code == 302, (model, answer.context["errors"])


def test_the_second_is_told_who_changed_what_and_nothing_is_lost(bob: Client, carla: Client, cranes: Film) -> None:
    page = carla.get(address(cranes))
    assert bob.post(address(cranes), filled_in(bob.get(address(cranes)), note="Bob’s.")).status_code == 302
    answer = carla.post(address(cranes), filled_in(page, note="Carla’s."))
    said = answer.content.decode()
    assert answer.context["late"].message == (
        "bob changed this while you had it open. Nothing of yours has been saved yet."
    )
    assert [(line.label, line.theirs, line.yours, line.who) for line in answer.context["late"].stale.lines] == [
        ("Note", "Bob’s.", "Carla’s.", "both")
    ]
    assert "Save mine over it" in said
    assert "Take theirs" in said
    assert filled_in(answer)["note"] == "Carla’s."
    cranes.refresh_from_db()
    assert cranes.note == "Bob’s."
    assert carla.post(address(cranes), filled_in(answer)).status_code == 302
    cranes.refresh_from_db()
    assert cranes.note == "Carla’s."
    assert [state.note for state in Film.history.filter(id=cranes.pk)] == ["Carla’s.", "Bob’s.", "As it was."]


def test_what_only_they_changed_stays_theirs(bob: Client, carla: Client, cranes: Film) -> None:
    page = carla.get(address(cranes))
    bob.post(address(cranes), filled_in(bob.get(address(cranes)), strapline="Bob’s."))
    answer = carla.post(address(cranes), filled_in(page, note="Carla’s."))
    lines = {line.label: line.who for line in answer.context["late"].stale.lines}
    assert lines == {"Strapline": "they", "Note": "you"}
    assert carla.post(address(cranes), filled_in(answer)).status_code == 302
    cranes.refresh_from_db()
    assert (cranes.note, cranes.strapline) == ("Carla’s.", "Bob’s.")


def test_a_third_who_comes_between_is_told_of_too(bob: Client, carla: Client, cranes: Film) -> None:
    page = carla.get(address(cranes))
    bob.post(address(cranes), filled_in(bob.get(address(cranes)), note="Bob’s."))
    answer = carla.post(address(cranes), filled_in(page, note="Carla’s."))
    bob.post(address(cranes), filled_in(bob.get(address(cranes)), note="Bob’s again."))
    again = carla.post(address(cranes), filled_in(answer))
    assert again.status_code == 200
    assert [line.theirs for line in again.context["late"].stale.lines] == ["Bob’s again."]


def test_a_mistake_in_between_does_not_unlock(bob: Client, carla: Client, cranes: Film) -> None:
    wrong = carla.post(address(cranes), filled_in(carla.get(address(cranes)), year="last year"))
    assert "late" not in wrong.context
    bob.post(address(cranes), filled_in(bob.get(address(cranes)), note="Bob’s."))
    assert "late" in carla.post(address(cranes), filled_in(wrong, year="1957")).context


# --- Rows beside the record -----------------------------------------------------------------------


def test_rows_beside_it_are_locked_too(bob: Client, carla: Client, cranes: Film) -> None:
    page = carla.get(address(cranes))
    bob.post(address(cranes), filled_in(bob.get(address(cranes)), **{"quotes-0-critic": "B. Critic"}))
    answer = carla.post(address(cranes), filled_in(page, note="Carla’s."))
    line = next(line for line in answer.context["late"].stale.lines if line.who == "they")
    assert (line.row, line.label, line.theirs) == (
        "Pull-quote “B. Critic: A film of great beauty”",
        "Critic",
        "B. Critic",
    )
    assert carla.post(address(cranes), filled_in(answer)).status_code == 302
    assert PullQuote.objects.get().critic == "B. Critic"


def test_a_row_changed_on_a_page_of_its_own(bob: Client, carla: Client, cranes: Film) -> None:
    page = carla.get(address(cranes))
    own = cranes.materials.get()
    bob.post(address(own), filled_in(bob.get(address(own)), lender="Bob’s archive"))
    answer = carla.post(address(cranes), filled_in(page, **{"materials-0-lender": "Carla’s archive"}))
    assert [(line.theirs, line.yours) for line in answer.context["late"].stale.lines] == [
        ("Bob’s archive", "Carla’s archive")
    ]
    assert answer.context["late"].by[0][0] == "bob"


def test_a_row_that_they_added(bob: Client, carla: Client, cranes: Film) -> None:
    page = carla.get(address(cranes))
    theirs = {"accolades-0-line": "Palme d’Or", "accolades-TOTAL_FORMS": "1", "accolades-0-order": "0"}
    assert bob.post(address(cranes), filled_in(bob.get(address(cranes)), **theirs)).status_code == 302
    mine = {"accolades-0-line": "Best film", "accolades-TOTAL_FORMS": "1", "accolades-0-order": "0"}
    answer = carla.post(address(cranes), filled_in(page, **mine))
    assert answer.context["late"].stale.added == ("Accolade “Palme d’Or”",)
    assert carla.post(address(cranes), filled_in(answer)).status_code == 302
    assert {row.line for row in cranes.accolades.all()} == {"Palme d’Or", "Best film"}


@pytest.mark.parametrize(
    ("typed", "left"), [({}, 0), ({"quotes-0-critic": "Carla’s critic"}, 1)], ids=["as was", "typed"]
)
def test_a_row_that_they_removed(bob: Client, carla: Client, cranes: Film, typed: dict[str, str], left: int) -> None:
    """It comes back, as a new one, only where somebody typed into it."""
    page = carla.get(address(cranes))
    bob.post(address(cranes), filled_in(bob.get(address(cranes)), **{"quotes-0-DELETE": "on"}))
    assert not PullQuote.objects.exists()
    answer = carla.post(address(cranes), filled_in(page, note="Carla’s.", **typed))
    assert len(answer.context["late"].stale.gone) == 1
    assert carla.post(address(cranes), filled_in(answer)).status_code == 302
    assert PullQuote.objects.count() == left


def test_a_picture_has_to_be_chosen_again(bob: Client, carla: Client, cranes: Film) -> None:
    drawn = BytesIO()
    Image.new("RGB", (640, 400)).save(drawn, "JPEG")
    page = carla.get(address(cranes))
    bob.post(address(cranes), filled_in(bob.get(address(cranes)), note="Bob’s."))
    still = {"stills-0-image": SimpleUploadedFile("stair.jpg", drawn.getvalue()), "stills-0-alt": "A stair"}
    place = {"stills-TOTAL_FORMS": "1", "stills-0-focal_x": "50", "stills-0-focal_y": "50", "stills-0-order": "0"}
    answer = carla.post(address(cranes), filled_in(page, **still, **place))
    assert answer.context["late"].stale.has_picture
    assert filled_in(answer)["stills-0-alt"] == "A stair"
    assert not Still.objects.exists()


# --- What is no conflict --------------------------------------------------------------------------


def test_what_the_page_does_not_show_is_no_conflict(bob: Client) -> None:
    stored = show(run(film("Detour"), ScreenFactory()), FRIDAY, "19:30")
    page = bob.get(address(stored))
    Screening.objects.update(version=7)
    assert bob.post(address(stored), filled_in(page, note="Bob’s.")).status_code == 302


def test_a_change_that_nobody_signed_is_seen_all_the_same(bob: Client, cranes: Film) -> None:
    page = bob.get(address(cranes))
    Film.objects.update(note="Changed by a script.")
    answer = bob.post(address(cranes), filled_in(page, note="Bob’s."))
    assert answer.context["late"].message.startswith("Somebody else changed this")


@pytest.mark.parametrize("told", ["", "{}", "[]", "null", '["2026-11-20", 7]', '["x", {"": 3}]', "[" * 100_000])
def test_what_somebody_tampered_with_counts_as_old(bob: Client, cranes: Film, told: str) -> None:
    answer = bob.post(address(cranes), filled_in(bob.get(address(cranes)), note="Bob’s.", opened=told))
    assert "late" in answer.context


@pytest.mark.parametrize("model", [Run, Screening], ids=lambda model: model._meta.label)
def test_a_save_raises_the_version_that_other_pages_look_at(bob: Client, model: type[Run] | type[Screening]) -> None:
    booked = run(film("Detour"), ScreenFactory())
    hold(booked, FRIDAY.replace(day=29))
    show(booked, FRIDAY, "19:30")
    row = model.objects.get()
    bob.post(address(row), filled_in(bob.get(address(row)), note="Bob’s."))
    row.refresh_from_db()
    assert (row.note, row.version) == ("Bob’s.", 1)


# --- At once --------------------------------------------------------------------------------------


def at_once(deeds: list[Callable[[], Any]]) -> list[Any]:
    barrier = Barrier(len(deeds))

    def do(deed: Callable[[], Any]) -> Any:
        try:
            barrier.wait()
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_of_many_who_save_at_once_one_does(attempt: int) -> None:
    made = film("The Cranes Are Flying", director="Mikhail Kalatozov")
    people = [logged_in(name) for name in ("bob", "carla", "dora", "emil")]
    pages = [filled_in(person.get(address(made)), note=f"Note {number}") for number, person in enumerate(people)]
    told = list(zip(people, pages, strict=True))
    answers = at_once([lambda who=who, page=page: who.post(address(made), page) for who, page in told])
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 302]
    winner = next(number for number, answer in enumerate(answers) if answer.status_code == 302)
    assert Film.objects.get().note == f"Note {winner}"
    for answer in answers:
        if answer.status_code == 200:
            assert [line.theirs for line in answer.context["late"].stale.lines] == [f"Note {winner}"]


@pytest.mark.django_db(transaction=True)
def test_a_row_s_own_page_and_its_record_s_at_once() -> None:
    made = film("The Cranes Are Flying")
    own = Material.objects.get()
    bob, carla = logged_in("bob"), logged_in("carla")
    pages = [
        (bob, address(made), filled_in(bob.get(address(made)), **{"materials-0-lender": "Bob’s archive"})),
        (carla, address(own), filled_in(carla.get(address(own)), lender="Carla’s archive")),
    ]
    answers = at_once([lambda who=who, to=to, page=page: who.post(to, page) for who, to, page in pages])
    assert sorted(answer.status_code for answer in answers) == [200, 302]


def test_a_page_carries_nothing_that_is_written_in_it(bob: Client, cranes: Film) -> None:
    """Digests only: what is in a field is not said twice."""
    _at, told = json.loads(filled_in(bob.get(address(cranes)))["opened"])
    assert "note" in told[""]
    assert "As it was." not in json.dumps(told)
    assert f"credits-{Credit.objects.get().pk}" in told


def test_a_notice_without_rows_beside_it(bob: Client, carla: Client) -> None:
    made = Notice.objects.create(heading="Closed", text="On Monday.", starts_on=FRIDAY, ends_on=FRIDAY)
    page = carla.get(address(made))
    bob.post(address(made), filled_in(bob.get(address(made)), ends_on="2026-11-22"))
    answer = carla.post(address(made), filled_in(page, text="On Tuesday."))
    lines = {line.label: (line.theirs, line.who) for line in answer.context["late"].stale.lines}
    assert lines["Through"] == ("Sunday, November\u00a022, 2026", "they")
    assert lines["Text"] == ("On Monday.", "you")
