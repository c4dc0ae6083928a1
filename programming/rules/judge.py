"""All rules over one snapshot: one path for one show, a what-if, or a season."""

from collections.abc import Callable, Collection, Iterator

from programming.rules import (
    accolades,
    clock,
    engagement,
    hours,
    length,
    listing,
    material,
    overlap,
    quotes,
    stagger,
    starts,
)
from programming.rules.findings import Finding
from programming.rules.snapshot import Snapshot

Rule = Callable[[Snapshot], Iterator[Finding]]

PLACING: tuple[Rule, ...] = (
    overlap.room_to_room,
    overlap.near_misses,
    stagger.same_title,
    stagger.crowd,
    hours.closures,
    hours.opening_hours,
    hours.late_ends,
    starts.ragged,
    starts.unreadable,
    length.unknown_ends,
    length.odd_copies,
    length.untimed_extras,
    clock.skipped,
    clock.repeated,
    clock.crossing,
    clock.unset_rollover,
    clock.wrong_day,
    clock.wrong_zone,
    material.unshowable,
)
"""What can stand against putting a show where it is: the room, the hour, the copy."""

# What was announced is no reason against placing: the new copy is placed first, and published then. A show entered
# twice overlaps itself, which is reason enough.
EVERY: tuple[Rule, ...] = (
    *PLACING,
    clock.wrong_weekday,
    engagement.contradictions,
    listing.incomplete,
    listing.duplicates,
    quotes.altered,
    accolades.doubtful,
    material.not_as_told,
)


def judge(
    snapshot: Snapshot, about: Collection[int] | None = None, rules: tuple[Rule, ...] = EVERY
) -> tuple[Finding, ...]:
    """The findings on the shows with these keys, or on all of the snapshot's days; by time, then gravest first."""
    wanted = snapshot.within if about is None else frozenset(about)
    found = [finding for rule in rules for finding in rule(snapshot) if not wanted.isdisjoint(finding.screenings)]
    twice = {finding.about for finding in found if finding.code == "Q05"}
    return tuple(sorted((finding for finding in found if not _is_echo(finding, twice)), key=_place))


def _is_echo(finding: Finding, twice: set[tuple[int, ...]]) -> bool:
    """Whether it only says that a show is in its own way: one that is entered twice is an overlap, too."""
    return finding.code == "S01" and finding.about in twice


def _place(finding: Finding) -> tuple[float, int, str, tuple[int, ...]]:
    at = finding.at.timestamp() if finding.at else float("inf")
    return at, finding.level.rank, finding.code, finding.about
