"""The page that copies and shifts days."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programming.models import Deed, Screening
from tests.factories import FRIDAY, ScreenFactory, VenueFactory, film, run, shows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
PAGE = "/staff/copy-and-shift/"
DAYS = {"first": FRIDAY, "last": FRIDAY + timedelta(days=6)}
COPY = {"deed": "copy", "to": FRIDAY + timedelta(days=7)} | DAYS
SHIFT = {"deed": "shift", "minutes": 15} | DAYS


@pytest.fixture
def week() -> None:
    shows(run(film("Cranes"), ScreenFactory(), days=14), "17:00", "19:30", days=7)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_it_opens_on_this_week_and_the_next(staff: Client) -> None:
    VenueFactory()
    page = text(staff.get(PAGE))
    assert 'value="2026-11-20"' in page
    assert 'value="2026-11-27"' in page


@pytest.mark.parametrize(("asked", "words"), [(COPY, "Make 14 shows"), (SHIFT, "Move 14 shows")])
def test_looked_at_then_done_then_undone(staff: Client, week: None, asked: dict[str, Any], words: str) -> None:
    before = list(Screening.objects.order_by("pk").values_list("pk", "starts_at"))
    looked = staff.post(PAGE, asked)
    assert words in text(looked)
    assert list(Screening.objects.order_by("pk").values_list("pk", "starts_at")) == before
    done = staff.post(PAGE, asked | {"save": looked.context["plan"].fingerprint}, follow=True)
    assert "Done:" in text(done)
    assert list(Screening.objects.order_by("pk").values_list("pk", "starts_at")) != before
    undone = staff.post(PAGE, {"undo": Deed.objects.get().pk}, follow=True)
    assert "Undone:" in text(undone)
    assert list(Screening.objects.order_by("pk").values_list("pk", "starts_at")) == before


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (COPY | {"to": FRIDAY}, "before or after the ones you copy"),
        (COPY | {"to": ""}, "This field is required."),
        (COPY | {"last": FRIDAY - timedelta(days=1)}, "comes before the first"),
        (COPY | {"last": FRIDAY + timedelta(days=90)}, "A month at most"),
        (COPY | {"screen": "77"}, "Select a valid choice."),
        (SHIFT | {"minutes": "0"}, "By how much?"),
        (SHIFT | {"minutes": "x"}, "Enter a whole number."),
        (SHIFT | {"minutes": "9999"}, "less than or equal to 720"),
        (COPY | {"save": "another plan"}, "Look again, then save."),
        ({"deed": "dance"}, "Copy and shift"),
    ],
)
def test_what_cannot_be_is_explained(staff: Client, week: None, asked: dict[str, Any], why: str) -> None:
    assert why in text(staff.post(PAGE, asked))
    assert (Screening.objects.count(), Deed.objects.count()) == (14, 0)


@pytest.mark.parametrize("wrong", ["", "x", "12345", "9" * 40])
def test_no_deed_to_undo(staff: Client, week: None, wrong: str) -> None:
    assert staff.post(PAGE, {"undo": wrong}).status_code == 404


def test_who_may(client: Client, week: None) -> None:
    assert client.get(PAGE).headers["Location"].startswith("/staff/login/")
    client.force_login(User.objects.create_user("bob", is_staff=True))
    assert [client.get(PAGE).status_code, client.post(PAGE, COPY).status_code] == [403, 403]


@pytest.mark.parametrize("asked", [COPY, SHIFT])
def test_queries_do_not_grow(staff: Client, asked: dict[str, Any]) -> None:
    counts = []
    for size in (1, 3, 30):
        for step in range(size):
            shows(run(film(f"Film {step} of {size}"), ScreenFactory(), days=14), "17:00", days=7)
        with CaptureQueriesContext(connection) as queries:
            assert staff.post(PAGE, asked).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1
