"""What the database itself refuses, whoever writes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programming.models import Film, Holdover, Notice, Programme, ProgrammeItem, PullQuote, Run, Screening, Still
from tests.factories import FRIDAY, NOON, FilmFactory, ScreenFactory, film, programme, run, show

pytestmark = pytest.mark.django_db


def refused(row: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_run_that_ends_before_it_opens() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    booked.closes_on = FRIDAY - timedelta(days=1)
    refused(booked)
    with pytest.raises(ValidationError, match=r"The run ends before it opens\."):
        booked.full_clean()


def test_a_run_without_a_day_that_is_not_undated() -> None:
    refused(Run(programme=programme(film("Cranes")), announcement="dated"))


def test_a_screening_without_a_screen() -> None:
    refused(Screening(programme=programme(film("Cranes")), starts_at=NOON, house_day=FRIDAY))


def test_two_screenings_at_one_time_on_one_screen() -> None:
    one = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    twin = Screening(programme=one.programme, screen=one.screen, starts_at=one.starts_at, house_day=FRIDAY)
    refused(twin)
    with pytest.raises(ValidationError, match=r"Another show starts on this screen at this time\."):
        twin.full_clean()
    one.status = "cancelled"
    one.save()
    twin.save()


@pytest.mark.parametrize(
    "row",
    [
        lambda: Film(slug="x", title="", year="1957", countries="France", running_minutes=90),
        lambda: Film(slug="x", title="X", year="1957", countries="France", running_minutes=0),
        lambda: PullQuote(film=FilmFactory(), text="Unsigned"),
        lambda: Still(film=FilmFactory(), image="x.jpg", width=1, height=1, alt=""),
        lambda: Programme(slug="x", kind="shorts", title=""),
        lambda: ProgrammeItem(programme=programme(film("A")), kind="film"),
        lambda: ProgrammeItem(programme=programme(film("A")), kind="intermission"),
        lambda: Notice(heading="X", text="X", starts_on=FRIDAY, ends_on=FRIDAY - timedelta(days=1)),
        lambda: Holdover(
            run=run(film("A"), ScreenFactory()), first_on=FRIDAY, last_on=FRIDAY - timedelta(days=1), decided_on=FRIDAY
        ),
    ],
    ids=["no title", "no length", "unsigned quote", "no alt", "no name", "no film", "no minutes", "notice", "holdover"],
)
def test_shape(row: object) -> None:
    refused(row())


def test_querysets_agree_with_their_predicates() -> None:
    screen = ScreenFactory()
    for number, (state, announcement, status) in enumerate(
        (s, a, t)
        for s in ("pencilled", "confirmed")
        for a in ("undated", "dated", "timed")
        for t in ("scheduled", "cancelled")
    ):
        booked = run(film(f"Film {number}"), screen, state=state, announcement=announcement)
        show(booked, FRIDAY, f"{number:02}:00", status=status)
    show(programme(film("Single")), FRIDAY, "23:00", screen)
    for one in Screening.objects.select_related("run"):
        assert one.is_on is (one in Screening.objects.on())
        assert one.is_announced is (one in Screening.objects.announced())
    for booked in Run.objects.all():
        assert booked.is_announced is (booked in Run.objects.announced())
