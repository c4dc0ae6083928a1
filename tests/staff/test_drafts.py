"""The pages of drafts: made, arranged by typing, compared, swapped in, thrown away."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programming.actions.drafts import make_draft
from programming.models import Draft, Screening
from tests.factories import FRIDAY, NOON, ScreenFactory, VenueFactory, film, programme, run, shows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
LIST = "/staff/drafts/"


@pytest.fixture
def made() -> Draft:
    shows(run(film("Cranes"), ScreenFactory(name="Screen 1")), "17:00", "19:30")
    return make_draft(name="If the print is late", first=FRIDAY, by=None, at=NOON)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def line_of(staff: Client, draft: Draft) -> Any:
    return staff.get(f"{LIST}{draft.pk}/").context["lines"][0]


def typed(staff: Client, draft: Draft, line: str, **more: str) -> dict[str, str]:
    """What the form of the first line sends."""
    (told, form) = line_of(staff, draft)
    sent = {
        f"{told.key}-{name}": str("" if form.initial[name] is None else form.initial[name])
        for name in ("run", "programme", "screen", "version")
    }
    return sent | {f"{told.key}-text": line, "deed": told.key} | more


def test_no_draft_yet(staff: Client) -> None:
    VenueFactory()
    assert "There is no draft." in text(staff.get(LIST))


def test_a_week_is_copied(staff: Client, made: Draft) -> None:
    answer = staff.post(LIST, {"day": "2026-11-24", "name": "If it rains"}, follow=True)
    assert "If it rains" in text(answer)
    assert Draft.objects.get(name="If it rains").first_on == FRIDAY
    assert "already" in text(staff.post(LIST, {"day": "2026-11-20", "name": "If it rains"}))
    assert "required" in text(staff.post(LIST, {"day": "2026-11-20", "name": ""}))


def test_arranged_by_typing_compared_and_swapped_in(staff: Client, made: Draft) -> None:
    page = f"{LIST}{made.pk}/"
    assert line_of(staff, made)[0].text == "Daily 5:00, 7:30"
    answer = staff.post(page, typed(staff, made, "Daily except Tue 5:00, 7:45; Tue 5:00 only"), follow=True)
    assert [one.kind for one in answer.context["differences"]].count("moved") == 6
    assert [one.kind for one in answer.context["differences"]].count("gone") == 1
    assert "7:45" in text(answer)
    seen = answer.context["found"].fingerprint
    assert "The draft is the schedule now." in text(staff.post(page, {"deed": "swap-in", "seen": seen}, follow=True))
    assert Screening.objects.on().count() == 13


def test_a_wrong_line_is_explained_and_kept(staff: Client, made: Draft) -> None:
    answer = text(staff.post(f"{LIST}{made.pk}/", typed(staff, made, "Dialy 5:00")))
    assert "Did you mean Daily?" in answer
    assert 'value="Dialy 5:00"' in answer
    assert made.shows.count() == 14


def test_a_programme_is_added(staff: Client, made: Draft) -> None:
    other = programme(film("Detour"))
    screen = Screening.objects.first().screen
    told = {
        "add-programme": other.pk,
        "add-screen": screen.pk,
        "add-text": "Fri 9:45",
        "add-version": "0",
        "deed": "add",
    }
    answer = staff.post(f"{LIST}{made.pk}/", told, follow=True)
    assert [one.title for one in answer.context["differences"]] == ["Detour"]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"deed": "swap-in", "seen": "something else"}, "Look again, then swap it in."),
        ({"deed": "swap-in"}, "Look again, then swap it in."),
        ({"deed": "add", "add-text": "Fri 9:45"}, "This field is required."),
        ({"deed": "dance"}, "If the print is late"),
        ({"deed": "1-2-x"}, "If the print is late"),
    ],
)
def test_what_cannot_be_is_explained(staff: Client, made: Draft, told: dict[str, str], why: str) -> None:
    assert why in text(staff.post(f"{LIST}{made.pk}/", told))
    assert Screening.objects.on().count() == 14


def test_a_stale_line_is_refused(staff: Client, made: Draft) -> None:
    told = typed(staff, made, "Daily 5:00")
    staff.post(f"{LIST}{made.pk}/", typed(staff, made, "Daily 5:15, 7:30"))
    assert "Somebody else arranged this draft" in text(staff.post(f"{LIST}{made.pk}/", told))


def test_thrown_away(staff: Client, made: Draft) -> None:
    assert "thrown away" in text(staff.post(f"{LIST}{made.pk}/", {"deed": "throw-away", "version": "0"}, follow=True))
    assert (Draft.objects.count(), Screening.objects.count()) == (0, 14)
    assert staff.get(f"{LIST}{made.pk}/").status_code == 404


def test_who_may(client: Client, made: Draft) -> None:
    pages = (LIST, f"{LIST}{made.pk}/")
    assert {client.get(page).status_code for page in pages} == {302}
    client.force_login(User.objects.create_user("bob", is_staff=True))
    assert {client.get(page).status_code for page in pages} == {403}


def test_queries_do_not_grow(staff: Client) -> None:
    counts = []
    for size in (1, 3, 30):
        for step in range(size):
            shows(run(film(f"Film {step} of {size}"), ScreenFactory()), "17:00")
        one = make_draft(name=f"Draft {size}", first=FRIDAY, by=None, at=NOON + timedelta(minutes=size))
        with CaptureQueriesContext(connection) as queries:
            staff.get(f"{LIST}{one.pk}/")
        counts.append(len(queries))
    assert len(set(counts)) == 1
