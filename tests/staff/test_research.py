"""The research page: readings side by side, added and decided on; and what stands beside the film's fields."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programming.models import Claim, Film, PrintedDate, Source
from tests.factories import NOON, VenueFactory, film

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def cranes() -> Film:
    VenueFactory()
    return film("Cranes", original_title="Летят журавли")


@pytest.fixture
def page(cranes: Film) -> str:
    return f"/staff/films/{cranes.pk}/research/"


def reading(of: Film, value: str, label: str = "poster", about: str = "running_time", **more: Any) -> Claim:
    source = Source.objects.get_or_create(label=label, defaults={"kind": "page", "title": label.capitalize()})[0]
    return Claim.objects.create(film=of, about=about, value=value, source=source, **more)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def decide(staff: Client, page: str, one: Claim, **more: str) -> Any:
    (question,) = [asked for asked in staff.get(page).context["file"].questions if f"c{one.pk}" in asked.keys]
    told = {"deed": "decide", "claim": one.pk, "status": "accepted", "reason": "It says so.", "seen": question.seen}
    return staff.post(page, told | more, follow=True)


def test_readings_stand_side_by_side_with_their_sources(staff: Client, cranes: Film, page: str) -> None:
    for value, label in (("95 min.", "listing"), ("approx. 95 min.", "disc"), ("98 min.", "festival")):
        reading(cranes, value, label)
    (question,) = staff.get(page).context["file"].questions
    assert [[claim.source for claim in one.claims] for one in question.readings] == [["Listing", "Disc"], ["Festival"]]
    said = text(staff.get(page))
    assert "The house prints “95 min.”. No accepted source. 3 sources 1 disagrees" in said
    assert "Typed without a source" in said


COUNTS = [
    # readings with their statuses, the field, what stands beside it
    ([], 95, "no source"),
    ([("95 min.", "unverified")], 95, "1 source"),
    ([("95 min.", "accepted"), ("98 min.", "unverified"), ("95", "unverified")], 95, "3 sources, 1 disagrees"),
    ([("95 min.", "accepted"), ("98 min.", "disputed"), ("91 min.", "unverified")], 95, "3 sources, 2 disagree"),
    ([("95 min.", "accepted"), ("98 min.", "rejected")], 95, "2 sources"),
    ([("98 min.", "accepted")], 95, "1 source"),
    ([("95 min.", "disputed")], 95, "1 source, disputed"),
]


@pytest.mark.parametrize(("readings", "minutes", "said"), COUNTS)
def test_the_form_says_how_many_sources_a_field_has(
    staff: Client, cranes: Film, readings: list[tuple[str, str]], minutes: int, said: str
) -> None:
    for number, (value, status) in enumerate(readings):
        reading(cranes, value, f"source-{number}", status=status, reason="x", decided_at=NOON)
    form = staff.get(f"/staff/programming/film/{cranes.pk}/change/")
    help_text = form.context["adminform"].form.fields["running_minutes"].help_text
    assert f'<a href="/staff/films/{cranes.pk}/research/">{said}</a>' in help_text
    assert help_text in form.content.decode()
    assert "source" not in form.context["adminform"].form.fields["colour"].help_text


def test_the_form_of_a_copy_says_so_too(staff: Client, cranes: Film) -> None:
    copy = cranes.materials.get()
    copy.ratio = "1.37:1"
    copy.save()
    reading(cranes, "1.37:1", about="ratio", scope="version", material=copy)
    form = staff.get(f"/staff/programming/material/{copy.pk}/change/").context["adminform"].form
    assert ">1 source</a>" in form.fields["ratio"].help_text
    assert ">no source</a>" in form.fields["subtitles"].help_text


def test_a_reading_is_added_and_accepted(staff: Client, cranes: Film, page: str) -> None:
    source = Source.objects.create(label="festival", kind="page", title="Festival")
    typed = {"deed": "add", "about": "running_time", "value": "98 min.", "source": source.pk, "scope": "work"}
    assert "On file: Running time: 98 min.." in text(staff.post(page, typed, follow=True))
    one = Claim.objects.get()
    assert one.history.first().history_user.username == "alice"
    assert "Decided: Running time: 98 min. is accepted." in text(decide(staff, page, one))
    assert Film.objects.get().running_minutes == 98


def test_a_second_reading_is_asked_about(staff: Client, cranes: Film, page: str) -> None:
    first, second = reading(cranes, "95 min.", "listing"), reading(cranes, "98 min.", "festival")
    decide(staff, page, first)
    asked = decide(staff, page, second, reason="Measured.")
    assert "“95 min.” is accepted. Say what it is to be, then accept this one instead." in text(asked)
    assert 'value="Measured."' in asked.content.decode()
    assert Film.objects.get().running_minutes == 95
    decide(staff, page, second, instead="disputed")
    assert list(Claim.objects.order_by("pk").values_list("status", flat=True)) == ["disputed", "accepted"]
    assert Film.objects.get().running_minutes == 98


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"claim": ""}, "Choose a reading."),
        ({"claim": "77"}, "Select a valid choice."),
        ({"reason": ""}, "Say why."),
        ({"seen": "another state"[:16]}, "Somebody else decided on this while you looked at it."),
        ({"status": "holy"}, "Select a valid choice."),
        ({"instead": "accepted"}, "Select a valid choice."),
        ({"status": "spelling"}, "Only a name or a title has spellings."),
        ({"deed": "add", "value": ""}, "This field is required."),
        ({"deed": "year"}, "Select a valid choice."),
        ({"deed": "dance"}, "What the sources say"),
    ],
)
def test_what_cannot_be_is_explained(staff: Client, cranes: Film, page: str, typed: dict[str, str], why: str) -> None:
    one = reading(cranes, "98 min.")
    PrintedDate.objects.create(film=cranes, about="ends", printed="Thursday, August 1", source=one.source)
    if typed.get("deed") == "year":
        typed = typed | {"printed": "77", "year": "2019", "seen": "0"}
    assert why in text(decide(staff, page, one, **typed))
    one.refresh_from_db()
    assert (one.status, Claim.objects.count(), Film.objects.get().running_minutes) == ("unverified", 1, 95)


def test_a_claim_of_another_film_is_not_decided_here(staff: Client, cranes: Film, page: str) -> None:
    own, other = reading(cranes, "98 min."), reading(film("Detour"), "68 min.", "disc")
    assert "Select a valid choice." in text(decide(staff, page, own, claim=str(other.pk)))
    other.refresh_from_db()
    assert other.status == "unverified"


def test_a_year_is_chosen(staff: Client, cranes: Film, page: str) -> None:
    source = Source.objects.create(label="listing", kind="page", title="Listing")
    one = PrintedDate.objects.create(film=cranes, about="ends", printed="Thursday, August 1", source=source)
    typed = {"deed": "year", "printed": one.pk, "year": "2019", "seen": "0"}
    assert "Say why." in text(staff.post(page, typed))
    said = text(staff.post(page, typed | {"reason": "The DCP is of 2017."}, follow=True))
    assert "Decided: Thursday, August 1 is a day of 2019." in said
    assert "alice, Friday, November 20, 12:00 pm: The DCP is of 2017." in said


def test_words_of_others_are_no_markup(staff: Client, cranes: Film, page: str) -> None:
    reading(cranes, "<b>98</b>", "listing", quote="<script>alert(1)</script>", about="other", topic="<i>x</i>")
    body = staff.get(page).content.decode()
    assert "<script>alert" not in body
    assert "<b>98</b>" not in body
    assert "<i>x</i>" not in body


def test_queries_do_not_grow(staff: Client, cranes: Film, page: str) -> None:
    counts = []
    for size in (1, 3, 30):
        for number in range(size):
            one = reading(cranes, f"{60 + number} min.", f"source-{size}-{number}")
            about = f"{size} {number}"
            PrintedDate.objects.create(film=cranes, about=about, printed="Thursday, August 1", source=one.source)
        with CaptureQueriesContext(connection) as queries:
            assert staff.get(page).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1
