"""The frame of the panel: what every page keeps to, the way in, the first page, the addresses that are settled."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programming.admin.places import places
from programming.models import Film, Programme, Screen, Series
from tests.factories import (
    FRIDAY,
    NOON,
    ScreenFactory,
    VenueFactory,
    film,
    go_public,
    hold,
    programme,
    programmer,
    run,
    series,
    show,
    shows,
)

pytestmark = pytest.mark.django_db

INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+=\"|javascript:")


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(programmer())
    return client


@pytest.fixture
def screen() -> Screen:
    return ScreenFactory(name="Screen 1")


PAGES = [
    "/staff/",
    "/staff/publish/",
    "/staff/runs/1/showtimes/",
    "/staff/password_change/",
    "/staff/programming/",
    "/staff/programming/film/",
    "/staff/programming/film/add/",
    "/staff/programming/film/1/change/",
    "/staff/programming/film/1/delete/",
    "/staff/programming/film/1/history/",
    "/staff/programming/film/?q=nothing",
    "/staff/programming/film/add/?_popup=1",
    "/staff/programming/run/",
    "/staff/programming/screening/",
    "/staff/programming/publication/",
    "/staff/programming/publication/1/change/",
    "/staff/auth/user/1/password/",
]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_script_or_style_within(staff: Client, screen: Screen, path: str) -> None:
    """The policy of the site forbids them, so whatever stood there would not work."""
    booked = run(film("The Third Man"), screen)
    show(booked, FRIDAY, "19:30")
    publication = go_public()
    exact = {
        "/runs/1/": f"/runs/{booked.pk}/",
        "/film/1/": f"/film/{Film.objects.get().pk}/",
        "/publication/1/": f"/publication/{publication.pk}/",
        "/user/1/": f"/user/{User.objects.get().pk}/",
    }
    for written, there in exact.items():
        path = path.replace(written, there)
    answer = staff.get(path)
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    page = answer.content.decode()
    assert INLINE.findall(page) == []
    assert "css/staff.css" in page
    assert page.count("<h1") == 1 or "_popup" in path


def test_the_way_in(client: Client) -> None:
    VenueFactory()
    programmer()
    page = client.get("/staff/", follow=True)
    assert page.redirect_chain == [("/staff/login/?next=/staff/", 302)]
    assert "The Lantern" in page.content.decode()
    refused = client.post("/staff/login/", {"username": "alice", "password": "wrong"})
    assert 'role="alert"' in refused.content.decode()
    told = {"username": "alice", "password": "not a secret", "next": "/staff/publish/"}
    assert client.post("/staff/login/", told).headers["Location"] == "/staff/publish/"


def test_the_frame_names_the_house_and_its_places(staff: Client) -> None:
    assert "Held Over" in staff.get("/staff/").content.decode()
    VenueFactory(name="The Lamp & Wick")
    page = staff.get("/staff/programming/film/").content.decode()
    assert "The Lamp &amp; Wick" in page
    assert 'href="/staff/programming/film/" aria-current="page"' in page
    assert 'href="/staff/publish/"' in page


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/staff/", [("The desk", "page")]),
        ("/staff/board/", [("Board", "page")]),
        ("/staff/board/2026-11-20/", [("Board", "true")]),
        ("/staff/programming/film/add/", [("Films", "true")]),
        ("/staff/runs/1/showtimes/", [("Runs", "true")]),
        ("/staff/publications/", []),
    ],
)
def test_the_place_one_is_at_is_marked(rf: RequestFactory, address: str, marked: list[tuple[str, str]]) -> None:
    request = rf.get(address)
    request.user = programmer()
    assert [(place.text, place.current) for place in places(request) if place.current] == marked


def test_a_person_sees_only_the_places_they_may_go(client: Client) -> None:
    VenueFactory()
    editor = User.objects.create_user("bob", password="not a secret", is_staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="view_film"))
    client.force_login(editor)
    page = client.get("/staff/").content.decode()
    assert "/staff/programming/film/" in page
    assert "/staff/programming/run/" not in page
    assert "/staff/publish/" not in page


# --- The first page -------------------------------------------------------------------------------


def first_page(staff: Client, at: datetime = NOON) -> str:
    with time_machine.travel(at, tick=False):
        return staff.get("/staff/").content.decode()


def test_without_a_house_it_says_where_to_begin(staff: Client) -> None:
    page = first_page(staff)
    assert "No house has been set up yet" in page
    assert "/staff/programming/venue/add/" in page


def test_runs_of_this_week_and_the_next(staff: Client, screen: Screen) -> None:
    shows(run(film("The Third Man"), screen), "19:30")
    run(film("Detour"), screen, first=FRIDAY + timedelta(days=7))
    run(film("Gone By"), screen, first=FRIDAY - timedelta(days=7))
    hold(run(film("Held On"), screen, first=FRIDAY - timedelta(days=14)), FRIDAY + timedelta(days=6))
    this, following = first_page(staff).split("Next week")
    assert "The Third Man" in this
    assert "7 shows" in this
    assert "Held On" in this
    assert "Detour" not in this
    assert "Gone By" not in this + following
    assert "Detour" in following
    assert "No shows yet" in following


def test_how_much_waits_to_be_published(staff: Client, screen: Screen) -> None:
    booked = run(film("The Third Man"), screen)
    shows(booked, "19:30")
    assert "Publish 9 changes" in first_page(staff)
    go_public()
    page = first_page(staff)
    assert "The public sees every show from today on as it stands." in page
    assert "Publish…" in page


def test_a_change_under_an_embargo_is_no_broken_page(staff: Client, screen: Screen) -> None:
    booked = run(film("The Third Man"), screen)
    stored = show(booked, FRIDAY, "19:30")
    go_public(at=NOON - timedelta(hours=2), live_from=NOON + timedelta(days=1))
    stored.note = "Changed since"
    stored.save()
    assert "No. 1 waits until Saturday, November\u00a021, 12:00\u00a0pm." in first_page(staff)


def test_the_first_page_costs_the_same_for_any_number_of_runs(staff: Client, screen: Screen) -> None:
    counts = []
    for number in range(1, 13):
        booked = run(film(f"Film {number}", director=f"Director {number}"), screen)
        show(booked, FRIDAY + timedelta(days=number % 7), "19:30" if number < 7 else "15:00")
        if number in (1, 3, 12):
            with CaptureQueriesContext(connection) as queries:
                first_page(staff)
            counts.append(len(queries))
    assert counts == [counts[0]] * 3


# --- Addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [Film, Programme, Series], ids=lambda model: model._meta.label)
def test_an_address_that_was_published_stays(
    staff: Client, screen: Screen, model: type[Film] | type[Programme] | type[Series]
) -> None:
    shown = programme(film("The Third Man"))
    row = {Film: shown.items.get().film, Programme: shown, Series: series("Vienna", shown)}[model]
    address = reverse(f"staff:programming_{model._meta.model_name}_change", args=[row.pk])
    assert 'name="slug"' in staff.get(address).content.decode()
    show(run(shown, screen), FRIDAY, "19:30")
    go_public(at=datetime(2026, 11, 1, tzinfo=UTC))
    page = staff.get(address).content.decode()
    assert 'name="slug"' not in page
    assert row.slug in page
