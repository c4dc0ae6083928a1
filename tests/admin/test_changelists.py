"""Every list of the panel asks the database as often for thirty rows as for one, and finds what is searched for."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programming.admin.site import house_site
from programming.models import (
    Claim,
    DoorEntry,
    Edition,
    Film,
    Import,
    Material,
    NameVariant,
    Notice,
    OtherTitle,
    Person,
    PrintedDate,
    Programme,
    Publication,
    PullQuote,
    Restoration,
    Run,
    Screen,
    Screening,
    Series,
    Source,
    Venue,
)
from tests.factories import FRIDAY, NOON, ScreenFactory, VenueFactory, film, programme, programmer, run, series, show

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(programmer())
    return client


def a_run(number: int) -> Run:
    return run(film(f"Engagement {number}", director=f"Director {number}"), Screen.objects.first() or ScreenFactory())


def a_screening(number: int) -> Screening:
    booked = a_run(number)
    return show(booked, FRIDAY + timedelta(days=number), "19:30")


def a_publication(number: int) -> Publication:
    by = User.objects.create_user(f"publisher {number}")
    return Publication.objects.create(number=number + 1, made_at=NOON, live_from=NOON, made_by=by, note="evening")


def a_quote(number: int) -> PullQuote:
    by = User.objects.create_user(f"editor {number}")
    said = {"text": f"It is number {number}.", "critic": "A. Critic"}
    return PullQuote.objects.create(
        film=film(f"Quoted {number}"), is_approved=True, approved_by=by, approved_at=NOON, **said
    )


def a_source(number: int) -> Source:
    return Source.objects.create(label=f"poster-{number}", kind="page", title=f"Poster {number}")


def an_entry(number: int) -> DoorEntry:
    who, by = (User.objects.create_user(f"{name} {number}") for name in ("keeper", "colleague"))
    return DoorEntry.objects.create(at=NOON, kind="let-in", user=who, by=by, name=f"keeper {number}")


# The nth row of each kind, with all that it stands beside: what a list would have to ask for row by row.
ROWS: dict[type[Model], Callable[[int], Model]] = {
    Film: lambda n: film(f"Film {n}", director=f"Somebody {n}"),
    Person: lambda n: Person.objects.create(name=f"Person {n}"),
    Material: lambda n: film(f"Seen {n}").materials.get(),
    Screen: lambda n: ScreenFactory(),
    Notice: lambda n: Notice.objects.create(heading=f"Evening {n}", text="Closed", starts_on=FRIDAY, ends_on=FRIDAY),
    Programme: lambda n: programme(film(f"First {n}"), film(f"Second {n}"), kind="double_bill"),
    Run: a_run,
    Screening: a_screening,
    Series: lambda n: series(f"Season {n}", programme(film(f"In season {n}"))),
    Publication: a_publication,
    PullQuote: a_quote,
    Source: a_source,
    Claim: lambda n: Claim.objects.create(film=film(f"Asked {n}"), about="year", value="1957", source=a_source(n)),
    PrintedDate: lambda n: PrintedDate.objects.create(
        film=film(f"Held {n}"), about="ends", printed="Thursday, August 1", source=a_source(n)
    ),
    Restoration: lambda n: Restoration.objects.create(film=film(f"Mended {n}"), label="4k", laboratory="Lantern"),
    Edition: lambda n: Edition.objects.create(film=film(f"On disc {n}"), label="Lantern", carrier="DVD"),
    Import: lambda n: Import.objects.create(source=f"file {n}", made_at=NOON),
    DoorEntry: an_entry,
    User: lambda n: User.objects.create_user(f"usher {n}"),
    Group: lambda n: Group.objects.create(name=f"ushers {n}"),
}


def list_of(model: type[Model]) -> str:
    return reverse(f"staff:{model._meta.app_label}_{model._meta.model_name}_changelist")


def asked(client: Client, address: str, rows: int) -> int:
    """How many queries a list takes that shows so many rows, or more: the people who are there already."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.context["cl"].result_count >= rows
    return len(queries)


def test_every_list_is_counted() -> None:
    """A house is one row and stays one."""
    assert set(house_site._registry) - {Venue} == set(ROWS)


@pytest.mark.parametrize("query", ["", "?q=e"], ids=["all", "searched"])
@pytest.mark.parametrize("model", ROWS, ids=lambda model: model._meta.label)
def test_a_list_costs_the_same_for_any_number_of_rows(staff: Client, model: type[Model], query: str) -> None:
    VenueFactory()
    counts, made = [], 0
    for wanted in (1, 3, 30):
        for number in range(made, wanted):
            ROWS[model](number)
        made = wanted
        counts.append(asked(staff, list_of(model) + query, wanted))
    assert counts == [counts[0]] * 3


@pytest.mark.parametrize("model", [Film, Person, Programme, Series, Run, Material], ids=lambda model: model._meta.label)
def test_looking_a_name_up_costs_the_same_for_any_number_of_rows(staff: Client, model: type[Model]) -> None:
    holder = {Film: "programmeitem", Person: "credit", Programme: "run", Series: "seriesentry", Run: "screening"}
    field = {Material: "material"}.get(model, model._meta.model_name)
    told = {"app_label": "programming", "model_name": holder.get(model, "run"), "field_name": field, "term": ""}
    counts, made = [], 0
    for wanted in (1, 3, 15):
        for number in range(made, wanted):
            ROWS[model](number)
        made = wanted
        with CaptureQueriesContext(connection) as queries:
            answer = staff.get(reverse("staff:autocomplete"), told)
        assert len(answer.json()["results"]) == wanted
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


@pytest.fixture
def on_file() -> None:
    samurai = film("Le Samouraï", director="Jean-Pierre Melville")
    OtherTitle.objects.create(film=samurai, title="The Godson")
    cranes = film("The Cranes Are Flying", director="Mikhail Kalatozov", original_title="Летят журавли")
    NameVariant.objects.create(person=Person.objects.get(name="Mikhail Kalatozov"), name="Mikheil Kalatozishvili")
    screen = ScreenFactory()
    for one in (samurai, cranes):
        show(run(one, screen, days=7), FRIDAY, "19:30" if one is samurai else "15:00")
    series("Été français", programme(film("Playtime")))


FOUND = [
    (Film, "samourai", 1),
    (Film, "SAMOURAÏ", 1),
    (Film, "le samouraï", 1),
    (Film, "godson", 1),
    (Film, "журавли", 1),
    (Film, "melville", 1),
    (Film, "Kalatozishvili", 1),
    (Film, "no such film", 0),
    (Film, "!?", 0),
    (Person, "jean pierre", 1),
    (Person, "Kalatozishvili", 1),
    (Programme, "samouraï", 1),
    (Run, "Samouraï", 1),
    (Run, "cranes", 1),
    (Screening, "SAMOURAÏ", 1),
    (Series, "ete francais", 1),
    (Material, "samouraï", 1),
]


@pytest.mark.parametrize(("model", "typed", "count"), FOUND, ids=str)
@pytest.mark.usefixtures("on_file")
def test_search_minds_neither_accents_nor_capitals(staff: Client, model: type[Model], typed: str, count: int) -> None:
    assert staff.get(list_of(model), {"q": typed}).context["cl"].result_count == count


@pytest.mark.parametrize(
    ("model", "filter", "count"),
    [
        (Run, {"state__exact": "confirmed"}, 2),
        (Run, {"state__exact": "pencilled"}, 0),
        (Screening, {"status__exact": "scheduled"}, 2),
        (Screening, {"house_day__year": "2026", "house_day__month": "11"}, 2),
        (Screening, {"availability__exact": "sold_out"}, 0),
        (Programme, {"kind__exact": "double_bill"}, 0),
        (Material, {"format__exact": "dcp"}, 3),
    ],
)
@pytest.mark.usefixtures("on_file")
def test_filters_count(staff: Client, model: type[Model], filter: dict[str, str], count: int) -> None:
    assert staff.get(list_of(model), filter).context["cl"].result_count == count


@pytest.mark.usefixtures("on_file")
def test_programmes_are_named_by_film(staff: Client) -> None:
    programme(film("Gun Crazy"), film("Detour"), kind="double_bill")
    page = staff.get(list_of(Programme)).content.decode()
    assert "Gun Crazy + Detour" in page
    assert "Le Samouraï" in page
