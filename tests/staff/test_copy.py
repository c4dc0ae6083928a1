"""The copy desk: what plays soon and lacks something, in the order in which the press wants it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programming.models import Claim, Film, ProgrammeNote, PullQuote, Source, Still, Venue, Vote
from tests.factories import FRIDAY, NOON, ScreenFactory, VenueFactory, film, programmer, run, show

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def desk(staff: Client, **how: Any) -> Any:
    answer = staff.get("/staff/copy/", how)
    assert answer.status_code == 200
    return answer.context["page"]


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def plays(title: str, *, days: int, **facts: Any) -> Film:
    made = film(title, **facts)
    booked = run(made, ScreenFactory(), first=FRIDAY + timedelta(days=days))
    show(booked, FRIDAY + timedelta(days=days), "19:00")
    return made


def titles(page: Any) -> list[tuple[str, bool, list[str]]]:
    return [(group.due, group.is_overdue, [one.title for one in group.films]) for group in page.wanting]


def test_the_oldest_deadline_comes_first_and_says_that_it_has_passed(staff: Client) -> None:
    for title, days in (("Ikiru", 21), ("Detour", 2), ("Wanda", 15), ("Rain", 14), ("House", 0)):
        plays(title, days=days)
    assert titles(desk(staff)) == [
        ("Overdue since Friday, November\u00a06", True, ["House", "Detour"]),
        ("Due today", False, ["Rain", "Wanda"]),
        ("Due Friday, November\u00a027", False, ["Ikiru"]),
    ]
    assert "2 films are overdue." in text(staff.get("/staff/copy/"))
    Venue.objects.update(press_lead_days=7)
    assert [due for due, _late, _films in titles(desk(staff))][1] == "Due Friday, November\u00a027"


@pytest.mark.parametrize(
    ("weeks", "seen"),
    [("2", ["Soon"]), ("", ["Soon", "Later"]), ("13", ["Soon", "Later", "Last"]), ("999", ["Soon", "Later"])],
)
def test_one_looks_as_far_ahead_as_one_likes(staff: Client, weeks: str, seen: list[str]) -> None:
    for title, days in (("Soon", 13), ("Later", 41), ("Last", 90), ("Over", -1), ("Far", 91)):
        plays(title, days=days)
    found = [title for _due, _late, films in titles(desk(staff, weeks=weeks)) for title in films]
    assert found == seen


def test_what_may_not_play_wants_no_copy(staff: Client) -> None:
    pencilled = run(film("Pencilled"), ScreenFactory(), state="pencilled")
    show(pencilled, FRIDAY, "19:00")
    off = run(film("Off"), ScreenFactory())
    show(off, FRIDAY, "19:00", status="cancelled")
    page = desk(staff)
    assert (page.wanting, page.complete) == ((), ())
    assert "No film is on the schedule through Thursday, December 31." in text(staff.get("/staff/copy/"))


def test_a_film_that_lacks_nothing_is_complete(staff: Client) -> None:
    made = plays("Cranes", days=3, director="Mikhail Kalatozov", note="A note.", short_note="Short.")
    Still.objects.create(film=made, image="x.jpg", width=1, height=1, alt="A stair.", credit="The Aurora")
    ProgrammeNote.objects.create(film=made, kind="essay", text="Look.")
    page = desk(staff)
    assert (page.missing, [one.title for one in page.complete]) == (0, ["Cranes"])
    assert "Nothing is missing of what plays" in text(staff.get("/staff/copy/"))


def test_every_gap_leads_to_its_field(staff: Client) -> None:
    """The field is in the page that the link opens, under the name that the link says."""
    made = plays("Cranes", days=3)
    Still.objects.create(film=made, image="x.jpg", width=1, height=1, alt="Photo")
    PullQuote.objects.create(film=made, text="Great.", critic="A. Critic")
    for number, value in enumerate(("95 min.", "98 min.")):
        source = Source.objects.create(label=f"s{number}", kind="page", title=f"Source {number}")
        Claim.objects.create(film=made, about="running_time", value=value, source=source)
    gaps = desk(staff).wanting[0].films[0].gaps
    assert {gap.code for gap in gaps} >= {"note", "alt", "still-credit", "quote-source", "quote-approval", "credits"}
    for gap in gaps:
        page, _sharp, field = gap.href.partition("#")
        assert f'id="{field}"' in staff.get(page).content.decode(), gap.said


def test_a_row_that_was_opened_for_may_stay_empty(staff: Client) -> None:
    from tests.pages import filled_in  # noqa: PLC0415  # the form of one page, of this test alone

    made = plays("Cranes", days=3)
    address = f"/staff/programming/film/{made.pk}/change/?add=programme_notes"
    answer = staff.post(address, filled_in(staff.get(address), note="Written."))
    assert answer.status_code == 302
    assert (Film.objects.get().note, ProgrammeNote.objects.count()) == ("Written.", 0)
    typed = {"programme_notes-0-kind": "essay", "programme_notes-0-text": "Look."}
    assert staff.post(address, filled_in(staff.get(address), **typed)).status_code == 302
    assert ProgrammeNote.objects.get().history.first().history_user.username == "alice"


def test_words_of_visitors_are_counted_with_the_way_to_them(staff: Client) -> None:
    shown = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "12:00")
    for number in range(3):
        state = "pending" if number else "approved"
        decided = None if number else NOON
        Vote.objects.create(
            screening=shown,
            voter=str(number),
            stars=8,
            words="Good.",
            words_state=state,
            cast_at=NOON,
            changed_at=NOON,
            decided_at=decided,
        )
    said = text(staff.get("/staff/copy/"))
    assert '<a href="/staff/ratings/">The words of 2 visitors wait to be read.</a>' in said


def test_without_a_house_nothing_plays(client: Client) -> None:
    client.force_login(programmer())
    assert "No house has been set up yet: nothing plays." in text(client.get("/staff/copy/"))


def test_the_desk_leads_there(staff: Client) -> None:
    VenueFactory()
    assert text(staff.get("/staff/")).count('href="/staff/copy/"') == 2


def test_queries_do_not_grow(staff: Client) -> None:
    counts = []
    for size in (1, 3, 30):
        for number in range(size):
            made = plays(f"Film {size} {number}", days=number % 20, director=f"Director {number}")
            Still.objects.create(film=made, image="x.jpg", width=1, height=1, alt="Photo")
            PullQuote.objects.create(film=made, text="Great.", critic="A. Critic")
            ProgrammeNote.objects.create(film=made, kind="essay", text="Look.")
            source = Source.objects.create(label=f"s{size}-{number}", kind="page", title="Source")
            Claim.objects.create(film=made, about="running_time", value="98 min.", source=source)
        with CaptureQueriesContext(connection) as queries:
            desk(staff)
        counts.append(len(queries))
    assert len(set(counts)) == 1
