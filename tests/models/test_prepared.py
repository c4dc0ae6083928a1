"""Questions written once ask what Django asks."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.test.utils import CaptureQueriesContext

from programming.models import PublishedScreening, PublishedTitle, Screening
from programming.models.prepared import prepared
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, run, show, shows

DAY = timedelta(days=1)
Rows = QuerySet[Any, tuple[Any, ...]]


def on(first: date, last: date) -> Rows:
    return Screening.objects.on().between(first, last).values_list("pk", "uid", "starts_at", "house_day")


def beyond(first: date, last: date) -> Rows:
    return Screening.objects.exclude(house_day__range=(first, last)).values_list("pk")


def live(at: datetime, slug: str) -> Rows:
    return PublishedTitle.objects.live(at).filter(slug=slug).values_list("slug", "facts")[:1]


def with_film(at: datetime, key: int) -> Rows:
    return PublishedScreening.objects.live(at).filter(films=key).order_by("-starts_at").values_list("starts_at")


def at_screens(keys: list[int]) -> Rows:
    return Screening.objects.filter(screen__among=keys).values_list("house_day").annotate(Count("pk")).order_by()


def by_uid(uid: UUID) -> Rows:
    return Screening.objects.filter(uid=uid).values_list("pk", "run__opens_on")


@pytest.fixture
def week() -> Screening:
    """Three evenings of one film; before, both 1:30s of the night the clocks go back."""
    first, *_others = shows(run(film("Wanda"), ScreenFactory(), days=3), "19:00", days=3)
    for hour in (5, 6):
        at = datetime(2026, 11, 1, hour, 30, tzinfo=UTC)
        bill, screen = programme(film(f"Detour {hour}")), ScreenFactory()
        Screening.objects.create(programme=bill, screen=screen, starts_at=at, house_day=date(2026, 10, 31))
    go_public(first.starts_at - DAY)
    return first


CASES: list[tuple[Callable[..., Rows], Callable[[Screening], tuple[Any, ...]], int]] = [
    (on, lambda _one: (FRIDAY, FRIDAY + DAY), 2),
    (on, lambda _one: (date(2026, 10, 31), date(2026, 10, 31)), 2),
    (beyond, lambda _one: (FRIDAY, FRIDAY + DAY), 3),
    (live, lambda one: (one.starts_at, "wanda"), 1),
    (live, lambda one: (one.starts_at, "\u2019; DROP TABLE \u2013"), 0),
    (live, lambda _one: (NOON - 100 * DAY, "wanda"), 0),
    (with_film, lambda one: (one.starts_at, one.programme.items.get().film_id), 3),
    (at_screens, lambda one: ([one.screen_id, 0],), 3),
    (at_screens, lambda one: ({one.screen_id: "a key"},), 3),
    (at_screens, lambda _one: ([],), 0),
    (by_uid, lambda one: (one.uid,), 1),
    (by_uid, lambda _one: (UUID(int=0),), 0),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("build", "of", "count"), CASES)
def test_the_rows_that_django_reads(
    week: Screening, build: Callable[..., Rows], of: Callable[[Screening], tuple[Any, ...]], count: int
) -> None:
    values, ask = of(week), prepared(build)
    with CaptureQueriesContext(connection) as queries:
        found = ask(*values)
    assert len(queries) == 1
    assert (len(found), ask(*values)) == (count, found)
    assert sorted(found) == sorted(build(*values))


@pytest.mark.django_db
def test_written_once_and_asked_anew(week: Screening) -> None:
    written = []

    def by_day(day: date) -> Rows:
        written.append(day)
        return Screening.objects.filter(house_day=day).values_list("pk")

    ask = prepared(by_day)
    assert [ask(FRIDAY), ask(FRIDAY - DAY)] == [[(week.pk,)], []]
    Screening.objects.filter(pk=week.pk).update(house_day=FRIDAY - 2 * DAY)
    assert ask(FRIDAY) == []
    assert len(written) == 1


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_its_own_connection() -> None:
    show(programme(film("Wanda")), FRIDAY, "19:00", ScreenFactory())
    ask, found = prepared(on), []
    expected = ask(FRIDAY, FRIDAY)

    def elsewhere() -> None:
        try:
            found.extend(ask(FRIDAY, FRIDAY))
        finally:
            connection.close()

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert found == expected
    assert len(found) == 1
