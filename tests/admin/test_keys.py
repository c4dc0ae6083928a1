"""A key that is none, or longer than any, is a mistake of who sends it."""

from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from django.urls import reverse

from programming.admin.keys import ReadsKeys
from programming.admin.site import house_site
from programming.models import Film, Restoration
from tests.factories import film, programmer

pytestmark = pytest.mark.django_db
NO_KEYS = ["a", "1.5", "½", "-1", "\0", " ", "9" * 30, "9" * 5000, "[]"]


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(programmer())
    return client


@pytest.mark.parametrize("key", NO_KEYS)
def test_an_address_that_fills_in_what_is_no_row(staff: Client, key: str) -> None:
    assert staff.get(reverse("staff:programming_restoration_add"), {"film": key}).status_code == 200


@pytest.mark.parametrize("key", NO_KEYS)
@pytest.mark.parametrize("more", [{}, {"opened": "long ago"}], ids=["in time", "late"])
def test_a_form_that_names_no_row(staff: Client, key: str, more: dict[str, Any]) -> None:
    made = Restoration.objects.create(film=film("Detour"), label="4k", resolution="4K")
    page = staff.post(
        reverse("staff:programming_restoration_change", args=[made.pk]), {"film": key, "label": "2k", **more}
    )
    assert page.status_code == 200
    assert Restoration.objects.get().label == "4k"


def test_what_was_chosen_is_still_shown(staff: Client) -> None:
    chosen = film("Detour")
    page = staff.get(reverse("staff:programming_restoration_add"), {"film": str(chosen.pk)}).content.decode()
    assert f'<option value="{chosen.pk}" selected>Detour' in page


@pytest.mark.parametrize("key", NO_KEYS)
def test_a_list_on_which_no_row_is_ticked(staff: Client, key: str) -> None:
    film("Detour")
    told = {"action": "delete_selected", ACTION_CHECKBOX_NAME: key, "post": "yes"}
    assert staff.post(reverse("staff:programming_film_changelist"), told).status_code == 400
    assert Film.objects.count() == 1


def test_every_field_that_completes_itself_reads_keys() -> None:
    every = [one for own in house_site._registry.values() for one in (type(own), *own.inlines)]
    assert len(completing := [one for one in every if one.autocomplete_fields]) > 5
    assert [one for one in completing if not issubclass(one, ReadsKeys)] == []
