"""What was read is asked again, and says whether anything in it has changed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from programming.models import Film, Screening
from programming.models.prepared import prepared
from programming.models.reading import Reading, unnoticed
from tests.factories import FRIDAY, NOON, ScreenFactory, film, run, shows

HOUR = timedelta(hours=1)
AUTUMN = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # 1:30 in New York for the first time; an hour later for the second
SPRING = datetime(2026, 3, 8, 6, 59, tzinfo=UTC)  # a minute before 3:00


@prepared
def begun(at: datetime) -> "QuerySet[Screening, tuple[int, str, str]]":
    rows = Screening.objects.filter(starts_at__lte=at).order_by("pk")
    return rows.values_list("pk", "note", "programme__items__film__title")


@prepared
def titles(slug: str) -> "QuerySet[Film, tuple[str]]":
    return Film.objects.filter(slug=slug).values_list("title")


@pytest.fixture
def evening() -> Screening:
    first, *_others = shows(run(film("Wanda"), ScreenFactory(), days=3), "19:00", days=1)
    return first


def nothing() -> None: ...


def noted() -> None:
    Screening.objects.update(note="Doors at seven")


def renamed() -> None:
    Film.objects.update(title="Wanda Goronski")


def added() -> None:
    film("Detour")


CASES: list[tuple[Callable[[], None], timedelta, bool]] = [
    (nothing, timedelta(), True),
    (nothing, HOUR, True),
    (nothing, -10 * HOUR, False),  # before it began
    (added, timedelta(), True),
    (noted, timedelta(), False),
    (renamed, timedelta(), False),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("deed", "later", "holds"), CASES)
def test_it_holds_while_everything_is_answered_alike(
    evening: Screening, deed: Callable[[], None], later: timedelta, *, holds: bool
) -> None:
    at = evening.starts_at + HOUR
    reading = Reading(at)
    with reading.opened():
        assert begun(at)
        titles("wanda")
    deed()
    assert reading.holds(at + later) is holds


@pytest.mark.django_db
@pytest.mark.parametrize("first", [AUTUMN, SPRING], ids=["autumn", "spring"])
def test_a_night_of_two_clocks_is_asked_of_at_its_own_moment(evening: Screening, first: datetime) -> None:
    Screening.objects.update(starts_at=first + HOUR, house_day=FRIDAY)
    reading = Reading(first)
    with reading.opened():
        assert begun(first) == []
    assert reading.holds(first + HOUR - timedelta(minutes=1))
    assert not reading.holds(first + HOUR)


def other(at: datetime) -> Any:
    return Film.objects.count()


def another_moment(at: datetime) -> Any:
    return begun(at - HOUR)


@pytest.mark.django_db
@pytest.mark.parametrize("ask", [other, another_moment])
def test_what_cannot_be_asked_again_never_holds(evening: Screening, ask: Callable[[datetime], Any]) -> None:
    reading = Reading(NOON)
    with reading.opened():
        begun(NOON)
        assert reading.is_whole
        ask(NOON)
    assert not reading.is_whole
    assert not reading.holds(NOON)


@pytest.mark.django_db
def test_what_another_word_stands_for_is_no_part_of_it(evening: Screening) -> None:
    reading = Reading(NOON)
    with reading.opened():
        begun(NOON)
        with unnoticed():
            other(NOON)
            titles("wanda")
    renamed()
    with CaptureQueriesContext(connection) as asked:
        assert reading.holds(NOON)
    assert len(asked) == 1


@pytest.mark.django_db
def test_what_is_read_when_it_is_closed_is_no_part_of_it(evening: Screening) -> None:
    reading, after = Reading(NOON), Reading(NOON)
    with reading.opened():
        begun(NOON)
    with after.opened():
        titles("wanda")
    other(NOON)
    renamed()
    assert (reading.holds(NOON), after.holds(NOON)) == (True, False)
