"""The library of pull-quotes, and the quotes on the pages of films and runs."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from programming.actions.approval import approve
from programming.models import Film, PullQuote, RunQuote
from tests.factories import FRIDAY, NOON, ScreenFactory, film, programme, programmer, run
from tests.pages import filled_in

pytestmark = pytest.mark.django_db

TEXT = "A film of great beauty, and of great length."
CUT = "A film of great beauty…"


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(programmer())
    return client


@pytest.fixture
def cranes() -> Film:
    return film("The Cranes Are Flying")


def quote(of: Film, text: str = TEXT, **facts: Any) -> PullQuote:
    return PullQuote.objects.create(film=of, text=text, **({"critic": "A. Critic"} | facts))


def page(row: Any, name: str = "change") -> str:
    return reverse(f"staff:programming_{row._meta.model_name}_{name}", args=[row.pk])


def save(client: Client, row: Any, **typed: Any) -> Any:
    return client.post(page(row), filled_in(client.get(page(row)), **typed), follow=True)


def who(role: str) -> Client:
    made = User.objects.create_user(role or "writer", is_staff=True)
    if role:
        made.groups.add(Group.objects.get(name=role))
    else:  # a house's own role: may edit quotes, not approve them
        codes = ("view_pullquote", "change_pullquote", "view_film", "change_film")
        made.user_permissions.add(*Permission.objects.filter(codename__in=codes))
    client = Client()
    client.force_login(made)
    return client


@pytest.mark.parametrize("kind", ["film", "pullquote"])
def test_source_and_cut_stand_side_by_side(staff: Client, cranes: Film, kind: str) -> None:
    stored = quote(cranes, cut="[It is] of great beauty…")
    shown = staff.get(page(cranes if kind == "film" else stored)).content.decode()
    assert "<del>A film </del>" in shown
    assert "<del>, and of great length.</del>" in shown
    assert "<ins>[It is]</ins>" in shown
    assert "Q04" not in shown


@pytest.mark.parametrize("kind", ["film", "pullquote"])
def test_an_older_cut_that_does_not_follow_is_found_on_its_form(staff: Client, cranes: Film, kind: str) -> None:
    stored = quote(cranes, cut="A beautiful film.")
    shown = staff.get(page(cranes if kind == "film" else stored)).content.decode()
    assert "<mark>A beautiful film.</mark>" in shown
    assert "Q04" in shown
    assert "the quote of A. Critic does not follow from its source" in shown


def test_a_cut_is_refused_and_stays_on_the_page(staff: Client, cranes: Film) -> None:
    stored = quote(cranes)
    shown = save(staff, cranes, **{"quotes-0-cut": "A beautiful film."}).content.decode()
    assert "The source does not say" in shown
    stored.refresh_from_db()
    assert stored.cut == ""


LOST = "The quote of A. Critic was changed: the public does not read it before it is approved again."


@pytest.mark.parametrize("kind", ["film", "pullquote"])
def test_a_changed_cut_loses_its_approval_with_a_message(staff: Client, cranes: Film, kind: str) -> None:
    stored = quote(cranes)
    approve(quotes=[stored], by=programmer("bob"), at=NOON)
    row, name = (cranes, "quotes-0-cut") if kind == "film" else (stored, "cut")
    assert "By bob, " in staff.get(page(row)).content.decode()
    assert LOST in save(staff, row, **{name: CUT}).content.decode()
    stored.refresh_from_db()
    assert (stored.is_approved, stored.cut) == (False, CUT)
    name = name.replace("cut", "is_approved")
    assert LOST not in save(staff, row, **{name: "on"}).content.decode()
    stored.refresh_from_db()
    assert (stored.is_approved, stored.approved_by.username) == (True, "alice")
    assert "By alice, " in staff.get(page(row)).content.decode()


@pytest.mark.parametrize(("role", "approves"), [("copy editor", True), ("programmer", True), ("", False)])
@pytest.mark.parametrize("kind", ["film", "pullquote"])
def test_only_who_may_approve_does(cranes: Film, role: str, approves: bool, kind: str) -> None:
    stored = quote(cranes)
    row, name = (cranes, "quotes-0-is_approved") if kind == "film" else (stored, "is_approved")
    save(who(role), row, **{name: "on"})
    stored.refresh_from_db()
    assert stored.is_approved is approves


def test_who_may_not_approve_still_takes_an_approval_by_editing(cranes: Film) -> None:
    stored = quote(cranes)
    approve(quotes=[stored], by=None, at=NOON)
    assert LOST in save(who(""), stored, cut=CUT).content.decode()
    stored.refresh_from_db()
    assert not stored.is_approved


@pytest.mark.parametrize("text", [TEXT, f"  “{TEXT}”", TEXT.upper()])
def test_the_same_text_twice_for_one_film_is_refused(staff: Client, cranes: Film, text: str) -> None:
    quote(cranes)
    told = {"film": cranes.pk, "text": text, "critic": "B. Critic", "order": 0}
    answer = staff.post(reverse("staff:programming_pullquote_add"), told)
    assert "The film has this quote already." in answer.content.decode()
    told["film"] = film("Detour").pk
    assert staff.post(reverse("staff:programming_pullquote_add"), told).status_code == 302


def test_the_same_text_typed_twice_at_once_is_refused(staff: Client, cranes: Film) -> None:
    new = {
        f"quotes-{n}-{name}": value for n in (0, 1) for name, value in (("text", TEXT), ("critic", "A"), ("order", n))
    }
    shown = save(staff, cranes, **{"quotes-TOTAL_FORMS": "2"}, **new).content.decode()
    assert "The film has this quote already." in shown
    assert not PullQuote.objects.exists()


SEARCHES = [
    ("?q=BEAUTE", {"A"}),
    ("?q=village+voice", {"A"}),
    ("?q=cranes", {"A", "B"}),
    ("?q=members", {"C"}),
    ("?q=nothing+of+it", set()),
    ("?is_approved__exact=1", {"A"}),
    ("?is_approved__exact=0", {"B", "C"}),
    ("?cut=altered", {"B"}),
    ("?cut=whole", {"A", "C"}),
    ("?by=audience", {"C"}),
    ("?by=critic", {"A", "B"}),
    ("?by=outlet", set()),
    ("?by=book", {"B"}),
]


@pytest.mark.parametrize(("query", "critics"), SEARCHES, ids=[query for query, _critics in SEARCHES])
def test_the_library_is_searched(staff: Client, cranes: Film, query: str, critics: set[str]) -> None:
    quote(cranes, "Quelle beauté.", critic="A", outlet="The Village Voice", is_approved=True)
    quote(cranes, "It is long.", cut="It is grand.", critic="B", work="A History of Film")
    quote(film("Detour"), "Bleak.", critic="C", audience="members")
    listed = staff.get(reverse("staff:programming_pullquote_changelist") + query).context["cl"].result_list
    assert {one.critic for one in listed} == critics


@pytest.mark.parametrize(
    ("deed", "before", "said"),
    [
        ("approve_chosen", [False, True], "1 quote was approved."),
        ("withdraw_chosen", [True, True], "2 quotes are not public any more."),
    ],
)
def test_many_are_approved_or_taken_back_at_once(
    staff: Client, cranes: Film, deed: str, before: list[bool], said: str
) -> None:
    made = [quote(cranes, f"Text {place}.", is_approved=one) for place, one in enumerate(before)]
    told = {"action": deed, "_selected_action": [one.pk for one in made]}
    answer = staff.post(reverse("staff:programming_pullquote_changelist"), told, follow=True)
    assert said in answer.content.decode()
    assert {PullQuote.objects.get(pk=one.pk).is_approved for one in made} == {deed == "approve_chosen"}


def test_an_altered_quote_is_not_approved_among_many(staff: Client, cranes: Film) -> None:
    made = quote(cranes, cut="Grand.")
    told = {"action": "approve_chosen", "_selected_action": [made.pk]}
    answer = staff.post(reverse("staff:programming_pullquote_changelist"), told, follow=True)
    assert "cannot be approved" in answer.content.decode()


# --- What a run prints ----------------------------------------------------------------------------


def choose(client: Client, booked: Any, *chosen: PullQuote) -> Any:
    rows = {"chosen_quotes-TOTAL_FORMS": str(len(chosen))}
    for place, one in enumerate(chosen):
        rows |= {f"chosen_quotes-{place}-quote": one.pk, f"chosen_quotes-{place}-order": place}
    return save(client, booked, **rows)


@pytest.mark.parametrize("role", ["programmer", "copy editor"])
def test_a_run_chooses_among_the_quotes_of_its_films(cranes: Film, role: str) -> None:
    booked = run(programme(cranes, film("Detour"), kind="double_bill"), ScreenFactory(), first=FRIDAY)
    own = [quote(cranes), quote(Film.objects.get(title="Detour"), "Bleak.")]
    other = quote(film("Gun Crazy"), "Wild.")
    client = who(role)
    assert "Choose a quote of a film that plays in this run." in choose(client, booked, other).content.decode()
    choose(client, booked, *reversed(own))
    assert [one.quote for one in RunQuote.objects.all()] == own[::-1]
    assert "(not approved)" in client.get(page(booked)).content.decode()


def test_the_box_office_sees_no_quotes_to_choose(cranes: Film) -> None:
    booked = run(cranes, ScreenFactory())
    quote(cranes)
    assert "chosen_quotes" not in who("front of house").get(page(booked)).content.decode()
