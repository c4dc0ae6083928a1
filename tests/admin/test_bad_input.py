"""What cannot be is refused with a sentence beside the field, by the form and, should that fail, by the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from programming.models import Material, Notice, Run, Screen, Screening, Venue
from tests.factories import (
    FRIDAY,
    ScreenFactory,
    VenueFactory,
    film,
    go_public,
    programme,
    programmer,
    run,
    show,
)

pytestmark = pytest.mark.django_db

NO_ROWS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}


def no_rows(prefix: str) -> dict[str, str]:
    return {f"{prefix}-{key}": value for key, value in NO_ROWS.items()}


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(programmer())
    return client


@pytest.fixture
def screen() -> Screen:
    return ScreenFactory(name="Screen 1")


@pytest.fixture
def third_man(screen: Screen) -> Run:
    return run(film("The Third Man", running_minutes=104), screen)


def errors_of(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 200, "the form was taken"
    return {field: [str(error) for error in said] for field, said in answer.context["adminform"].form.errors.items()}


@pytest.mark.parametrize(("rows", "is_too_many"), [("200", False), ("201", True), ("1000", True), ("999999", True)])
def test_more_rows_than_a_film_has_are_refused(staff: Client, rows: str, is_too_many: bool) -> None:
    cranes = film("Cranes")
    address = reverse("staff:programming_film_change", args=[cranes.pk])
    empty = {
        key: value
        for inline in staff.get(address).context["inline_admin_formsets"]
        for key, value in no_rows(inline.formset.prefix).items()
    }
    answer = staff.post(address, {"title": "Cranes", **empty, "accolades-TOTAL_FORMS": rows})
    said = [error for inline in answer.context["inline_admin_formsets"] for error in inline.non_form_errors()]
    assert ["Please submit at most 200 forms." in error for error in said] == [True] * is_too_many
    assert len(next(iter(answer.context["inline_admin_formsets"])).formset.forms) <= 200


# --- Runs -----------------------------------------------------------------------------------------


def post_run(staff: Client, of: Run, **changed: Any) -> Any:
    facts = {"programme": of.programme_id, "screen": of.screen_id, "opens_on": "2026-11-20", "closes_on": "2026-11-26"}
    told = facts | {"state": "confirmed", "announcement": "timed"} | no_rows("holdovers") | changed
    return staff.post(reverse("staff:programming_run_add"), told)


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"closes_on": "2026-11-19"}, "__all__", "The run ends before it opens."),
        ({"opens_on": ""}, "__all__", "When does the run open?"),
        ({"opens_on": "2026-02-30"}, "opens_on", "Enter a valid date."),
        ({"opens_on": "next Friday"}, "opens_on", "Enter a valid date."),
        ({"programme": ""}, "programme", "This field is required."),
        ({"state": "perhaps"}, "state", "Select a valid choice."),
    ],
)
def test_a_run_that_cannot_be(staff: Client, third_man: Run, changed: dict[str, str], field: str, words: str) -> None:
    said = errors_of(post_run(staff, third_man, **changed))
    assert any(words in error for error in said[field])
    assert Run.objects.count() == 1


def test_a_run_from_another_film_s_copy(staff: Client, third_man: Run) -> None:
    other = film("Detour").materials.get()
    assert "Detour does not play" in errors_of(post_run(staff, third_man, material=other.pk))["material"][0]


def test_a_holdover_that_ends_before_it_starts(staff: Client, third_man: Run) -> None:
    held = {"first_on": "2026-11-27", "last_on": "2026-11-26", "decided_on": "2026-11-23"}
    rows = {f"holdovers-0-{key}": value for key, value in held.items()} | {"holdovers-TOTAL_FORMS": "1"}
    answer = post_run(staff, third_man, **rows)
    assert "The holdover ends before it starts." in answer.content.decode()


def test_the_database_knows_it_too(third_man: Run) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=third_man.pk).update(closes_on=FRIDAY - timedelta(days=1))


def test_a_new_run_goes_on_to_its_showtimes(staff: Client, third_man: Run) -> None:
    answer = post_run(staff, third_man)
    assert answer.headers["Location"] == reverse("staff-showtimes", args=[Run.objects.latest("pk").pk])


# --- Screenings -----------------------------------------------------------------------------------


def post_show(staff: Client, of: Run, stored: Screening | None = None, **changed: Any) -> Any:
    facts = {"programme": of.programme_id, "run": of.pk, "screen": of.screen_id, "house_day": "2026-11-20"}
    told = facts | {"wall": "19:30", "status": "scheduled", "availability": ""} | no_rows("extras") | changed
    address = ["staff:programming_screening_change", [stored.pk]] if stored else ["staff:programming_screening_add", []]
    return staff.post(reverse(address[0], args=address[1]), told)


def test_a_show_is_stored_at_the_house_s_hour(staff: Client, third_man: Run) -> None:
    assert post_show(staff, third_man, wall="00:10").status_code == 302
    assert Screening.objects.get().starts_at.isoformat() == "2026-11-21T05:10:00+00:00"  # that night, in New York


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"screen": ""}, "screen", "This field is required."),
        ({"screen": "99"}, "screen", "Select a valid choice."),
        ({"wall": ""}, "wall", "This field is required."),
        ({"wall": "half past seven"}, "wall", "Enter a valid time."),
        ({"wall": "25:00"}, "wall", "Enter a valid time."),
        ({"house_day": "2026-11-31"}, "house_day", "Enter a valid date."),
        (
            {"house_day": "2027-03-13", "wall": "02:30"},
            "wall",
            "The clocks skip this time. The first after it is 03:00.",
        ),
        ({"programme": ""}, "programme", "This field is required."),
        ({"status": "lost"}, "status", "Select a valid choice."),
        ({"access": ["smell-o-vision"]}, "access", "Select a valid choice."),
        ({"ticket_url": "tickets"}, "ticket_url", "Enter a valid URL."),
    ],
)
def test_a_show_that_cannot_be(staff: Client, third_man: Run, changed: dict[str, Any], field: str, words: str) -> None:
    said = errors_of(post_show(staff, third_man, **changed))
    assert any(words in error for error in said[field])
    assert not Screening.objects.exists()


@pytest.mark.parametrize(
    ("wall", "words"),
    [("19:30", "before"), ("20:00", "before"), ("18:00", "before"), ("21:22", "the room needs 15")],
)
def test_two_shows_at_one_time_on_one_screen(staff: Client, third_man: Run, wall: str, words: str) -> None:
    """The other show is named: by its film, and with its time."""
    show(third_man, FRIDAY, "19:30")
    other = run(film("Detour", running_minutes=90), third_man.screen)
    said = errors_of(post_show(staff, other, wall=wall))["wall"]
    assert len(said) == 1
    assert words in said[0]
    assert "third man" in said[0].lower()
    assert Screening.objects.count() == 1


@pytest.mark.parametrize("facts", [{"status": "cancelled"}, {"wall": "22:00"}], ids=str)
def test_shows_that_do_not_meet(staff: Client, third_man: Run, facts: dict[str, str]) -> None:
    show(third_man, FRIDAY, "19:30")
    assert post_show(staff, third_man, **facts).status_code == 302


def test_two_shows_without_length_at_one_time(staff: Client) -> None:
    """They overlap nothing, so no rule speaks; the form still does before the database must."""
    VenueFactory(preshow_minutes=0, turnaround_minutes=0)
    screen = ScreenFactory(turnaround_minutes=0)
    nothing = programme(film("To be named"))
    nothing.items.all().delete()
    booked = run(nothing, screen)
    show(booked, FRIDAY, "19:30")
    assert errors_of(post_show(staff, booked))["wall"] == ["Another show starts on this screen at this time."]


def test_the_database_takes_one_start_per_screen(third_man: Run) -> None:
    show(third_man, FRIDAY, "19:30")
    with pytest.raises(IntegrityError), transaction.atomic():
        show(third_man, FRIDAY, "19:30")


def test_a_show_of_a_run_plays_what_the_run_plays(staff: Client, third_man: Run) -> None:
    other = programme(film("Detour"))
    assert "another programme" in errors_of(post_show(staff, third_man, programme=other.pk))["run"][0]


def test_a_show_from_another_film_s_copy(staff: Client, third_man: Run) -> None:
    film("Detour")
    copy = Material.objects.get(film__title="Detour")
    assert "Detour does not play" in errors_of(post_show(staff, third_man, material=copy.pk))["material"][0]


def test_only_a_show_that_nobody_knows_can_be_deleted(staff: Client, third_man: Run) -> None:
    known = show(third_man, FRIDAY, "19:30")
    go_public()
    new = show(third_man, FRIDAY, "15:00")
    status = [
        staff.get(reverse("staff:programming_screening_delete", args=[one.pk])).status_code for one in (known, new)
    ]
    assert status == [403, 200]


# --- The house ------------------------------------------------------------------------------------


def post_venue(staff: Client, venue: Venue, **changed: Any) -> Any:
    plain = ("name", "street", "locality", "country", "site_url", "time_zone", "rollover_hour", "week_starts")
    more = ("clock_style", "ten_eleven", "preshow_minutes", "turnaround_minutes", "spot", "spot_dark")
    lengths = ("calendar_days", "press_lead_days", "hard_minimum_minutes", "doors_minutes", "grid_minutes")
    told = {name: getattr(venue, name) for name in (*plain, *more, *lengths)} | no_rows("screens") | changed
    return staff.post(reverse("staff:programming_venue_change", args=[venue.pk]), told)


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"spot": "#f0d0d0"}, "spot", "is too faint on the page"),
        ({"spot": "red"}, "spot", "Write a colour as #be2c14."),
        ({"spot": "#12345g"}, "spot", "Write a colour as #be2c14."),
        ({"spot_dark": "#201010"}, "spot_dark", "is too faint on the page"),
        ({"time_zone": "New York"}, "time_zone", "is not a time zone"),
        ({"rollover_hour": "12"}, "rollover_hour", "less than or equal to 11"),
        ({"country": "USA"}, "country", "at most 2 characters"),
        ({"press_lead_days": "121"}, "press_lead_days", "less than or equal to 120"),
    ],
)
def test_a_house_that_cannot_be(staff: Client, changed: dict[str, str], field: str, words: str) -> None:
    venue = VenueFactory()
    said = errors_of(post_venue(staff, venue, **changed))
    assert any(words in error for error in said[field])


def test_a_house_that_can_be(staff: Client) -> None:
    venue = VenueFactory()
    assert post_venue(staff, venue, name="The Lamp").status_code == 302
    assert "The Lamp" in staff.get(reverse("staff:index")).content.decode()


def test_there_is_one_house(staff: Client) -> None:
    venue = VenueFactory()
    assert staff.get(reverse("staff:programming_venue_add")).status_code == 403
    assert staff.get(reverse("staff:programming_venue_delete", args=[venue.pk])).status_code == 403


def test_a_screen_with_shows_stays(staff: Client, third_man: Run) -> None:
    show(third_man, FRIDAY, "19:30")
    page = staff.post(reverse("staff:programming_screen_delete", args=[third_man.screen_id]), {"post": "yes"})
    assert "protected" in page.content.decode()
    assert Screen.objects.count() == 1


@pytest.mark.parametrize(
    ("link", "taken"),
    [
        ("/films/", True),
        ("https://lantern.example/", True),
        ("", True),
        ("javascript:alert(1)", False),
        ("//elsewhere.example", False),
        ("films", False),
    ],
)
def test_where_a_notice_may_lead(staff: Client, link: str, taken: bool) -> None:
    told = {"heading": "Closed", "text": "On Monday.", "link": link, "starts_on": FRIDAY, "ends_on": FRIDAY}
    staff.post(reverse("staff:programming_notice_add"), told)
    assert Notice.objects.exists() == taken


def test_a_notice_that_ends_before_it_starts(staff: Client) -> None:
    told = {"heading": "Closed", "text": "On Monday.", "starts_on": FRIDAY, "ends_on": FRIDAY - timedelta(days=1)}
    answer = staff.post(reverse("staff:programming_notice_add"), told)
    assert errors_of(answer)["__all__"] == ["The notice ends before it starts."]
