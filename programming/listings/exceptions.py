"""The generated sentences on a film's page: what is special about some of its shows. Past ones are left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programming.choices import Access, ExtraKind, Format
from programming.listings.house import Desk
from programming.listings.pages import Sentence
from programming.listings.shows import Show
from programming.models.facts import ExtraFacts
from programming.text.names import list_names
from programming.timetable.dates import long_day


@dataclass(frozen=True, slots=True)
class _Special:
    """One thing that is special, and the shows it is true of."""

    lead: str
    tail: str
    shows: tuple[Show, ...]


def exceptions(desk: Desk, shows: Sequence[Show]) -> tuple[Sentence, ...]:
    """Sentences on the shows still to come. What is true of every show of several is said without their times."""
    coming = [show for show in shows if show.starts_at >= desk.at and show.is_on]
    told = [*_formats(coming), *_access(coming), *_extras(coming), *_free(coming), *_notes(coming)]
    off = [show for show in shows if show.starts_at >= desk.at and not show.is_on]
    sentences = [Sentence(special.lead, _rest(desk, special, len(coming))) for special in told]
    return (*sentences, *(_cancelled(desk, show) for show in off))


def _rest(desk: Desk, special: _Special, of: int) -> str:
    when = _("every show") if len(special.shows) == of > 1 else _times(desk, special.shows)
    return f"{when}{special.tail}."


def _times(desk: Desk, shows: Sequence[Show]) -> str:
    """“Monday, November 23, and Wednesday, November 25, at 7:50; Friday, November 27, at 4:10”"""
    by_clock: dict[str, list[str]] = {}
    for show in shows:
        by_clock.setdefault(desk.clock(show.starts_at), []).append(long_day(show.day) + ",")
    return "; ".join(
        _("%(days)s at %(time)s") % {"days": list_names(days), "time": clock} for clock, days in by_clock.items()
    )


def _formats(coming: Sequence[Show]) -> list[_Special]:
    formats = list(dict.fromkeys(show.facts.format for show in coming if show.facts.format))
    if len(formats) < 2:
        return []
    usual = max(formats, key=lambda format: sum(show.facts.format == format for show in coming))
    found = []
    for format in formats:
        if format != usual:
            own = tuple(show for show in coming if show.facts.format == format)
            tail = _(". All other shows from %(format)s") % {"format": Format(usual).label} if len(formats) == 2 else ""
            found.append(_Special(_("On %(format)s:") % {"format": Format(format).label}, tail, own))
    return found


def _access(coming: Sequence[Show]) -> list[_Special]:
    return [
        _Special(f"{kind.label}:", "", own)
        for kind in Access
        if (own := tuple(show for show in coming if kind.value in show.facts.access))
    ]


def _extras(coming: Sequence[Show]) -> list[_Special]:
    found: dict[ExtraFacts, list[Show]] = {}
    for show in coming:
        for extra in show.facts.extras:
            found.setdefault(extra, []).append(show)
    return [_Special(f"{_named(extra)}:", _with(extra), tuple(own)) for extra, own in found.items()]


def _named(extra: ExtraFacts) -> str:
    if extra.kind == ExtraKind.LIVE_MUSIC and extra.note:
        return _("Live %(instrument)s") % {"instrument": extra.note}
    return str(ExtraKind(extra.kind).label)


def _with(extra: ExtraFacts) -> str:
    words = {ExtraKind.QA: _(", with %(who)s"), ExtraKind.DISCUSSION: _(", with %(who)s")}.get(
        ExtraKind(extra.kind), _(", by %(who)s")
    )
    who = words % {"who": extra.person} if extra.person else ""
    minutes = _(", about %(minutes)s minutes") % {"minutes": extra.minutes} if extra.minutes else ""
    return who + minutes


def _free(coming: Sequence[Show]) -> list[_Special]:
    own = tuple(show for show in coming if show.facts.is_free)
    return [_Special(_("Free:"), "", own)] if own else []


def _notes(coming: Sequence[Show]) -> list[_Special]:
    found: dict[str, list[Show]] = {}
    for show in coming:
        if show.facts.note:
            found.setdefault(show.facts.note, []).append(show)
    return [_Special(f"{note.rstrip('.')}:", "", tuple(own)) for note, own in found.items()]


def _cancelled(desk: Desk, show: Show) -> Sentence:
    reason = f" {show.facts.reason.rstrip('.')}." if show.facts.reason else ""
    return Sentence(_("Cancelled:"), f"{_times(desk, [show])}.{reason}")
