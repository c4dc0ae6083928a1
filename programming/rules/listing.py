"""Q01 and Q05: what a listing lacks, and what it has twice."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from programming.rules.findings import Finding, Level, Subject
from programming.rules.snapshot import Show, Snapshot, Work, facts_of


def incomplete(snapshot: Snapshot) -> Iterator[Finding]:
    """Q01: a film without a note, a still, or words for a still. Once a film; secret ones have no listing."""
    for work, shows in snapshot.listed:
        missing = _missing(work)
        if missing:
            yield Finding(
                Level.WARNING,
                "Q01",
                _lacks(missing) % {"film": work.title},
                (work.key,),
                tuple(missing),
                subject=Subject.FILM,
                on=tuple(show.key for show in shows),
                at=shows[0].span.starts_at,
                day=shows[0].house_day,
            )


def duplicates(snapshot: Snapshot) -> Iterator[Finding]:
    """Q05: the same title from the same moment on the same screen."""
    for one, other in snapshot.followed():
        if _is_duplicate(one, other):
            yield Finding(
                Level.ERROR,
                "Q05",
                _("%(show)s is entered twice on %(screen)s. Take one of the two off.")
                % {"show": snapshot.name(one), "screen": snapshot.room(one).name},
                (one.key, other.key),
                facts_of(one, other),
                at=one.span.starts_at,
                day=one.house_day,
            )


def _missing(work: Work) -> list[str]:
    wanted = (("note", work.has_note), ("still", work.stills), ("alt text for a still", not work.stills_without_alt))
    return [word for word, is_there in wanted if not is_there]


def _lacks(missing: list[str]) -> str:
    """Without a still, there are no words for one to miss."""
    said = {
        ("note",): gettext_noop("%(film)s has no note."),
        ("still",): gettext_noop("%(film)s has no still."),
        ("alt text for a still",): gettext_noop("%(film)s has no alt text for a still."),
        ("note", "still"): gettext_noop("%(film)s has no note and no still."),
        ("note", "alt text for a still"): gettext_noop("%(film)s has no note and no alt text for a still."),
    }
    return _(said[tuple(missing)])


def _is_duplicate(one: Show, other: Show) -> bool:
    """Whether both are the same programme, from the same moment on the same screen."""
    return (one.bill.key, one.screen, one.span.starts_at) == (other.bill.key, other.screen, other.span.starts_at)
