"""The holdover desk: look, decide, be refused, undo; figures typed in and taken from a file."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programming.models import Deed, Holdover, Run, Screen, Screening
from tests.factories import FRIDAY, ScreenFactory, film, programmer, run, show, shows

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
NEXT = FRIDAY + timedelta(days=7)
DESK = "/staff/holdovers/"


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(programmer())
    return client


@pytest.fixture
def screen() -> Screen:
    return ScreenFactory(name="Screen 1", seats=100)


@pytest.fixture
def third_man(screen: Screen) -> Run:
    booked = run(film("The Third Man", director="Carol Reed", running_minutes=104), screen)
    shows(booked, "12:30", "14:35", "19:00")
    return booked


def choice(of: Run, said: str, **more: Any) -> dict[str, Any]:
    standing = {"choice": said, "one": "19:00", "times": ["12:30"], "text": "", "screen": "", "odd": ""}
    return {f"run-{of.pk}-{name}": value for name, value in (standing | more).items() if value is not None}


def look(staff: Client, *choices: dict[str, Any], do: str = "look", **more: Any) -> Any:
    told: dict[str, Any] = {"do": do}
    for one in choices:
        told |= one
    return staff.post(DESK, told | more)


def hold_over(staff: Client, *choices: dict[str, Any], do: str = "hold", **more: Any) -> Any:
    seen = look(staff, *choices, **more).context["monday"]
    return look(staff, *choices, do=do, seen=seen.seen, looked=seen.looked, **more)


def text(answer: Any) -> str:
    return unescape(re.sub(r"\s+", " ", answer.content.decode()))


def starts(of: Run, first: date = NEXT) -> list[str]:
    zone = of.screen.venue.zone
    rows = of.screenings.on().between(first, first + timedelta(days=6)).order_by("starts_at")
    return [f"{one.house_day:%a} {one.starts_at.astimezone(zone):%H:%M}" for one in rows]


# -- looking


def test_what_a_run_is_asked_with(staff: Client, third_man: Run) -> None:
    before = show(third_man, FRIDAY - timedelta(days=7), "19:00")
    Run.objects.update(opens_on=FRIDAY - timedelta(days=7))
    Screening.objects.filter(pk=before.pk).update(admissions=40)
    third_man.screenings.filter(house_day=FRIDAY).update(admissions=60)
    promised = run(film("Le Samouraï", slug="samourai"), third_man.screen, first=NEXT)
    show(promised, NEXT, "21:00")
    page = text(staff.get(DESK))
    for said in (
        "Monday, November 23",
        "1 run ends this week. What plays from Friday, November 27?",
        "Carol Reed’s",
        "The Third Man",
        "Second week. Screen 1. Booked for 2 weeks. 21 shows this week, 3 days left",
        "60%",
        "of 300 seats in 3 shows",
        "180 admissions, Friday; 40 the week before",
        "Le Samouraï: Fri 9:00",
        "Ends Thursday, November 26",
        "Held over to December 3, all times",
    ):
        assert said in page, said


def test_the_best_attended_time_is_offered_first(staff: Client, third_man: Run) -> None:
    third_man.screenings.filter(house_day=FRIDAY, starts_at__hour=19).update(admissions=90)  # 2:35
    third_man.screenings.filter(house_day=FRIDAY, starts_at__hour=0).update(admissions=20)
    (form,) = staff.get(DESK).context["monday"].forms
    assert form.fields["one"].initial == "14:35"


def test_looking_saves_nothing(staff: Client, third_man: Run) -> None:
    answer = look(staff, choice(third_man, "one"))
    page = text(answer)
    assert "Held over! Through Thursday, December 3" in page
    assert "And once that week has begun" in page
    assert "Held over! 2nd week · 7:00 only" in page
    assert "7:00 only. 7 shows on Screen 1." in page
    assert "Hold over to Thursday, December 3" in page
    assert not Holdover.objects.exists()
    assert starts(third_man) == []


@pytest.mark.parametrize(
    ("said", "more", "count", "line"),
    [
        ("all", {}, 21, "Held over! Through Thursday, December 3"),
        ("one", {"is_final": "on"}, 7, "Held over! Must end Thursday, December 3"),
        ("fewer", {"times": ["12:30", "19:00"]}, 14, "Held over! Through Thursday, December 3"),
        ("typed", {"text": "Fri & Sat 9:30"}, 2, "Held over! Through Saturday, November 28"),
    ],
)
def test_each_way_of_holding(
    staff: Client, third_man: Run, *, said: str, more: dict[str, Any], count: int, line: str
) -> None:
    assert line in text(look(staff, choice(third_man, said, **more)))
    answer = hold_over(staff, choice(third_man, said, **more))
    assert (answer.status_code, answer.headers["Location"]) == (302, DESK)
    assert len(starts(third_man)) == count
    assert "Held over: The Third Man" in text(staff.get(DESK))


def test_on_another_screen(staff: Client, third_man: Run) -> None:
    small = ScreenFactory(name="Screen 3")
    hold_over(staff, choice(third_man, "one", screen=str(small.pk)))
    assert set(third_man.screenings.filter(house_day__gte=NEXT).values_list("screen", flat=True)) == {small.pk}


def test_a_run_booked_on_can_be_ended(staff: Client, screen: Screen) -> None:
    wanda = run(film("Wanda"), screen, days=21)
    show(wanda, FRIDAY, "19:00")
    last = show(wanda, FRIDAY + timedelta(days=5), "19:00")
    show(wanda, NEXT, "19:00")
    page = text(look(staff, choice(wanda, "end")))
    assert "Wanda ends. The line will read" in page
    hold_over(staff, choice(wanda, "end"))
    assert starts(wanda) == []
    assert Run.objects.get().closes_on == last.house_day


# -- refusals keep what was typed


def test_a_wrong_line_is_marked_in_its_place(staff: Client, third_man: Run) -> None:
    page = text(look(staff, choice(third_man, "typed", text="Dialy 7:00 <b>")))
    assert "<mark>" in page
    assert 'value="Dialy 7:00 <b>"' in page  # unescaped by text()
    assert "see beside the run" in page


@pytest.mark.parametrize(
    "more",
    [
        {"choice": "burn"},
        {"choice": "one", "one": "03:33"},
        {"choice": "fewer", "times": ["nonsense"]},
        {"choice": "fewer", "times": []},
        {"choice": "all", "screen": "999999"},
        {"choice": "all", "odd": "whenever"},
        {"choice": "typed", "text": "7:00, " * 800},
        {"choice": "typed", "text": ""},
        {"choice": "typed", "text": "7:00 [GLITTER]"},
    ],
)
def test_nonsense_is_refused_and_breaks_nothing(staff: Client, third_man: Run, more: dict[str, Any]) -> None:
    answer = look(staff, choice(third_man, "stay", **more))
    assert answer.status_code == 200
    assert answer.context["monday"].refused
    assert not Holdover.objects.exists()


@pytest.mark.parametrize("do", ["", "look", "hold", "hold:x", "undo:0", "undo:x", "clear:x,", "count", "nonsense"])
def test_a_button_without_a_choice(staff: Client, third_man: Run, do: str) -> None:
    assert look(staff, do=do).status_code in (200, 404)


def test_only_what_was_shown_is_done(staff: Client, third_man: Run) -> None:
    seen = look(staff, choice(third_man, "all")).context["monday"]
    answer = look(staff, choice(third_man, "one"), do="hold", seen=seen.seen, looked=seen.looked)
    assert "The choices changed after you looked." in text(answer)
    assert not Holdover.objects.exists()


def test_a_stale_page_is_shown_anew_with_its_choices(staff: Client, third_man: Run) -> None:
    seen = look(staff, choice(third_man, "one")).context["monday"]
    show(third_man, FRIDAY, "21:30")
    answer = look(staff, choice(third_man, "one"), do="hold", seen=seen.seen, looked=seen.looked)
    page = text(answer)
    assert "Somebody changed runs or shows of these weeks meanwhile." in page
    assert "Held over! Through Thursday, December 3" in page  # the choice stands
    assert not Holdover.objects.exists()
    again = answer.context["monday"]
    look(staff, choice(third_man, "one"), do="hold", seen=again.seen, looked=again.looked)
    assert Holdover.objects.count() == 1


def test_what_is_in_the_way_has_to_be_decided(staff: Client, third_man: Run) -> None:
    other = run(film("Le Samouraï", slug="samourai"), third_man.screen, first=NEXT)
    one, two = show(other, NEXT, "19:15"), show(other, NEXT + timedelta(days=1), "19:15")
    page = text(look(staff, choice(third_man, "one")))
    assert "What it displaces" in page
    assert "Screen 1, Fri & Sat 7:15." in page
    assert "No room." in page
    answer = hold_over(staff, choice(third_man, "one"), off=[str(one.pk)])
    assert "Other shows are in the way." in text(answer)
    assert f'name="off" value="{one.pk}" checked' in text(answer)
    assert other.screenings.count() == 2
    assert "No room." not in text(look(staff, choice(third_man, "one"), do=f"clear:{one.pk},{two.pk}"))
    hold_over(staff, choice(third_man, "one"), off=[str(one.pk), str(two.pk)])
    assert other.screenings.count() == 0


def test_the_night_the_clocks_change_is_asked_about(staff: Client, screen: Screen) -> None:
    night = date(2026, 10, 24)
    late = run(film("Eraserhead", running_minutes=89), screen, first=night - timedelta(days=1))
    show(late, night, "01:30")
    with time_machine.travel(datetime(2026, 10, 26, 15, 0, tzinfo=UTC), tick=False):
        page = text(look(staff, choice(late, "all")))
        assert "the clocks go back, and show 01:30 twice. Which is meant?" in page
        assert "The second time" in page
        hold_over(staff, choice(late, "all", odd="second"))
    held = late.screenings.get(house_day=date(2026, 10, 31))
    assert f"{held.starts_at:%d %H:%M}" == "01 06:30"


# -- several at once


@pytest.fixture
def wanda() -> Run:
    booked = run(film("Wanda"), ScreenFactory(name="Screen 2"))
    shows(booked, "19:00")
    return booked


def test_all_decisions_are_one_deed(staff: Client, third_man: Run, wanda: Run) -> None:
    both = (choice(third_man, "one"), choice(wanda, "all"))
    assert "Do all 2" in text(look(staff, *both))
    hold_over(staff, *both)
    assert (Deed.objects.count(), Holdover.objects.count()) == (1, 2)


def test_one_of_two_is_done_and_the_other_stays_chosen(staff: Client, third_man: Run, wanda: Run) -> None:
    both = (choice(third_man, "one"), choice(wanda, "all"))
    answer = hold_over(staff, *both, do=f"hold:{wanda.pk}")
    assert answer.status_code == 200
    assert [held.run for held in Holdover.objects.all()] == [wanda]
    monday = answer.context["monday"]
    (left,) = monday.decided
    assert left.row.key == third_man.pk
    left_to_do = (choice(third_man, "one"), choice(wanda, "stay"))
    look(staff, *left_to_do, do=f"hold:{third_man.pk}", seen=monday.seen, looked=monday.looked)
    assert Holdover.objects.count() == 2


def test_an_error_in_the_second_leaves_nothing_of_the_first(staff: Client, third_man: Run, wanda: Run) -> None:
    wrong = choice(wanda, "all", screen=str(third_man.screen_id))
    answer = hold_over(staff, choice(third_man, "one"), wrong)
    assert "This does not fit." in text(answer)
    assert "Clash" in text(answer)
    assert not Holdover.objects.exists()
    assert not Deed.objects.exists()


def test_one_click_undoes_it(staff: Client, third_man: Run) -> None:
    hold_over(staff, choice(third_man, "all"))
    deed = Deed.objects.get()
    assert f'value="undo:{deed.pk}"' in text(staff.get(DESK))
    staff.post(DESK, {"do": f"undo:{deed.pk}"})
    page = text(staff.get(DESK))
    assert "Undone: Held over: The Third Man through Thu, Dec 3." in page
    assert f'value="undo:{deed.pk}"' not in page
    assert starts(third_man) == []
    staff.post(DESK, {"do": f"undo:{deed.pk}"})
    assert "This was undone already." in text(staff.get(DESK))


# -- figures


def test_figures_are_typed_in_and_choices_stay(staff: Client, third_man: Run) -> None:
    one, two, three = third_man.screenings.filter(house_day=FRIDAY).order_by("starts_at")
    answer = look(staff, choice(third_man, "one"), do="count", **{f"came-{one.pk}": "61", f"came-{two.pk}": "0"})
    assert "2 figures written down." in text(answer)
    assert [found.admissions for found in third_man.screenings.filter(house_day=FRIDAY)] == [61, 0, None]
    assert [form.row.key for form in answer.context["monday"].decided] == [third_man.pk]
    look(staff, do="count", **{f"came-{one.pk}": "", f"was-{one.pk}": "61"})
    one.refresh_from_db()
    assert one.admissions is None
    assert three.admissions is None


@pytest.mark.parametrize(
    ("typed", "total", "found"),
    [(("", "", ""), "100", [33, 33, 34]), (("20", "", ""), "81", [20, 30, 31]), (("", "", ""), "0", [0, 0, 0])],
)
def test_the_total_of_a_day_is_divided(
    staff: Client, third_man: Run, typed: tuple[str, ...], total: str, found: list[int]
) -> None:
    rows = third_man.screenings.filter(house_day=FRIDAY).order_by("starts_at")
    told = {f"came-{one.pk}": said for one, said in zip(rows, typed, strict=True)}
    look(staff, do="count", **told, **{f"total-{third_man.pk}-20261120": total})
    assert sorted(rows.values_list("admissions", flat=True)) == sorted(found)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("many", "Write a whole number."), ("-3", "Write a whole number."), ("101", "There are 100 seats only.")],
)
def test_a_wrong_figure_stays_where_it_was_typed(staff: Client, third_man: Run, typed: str, said: str) -> None:
    one, two, *_rest = third_man.screenings.filter(house_day=FRIDAY).order_by("starts_at")
    page = text(look(staff, do="count", **{f"came-{one.pk}": typed, f"came-{two.pk}": "50"}))
    assert said in page
    assert f'value="{typed}"' in page
    assert list(third_man.screenings.filter(admissions__isnull=False)) == [two]  # the good one is not lost


def test_a_total_that_does_not_add_up(staff: Client, third_man: Run) -> None:
    rows = third_man.screenings.filter(house_day=FRIDAY)
    told = {f"came-{one.pk}": "30" for one in rows} | {f"total-{third_man.pk}-20261120": "91"}
    assert "add up to another number" in text(look(staff, do="count", **told))


def test_two_people_counting_at_once(staff: Client, third_man: Run) -> None:
    one, two, *_rest = third_man.screenings.filter(house_day=FRIDAY).order_by("starts_at")
    third_man.screenings.filter(pk__in=[one.pk, two.pk]).update(admissions=70)  # somebody else, meanwhile
    told = {f"was-{one.pk}": "", f"came-{one.pk}": "", f"was-{two.pk}": "", f"came-{two.pk}": "55"}
    page = text(look(staff, do="count", **told))
    assert "Somebody else wrote 70 here meanwhile." in page
    assert set(third_man.screenings.filter(pk__in=[one.pk, two.pk]).values_list("admissions", flat=True)) == {70}


def csv(*lines: str, header: str = "date,time,screen,admissions") -> SimpleUploadedFile:
    return SimpleUploadedFile("takings.csv", "\r\n".join((header, *lines)).encode("utf-8-sig"), "text/csv")


def test_a_file_from_the_box_office(staff: Client, third_man: Run) -> None:
    late = show(third_man, FRIDAY, "00:15")
    file = csv("2026-11-20,12:30,Screen 1,61", "2026-11-20,2:35 pm,screen 1,72", "2026-11-21,00:15,Screen 1,9")
    answer = look(staff, choice(third_man, "one"), do="count", file=file)
    assert "3 figures taken." in text(answer)
    found = third_man.screenings.filter(admissions__isnull=False).order_by("starts_at")
    assert [one.admissions for one in found] == [61, 72, 9]
    assert found.last() == late
    assert [form.row.key for form in answer.context["monday"].decided] == [third_man.pk]
    again = csv("2026-11-20,12:30,Screen 1,61", "2026-11-20,14:35,Screen 1,73")
    page = text(look(staff, do="count", file=again))
    assert "1 changed." in page
    assert "1 stood already." in page


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "2026-11-20,12:31,Screen 1,61",
            "Screen 1 has no show at 12:31 on 2026-11-20. Its shows: 12:30, 14:35, 19:00.",
        ),
        ("2026-11-18,12:30,Screen 1,61", "Screen 1 has no show on 2026-11-18."),
        ("2026-11-20,12:30,Screen 9,61", "there is no “Screen 9”"),
        ("20.11.2026,12:30,Screen 1,61", "is not a day"),
        ("0001-01-01,12:30,Screen 1,61", "is not a day"),
        ("2026-11-20,half past,Screen 1,61", "is not a time"),
        ("2026-11-20,27:30,Screen 1,61", "is not a time"),
        ("2026-11-20,12:30,Screen 1,", "how many came?"),
        ("2026-11-20,12:30,Screen 1,sixty", "is not a whole number"),
        ("2026-11-20,12:30,Screen 1,600", "Screen 1 has 100 seats"),
        ("2026-11-26,19:00,Screen 1,61", "has not begun yet"),
        ("2026-11-20,12:30,Screen 1", "3 cells where the header has 4"),
        ("2026-11-20,14:35,Screen 1,62", "line 2 speaks of the same show"),
    ],
)
def test_a_line_that_cannot_be_taken_is_told_and_the_others_stand(
    staff: Client, third_man: Run, line: str, said: str
) -> None:
    page = text(look(staff, do="count", file=csv("2026-11-20,14:35,Screen 1,72", line)))
    assert "1 line was refused." in page
    assert "Line 3" in page
    assert said in page
    assert [one.admissions for one in third_man.screenings.filter(admissions__isnull=False)] == [72]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00d", "UTF-8"),
        (b"day,hour\n1,2\n", "header"),
        (b"x" * 1_000_001, "larger than 1 MB"),
        (b'date,time,screen,admissions\n"' + b"x" * 200_000, "not a CSV file"),
    ],
)
def test_a_file_that_is_none(staff: Client, third_man: Run, content: bytes, said: str) -> None:
    answer = look(staff, do="count", file=SimpleUploadedFile("takings.csv", content))
    assert answer.status_code == 200
    assert said in text(answer)


# -- the sheet, the frame, the cost


def test_the_sheet(staff: Client, third_man: Run, wanda: Run) -> None:
    hold_over(staff, choice(third_man, "one", is_final="on"))
    page = text(staff.get(f"{DESK}2026-11-27/sheet/"))
    for said in ("Holdover sheet", "The Third Man", "Held over, must end", "December 3", "Wanda", "Ends", "Decided by"):
        assert said in page, said


def test_a_quiet_week_says_so(staff: Client, screen: Screen) -> None:
    page = text(staff.get(DESK))
    assert "No confirmed run plays in the week before" in page
    assert "Nothing yet." in page
    assert "No confirmed run played that week." in text(staff.get(f"{DESK}2026-11-27/sheet/"))


def test_a_house_that_is_not_set_up(staff: Client) -> None:
    assert "No house has been set up yet" in text(staff.get(DESK))
    assert staff.get(f"{DESK}2026-11-27/sheet/").status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(staff: Client, third_man: Run, day: str) -> None:
    assert staff.get(f"{DESK}{day}/").status_code == 404
    assert staff.get(f"{DESK}{day}/sheet/").status_code == 404


def test_any_day_of_a_week_opens_it(staff: Client, third_man: Run) -> None:
    page = text(staff.get(f"{DESK}2026-11-29/"))
    assert "The week of November 27 – December 3 as it stands" in page


def permitted(client: Client, *names: str) -> Client:
    user = User.objects.create_user("bob", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


def test_who_may(client: Client, third_man: Run) -> None:
    assert client.get(DESK).headers["Location"].startswith("/staff/login/")
    client.force_login(User.objects.create_user("charlie", is_staff=True))
    assert client.get(DESK).status_code == 403
    assert client.get(f"{DESK}2026-11-27/sheet/").status_code == 403


def test_who_may_only_look(client: Client, third_man: Run) -> None:
    bob = permitted(client, "view_run")
    page = text(bob.get(DESK))
    assert "The Third Man" in page
    assert "Look at what that makes" not in page
    assert "Write the figures down" not in page
    for do in ("look", "hold", "undo:1", "count"):
        assert look(bob, choice(third_man, "one"), do=do).status_code == 403


def test_who_counts_need_not_decide(client: Client, third_man: Run) -> None:
    bob = permitted(client, "view_run", "change_screening")
    one = third_man.screenings.first()
    assert look(bob, do="count", **{f"came-{one.pk}": "61"}).status_code == 200
    one.refresh_from_db()
    assert one.admissions == 61
    assert look(bob, choice(third_man, "one")).status_code == 403


def test_the_way_there(client: Client, third_man: Run) -> None:
    assert f'href="{DESK}"' in text(permitted(client, "view_run").get(reverse("staff:index")))


def test_as_many_queries_for_one_run_as_for_thirty(staff: Client, screen: Screen) -> None:
    counts, looked = [], []
    runs: list[Run] = []
    for total in (1, 3, 30):
        while len(runs) < total:
            made = run(film(f"Film {len(runs)}", director=f"Person {len(runs)}"), ScreenFactory())
            show(made, FRIDAY, "19:00", admissions=20)
            show(made, NEXT, "10:00")
            runs.append(made)
        with CaptureQueriesContext(connection) as queries:
            assert len(staff.get(DESK).context["monday"].page.runs) == total
        counts.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            assert look(staff, *(choice(one, "all", one=None, times=None) for one in runs)).context["monday"].plan
        looked.append(len(queries))
    assert counts == [counts[0]] * 3
    assert looked == [looked[0]] * 3
