"""Rows past the object mapper are the rows that Django reads and writes."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programming.models import Accolade, Film, Screening
from programming.models.plain import insert_rows, read_rows
from tests.factories import ScreenFactory, film, programme

pytestmark = pytest.mark.django_db


def test_what_is_not_asked_for_is_read_when_it_is_wanted() -> None:
    made = film("Wanda", note="A note", is_approximate=True)
    (found,) = read_rows(Film, ("id", "title", "is_approximate"), "pk", [made.pk])
    with CaptureQueriesContext(connection) as queries:
        assert (found, found.printed_title, found.is_approximate) == (made, "Wanda", True)
        found.title = "Barbara Loden"
    assert len(queries) == 1  # the title it is shown under
    found.save(update_fields=["title"])
    assert Film.objects.get().title == "Barbara Loden"
    assert found.note == "A note"


def test_those_that_meet_what_else_is_asked_in_the_order_of_the_model() -> None:
    one, other = film("One", slug="one"), film("Other", slug="other")
    for about, order, line in ((one, 2, "last"), (one, 1, "first"), (other, 0, "of the other"), (one, 3, "not asked")):
        Accolade.objects.create(film=about, order=order, line=line, year=1957 if order < 3 else 1958)
    found = read_rows(Accolade, ("id", "line"), "film", {one.pk}, year=1957)
    assert [accolade.line for accolade in found] == ["first", "last"]


def test_none_are_asked_for_among_none() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert read_rows(Film, ("id",), "pk", []) == []
    assert not queries.captured_queries


def test_two_moments_that_the_clocks_show_alike_stay_two() -> None:
    zone, bill = ZoneInfo("America/New_York"), programme(film("Wanda"))
    twice = [datetime(2026, 11, 1, 1, 30, fold=fold, tzinfo=zone) for fold in (0, 1)]
    screen = ScreenFactory()
    rows = [Screening(programme=bill, screen=screen, starts_at=at, house_day=date(2026, 10, 31)) for at in twice]
    insert_rows(Screening, rows)
    stored = Screening.objects.filter(pk__in=[row.pk for row in rows]).values_list("starts_at", flat=True)
    assert sorted(stored) == [datetime(2026, 11, 1, hour, 30, tzinfo=UTC) for hour in (5, 6)]
