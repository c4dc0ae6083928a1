"""Every page of the staff panel's records opens: the list, an empty form, and the form of a record that is there."""

from collections.abc import Iterator

import pytest
from django.contrib.admin.utils import quote
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from programming.admin.site import house_site

REGISTERED = sorted(house_site._registry, key=lambda model: model._meta.label)


def address(model: type[Model], page: str, *args: str) -> str:
    return reverse(f"{house_site.name}:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def staff(client: Client, db: None) -> Client:
    client.force_login(get_user_model().objects.create_superuser(username="staff", password="not a secret"))
    return client


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("page", ["changelist", "add"])
def test_list_and_empty_form_open(staff: Client, model: type[Model], page: str) -> None:
    response = staff.get(address(model, page))
    allowed = page == "changelist" or house_site._registry[model].has_add_permission(response.wsgi_request)
    assert response.status_code == (200 if allowed else 403)


def opened(staff: Client) -> Iterator[tuple[str, int | None]]:
    """Each kind of record with the status of its first row's form, None where there is no row to open."""
    for model in REGISTERED:
        row = model._default_manager.first()
        yield model._meta.label, row and staff.get(address(model, "change", quote(row.pk))).status_code


def test_the_form_of_a_record_opens(staff: Client) -> None:
    call_command("load_seeds", verbosity=0)
    Group.objects.create(name="Projection")
    assert dict(opened(staff)) == {model._meta.label: 200 for model in REGISTERED}
