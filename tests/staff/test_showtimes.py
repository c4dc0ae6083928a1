"""Typing a run's showtimes: look, then save; and every way in which that is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programming.models import Run, Screen, Screening
from tests.factories import FRIDAY, ScreenFactory, film, go_public, programmer, run, show, shows

pytestmark = pytest.mark.django_db


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


def address(of: Run) -> str:
    return reverse("staff-showtimes", args=[of.pk])


def typed(of: Run, text: str, **changed: Any) -> dict[str, Any]:
    days = {"first": "2026-11-20", "last": "2026-11-26"}
    return days | {"screen": of.screen_id, "text": text, "version": of.version} | changed


def look(staff: Client, of: Run, text: str, **changed: Any) -> Any:
    return staff.post(address(of), typed(of, text, **changed))


def look_and_save(staff: Client, of: Run, text: str, **changed: Any) -> Any:
    seen = look(staff, of, text, **changed)
    assert seen.context["can_save"]
    return look(staff, of, text, save=seen.context["form"].fingerprint, **changed)


def errors_of(answer: Any) -> str:
    return answer.context["form"].errors.as_text()


def states(answer: Any) -> list[tuple[str, str]]:
    return [(time.text, time.state) for day in answer.context["days"] for time in day.times]


def test_it_opens_on_the_line_as_it_stands(staff: Client, third_man: Run) -> None:
    shows(third_man, "14:30", "19:30")
    answer = staff.get(address(third_man))
    assert answer.context["form"]["text"].value() == "Daily 2:30, 7:30"
    page = answer.content.decode()
    assert 'value="2026-11-20"' in page
    assert 'value="2026-11-26"' in page
    assert "How to type showtimes" in page
    assert "Save these shows" not in page
    assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_looking_changes_nothing(staff: Client, third_man: Run) -> None:
    answer = look(staff, third_man, "Daily 2:30, 7:30")
    page = answer.content.decode()
    assert len(states(answer)) == 14
    assert "<b>14</b> new shows" in page
    assert "Save these shows" in page
    assert not Screening.objects.exists()


def test_saving_what_was_shown(staff: Client, third_man: Run) -> None:
    answer = look_and_save(staff, third_man, "Daily 2:30, 7:30")
    assert answer.headers["Location"] == address(third_man)
    assert Screening.objects.count() == 14
    page = staff.get(address(third_man)).content.decode()
    assert "14 shows stand now." in page
    assert f'<a href="{reverse("staff-publish")}">Publish…</a>' in page


def test_what_becomes_of_each_show_is_said_in_words(staff: Client, third_man: Run) -> None:
    show(third_man, FRIDAY, "14:30")
    show(third_man, FRIDAY, "22:00")
    answer = look(staff, third_man, "Fri 2:30, 7:30")
    assert states(answer) == [("2:30", "kept"), ("7:30", "new"), ("10:00", "gone")]
    page = answer.content.decode()
    assert all(f'<span class="planned-word">{word}</span>' in page for word in ("stays", "new", "comes off"))
    assert "<del>10:00</del>" in page
    assert "marked as cancelled" in page


def test_a_published_show_that_comes_off_is_cancelled(staff: Client, third_man: Run) -> None:
    known = show(third_man, FRIDAY, "14:30")
    go_public()
    never = show(third_man, FRIDAY, "22:00")
    look_and_save(staff, third_man, "Fri 7:30")
    assert Screening.objects.get(pk=known.pk).status == "cancelled"
    assert not Screening.objects.filter(pk=never.pk).exists()


def test_a_line_changed_after_the_look_is_shown_again(staff: Client, third_man: Run) -> None:
    seen = look(staff, third_man, "Fri 7:30").context["form"].fingerprint
    answer = look(staff, third_man, "Fri 9:30", save=seen)
    assert "The line changed after you looked at it." in answer.content.decode()
    assert states(answer) == [("9:30", "new")]
    assert not Screening.objects.exists()


def test_nothing_to_save(staff: Client, third_man: Run) -> None:
    show(third_man, FRIDAY, "19:30")
    page = look(staff, third_man, "Fri 7:30").content.decode()
    assert "Exactly the shows that stand already." in page
    assert "Save these shows" not in page


def test_a_clash_is_named_and_cannot_be_saved(staff: Client, third_man: Run) -> None:
    show(run(film("Detour"), third_man.screen), FRIDAY, "20:00")
    answer = look(staff, third_man, "Fri 7:30")
    page = answer.content.decode()
    assert "Clash" in page
    assert "Cannot be saved" in page
    assert "Detour" in page
    assert not answer.context["can_save"]
    assert "Save these shows" not in page
    saved = look(staff, third_man, "Fri 7:30", save=answer.context["form"].fingerprint)
    assert "These shows do not fit." in errors_of(saved)
    assert Screening.objects.count() == 1


def test_a_short_turnaround_is_a_warning(staff: Client, third_man: Run) -> None:
    """104 minutes and 5 of preshow: 12 minutes stay where the room needs 15."""
    answer = look(staff, third_man, "Fri 7:30, 9:31")
    page = answer.content.decode()
    assert "Warning" in page
    assert answer.context["can_save"]


def test_somebody_else_was_quicker(staff: Client, third_man: Run) -> None:
    look_and_save(staff, third_man, "Fri 7:30")
    answer = look(staff, third_man, "Fri 9:30", version=0)
    answer = look(staff, third_man, "Fri 9:30", version=0, save=answer.context["form"].fingerprint)
    page = answer.content.decode()
    assert "Somebody else changed" in page
    assert "Open the shows as they stand now" in page
    assert "Fri 9:30" in page
    assert Screening.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "changed", "words"),
    [
        ("", {}, ("text", "required")),
        ("every evening", {}, ("text", "")),
        ("Fri 31:00", {}, ("text", "")),
        ("Fri 7:30 [smell-o-vision]", {}, ("__all__", "SMELL-O-VISION")),
        ("Fri 7:30 [35mm]", {}, ("__all__", "35mm")),
        ("Fri 7:30", {"first": "2026-11-19"}, ("first", "The run opens on Friday, November")),
        ("Fri 7:30", {"last": "2026-11-27"}, ("last", "Hold it over first")),
        ("Fri 7:30", {"first": "2026-11-24", "last": "2026-11-23"}, ("last", "before the first")),
        ("Fri 7:30", {"first": "soon"}, ("first", "Enter a valid date.")),
        ("Fri 7:30", {"screen": "99"}, ("screen", "Select a valid choice.")),
        ("Fri 7:30" * 400, {}, ("text", "at most 2000")),
    ],
)
def test_what_cannot_be_read_says_so_and_is_kept(
    staff: Client, third_man: Run, text: str, changed: dict[str, str], words: tuple[str, str]
) -> None:
    answer = look(staff, third_man, text, **changed)
    assert answer.status_code == 200
    field, said = words
    assert said in answer.context["form"].errors[field].as_text()
    assert text in answer.content.decode()
    assert not Screening.objects.exists()


def test_the_place_of_a_mistake_is_marked(staff: Client, third_man: Run) -> None:
    page = look(staff, third_man, "Fri 7:30; Blurday <9:30>").content.decode()  # more than one
    assert "<mark>" in page
    assert "<9:30>" not in page


def test_as_many_queries_for_one_show_as_for_many(staff: Client, third_man: Run) -> None:
    counts = []
    for text in ("Fri 7:30", "Daily 7:30", "Daily 12:30, 2:35, 4:45, 7:00, 9:15"):
        with CaptureQueriesContext(connection) as queries:
            assert look(staff, third_man, text).context["made"]
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


def test_a_run_without_screen_or_dates_still_opens(staff: Client, screen: Screen) -> None:
    bare = run(film("Wanda"), screen, days=None)
    Run.objects.filter(pk=bare.pk).update(screen=None, opens_on=None, announcement="undated")
    page = staff.get(address(bare)).content.decode()
    assert "No screen yet" in page
    assert "No dates yet" in page
    answer = look(staff, Run.objects.get(pk=bare.pk), "Fri 7:30", screen=screen.pk)
    assert states(answer) == [("7:30", "new")]


def test_who_may(client: Client, third_man: Run) -> None:
    assert client.get(address(third_man)).headers["Location"].startswith("/staff/login/")
    client.force_login(User.objects.create_user("charlie"))
    assert client.get(address(third_man)).headers["Location"].startswith("/staff/login/")
    client.force_login(User.objects.create_user("bob", is_staff=True))
    assert client.get(address(third_man)).status_code == 403


def test_no_such_run(staff: Client) -> None:
    assert staff.get(reverse("staff-showtimes", args=[404])).status_code == 404


def test_days_of_a_holdover_can_be_typed(staff: Client, third_man: Run) -> None:
    third_man.holdovers.create(
        first_on=FRIDAY + timedelta(days=7), last_on=FRIDAY + timedelta(days=13), decided_on=FRIDAY
    )
    answer = look(staff, third_man, "Daily 7:30", first="2026-11-27", last="2026-12-03")
    assert len(states(answer)) == 7
