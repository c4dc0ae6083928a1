"""Nothing is reached by guessing: not a password through a filter, not a record through another's address."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db.models import ForeignKey
from django.test import Client
from django.urls import reverse

from programming.admin.site import house_site
from programming.models import Deed, Draft
from tests.factories import FRIDAY, NOON
from tests.staff.test_roles import filled_house, person

pytestmark = pytest.mark.django_db

TO_USER = [
    (model, field.name)
    for model in house_site._registry
    for field in model._meta.get_fields()
    if isinstance(field, ForeignKey) and field.related_model is User
]


@pytest.mark.parametrize(("model", "field"), TO_USER, ids=lambda one: getattr(one, "__name__", one))
@pytest.mark.parametrize("asked", ["password__startswith", "email__contains", "is_superuser__exact"])
def test_no_list_is_filtered_by_what_a_colleague_keeps(model: Any, field: str, asked: str) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("chief"))
    path = reverse(f"staff:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert client.get(path, {f"{field}__{asked}": "a"}).status_code in (302, 400)


def test_there_are_such_lists() -> None:
    assert len(TO_USER) >= 3


@pytest.mark.parametrize("asked", ["password", "password__startswith", "user_permissions__codename"])
def test_no_password_is_read_out_of_the_list_of_people(asked: str) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("chief"))
    assert client.get("/staff/auth/user/", {asked: "a"}).status_code in (302, 400)


@pytest.mark.parametrize("letter", "CBFR")
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_number_in_an_address_opens_what_the_role_opens_and_nothing_more(letter: str, method: str) -> None:
    """Rows that exist and rows that do not are refused alike, so that nobody can count them."""
    rows = filled_house()
    deed = Deed.objects.create(label="x", done_at=NOON, before={}, after={})
    draft = Draft.objects.create(name="Two", first_on=FRIDAY, last_on=FRIDAY, made_at=NOON)
    client = Client()
    client.force_login(person(letter))
    for name, there in {
        "staff-draft": draft.pk,
        "staff-board-undo": deed.pk,
        "staff-board-show": rows["screening"].pk,
        "staff-showtimes": rows["run"].pk,
        "staff:auth_user_change": rows["user"].pk,
        "staff:auth_user_door": rows["user"].pk,
        "staff:auth_user_history": rows["user"].pk,
    }.items():
        told = {getattr(client, method)(reverse(name, args=[key])).status_code for key in (there, there + 1_000)}
        assert len(told) == 1, (name, told)
        assert told <= {403, 405}, (name, told)


def test_what_somebody_may_not_see_is_not_offered_to_pick() -> None:
    """The pick list behind a form's field asks for the right to see what it lists."""
    filled_house()
    usher = User.objects.create_user("doorkeeper", is_staff=True)
    usher.groups.add(Group.objects.get(name="front of house"))
    client = Client()
    client.force_login(usher)
    asked = {"app_label": "programming", "model_name": "runquote", "field_name": "quote", "term": "a"}
    assert client.get("/staff/autocomplete/", asked).status_code in (403, 404)
    asked = {"app_label": "programming", "model_name": "doorentry", "field_name": "user", "term": "c"}
    assert client.get("/staff/autocomplete/", asked).status_code == 403
