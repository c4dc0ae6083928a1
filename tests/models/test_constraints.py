"""What the database itself refuses, whoever writes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programming.models import (
    Edition,
    EditionExtra,
    Film,
    Holdover,
    Notice,
    Programme,
    ProgrammeItem,
    ProgrammeNote,
    PullQuote,
    QuotedRating,
    Reading,
    RelatedFilm,
    Run,
    Screening,
    Still,
    Vote,
)
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


@pytest.mark.parametrize(
    "row",
    [
        lambda: ProgrammeNote(film=FilmFactory(), kind="essay", text=""),
        lambda: ProgrammeNote(film=FilmFactory(), kind="gossip", text="X"),
        lambda: RelatedFilm(film=FilmFactory(), title=""),
        lambda: Reading(film=FilmFactory(), kind="book", title=""),
        lambda: Edition(film=FilmFactory(), label="", carrier="DVD"),
        lambda: EditionExtra(edition=Edition.objects.create(film=FilmFactory(), label="X"), title="X", minutes=0),
    ],
    ids=["no text", "no such note", "no other film", "no reading", "no label", "no minutes"],
)
def test_shape_of_what_stands_beside_a_film(row: Callable[[], object]) -> None:
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


GOOD = {"stars": 8, "voter": "a", "words": "Lovely.", "words_state": "pending", "cast_at": NOON, "changed_at": NOON}


@pytest.mark.parametrize(
    "wrong",
    [
        {"stars": 0},
        {"stars": 11},
        {"voter": ""},
        {"words": ""},  # a state without words
        {"words_state": ""},
        {"words_state": "lost"},
        {"words_state": "approved"},  # by nobody, at no time
        {"decided_at": NOON},
    ],
)
def test_a_vote_that_cannot_be(wrong: dict[str, object]) -> None:
    one = show(programme(film("Cranes")), FRIDAY, "19:00", ScreenFactory())
    Vote.objects.create(screening=one, **GOOD | {"voter": "z"})
    refused(Vote(screening=one, **GOOD | wrong))


@pytest.mark.parametrize("is_of_a_film", [True, False])
def test_two_votes_by_one_voter_on_one_show(is_of_a_film: bool) -> None:
    one = show(programme(film("Cranes")), FRIDAY, "19:00", ScreenFactory())
    about = one.programme.items.get().film if is_of_a_film else None
    Vote.objects.create(screening=one, film=about, **GOOD)
    refused(Vote(screening=one, film=about, **GOOD))
    Vote.objects.create(screening=one, film=about, **GOOD | {"voter": "b"})


@pytest.mark.parametrize("wrong", [{"source": ""}, {"score": "", "stars": []}])
def test_a_rating_from_nowhere_or_that_says_nothing(wrong: dict[str, object]) -> None:
    said = {"film": FilmFactory(), "source": "A site", "score": "93 %", "seen_on": FRIDAY, "stars": []}
    refused(QuotedRating(**said | wrong))


@pytest.mark.parametrize("stars", [[0], [11], ["8"], [True], 8, [8.0]])
def test_single_ratings_are_half_stars(stars: object) -> None:
    with pytest.raises(ValidationError, match="half-stars"):
        QuotedRating(film=FilmFactory(), source="A site", seen_on=FRIDAY, stars=stars).full_clean()
