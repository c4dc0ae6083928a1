"""Q01 and Q05: what a listing lacks, and what it has twice."""

from collections.abc import Iterator

from programming.rules.findings import Finding, Level, Subject
from programming.rules.snapshot import Show, Snapshot, Work, facts_of
from programming.text.names import list_names


def incomplete(snapshot: Snapshot) -> Iterator[Finding]:
    """Q01: a film without a note, a still, or words for a still. Once a film; secret ones have no listing."""
    for work, shows in snapshot.listed:
        missing = _missing(work)
        if missing:
            yield Finding(
                Level.WARNING,
                "Q01",
                f"{work.title} has no {list_names(missing).replace(' and ', ' and no ')}.",
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
                f"{snapshot.name(one)} is entered twice on {snapshot.room(one).name}. Take one of the two off.",
                (one.key, other.key),
                facts_of(one, other),
                at=one.span.starts_at,
                day=one.house_day,
            )


def _missing(work: Work) -> list[str]:
    wanted = (("note", work.has_note), ("still", work.stills), ("alt text for a still", not work.stills_without_alt))
    return [word for word, is_there in wanted if not is_there]


def _is_duplicate(one: Show, other: Show) -> bool:
    """Whether both are the same programme, from the same moment on the same screen."""
    return (one.bill.key, one.screen, one.span.starts_at) == (other.bill.key, other.screen, other.span.starts_at)
