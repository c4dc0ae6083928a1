"""The board as plain pages and forms: what it shows, what its forms do, who may."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programming.models import Closure, Deed, Screening, Venue
from tests.factories import FRIDAY, NOON, ScreenFactory, VenueFactory, film, go_public, programme, run, show, shows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
BOARD = "/staff/board/"


@pytest.fixture
def one() -> Screening:
    """7:30 on Friday, published."""
    stored = show(run(film("Cranes"), ScreenFactory(name="Screen 1", slug="one")), FRIDAY, "19:30")
    go_public(NOON - timedelta(days=1))
    return stored


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def blocks(answer: Any) -> dict[int, Any]:
    lanes = [lane for day in answer.context["board"].days for lane in day.lanes]
    return {block.pk: block for lane in lanes for block in lane.blocks}


def form_of(of: Screening) -> str:
    return f"{BOARD}show/{of.pk}/"


def told(of: Screening, wall: str = "20:00", **more: Any) -> dict[str, Any]:
    return {"day": of.house_day, "wall": wall, "screen": of.screen_id, "version": of.version, "deed": "move"} | more


def test_an_empty_week(staff: Client) -> None:
    ScreenFactory()
    answer = staff.get(BOARD)
    assert "Working schedule: 0 shows." in text(answer)
    assert (len(answer.context["board"].days), len(answer.context["board"].hours)) == (7, 14)


def test_without_a_house(staff: Client) -> None:
    assert staff.get(BOARD).status_code == 404


def test_a_block_is_as_long_as_its_show(staff: Client, one: Screening) -> None:
    block = blocks(staff.get(BOARD))[one.pk]
    assert (block.at, block.length, block.turnaround, block.minutes) == (102, 20, 3, 100)  # from 11:00; 5 + 95 minutes
    assert (block.time, block.kind, block.state, block.level) == ("7:30", "run", "", "")
    assert block.cuts == (1,)
    assert block.label.startswith("Cranes, Fri, Nov\u00a020, 7:30, Screen 1, 100 minutes")


@pytest.mark.parametrize(("wall", "opens", "at"), [("00:10", 11, 158), ("09:15", 9, 3), ("03:30", 11, 198)])
def test_early_and_late_shows_are_not_cut_off(staff: Client, wall: str, opens: int, at: int) -> None:
    late = show(programme(film("House")), FRIDAY, wall, ScreenFactory())
    page = staff.get(BOARD)
    board = page.context["board"]
    block = blocks(page)[late.pk]
    assert (board.opens, block.at) == (opens, at)
    assert block.at + block.length <= len(board.hours) * 12
    assert board.days[0].lanes[0].blocks == (block,)


def test_a_night_of_films_is_not_cut_off(staff: Client) -> None:
    long = show(programme(film("Out 1", running_minutes=775)), FRIDAY, "20:00", ScreenFactory())
    page = staff.get(BOARD)
    block = blocks(page)[long.pk]
    assert block.at + block.length <= len(page.context["board"].hours) * 12


def test_a_double_bill_is_cut_where_its_second_film_begins(staff: Client) -> None:
    both = programme(film("Detour", running_minutes=68), film("Laura", running_minutes=88), kind="double_bill")
    bill = show(both, FRIDAY, "19:00", ScreenFactory())
    assert blocks(staff.get(BOARD))[bill.pk].cuts == (1, 15)  # 5 minutes of preshow, then 68


def test_what_was_called_off_is_told_and_takes_no_room(staff: Client, one: Screening) -> None:
    Screening.objects.update(status="cancelled", reason="The print is lost.")
    page = staff.get(BOARD)
    lane = page.context["board"].days[0].lanes[0]
    assert (lane.blocks, [(off.time, off.title, off.reason) for off in lane.off]) == (
        (),
        [("7:30", "Cranes", "The print is lost.")],
    )
    assert "<del>7:30 Cranes</del>" in text(page)
    assert staff.get(form_of(one)).status_code == 200


def test_a_level_is_a_word_and_a_cut_title_can_be_read(staff: Client, one: Screening) -> None:
    show(programme(film("Detour")), FRIDAY, "20:00", one.screen)
    block = blocks(staff.get(BOARD))[one.pk]
    assert (block.word, block.hint) == ("Clash", "Cranes, 7:30–9:10, 100 min.")


def test_what_was_typed_is_no_markup(staff: Client) -> None:
    show(programme(film("<i>\"M\"</i> & 'N'")), FRIDAY, "20:00", ScreenFactory(name="<b>1"))
    page = text(staff.get(BOARD))
    said = "&lt;i&gt;&quot;M&quot;&lt;/i&gt; &amp; &#x27;N&#x27;"
    assert f'data-title="{said}"' in page
    assert f'aria-label="{said}, ' in page
    assert f'title="{said}, 8:00' in page
    assert f'<span class="title">{said}</span>' in page
    assert "<i>" not in page
    assert "<b>1" not in page


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Screen 1", "Screen 2"), [("Screen ", "1"), ("Screen ", "2")]),
        (("Screen 1", "Attic"), [("", "Screen 1"), ("", "Attic")]),
        (("Screen 1",), [("", "Screen 1")]),
        (("Screen", "Screen 2"), [("", "Screen"), ("", "Screen 2")]),
    ],
)
def test_screens_are_named_as_short_as_can_be(
    staff: Client, names: tuple[str, ...], shown: list[tuple[str, str]]
) -> None:
    for place, name in enumerate(names):
        ScreenFactory(name=name, order=place)
    lanes = staff.get(BOARD).context["board"].days[0].lanes
    assert [(lane.common, lane.name) for lane in lanes] == shown


def test_what_is_new_moved_clashing_and_tight_is_marked(staff: Client, one: Screening) -> None:
    new = show(one.run, FRIDAY, "21:15", one.screen)
    clash = show(one.run, FRIDAY + timedelta(days=1), "19:30", one.screen)
    show(programme(film("Detour")), FRIDAY + timedelta(days=1), "20:00", one.screen)
    Screening.objects.filter(pk=one.pk).update(starts_at=one.starts_at - timedelta(minutes=10))
    page = staff.get(BOARD)
    found = blocks(page)
    assert (found[one.pk].state, found[new.pk].state) == ("changed", "new")
    assert found[clash.pk].level == "clash"
    assert {found.finding.code for found in page.context["board"].findings} >= {"S01"}
    saturday = page.context["board"].days[1].lanes[0]
    assert [block.row for block in saturday.blocks] == [1, 2]


def test_the_shelf_has_runs_without_shows(staff: Client, one: Screening) -> None:
    run(film("Detour"), one.screen)
    run(film("Over"), one.screen, first=FRIDAY - timedelta(days=14))
    assert [item.title for item in staff.get(BOARD).context["board"].shelf] == ["Detour"]


def test_moved_by_its_form(staff: Client, one: Screening) -> None:
    answer = staff.post(form_of(one), told(one), follow=True)
    assert "Saved: Cranes, Fri 20, 8:00, Screen 1." in text(answer)
    assert "Undo: Cranes to Fri, Nov\u00a020, 8:00\u00a0pm, Screen 1" in text(answer)
    one.refresh_from_db()
    assert (blocks(answer)[one.pk].time, one.version) == ("8:00", 1)
    undone = staff.post(f"{BOARD}undo/{Deed.objects.get().pk}/", {"day": "2026-11-20"}, follow=True)
    assert "Undone:" in text(undone)
    assert blocks(undone)[one.pk].time == "7:30"


def test_only_what_touched_a_show_is_offered_to_be_undone(staff: Client, one: Screening) -> None:
    staff.post(form_of(one), told(one))
    Deed.objects.create(label="A run's dates", done_at=NOON, before={"run-1": {}}, after={"run-1": {"id": 1}})
    page = text(staff.get(BOARD))
    assert "Undo: Cranes" in page
    assert "A run&#x27;s dates" not in page


def test_a_form_that_cannot_be_read_undoes_nothing(staff: Client, one: Screening) -> None:
    staff.post(form_of(one), told(one))
    address = f"{BOARD}undo/{Deed.objects.get().pk}/"
    assert staff.post(address, b"--x\r\nno form", content_type="multipart/form-data; boundary=").status_code == 400
    assert Deed.objects.get().undone_at is None


def test_a_span_stays_what_is_shown(staff: Client, one: Screening) -> None:
    span = {"board": "2026-11-19", "to": "2026-11-22"}
    answer = staff.post(form_of(one), told(one) | span, follow=True)
    assert answer.redirect_chain[-1][0] == f"{BOARD}2026-11-19/?to=2026-11-22"
    assert [day.iso[-2:] for day in answer.context["board"].days] == ["19", "20", "21", "22"]
    assert answer.context["board"].to == "2026-11-22"
    assert staff.get(BOARD).context["board"].to == ""


def test_what_a_move_brings_about_is_told_with_it(staff: Client, one: Screening) -> None:
    show(programme(film("Detour")), FRIDAY, "21:45", one.screen)
    answer = text(staff.post(form_of(one), told(one), follow=True))
    assert "5 minutes between Cranes" in answer


def test_copied_and_called_off_by_its_form(staff: Client, one: Screening) -> None:
    assert "Copied: Cranes" in text(staff.post(form_of(one), told(one, "22:00", deed="copy"), follow=True))
    assert Screening.objects.count() == 2
    off = staff.post(form_of(one), told(one, deed="off", reason="The print is lost."), follow=True)
    assert "Called off: Cranes" in text(off)
    one.refresh_from_db()
    assert (one.status, one.reason) == ("cancelled", "The print is lost.")


def test_replaced_by_its_form(staff: Client, one: Screening) -> None:
    other = programme(film("High and Low"))
    sent = {"deed": "replace", "programme": other.pk, "reason": "The print was sent elsewhere.", "version": one.version}
    assert "Instead: High and Low, Fri 20, 7:30, Screen 1." in text(staff.post(form_of(one), sent, follow=True))
    one.refresh_from_db()
    assert one.replaced_by.programme == other
    again = staff.post(form_of(one), sent)
    assert "Somebody else changed Cranes meanwhile" in text(again)
    assert "This field is required." in text(staff.post(form_of(one), {"deed": "replace"}))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"wall": "25:00"}, "Enter a valid time."),
        ({"day": "soon"}, "Enter a valid date."),
        ({"day": "9999-12-31"}, "Write a day between 1895 and 2199."),
        ({"day": "0001-01-01"}, "Write a day between 1895 and 2199."),
        ({"screen": "99"}, "Select a valid choice."),
        ({"version": "7"}, "Somebody else changed Cranes meanwhile"),
        ({"version": ""}, "Somebody else changed Cranes meanwhile"),
        ({"day": "2026-03-07", "wall": "02:30"}, "The clocks skip this time"),
    ],
)
def test_what_cannot_be_is_explained(staff: Client, one: Screening, wrong: dict[str, str], why: str) -> None:
    assert why in text(staff.post(form_of(one), told(one) | wrong))
    assert not Deed.objects.exists()


def test_clean_starts_are_offered_nicest_first(staff: Client, one: Screening) -> None:
    show(programme(film("Detour")), FRIDAY, "21:30", one.screen)
    slots = staff.get(form_of(one)).context["slots"]
    assert slots[0] == ("19:30", "7:30")
    assert ("20:00", "8:00") not in slots


def test_clean_starts_of_another_evening_and_of_the_shelf(staff: Client, one: Screening) -> None:
    other = ScreenFactory(name="Screen 2", slug="two")
    show(programme(film("Detour")), FRIDAY + timedelta(days=1), "19:00", other)
    looked = staff.get(form_of(one), {"day": "2026-11-21", "screen": other.pk})
    assert looked.context["form"].initial["screen"] == other
    assert ("19:00", "7:00") not in looked.context["slots"]
    shelved = run(film("Laura"), other)
    for told_ in ({"run": shelved.pk}, {"programme": shelved.programme_id, "screen": other.pk}):
        slots = staff.get(f"{BOARD}put/", told_ | {"day": "2026-11-21"}).context["slots"]
        assert slots
        assert ("19:00", "7:00") not in slots
    asked = told(one, deed="look") | {"day": "2026-11-21", "screen": other.pk}
    assert ("19:00", "7:00") not in staff.post(form_of(one), asked).context["slots"]
    assert staff.post(f"{BOARD}put/", asked | {"run": shelved.pk}).context["slots"]
    assert not Deed.objects.exists()


@pytest.mark.parametrize("asked", [{"day": "soon"}, {"screen": "x"}, {"screen": "9" * 30}, {"programme": "-"}])
def test_asked_about_what_is_none(staff: Client, one: Screening, asked: dict[str, str]) -> None:
    assert staff.get(form_of(one), asked).status_code == 200
    assert staff.get(f"{BOARD}put/", asked).status_code == 200


def test_a_screen_that_is_hired_out_is_not_offered(staff: Client, one: Screening) -> None:
    day = one.screen.venue.house_day(FRIDAY).span
    Closure.objects.create(screen=one.screen, starts_at=day.starts_at, ends_at=day.ends_at, why="hired out")
    assert staff.get(form_of(one)).context["slots"] == []


@pytest.mark.parametrize(
    ("words", "found", "hint"),
    [("lau", ["Laura"], ""), ("nothing like it", ["Cranes", "Laura"], "Nothing is called")],
)
def test_programmes_are_searched_for(staff: Client, one: Screening, words: str, found: list[str], hint: str) -> None:
    programme(film("Laura"))
    field = staff.get(f"{BOARD}put/", {"q": words}).context["form"].fields["programme"]
    assert sorted(each.full_title for each in field.queryset) == found
    assert str(field.help_text).startswith(hint)


def test_the_hour_that_comes_twice_is_asked_for(staff: Client, one: Screening) -> None:
    night = {"day": "2026-10-31", "wall": "01:30"}
    asked = staff.post(form_of(one), told(one) | night)
    assert "The clocks show 01:30 twice on" in text(asked)
    assert "the first, before they go back" in text(asked)
    staff.post(form_of(one), told(one) | night | {"which": "1"})
    one.refresh_from_db()
    assert one.starts_at == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)  # the second 1:30, in winter time
    other = ScreenFactory(name="Screen 2", slug="two")
    staff.post(form_of(one), told(one) | night | {"screen": other.pk})
    one.refresh_from_db()
    assert (one.screen, one.starts_at.hour) == (other, 6)


def test_put_on_from_the_shelf_and_from_elsewhere(staff: Client, one: Screening) -> None:
    shelved = run(film("Detour"), one.screen)
    page = f"{BOARD}put/"
    where = {"day": "2026-11-21", "wall": "17:00", "screen": one.screen_id}
    assert "Detour" in text(staff.get(f"{page}?run={shelved.pk}&day=2026-11-21"))
    assert "Added: Detour" in text(staff.post(page, where | {"run": shelved.pk}, follow=True))
    single = programme(film("Laura"))
    assert "Added: Laura" in text(staff.post(page, where | {"wall": "12:00", "programme": single.pk}, follow=True))
    assert "This field is required." in text(staff.post(page, where))
    assert "starts then" in text(staff.post(page, where | {"programme": single.pk}))


def test_a_suggestion_is_one_click(staff: Client, one: Screening) -> None:
    show(programme(film("Detour")), FRIDAY, "21:00", one.screen)
    found = next(found for found in staff.get(BOARD).context["board"].findings if found.screening)
    values = found.finding.fix.values
    sent = {"screening": found.screening, "version": found.version, "board": "2026-11-20"}
    sent |= {"starts_at": values["starts_at"].isoformat()} if "starts_at" in values else {"screen": values["screen"]}
    assert "Done as suggested." in text(staff.post(f"{BOARD}fix/", sent, follow=True))
    assert not any(found.finding.code == "S01" for found in staff.get(BOARD).context["board"].findings)
    assert "meanwhile" in text(staff.post(f"{BOARD}fix/", sent, follow=True))


@pytest.mark.parametrize("sent", [{}, {"screening": "x"}, {"screening": "9" * 30}])
def test_no_suggestion_to_follow(staff: Client, one: Screening, sent: dict[str, str]) -> None:
    assert staff.post(f"{BOARD}fix/", sent).status_code == 404


def test_any_week(staff: Client, one: Screening) -> None:
    assert "November\u00a027 – December\u00a03" in text(staff.get(f"{BOARD}2026-12-01/"))
    assert staff.get(f"{BOARD}2026-13-01/").status_code == 404


@pytest.mark.parametrize(
    ("to", "days"),
    [("2026-11-24", 3), ("2026-12-10", 19), ("2027-11-24", 31), ("2026-11-01", 1), ("soon", 7), ("0001-01-01", 7)],
)
def test_any_span(staff: Client, one: Screening, to: str, days: int) -> None:
    assert len(staff.get(f"{BOARD}2026-11-22/", {"to": to}).context["board"].days) == days


def test_who_may(client: Client, one: Screening) -> None:
    pages = (BOARD, form_of(one), f"{BOARD}put/")
    assert {client.get(page).status_code for page in pages} == {302}
    reader = User.objects.create_user("bob", is_staff=True)
    client.force_login(reader)
    assert {client.get(page).status_code for page in pages} == {403}
    reader.user_permissions.add(Permission.objects.get(codename="view_screening"))
    assert [client.get(page).status_code for page in pages] == [200, 403, 403]
    assert "board.js" not in text(client.get(BOARD))
    assert client.post(form_of(one), told(one)).status_code == 403
    assert client.post(f"{BOARD}fix/", {"screening": one.pk}).status_code == 403


def test_queries_do_not_grow(staff: Client) -> None:
    VenueFactory()
    counts = []
    for size in (1, 3, 30):
        for step in range(size):
            shows(run(film(f"Film {step} of {size}"), ScreenFactory()), "19:30")
        go_public(NOON - timedelta(days=1))
        with CaptureQueriesContext(connection) as queries:
            staff.get(BOARD)
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert Venue.objects.count() == 1
