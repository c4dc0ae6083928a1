"""The invented house: the same every time, all there or not at all, and in itself at one with its record."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client

from programming.actions.diff import differences
from programming.actions.errors import Refused
from programming.actions.judge import schedule_findings
from programming.actions.publish import publish
from programming.actions.recount import recount_all
from programming.importers.invented.make import Size, make_house
from programming.models import (
    FeedEntry,
    Film,
    Holdover,
    PlayedMonth,
    Publication,
    PublishedScreening,
    Revision,
    Screening,
    Venue,
)
from programming.rules.findings import Level
from tests.bench.places import places

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 18, tzinfo=UTC)
SIZE = Size(years=0.25, screens=2)


def made() -> Venue:
    return make_house(SIZE, today=TODAY, say=lambda *_progress: None)


def dump() -> dict[str, list[Any]]:
    """Every row of every table of ours, in order, but for the revision, which is drawn by lot."""
    models = set(apps.get_app_config("programming").get_models(include_auto_created=True)) - {Revision}
    return {model.__name__: list(model._default_manager.order_by("pk").values_list()) for model in models}


@pytest.fixture
def house(db: None) -> Venue:
    return made()


@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_the_same_size_and_day_make_the_same_house_row_by_row() -> None:
    made()
    once = dump()
    call_command("flush", interactive=False, verbosity=0)
    made()
    assert dump() == once


def test_it_is_as_large_as_it_says_and_has_something_of_everything(house: Venue) -> None:
    assert Screening.objects.count() == SIZE.shows == 13 * 7 * 5 * 2
    assert Film.objects.count() == SIZE.films == 100
    changes = set(PublishedScreening.objects.values_list("change", flat=True))
    assert changes == {"added", "moved", "cancelled"}
    kinds = set(Screening.objects.values_list("programme__kind", flat=True))
    assert kinds == {"single", "double_bill", "shorts"}
    for model in (Holdover, FeedEntry, PlayedMonth):
        assert model.objects.exists()
    assert Screening.objects.filter(run=None).exists()


def test_its_record_says_all_that_its_schedule_does(house: Venue) -> None:
    assert differences(first=None, last=None) == []
    assert publish(first=None, last=None, by=None, at=NOW) is None


def test_its_publications_were_made_one_after_the_other(house: Venue) -> None:
    made_at = list(Publication.objects.order_by("number").values_list("made_at", flat=True))
    assert made_at == sorted(made_at)
    assert max(made_at) <= NOW


def test_its_counts_are_those_that_counting_again_gives(house: Venue) -> None:
    def counts() -> list[Any]:
        return list(PlayedMonth.objects.values_list("first_on", "shows", "facts"))

    kept = counts()
    recount_all(at=NOW)
    assert counts() == kept


def test_the_rules_find_no_error_in_it(house: Venue) -> None:
    first = Screening.objects.earliest("house_day").house_day
    last = Screening.objects.latest("house_day").house_day
    found = schedule_findings(first, last)
    assert [finding.message for finding in found if finding.level is Level.ERROR] == []


def test_every_page_and_feed_of_it_answers(house: Venue, client: Client) -> None:
    with time_machine.travel(NOW):
        answers = {path: client.get(path).status_code for path in places().values()}
    assert set(answers.values()) == {200}, answers


def test_a_filled_database_is_refused(house: Venue) -> None:
    with pytest.raises(Refused, match="There is a house"):
        made()


def test_the_command_says_what_is_wrong(house: Venue) -> None:
    with pytest.raises(CommandError, match="Give an empty one"):
        call_command("make_house", "--years", "0.2", verbosity=0)


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [("--years", "0"), ("--years", "no"), ("--years", "1e9"), ("--screens", "0")])
def test_the_command_refuses_impossible_sizes(arguments: tuple[str, str]) -> None:
    with pytest.raises(CommandError, match="is no number of"):
        call_command("make_house", *arguments)
