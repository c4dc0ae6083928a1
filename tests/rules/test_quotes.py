"""Q04: what a quote says that its source does not."""

import pytest
from django.core.management import call_command

from programming.actions.diff import differences
from programming.actions.heed import review
from programming.actions.snapshot import load
from programming.models import PullQuote
from programming.rules.findings import Finding, Subject
from programming.rules.judge import judge
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, run, show

pytestmark = pytest.mark.django_db

TEXT = "A film of great beauty, and of great length."


def found() -> list[Finding]:
    return [finding for finding in judge(load(FRIDAY, FRIDAY)) if finding.code == "Q04"]


@pytest.mark.parametrize(
    ("cut", "approved", "count"),
    [
        ("A film of great beauty…", True, 0),
        ("", True, 0),
        ("A film of great beauty.", True, 1),
        ("A beautiful film.", True, 1),
        ("A beautiful film.", False, 0),  # nobody reads it
    ],
)
def test_a_quote_that_the_public_reads_follows_from_its_source(cut: str, approved: bool, count: int) -> None:
    cranes = film("Cranes")
    show(run(cranes, ScreenFactory()), FRIDAY, "19:30")
    PullQuote.objects.create(film=cranes, text=TEXT, cut=cut, critic="A. Critic", is_approved=approved)
    assert len(found()) == count
    for finding in found():
        assert (finding.subject, finding.about) == (Subject.FILM, (cranes.pk,))
        assert finding.message.startswith("Cranes: the quote of A. Critic does not follow from its source.")


def test_a_film_of_a_secret_show_is_not_named() -> None:
    cranes = film("Cranes")
    PullQuote.objects.create(film=cranes, text=TEXT, cut="Grand.", critic="A. Critic", is_approved=True)
    secret = programme(cranes, kind="secret", title="The Sealed Can", slug="can")
    show(run(secret, ScreenFactory()), FRIDAY, "19:30")
    assert found() == []


def test_it_is_asked_before_the_film_is_published_and_again_when_the_quote_changes() -> None:
    cranes = film("Cranes", note="A note.")
    stored = PullQuote.objects.create(film=cranes, text=TEXT, cut="Grand.", critic="A. Critic", is_approved=True)
    show(run(cranes, ScreenFactory()), FRIDAY, "19:30")
    (before,) = [one for one in review(differences(first=None, last=None)).open if one.code == "Q04"]
    PullQuote.objects.filter(pk=stored.pk).update(cut="Long.")
    (after,) = [one for one in review(differences(first=None, last=None)).open if one.code == "Q04"]
    assert before.fingerprint != after.fingerprint
    go_public(at=NOON)


def test_the_seeds_quote_rightly() -> None:
    call_command("load_seeds", verbosity=0)
    approved = PullQuote.objects.approved()
    assert approved.exists()
    days = approved.values_list("film__programme_items__programme__runs__opens_on", flat=True)
    assert [one for day in set(days) - {None} for one in judge(load(day, day)) if one.code == "Q04"] == []
