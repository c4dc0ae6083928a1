"""What a film's page says of shows that are not like the others."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import gettext as _

from programming.choices import Access, ExtraKind, Format
from programming.listings.house import Desk, Hand
from programming.listings.shows import Show
from programming.models.facts import ExtraFacts
from programming.text.exceptions import Extra, Sentence, Shown
from programming.text.exceptions import exceptions as sentences
from programming.timetable.dates import long_day

JOINED = dict.fromkeys((ExtraKind.QA, ExtraKind.DISCUSSION, ExtraKind.SIGNING, ExtraKind.QUIZ), "with")


def exceptions(desk: Desk, shows: Sequence[Show]) -> tuple[Sentence, ...]:
    """The generated sentences on the shows still to come."""
    return sentences((_shown(desk.hand, show) for show in shows), now=desk.at, say=long_day)


@lru_cache(512)
def _shown(hand: Hand, show: Show) -> Shown:
    facts = show.facts
    return Shown(
        day=show.day,
        starts_at=show.starts_at,
        clock=hand.hour(show.starts_at),
        format=str(Format(facts.format).label) if facts.format else "",
        access=tuple(str(Access(kind).label) for kind in facts.access),
        extras=tuple(_extra(extra) for extra in facts.extras),
        is_free=facts.is_free,
        note=facts.note,
        is_on=show.is_on,
        reason=facts.reason,
    )


def _extra(extra: ExtraFacts) -> Extra:
    kind = ExtraKind(extra.kind)
    name = (
        _("Live %(music)s") % {"music": extra.note} if kind is ExtraKind.LIVE_MUSIC and extra.note else str(kind.label)
    )
    return Extra(name, extra.person, JOINED.get(kind, "by"), extra.minutes)
