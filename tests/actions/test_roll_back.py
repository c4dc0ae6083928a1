"""Ways back: a new publication that repeats what the public saw before."""

from datetime import timedelta

import pytest

from programming.actions.cancel import cancel
from programming.actions.errors import Refused
from programming.actions.roll_back import restore, roll_back
from programming.models import Publication, PublishedRun, PublishedScreening, PublishedTitle, Screening
from programming.models.facts import ScreeningFacts
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, hold, programme, run, series, show

pytestmark = pytest.mark.django_db
BEFORE = NOON - timedelta(days=3)
HOUR = timedelta(hours=1)


@pytest.fixture
def one() -> Screening:
    return show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")


def facts(of: Screening, at: object) -> ScreeningFacts:
    return PublishedScreening.objects.live(at).get(screening=of).said


def test_the_public_sees_again_what_it_saw(one: Screening) -> None:
    go_public(BEFORE)
    was = facts(one, BEFORE)
    cancel(screening=one, reason="The print is lost.", at=NOON)
    wrong = go_public(NOON)
    made = roll_back(publication=wrong, by=None, at=NOON + HOUR)
    assert facts(one, NOON).status == "cancelled"
    assert facts(one, NOON + HOUR) == was
    assert (made.number, made.rolls_back) == (3, wrong)
    version = one.published.order_by("sequence").last()
    assert (version.sequence, version.change, b"SEQUENCE:2" in bytes(version.vevent)) == (2, "back", True)


def test_history_stays(one: Screening) -> None:
    go_public(BEFORE)
    Screening.objects.update(note="Wrong")
    roll_back(publication=go_public(NOON), by=None, at=NOON + HOUR)
    assert [version.facts["note"] for version in one.published.order_by("sequence")] == ["", "Wrong", ""]
    assert facts(one, NOON).note == "Wrong"


def test_what_it_first_announced_is_withdrawn(one: Screening) -> None:
    roll_back(publication=go_public(BEFORE), by=None, at=NOON)
    for model in (PublishedScreening, PublishedRun, PublishedTitle):
        assert model.objects.live(BEFORE).count() == 1
        assert not model.objects.live(NOON).exists()


def test_a_holdover_rolled_back_ends_the_run_as_before(one: Screening) -> None:
    go_public(BEFORE)
    hold(one.run, FRIDAY + timedelta(days=13))
    roll_back(publication=go_public(NOON), by=None, at=NOON + HOUR)
    told = PublishedRun.objects.live(NOON + HOUR).get()
    assert (told.last_on, told.said.holdovers) == (FRIDAY + timedelta(days=6), ())


def test_links_to_films_and_series_come_along(one: Screening) -> None:
    series("Wrong Turns", one.programme)
    go_public(BEFORE)
    Screening.objects.update(note="Wrong")
    roll_back(publication=go_public(NOON), by=None, at=NOON + HOUR)
    version = PublishedScreening.objects.live(NOON + HOUR).get()
    assert (version.films.count(), version.series.count()) == (1, 1)
    assert set(version.feeds.values_list("feed", flat=True)) == set(version.said.feeds)


def test_what_changed_since_stays(one: Screening) -> None:
    other = show(one.run, FRIDAY + timedelta(days=1), "19:00")
    go_public(BEFORE)
    Screening.objects.update(note="Wrong")
    wrong = go_public(NOON)
    Screening.objects.filter(pk=other.pk).update(note="Right")
    go_public(NOON + HOUR)
    roll_back(publication=wrong, by=None, at=NOON + 2 * HOUR)
    assert [facts(show, NOON + 2 * HOUR).note for show in (one, other)] == ["", "Right"]


def test_twice_is_refused(one: Screening) -> None:
    go_public(BEFORE)
    Screening.objects.update(note="Wrong")
    wrong = go_public(NOON)
    roll_back(publication=wrong, by=None, at=NOON + HOUR)
    with pytest.raises(Refused, match="nothing to roll back"):
        roll_back(publication=wrong, by=None, at=NOON + HOUR)
    assert Publication.objects.count() == 3


def test_one_that_waits_is_taken_back_instead(one: Screening) -> None:
    with pytest.raises(Refused, match="take it back"):
        roll_back(publication=go_public(BEFORE, live_from=NOON), by=None, at=BEFORE + HOUR)


def test_a_row_that_waits_cannot_be_rolled_back(one: Screening) -> None:
    first = go_public(BEFORE)
    Screening.objects.update(note="Later")
    go_public(BEFORE + HOUR, live_from=NOON)
    with pytest.raises(Refused):
        restore(version=one.published.get(publication=first), by=None, at=BEFORE + 2 * HOUR)
    assert one.published.count() == 2


def test_one_show_to_an_earlier_version(one: Screening) -> None:
    other = show(one.run, FRIDAY + timedelta(days=1), "19:00")
    go_public(BEFORE)
    Screening.objects.update(note="Wrong")
    go_public(NOON)
    restore(version=one.published.get(sequence=0), by=None, at=NOON + HOUR)
    assert [facts(show, NOON + HOUR).note for show in (one, other)] == ["", "Wrong"]
    with pytest.raises(Refused, match="already"):
        restore(version=one.published.get(sequence=2), by=None, at=NOON + HOUR)


def test_the_page_of_a_film_stays_while_other_shows_stand_on_it(one: Screening) -> None:
    first = go_public(BEFORE)
    later = show(one.run, FRIDAY + timedelta(days=1), "19:00")
    go_public(NOON)
    roll_back(publication=first, by=None, at=NOON + HOUR)
    assert [shown.screening for shown in PublishedScreening.objects.live(NOON + HOUR)] == [later]
    assert PublishedTitle.objects.live(NOON + HOUR).exists()
    assert PublishedRun.objects.live(NOON + HOUR).exists()


def test_a_show_is_not_restored_without_its_page(one: Screening) -> None:
    roll_back(publication=go_public(BEFORE), by=None, at=NOON)
    with pytest.raises(Refused, match="without its page"):
        restore(version=one.published.get(sequence=0), by=None, at=NOON + HOUR)
    assert not PublishedScreening.objects.live(NOON + HOUR).exists()


def test_what_plays_instead_of_another_is_not_rolled_back(one: Screening) -> None:
    go_public(BEFORE)
    instead = show(programme(film("High and Low")), FRIDAY, "12:00", one.screen)
    second = go_public(NOON - HOUR)
    Screening.objects.filter(pk=one.pk).update(status="replaced", replaced_by=instead)
    go_public(NOON)
    with pytest.raises(Refused, match="plays instead"):
        roll_back(publication=second, by=None, at=NOON + HOUR)
