"""Today for the house: every hour that the booth and the door need, in the order of the night."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programming.listings.tonight import HouseShow
from programming.models import Material, Programme, Screen, Screening, ScreeningExtra
from tests.factories import FRIDAY, ScreenFactory, film, programme, programmer, show

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 11, 21, 0, 30, tzinfo=UTC)
"""Half past seven that Friday in New York."""
PAGE = "/staff/tonight/"


@pytest.fixture(autouse=True)
def that_evening() -> Iterator[None]:
    with time_machine.travel(EVENING, tick=False):
        yield


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(programmer())
    return client


@pytest.fixture
def screen() -> Screen:
    return ScreenFactory(name="Screen 1", seats=212)


@pytest.fixture
def bill() -> Programme:
    """107 minutes, an interval, 68 minutes; the first from a print."""
    lead = film("Double Indemnity", running_minutes=107)
    Material.objects.filter(film=lead).update(format="35mm", ratio="1.37", sound="optical mono", subtitles="")
    made = programme(lead, film("Detour", running_minutes=68), kind="double_bill")
    made.items.update(order=1)
    made.items.filter(film=lead).update(order=0)
    return made


def show_on(of: Programme, wall: str, where: Screen, **facts: Any) -> Screening:
    return show(of, FRIDAY, wall, where, **facts)


def night(staff: Client, day: date | None = None) -> Any:
    return staff.get(f"{PAGE}{day}/" if day else PAGE).context["night"]


def text(answer: Any) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def hours(one: HouseShow) -> tuple[str, ...]:
    return one.doors, one.starts, one.feature, one.ends, one.clear


def test_the_hours_of_a_show(staff: Client, screen: Screen, bill: Programme) -> None:
    made = show_on(bill, "19:50", screen)
    ScreeningExtra.objects.create(screening=made, kind="introduction", person="Ines Calloway", minutes=10)
    ScreeningExtra.objects.create(screening=made, kind="qa", person="Pella Vance", minutes=20, order=1)
    (one,) = night(staff).shows
    assert hours(one) == ("7:20", "7:50", "8:05", "11:20", "11:35")
    assert [(part.starts, part.title, part.minutes) for part in one.segments] == [
        ("7:50", "Preshow", "5 min."),
        ("7:55", "Introduction, Ines Calloway", "10 min."),
        ("8:05", "Double Indemnity", "107 min."),
        ("9:52", "Detour", "68 min."),
        ("11:00", "Q&A, Pella Vance", "20 min."),
    ]
    assert [part.facts for part in one.segments if part.is_feature] == [
        "35mm, 1.37, optical mono",
        "DCP, subtitles English",
    ]


def test_what_the_door_has_to_know(staff: Client, screen: Screen, bill: Programme) -> None:
    made = show_on(
        bill, "19:50", screen, access=["open-captions"], availability="limited", price="$20", note="No late seating"
    )
    ScreeningExtra.objects.create(screening=made, kind="live_music", note="piano", person="Pella Vance")
    page = text(staff.get(PAGE))
    for said in (
        "Open captions",
        "few seats left",
        "$20",
        "No late seating",
        "212 seats",
        "Live music, piano, Pella Vance",
    ):
        assert said in page, said
    assert "1 show on 1 screen · 212 seats · 1 from a print · doors 7:20, house clear 11:05" in page


def test_the_night_is_in_order_and_its_small_hours_last(staff: Client, screen: Screen, bill: Programme) -> None:
    other = ScreenFactory(name="Screen 2")
    for wall, where in (("00:15", screen), ("14:00", other), ("19:50", screen)):
        show_on(bill, wall, where)
    assert [(one.starts, one.screen) for one in night(staff).shows] == [
        ("2:00", "Screen 2"),
        ("7:50", "Screen 1"),
        ("12:15", "Screen 1"),
    ]
    assert night(staff, FRIDAY + timedelta(days=1)).is_dark


def test_a_tight_gap_is_said_twice(staff: Client, screen: Screen, bill: Programme) -> None:
    show_on(bill, "16:00", screen)  # over at 7:00
    show_on(bill, "19:08", screen)
    found = night(staff)
    assert [(one.doors, one.tight) for one in found.shows] == [("3:30", ""), ("7:08", "tight by 7 minutes")]
    assert [finding.code for finding in found.findings] == ["S02"]
    assert "tight by 7 minutes" in text(staff.get(PAGE))


def test_the_room_of_the_show_before_sets_the_doors(staff: Client, screen: Screen, bill: Programme) -> None:
    show_on(bill, "16:00", screen)
    show_on(bill, "19:30", screen)
    assert [one.doors for one in night(staff).shows] == ["3:30", "7:15"]


def test_what_is_cancelled_is_struck(staff: Client, screen: Screen, bill: Programme) -> None:
    show_on(bill, "19:50", screen, status="cancelled", reason="The print did not come.")
    show_on(bill, "20:00", screen, status="withdrawn")
    answer = staff.get(PAGE)
    (one,) = answer.context["night"].shows
    assert (one.state, answer.context["night"].totals) == ("cancelled", ())
    assert "The print did not come." in text(answer)
    assert "<del>Double Indemnity + Detour</del>" in text(answer)


def test_what_is_over_and_what_is_on(staff: Client, screen: Screen, bill: Programme) -> None:
    for wall in ("12:00", "17:00", "21:00"):
        show_on(bill, wall, screen)
    assert [one.state for one in night(staff).shows] == ["over", "on", ""]


@pytest.mark.parametrize(
    ("day", "ends"),
    [(date(2026, 3, 7), "4:00"), (date(2026, 10, 31), "2:00"), (date(2026, 11, 7), "3:00")],
    ids=["forward", "back", "an ordinary night"],
)
def test_the_night_the_clocks_change(staff: Client, screen: Screen, bill: Programme, day: date, ends: str) -> None:
    show(bill, day, "00:00", screen)
    (one,) = night(staff, day).shows
    assert one.ends == ends


def test_a_dark_day_and_a_house_that_is_not_set_up(staff: Client, screen: Screen) -> None:
    page = text(staff.get(PAGE))
    assert "The house is dark." in page
    assert "No show is on this day." in page
    venue = screen.venue
    screen.delete()
    venue.delete()
    assert "No house has been set up yet" in text(staff.get(PAGE))


@pytest.mark.parametrize(
    ("day", "status"),
    [("2026-11-20", 200), ("2026-11-31", 404), ("0001-01-01", 404), ("9999-12-31", 404), ("tomorrow", 404)],
)
def test_addresses(staff: Client, screen: Screen, day: str, status: int) -> None:
    assert staff.get(f"{PAGE}{day}/").status_code == status


def test_who_may(client: Client, screen: Screen) -> None:
    assert client.get(PAGE).headers["Location"].startswith("/staff/login/")
    bob = User.objects.create_user("bob", is_staff=True)
    client.force_login(bob)
    assert client.get(PAGE).status_code == 403
    bob.user_permissions.set(Permission.objects.filter(codename="view_screening"))
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE).status_code == 405
    assert f'href="{PAGE}"' in client.get(reverse("staff:index")).content.decode()


def test_as_many_queries_for_one_show_as_for_thirty(staff: Client, screen: Screen) -> None:
    counts, made = [], 0
    for total in (1, 3, 30):
        while made < total:
            bill = programme(film(f"Film {made}"), film(f"Short {made}"), kind="double_bill")
            extra = show(bill, FRIDAY, "20:00", ScreenFactory())
            ScreeningExtra.objects.create(screening=extra, kind="qa", minutes=20)
            made += 1
        with CaptureQueriesContext(connection) as queries:
            assert len(night(staff).shows) == total
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


def test_no_style_or_script_stands_in_the_page(staff: Client, screen: Screen, bill: Programme) -> None:
    show_on(bill, "19:50", screen)
    page = staff.get(PAGE).content.decode()
    assert " style=" not in page
    assert "<style" not in page
