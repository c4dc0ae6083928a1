"""What is saved in the panel is found at once: by the panel's own search and, where it is public, by the house's."""

import pytest
from django.test import Client
from django.urls import reverse

from programming.listings.house import Desk
from programming.listings.search import search_page
from programming.models import Film, Person
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, programmer, series, show
from tests.pages import filled_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(programmer())
    return client


@pytest.fixture
def cranes() -> Film:
    made = film("Cranes", director="Mikhail Kalatozov")
    show(programme(made), FRIDAY, "19:00", ScreenFactory())
    go_public()
    return made


def page(row: Film | Person) -> str:
    return reverse(f"staff:programming_{row._meta.model_name}_change", args=[row.pk])


def public(query: str) -> list[str]:
    desk = Desk.at_moment(NOON)
    assert desk is not None
    found = search_page(desk, query)
    return [entry.title for entry in (*found.titles, *found.series)] + [person.name for person in found.people]


@pytest.mark.parametrize(
    ("model", "query", "count"),
    [
        ("film", "Kalatosow", 1),
        ("film", "Калатозов", 1),
        ("person", "калатозов", 1),
        ("person", "Kalatozow Michail", 1),
        ("film", "Kurosawa", 0),
        ("person", "Kurosawa", 0),
        ("film", "Kalatozov kurosawa", 0),
    ],
)
def test_the_panel_knows_every_spelling(staff: Client, cranes: Film, model: str, query: str, count: int) -> None:
    answer = staff.get(reverse(f"staff:programming_{model}_changelist"), {"q": query})
    assert answer.context["cl"].result_count == count


def test_a_new_spelling_is_found_when_it_is_saved(staff: Client, cranes: Film) -> None:
    person = Person.objects.get()
    told = filled_in(staff.get(page(person)), **{"variants-0-name": "Mikheil Kalatozishvili"})
    assert staff.post(page(person), told).status_code == 302
    assert public("kalatosischwili") == ["Mikhail Kalatozov"]


def test_a_new_other_title_is_found_when_it_is_saved(staff: Client, cranes: Film) -> None:
    told = filled_in(staff.get(page(cranes)))
    told |= {"other_titles-TOTAL_FORMS": "1", "other_titles-0-title": "Letjat schurawli", "other_titles-0-id": ""}
    assert staff.post(page(cranes), told | {"other_titles-0-film": str(cranes.pk)}).status_code == 302
    assert public("letyat zhuravli") == ["Cranes"]


def test_a_series_is_found_under_its_new_title(staff: Client) -> None:
    shown = programme(film("Rain"))
    thaw = series("Thaw", shown)
    show(shown, FRIDAY, "19:00", ScreenFactory())
    go_public()
    address = reverse("staff:programming_series_change", args=[thaw.pk])
    assert staff.post(address, filled_in(staff.get(address), title="Ottepel")).status_code == 302
    assert (public("thaw"), public("оттепель")) == ([], ["Ottepel"])
