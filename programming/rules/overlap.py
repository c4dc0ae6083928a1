"""S01, S02 and S09: two shows on one screen, and the time to clear the room between them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from programming.rules.findings import Finding, Level
from programming.rules.fixes import another_start
from programming.rules.snapshot import Show, Snapshot, facts_of
from programming.rules.words import minutes_text
from programming.timetable.span import TimeSpan

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Block:
    """A show as the room feels it: `span` from doors of the preshow to the last word, `turnaround` after it.

    `key` is the screening's primary key, below zero for one not stored; `name` says which show it is, with its time.
    """

    key: int
    screen: str
    name: str
    span: TimeSpan
    turnaround: timedelta


def overlaps(
    blocks: Iterable[Block],
    hard_minimum: timedelta = timedelta(minutes=5),
    name: Callable[[Block], str] = attrgetter("name"),
) -> Iterator[Finding]:
    """Findings on shows that share a screen, each pair once, in order of their starts.

    `name` says how to call one that is in the way: of a season's shows only a few are.
    """
    ordered = sorted(blocks, key=lambda block: (block.screen, block.span.starts_at, block.key))
    for _screen, on_screen in groupby(ordered, key=lambda block: block.screen):
        yield from _on_one_screen(list(on_screen), hard_minimum, name)


def room_to_room(snapshot: Snapshot) -> Iterator[Finding]:
    """S01 and S02 on every screen."""
    shows = {show.key: show for show in snapshot.shows}
    hard_minimum = timedelta(minutes=snapshot.rules.hard_minimum)
    blocks = (block(snapshot, show) for show in snapshot.shows)
    for finding in overlaps(blocks, hard_minimum, lambda one: snapshot.name(shows[one.key])):
        earlier, later = (shows[key] for key in finding.about)
        facts = (*facts_of(earlier, later), *finding.facts)
        fix = another_start(snapshot, later)
        yield replace(finding, facts=facts, fix=fix, at=earlier.span.starts_at, day=earlier.house_day)


def near_misses(snapshot: Snapshot) -> Iterator[Finding]:
    """S09: a running time that is only about right, and a gap that has little more than the room needs."""
    for earlier, later in snapshot.followed():
        if not earlier.is_approximate:
            continue
        gap = later.span.starts_at - earlier.span.ends_at
        spare = (gap - snapshot.room(earlier).turnaround) // MINUTE
        if 0 <= spare < snapshot.rules.margin:
            yield Finding(
                Level.WARNING,
                "S09",
                _(
                    "%(earlier)s has only an approximate running time, and %(minutes)s to spare before %(later)s must "
                    "let its audience in."
                )
                % {
                    "earlier": snapshot.name(earlier),
                    "minutes": minutes_text(spare),
                    "later": snapshot.name(later),
                },
                (earlier.key, later.key),
                facts_of(earlier, later),
                another_start(snapshot, later),
                at=earlier.span.starts_at,
                day=earlier.house_day,
            )


def block(snapshot: Snapshot, show: Show) -> Block:
    """Without its name, which takes longer to write than all the rest."""
    room = snapshot.room(show)
    return Block(show.key, room.name, "", show.span, room.turnaround)


def _on_one_screen(blocks: list[Block], hard_minimum: timedelta, name: Callable[[Block], str]) -> Iterator[Finding]:
    for index, earlier in enumerate(blocks):
        for later in blocks[index + 1 :]:
            gap = later.span.starts_at.astimezone(UTC) - earlier.span.ends_at.astimezone(UTC)
            if gap >= earlier.turnaround:
                break
            yield _judge(earlier, later, gap, hard_minimum, name)


def _judge(
    earlier: Block, later: Block, gap: timedelta, hard_minimum: timedelta, name: Callable[[Block], str]
) -> Finding:
    about = (earlier.key, later.key)
    minutes = gap // MINUTE
    told = {"earlier": name(earlier), "later": name(later), "screen": later.screen}
    if minutes < 0:
        return Finding(
            Level.ERROR,
            "S01",
            _("%(later)s starts on %(screen)s %(minutes)s before %(earlier)s is over.")
            % {**told, "minutes": minutes_text(-minutes)},
            about,
        )
    wanted = earlier.turnaround // MINUTE
    return Finding(
        Level.ERROR if gap < hard_minimum else Level.WARNING,
        "S02",
        _("%(minutes)s between %(earlier)s and %(later)s on %(screen)s; the room needs %(wanted)s.")
        % {**told, "minutes": minutes_text(minutes), "wanted": wanted},
        about,
        (f"turnaround {wanted}",),
    )
