"""Rows past the object mapper are the rows that Django reads."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from programming.choices import ScreeningStatus
from programming.models import Film, PublishedScreening, Screening, Source
from programming.models.plain import insert_rows, read_among, read_plain, read_rows
from programming.models.publication import PublishedScreeningQuerySet
from programming.models.screening import ScreeningQuerySet
from tests.factories import FRIDAY, ScreenFactory, film, go_public, programme, run, shows

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def week() -> None:
    """Three shows, the first called off after the public was told of all; the second moved since."""
    first, second, _third = shows(run(film("Wanda"), ScreenFactory(), days=3), "19:00", days=3)
    go_public(first.starts_at - DAY)
    Screening.objects.filter(pk=first.pk).update(status=ScreeningStatus.CANCELLED)
    go_public(first.starts_at - DAY / 2)
    Screening.objects.filter(pk=second.pk).update(starts_at=second.starts_at + DAY / 24)


TWINS: list[tuple[str, list[Any], Callable[[], "QuerySet[Any]"]]] = [
    (
        ScreeningQuerySet.ON_BETWEEN,
        [FRIDAY, FRIDAY + DAY],
        lambda: Screening.objects.on().between(FRIDAY, FRIDAY + DAY),
    ),
    (PublishedScreeningQuerySet.STANDING_LISTED, [], lambda: PublishedScreening.objects.standing().listed()),
]


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize(("where", "values", "rows"), TWINS)
def test_the_same_rows_as_djangos(where: str, values: list[Any], rows: Callable[[], "QuerySet[Any]"]) -> None:
    model = rows().model
    expected = sorted(rows().values_list("id", "starts_at", "house_day"))
    assert 0 < len(expected) < model._default_manager.count()
    assert sorted(read_plain(model, ("id", "starts_at", "house_day"), where, values)) == expected


def test_in_the_order_of_the_model_its_key_at_last() -> None:
    for trust, title in ((1, "B"), (3, "Z"), (3, "A"), (1, "B")):
        Source.objects.create(label=f"s{Source.objects.count()}", kind="book", title=title, trust=trust)
    assert read_plain(Source, ("label",)) == [("s2",), ("s1",), ("s0",), ("s3",)]


def test_what_is_not_asked_for_is_read_when_it_is_wanted() -> None:
    made = film("Wanda", note="A note", is_approximate=True)
    (found,) = read_rows(Film, ("id", "title", "is_approximate"), [made.pk])
    with CaptureQueriesContext(connection) as queries:
        assert (found, found.printed_title, found.is_approximate) == (made, "Wanda", True)
        found.title = "Barbara Loden"
    assert len(queries) == 1  # the title it is shown under
    found.save(update_fields=["title"])
    assert Film.objects.get().title == "Barbara Loden"
    assert found.note == "A note"


def test_none_are_asked_for_among_none() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert read_among(Film, ("id",), "id", []) == []
    assert not queries.captured_queries


def test_two_moments_that_the_clocks_show_alike_stay_two() -> None:
    zone, bill = ZoneInfo("America/New_York"), programme(film("Wanda"))
    twice = [datetime(2026, 11, 1, 1, 30, fold=fold, tzinfo=zone) for fold in (0, 1)]
    screen = ScreenFactory()
    rows = [Screening(programme=bill, screen=screen, starts_at=at, house_day=date(2026, 10, 31)) for at in twice]
    insert_rows(Screening, rows)
    stored = Screening.objects.filter(pk__in=[row.pk for row in rows]).values_list("starts_at", flat=True)
    assert sorted(stored) == [datetime(2026, 11, 1, hour, 30, tzinfo=UTC) for hour in (5, 6)]
