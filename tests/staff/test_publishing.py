"""The page that publishes: what waits is seen first, then it is done."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programming.models import Publication, PublishedScreening, Run, Screening
from tests.factories import FRIDAY, ScreenFactory, VenueFactory, film, go_public, programmer, run, show, shows

pytestmark = pytest.mark.django_db

PAGE = "/staff/publish/"


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(programmer())
    return client


@pytest.fixture
def third_man() -> Run:
    return run(film("The Third Man"), ScreenFactory(name="Screen 1"))


def waiting(answer: Any) -> list[tuple[str, str, str]]:
    return [(show.time, show.title, show.what) for day in answer.context["days"] for show in day.shows]


def test_without_a_house_there_is_nothing_to_publish(staff: Client) -> None:
    for answer in (staff.get(PAGE), staff.post(PAGE)):
        assert answer.status_code == 200
        assert "No house has been set up yet" in answer.content.decode()


def test_nothing_waits(staff: Client) -> None:
    VenueFactory()
    assert "No show waits." in staff.get(PAGE).content.decode()
    assert "Nothing had changed." in staff.post(PAGE, follow=True).content.decode()
    assert not Publication.objects.exists()


def test_what_waits_is_listed_by_day(staff: Client, third_man: Run) -> None:
    stored = shows(third_man, "19:30", days=2)
    go_public()
    show(third_man, FRIDAY, "15:00")
    Screening.objects.filter(pk=stored[1].pk).update(status="cancelled")
    answer = staff.get(PAGE)
    assert waiting(answer) == [("3:00", "The Third Man", "added"), ("7:30", "The Third Man", "cancelled")]
    page = answer.content.decode()
    assert "2 shows differ from what the public sees" in page
    assert "Publish 2 shows" in page


def test_publishing(staff: Client, third_man: Run) -> None:
    shows(third_man, "19:30")
    answer = staff.post(PAGE, {"note": "Second week"}, follow=True)
    made = Publication.objects.get()
    assert (made.note, made.made_by.username) == ("Second week", "alice")
    assert PublishedScreening.objects.live(timezone.now()).count() == 7
    page = answer.content.decode()
    assert "Published as No. 1. The public sees it now." in page
    assert "No show waits." in page


def test_looking_publishes_nothing(staff: Client, third_man: Run) -> None:
    shows(third_man, "19:30")
    staff.get(PAGE)
    assert not Publication.objects.exists()


def test_a_note_too_long_is_refused_and_kept(staff: Client, third_man: Run) -> None:
    shows(third_man, "19:30")
    page = staff.post(PAGE, {"note": "x" * 201}).content.decode()
    assert "at most 200 characters" in page
    assert "x" * 201 in page
    assert not Publication.objects.exists()


def test_a_change_behind_an_embargo_is_explained(staff: Client, third_man: Run) -> None:
    stored = show(third_man, FRIDAY, "19:30")
    at = timezone.now()
    go_public(at=at - timedelta(hours=1), live_from=at + timedelta(days=1))
    Screening.objects.filter(pk=stored.pk).update(note="Changed since")
    for answer in (staff.get(PAGE), staff.post(PAGE)):
        assert answer.status_code == 200
        assert "waits in publication 1" in answer.content.decode()
    assert Publication.objects.count() == 1


def test_who_may(client: Client) -> None:
    assert client.get(PAGE).headers["Location"].startswith("/staff/login/")
    client.force_login(User.objects.create_user("bob", is_staff=True))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403


def test_a_forged_post_is_refused(third_man: Run) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(programmer())
    assert client.post(PAGE, {"note": ""}).status_code == 403


def test_a_publication_is_never_edited(staff: Client, third_man: Run) -> None:
    shows(third_man, "19:30")
    made = go_public()
    change, delete = (reverse(f"staff:programming_publication_{deed}", args=[made.pk]) for deed in ("change", "delete"))
    assert "To look at only." in staff.get(change).content.decode()
    assert [staff.post(change, {"note": "Edited"}).status_code, staff.post(delete).status_code] == [403, 403]
    assert staff.get(reverse("staff:programming_publication_add")).status_code == 403
