"""Voting and moderating: what counts, what is refused, and who was quicker."""

from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from programming.actions.cancel import cancel
from programming.actions.errors import Refused, Stale
from programming.actions.ratings import Mark, moderate, rate
from programming.choices import WordsState
from programming.models import Programme, ProgrammeItem, Screening, Vote
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, programmer, show

pytestmark = pytest.mark.django_db

# The show of the factories' Friday runs from 7:00 to 8:40 pm: 95 minutes and the preshow.
AFTER = NOON + timedelta(hours=10)


@pytest.fixture
def cranes() -> Screening:
    made = show(programme(film("Cranes")), FRIDAY, "19:00", ScreenFactory())
    go_public()
    return made


def vote(
    of: Screening, stars: int = 8, words: str = "", *, voter: str = "a", slug: str = "cranes", at: datetime = AFTER
) -> Vote:
    return rate(screening=of.pk, voter=voter, marks=[Mark(slug, stars, words)], at=at)[0]


def test_a_vote_is_counted(cranes: Screening) -> None:
    made = vote(cranes, 7, "Lovely.")
    assert (made.stars, made.words, made.words_state) == (7, "Lovely.", "pending")
    assert (made.film.slug, made.screening, made.cast_at) == ("cranes", cranes, AFTER)


def test_a_second_vote_changes_the_first(cranes: Screening) -> None:
    first = vote(cranes, 7)
    later = AFTER + timedelta(hours=1)
    second = vote(cranes, 9, at=later)
    assert (first.pk, Vote.objects.count()) == (second.pk, 1)
    assert (second.stars, second.cast_at, second.changed_at) == (9, AFTER, later)
    vote(cranes, 2, voter="b")
    assert Vote.objects.count() == 2


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (NOON, "not over yet"),
        (NOON + timedelta(hours=8, minutes=39), "not over yet"),
        (NOON + timedelta(hours=8, minutes=40), None),
        (NOON + timedelta(hours=40, minutes=59), None),  # 4:59 on Sunday morning
        (NOON + timedelta(hours=41), "is closed"),
    ],
)
def test_a_vote_counts_from_the_end_until_the_next_house_day_ends(
    cranes: Screening, at: datetime, why: str | None
) -> None:
    if why is None:
        assert vote(cranes, at=at).pk
        return
    with pytest.raises(Refused, match=why):
        vote(cranes, at=at)
    assert not Vote.objects.exists()


def test_a_show_that_was_called_off_is_not_rated(cranes: Screening) -> None:
    cancel(screening=cranes, reason="The print is lost.", at=NOON)
    vote(cranes)  # nobody has been told yet, so for the public it took place
    go_public(AFTER)
    with pytest.raises(Refused, match="did not take place"):
        vote(cranes, voter="b", at=AFTER + timedelta(minutes=1))


@pytest.mark.parametrize(("hours", "why"), [(1, "not over yet"), (-48, "is closed")])
def test_a_show_that_moved_is_rated_when_it_was_shown(cranes: Screening, hours: int, why: str) -> None:
    moved = cranes.starts_at + timedelta(hours=hours)
    day = FRIDAY + timedelta(days=hours // 24) if hours < 0 else FRIDAY
    Screening.objects.filter(pk=cranes.pk).update(starts_at=moved, house_day=day)
    at = cranes.starts_at + timedelta(minutes=110)
    vote(cranes, at=at)  # not yet published
    go_public(at)
    with pytest.raises(Refused, match=why):
        vote(cranes, voter="b", at=at + timedelta(minutes=1))


def test_a_draft_is_not_rated() -> None:
    draft = show(programme(film("Cranes")), FRIDAY, "19:00", ScreenFactory())
    with pytest.raises(Refused, match="no such show"):
        vote(draft)


def test_each_film_of_a_bill_has_its_own_stars() -> None:
    bill = show(programme(film("Cranes"), film("Detour"), kind="double_bill"), FRIDAY, "12:00", ScreenFactory())
    go_public()
    rate(screening=bill.pk, voter="a", marks=[Mark("cranes", 9), Mark("detour", 3)], at=AFTER)
    rate(screening=bill.pk, voter="a", marks=[Mark("detour", 4)], at=AFTER)
    assert dict(Vote.objects.values_list("film__slug", "stars")) == {"cranes": 9, "detour": 4}


@pytest.mark.parametrize("kind", ["shorts", "secret"])
def test_a_programme_is_rated_as_a_whole(kind: str) -> None:
    shown = Programme.objects.create(slug="sealed", title="Sealed", kind=kind)
    ProgrammeItem.objects.create(programme=shown, film=film("Detour"))
    evening = show(shown, FRIDAY, "12:00", ScreenFactory())
    go_public()
    assert vote(evening, slug="sealed").film is None
    assert vote(evening, 3, slug="sealed").stars == 3
    assert Vote.objects.of_programme(shown.pk).count() == Vote.objects.count() == 1
    with pytest.raises(Refused, match="did not play"):
        vote(evening, slug="detour")


def test_what_did_not_play_is_not_rated_and_nothing_is_half_done(cranes: Screening) -> None:
    with pytest.raises(Refused, match="did not play"):
        rate(screening=cranes.pk, voter="a", marks=[Mark("cranes", 8), Mark("detour", 8)], at=AFTER)
    with pytest.raises(Refused, match="did not play"):
        rate(screening=cranes.pk, voter="a", marks=[], at=AFTER)
    assert not Vote.objects.exists()


def test_a_box_holds_no_more_votes_than_the_room_has_seats() -> None:
    small = show(programme(film("Cranes")), FRIDAY, "19:00", ScreenFactory(seats=2))
    go_public()
    for voter in "ab":
        vote(small, voter=voter)
    with pytest.raises(Refused, match="seats"):
        vote(small, voter="c")
    assert vote(small, 1, voter="b").stars == 1  # whoever is in may still think again


# --- Words ----------------------------------------------------------------------------------------


def decide(of: Vote, verdict: WordsState, seen: int | None = None, by: Any = None) -> Vote:
    return moderate(vote=of.pk, verdict=verdict, seen=of.version if seen is None else seen, by=by, at=AFTER)


@pytest.mark.parametrize("verdict", [WordsState.APPROVED, WordsState.REFUSED])
def test_a_verdict_says_who_and_when(cranes: Screening, verdict: WordsState) -> None:
    ines = programmer("ines")
    told = decide(vote(cranes, words="Lovely."), verdict, by=ines)
    assert (told.words_state, told.decided_by, told.decided_at) == (verdict, ines, AFTER)
    assert Vote.objects.pending().count() == 0
    assert Vote.objects.told().count() == (verdict is WordsState.APPROVED)


@pytest.mark.parametrize(
    ("stars", "words", "state"),
    [
        (2, "Lovely.", "approved"),  # other stars, the same words
        (8, "Not so.", "pending"),
        (8, "", ""),
    ],
)
def test_other_words_are_read_anew(cranes: Screening, stars: int, words: str, state: str) -> None:
    decide(vote(cranes, words="Lovely."), WordsState.APPROVED, by=programmer())
    changed = vote(cranes, stars, words)
    assert (changed.words_state, changed.decided_at is None) == (state, state != "approved")


def test_nobody_approves_what_they_did_not_read(cranes: Screening) -> None:
    read = vote(cranes, words="Lovely.")
    vote(cranes, words="Buy my pills.")
    with pytest.raises(Stale, match="something else"):
        decide(read, WordsState.APPROVED)
    assert Vote.objects.get().words_state == "pending"


@pytest.mark.parametrize(
    ("verdict", "said"), [("APPROVED", "approved meanwhile, by ines"), ("REFUSED", "refused meanwhile, by ines")]
)
def test_the_second_of_two_moderators_is_told_who_was_first(cranes: Screening, verdict: str, said: str) -> None:
    read = vote(cranes, words="Lovely.")
    decide(read, WordsState[verdict], seen=read.version, by=programmer("ines"))
    with pytest.raises(Stale, match=said):
        decide(read, WordsState.REFUSED, seen=read.version, by=programmer("otto"))


@pytest.mark.parametrize(("words", "verdict"), [("", WordsState.APPROVED), ("Lovely.", WordsState.PENDING)])
def test_there_must_be_words_and_a_verdict(cranes: Screening, words: str, verdict: WordsState) -> None:
    with pytest.raises(Refused, match="no words to decide on"):
        decide(vote(cranes, words=words), verdict)


# --- Together -------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_same_paper_cast_twice_at_once_is_one_vote() -> None:
    evening = show(programme(film("Cranes")), FRIDAY, "19:00", ScreenFactory(seats=3))
    go_public()
    together = Barrier(6)
    refused: list[str] = []

    def press(voter: str, stars: int) -> None:
        together.wait()
        try:
            vote(evening, stars, voter=voter)
        except Refused as why:
            refused.append(why.message)
        finally:
            connection.close()

    pressed = [Thread(target=press, args=pair) for pair in [("a", 3), ("a", 9), ("b", 5), ("c", 5), ("d", 5), ("e", 5)]]
    for one in pressed:
        one.start()
    for one in pressed:
        one.join()
    assert Vote.objects.count() == Vote.objects.values("voter").distinct().count() == 3
    assert len(refused) >= 2
