"""Q04: a quote that is not what its source says."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from programming.rules.findings import Finding, Level, Subject
from programming.rules.snapshot import Quotation, Snapshot, Work
from programming.text.cuts import misquoted


def altered(snapshot: Snapshot) -> Iterator[Finding]:
    """Q04: a cut that does not follow from the exact text. Once a quote; the public reads it, published or not."""
    for work, shows in snapshot.listed:
        for finding in judge_quotes(work):
            where = tuple(show.key for show in shows)
            yield replace(finding, on=where, at=shows[0].span.starts_at, day=shows[0].house_day)


def judge_quotes(work: Work) -> Iterator[Finding]:
    """Q04 for each quote of a film, whether it is shown or not."""
    for quote in work.quotes:
        why = _why(quote)
        if why:
            said = _("%(film)s: the quote of %(who)s does not follow from its source. %(why)s")
            said %= {"film": work.title, "who": quote.who, "why": why}
            yield Finding(Level.WARNING, "Q04", said, (work.key,), (quote.text, quote.cut), subject=Subject.FILM)


def _why(quote: Quotation) -> str:
    return misquoted(quote.cut, quote.text) if quote.cut.strip() else ""
