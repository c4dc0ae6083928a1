"""Approving pull-quotes: who let the public read the words, and when the approval lapses."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from programming.actions.errors import Refused
from programming.models import PullQuote
from programming.models.history import signed
from programming.text.cuts import misquoted


@transaction.atomic
def approve(*, quotes: Iterable[PullQuote], by: User | None, at: datetime) -> tuple[PullQuote, ...]:
    """Approve the quotes that are not yet; those that became so. Raises Refused where a cut does not follow."""
    waiting = tuple(quote for quote in quotes if not quote.is_approved)
    for quote in waiting:
        if quote.cut and (why := misquoted(quote.cut, quote.text)):
            raise Refused(_("The quote of %(who)s cannot be approved. %(why)s") % {"who": quote.who, "why": why})
    for quote in waiting:
        _sign(quote, by, at)
        _keep(quote, by)
    return waiting


@transaction.atomic
def withdraw_approval(*, quotes: Iterable[PullQuote], by: User | None) -> tuple[PullQuote, ...]:
    """Take the quotes from the public; those that it could read."""
    taken = tuple(quote for quote in quotes if quote.is_approved)
    for quote in taken:
        _unsign(quote)
        _keep(quote, by)
    return taken


@transaction.atomic
def keep_quote(*, quote: PullQuote, by: User | None, at: datetime) -> bool:
    """Store the quote as it was typed; whether it lost its approval.

    An approval is of what is printed: where that has changed, it lapses, also where the box is ticked still.
    """
    before = PullQuote.objects.filter(pk=quote.pk).first()
    has_lost = before is not None and before.is_approved and quote.is_approved and not _says_the_same(before, quote)
    if has_lost or not quote.is_approved:
        _unsign(quote)
    elif before is None or not before.is_approved:
        _sign(quote, by, at)
    _keep(quote, by)
    return has_lost


def _says_the_same(one: PullQuote, other: PullQuote) -> bool:
    """Line ends and spaces, which browsers send in their own way, do not count."""
    return all(getattr(one, name).split() == getattr(other, name).split() for name in PullQuote.PRINTED)


def _sign(quote: PullQuote, by: User | None, at: datetime) -> None:
    quote.is_approved, quote.approved_by, quote.approved_at = True, by, at


def _unsign(quote: PullQuote) -> None:
    quote.is_approved, quote.approved_by, quote.approved_at = False, None, None


def _keep(quote: PullQuote, by: User | None) -> None:
    with signed(by):
        quote.save()
