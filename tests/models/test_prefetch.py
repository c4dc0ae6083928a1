"""More rows than SQLite takes in a chain of ORs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programming.models import Credit, Film, Person
from tests.factories import film


@pytest.mark.django_db
def test_more_than_a_thousand_are_fetched_by_one_query() -> None:
    cranes = film("Cranes")
    people = Person.objects.bulk_create(
        Person(name=f"Person {number}", sort_name=str(number)) for number in range(1100)
    )
    Credit.objects.bulk_create(Credit(film=cranes, person=person, role="cast") for person in people)
    with CaptureQueriesContext(connection) as asked:
        [found] = Film.objects.filter(pk=cranes.pk).prefetch_related("credits__person")
    assert {credit.person.name for credit in found.credits.all()} == {person.name for person in people}
    assert len(asked) == 3
