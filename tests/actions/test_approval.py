"""Approving pull-quotes: signed, lapsed with the words, and never for what does not follow."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from programming.actions.approval import approve, keep_quote, withdraw_approval
from programming.actions.errors import Refused
from programming.models import PullQuote
from tests.factories import NOON, film, programmer

pytestmark = pytest.mark.django_db

TEXT = "The first film of the thaw, and the saddest."


def quote(**facts: Any) -> PullQuote:
    given = {"text": TEXT, "critic": "A. Critic"} | facts
    return PullQuote.objects.create(film=film("Cranes"), **given)


def test_an_approval_is_signed_once() -> None:
    alice, bob, made = programmer(), programmer("bob"), quote()
    assert approve(quotes=[made], by=alice, at=NOON) == (made,)
    assert approve(quotes=[made], by=bob, at=NOON + timedelta(days=1)) == ()
    stored = PullQuote.objects.get()
    assert (stored.is_approved, stored.approved_by, stored.approved_at) == (True, alice, NOON)
    assert stored.history.first().history_user == alice


def test_what_does_not_follow_is_not_approved_nor_is_anything_beside_it() -> None:
    made = quote()
    wrong = PullQuote.objects.create(film=made.film, text="It is slow.", cut="It is grand.", critic="B")
    with pytest.raises(Refused, match="The quote of B cannot be approved"):
        approve(quotes=[made, wrong], by=None, at=NOON)
    assert not PullQuote.objects.approved().exists()


CHANGES = [
    ({}, False),
    ({"source": "https://paper.example/1", "dated": "1958", "order": 4}, False),
    ({"text": "The first film of\r\nthe thaw, and the saddest."}, False),
    ({"text": "The first film of the thaw, and the best."}, True),
    ({"cut": "The first film of the thaw…"}, True),
    ({"critic": "B. Critic"}, True),
    ({"audience": "member"}, True),
    ({"outlet": "The Paper"}, True),
    ({"work": "A Book"}, True),
]


@pytest.mark.parametrize(("changed", "lost"), CHANGES, ids=str)
def test_an_approval_holds_as_long_as_what_is_printed(changed: dict[str, Any], lost: bool) -> None:
    made = quote()
    approve(quotes=[made], by=programmer(), at=NOON)
    typed = PullQuote.objects.get()
    for name, value in changed.items():
        setattr(typed, name, value)
    assert keep_quote(quote=typed, by=None, at=NOON + timedelta(days=1)) is lost
    stored = PullQuote.objects.get()
    assert stored.is_approved is not lost
    assert stored.approved_at == (None if lost else NOON)


def test_what_was_not_approved_loses_nothing() -> None:
    made = quote()
    made.text = "Another."
    assert keep_quote(quote=made, by=None, at=NOON) is False


def test_a_quote_taken_back_is_signed_by_nobody() -> None:
    made = quote()
    approve(quotes=[made], by=programmer(), at=NOON)
    assert withdraw_approval(quotes=[made], by=None) == (made,)
    assert withdraw_approval(quotes=[made], by=None) == ()
    stored = PullQuote.objects.get()
    assert (stored.is_approved, stored.approved_by, stored.approved_at) == (False, None, None)


def test_the_database_refuses_a_signature_without_an_approval() -> None:
    made = quote()
    with pytest.raises(IntegrityError), transaction.atomic():
        PullQuote.objects.filter(pk=made.pk).update(approved_at=NOON)
