"""The public record for staff: publications, versions of a show, the ways back, another moment."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programming.models import Publication, PublishedScreening, Run, Screening
from tests.factories import NOON, ScreenFactory, VenueFactory, film, go_public, run, shows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
BEFORE = NOON - timedelta(days=3)
LIST = "/staff/publications/"


@pytest.fixture
def third_man() -> Run:
    booked = run(film("The Third Man"), ScreenFactory(name="Screen 1"))
    shows(booked, "19:30", days=2)
    return booked


def body(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_empty(staff: Client) -> None:
    VenueFactory()
    assert "Nothing has been published yet." in body(staff.get(LIST))


def test_publications_are_listed_newest_first(staff: Client, third_man: Run) -> None:
    go_public(BEFORE, note="The season")
    Screening.objects.update(note="Bring a coat")
    go_public(BEFORE + timedelta(hours=1), live_from=NOON + timedelta(hours=1))
    page = body(staff.get(LIST))
    assert page.index("No. 2") < page.index("No. 1")
    assert "Live from Friday, November\u00a020, 1:00\u00a0pm" in page
    assert "The season" in page


@pytest.mark.parametrize("before", ["", "2", "x", "-1", "9" * 30, "²"])
def test_any_place_to_start_from_is_answered(staff: Client, third_man: Run, before: str) -> None:
    go_public(BEFORE)
    assert staff.get(LIST, {"before": before}).status_code == 200


def test_what_one_changed_is_told(staff: Client, third_man: Run) -> None:
    go_public(BEFORE)
    Screening.objects.update(note="Bring a coat")
    go_public(NOON)
    assert "The Third Man" in body(staff.get(f"{LIST}1/"))
    assert body(staff.get(f"{LIST}2/")).count("Bring a coat") == 2
    assert staff.get(f"{LIST}3/").status_code == 404


def test_queries_do_not_grow(staff: Client) -> None:
    counts = []
    for step in range(3):
        booked = run(film(f"Film of {step}"), ScreenFactory())
        shows(booked, "19:30", days=1 + 3 * step)
        made = go_public(BEFORE + timedelta(hours=step))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            staff.get(f"{LIST}{made.number}/")
            staff.get(LIST)
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_rolled_back_from_its_page(staff: Client, third_man: Run) -> None:
    go_public(BEFORE)
    Screening.objects.update(note="Wrong")
    go_public(NOON - timedelta(hours=1))
    page = body(staff.post(f"{LIST}2/", {"deed": "roll-back"}, follow=True))
    assert "Rolled back by No. 3." in page
    assert "Nothing of it stands any more." in page
    assert {version.facts["note"] for version in PublishedScreening.objects.live(NOON)} == {""}
    assert "nothing to roll back" in body(staff.post(f"{LIST}2/", {"deed": "roll-back"}))


@pytest.mark.parametrize(
    ("told", "is_live", "said"),
    [
        ({"deed": "now"}, True, "is public now"),
        ({"deed": "back"}, False, "is taken back"),
        ({"deed": "hour", "live_from": "2026-11-22T10:00"}, False, "has another hour"),
        ({"deed": "hour", "live_from": "2026-11-19T10:00"}, False, "This hour is past."),
        ({"deed": "hour", "live_from": ""}, False, "This field is required."),
        ({"deed": "roll-back"}, False, "take it back instead"),
        ({"deed": "dance"}, False, "Nobody sees it before"),
    ],
)
def test_one_that_waits(staff: Client, third_man: Run, told: dict[str, str], is_live: bool, said: str) -> None:
    go_public(BEFORE, live_from=NOON + timedelta(days=1))
    assert said in body(staff.post(f"{LIST}1/", told, follow=True))
    assert PublishedScreening.objects.live(NOON).exists() is is_live


def test_one_show_to_an_earlier_version(staff: Client, third_man: Run) -> None:
    go_public(BEFORE)
    Screening.objects.update(note="Wrong")
    go_public(NOON - timedelta(hours=1))
    one = Screening.objects.first()
    address = f"/staff/screenings/{one.pk}/versions/"
    first = one.published.get(sequence=0)
    assert "Stands now." in body(staff.get(address))
    assert "Published again as No. 3." in body(staff.post(address, {"version": first.pk}, follow=True))
    assert PublishedScreening.objects.live(NOON).get(screening=one).facts["note"] == ""
    other = PublishedScreening.objects.exclude(screening=one).first()
    for wrong in (other.pk, "x", "", "9" * 40):
        assert staff.post(address, {"version": wrong}).status_code == 404


def test_looking_is_for_all_staff_and_changing_for_who_may_publish(client: Client, third_man: Run) -> None:
    go_public(BEFORE)
    one = Screening.objects.first()
    pages = (
        LIST,
        f"{LIST}1/",
        f"/staff/screenings/{one.pk}/versions/",
        "/staff/as-of/",
        "/staff/as-of/2026-11-20T1700Z/",
    )
    assert {client.get(page).status_code for page in pages} == {302}
    reader = User.objects.create_user("bob", is_staff=True)
    client.force_login(reader)
    assert {client.get(page).status_code for page in pages} == {403}
    reader.user_permissions.add(Permission.objects.get(codename="view_publication"))
    assert {client.get(page).status_code for page in pages} == {200}
    assert client.post(f"{LIST}1/", {"deed": "roll-back"}).status_code == 403
    assert client.post(pages[2], {"version": one.published.get().pk}).status_code == 403
    assert Publication.objects.count() == 1


def test_another_moment_is_chosen_on_the_houses_clock(staff: Client, third_man: Run) -> None:
    answer = staff.post("/staff/as-of/", {"moment": "2026-11-21T10:00"})
    assert answer.headers["Location"] == "/staff/as-of/2026-11-21T1500Z/"
    assert "Enter a valid date/time." in body(staff.post("/staff/as-of/", {"moment": "soon"}))


def test_the_site_as_it_was_and_will_be(staff: Client, third_man: Run) -> None:
    go_public(BEFORE)
    Screening.objects.update(note="Bring a coat")
    go_public(NOON, live_from=NOON + timedelta(days=1))
    for stamp, expected in (("2026-11-19T1700Z", False), ("2026-11-20T1700Z", False), ("2026-11-21T1700Z", True)):
        page = staff.get(f"/staff/as-of/{stamp}/on/2026-11-21/")
        assert ("Bring a coat" in body(page)) is expected
        assert "For staff: the public site as of" in body(page)
        assert "no-store" in page.headers["Cache-Control"]
        assert "public" not in page.headers["Cache-Control"]
        assert f'href="/staff/as-of/{stamp}/films/the-third-man/"' in body(page)
        assert '<link rel="canonical" href="https://lantern.example/on/2026-11-21/">' in body(page)
    assert staff.get("/staff/as-of/2026-11-16T1700Z/films/the-third-man/").status_code == 404
    assert "For staff" not in body(staff.get("/on/2026-11-21/"))
    assert 'href="/films/the-third-man/"' in body(staff.get("/on/2026-11-21/"))


@pytest.mark.parametrize(
    "path",
    [
        "yesterday/",
        "2026-13-01T1700Z/",
        "0001-01-01T1200Z/",
        "9999-12-31T1200Z/",
        "2026-11-20T1700Z/staff/publish/",
        "2026-11-20T1700Z/nowhere/",
        "2026-11-20T1700Z/media/x.png",
    ],
)
def test_no_other_moment_there(staff: Client, third_man: Run, path: str) -> None:
    assert staff.get(f"/staff/as-of/{path}").status_code == 404
