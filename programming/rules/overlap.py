"""S01 and S02: two shows on one screen, and the time to clear the room between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from programming.rules.findings import Finding, Level
from programming.timetable.span import TimeSpan


@dataclass(frozen=True, slots=True)
class Block:
    """A show as the room feels it: `span` from doors of the preshow to the last word, `turnaround` after it.

    `key` is the screening's primary key, 0 for one not stored yet; `name` says which show it is, with its time.
    """

    key: int
    screen: str
    name: str
    span: TimeSpan
    turnaround: timedelta


def overlaps(blocks: Iterable[Block], hard_minimum: timedelta = timedelta(minutes=5)) -> Iterator[Finding]:
    """Findings on shows that share a screen, each pair once, in order of their starts."""
    ordered = sorted(blocks, key=lambda block: (block.screen, block.span.starts_at, block.key))
    for _, on_screen in groupby(ordered, key=lambda block: block.screen):
        yield from _on_one_screen(list(on_screen), hard_minimum)


def _on_one_screen(blocks: list[Block], hard_minimum: timedelta) -> Iterator[Finding]:
    for index, earlier in enumerate(blocks):
        for later in blocks[index + 1 :]:
            gap = later.span.starts_at - earlier.span.ends_at
            if gap >= earlier.turnaround:
                break
            yield _judge(earlier, later, gap, hard_minimum)


def _judge(earlier: Block, later: Block, gap: timedelta, hard_minimum: timedelta) -> Finding:
    about = (earlier.key, later.key)
    minutes = int(gap.total_seconds() // 60)
    if minutes < 0:
        return Finding(
            Level.ERROR,
            "S01",
            f"{later.name} starts on {later.screen} {-minutes} minutes before {earlier.name} is over.",
            about,
        )
    wanted = int(earlier.turnaround.total_seconds() // 60)
    return Finding(
        Level.ERROR if gap < hard_minimum else Level.WARNING,
        "S02",
        f"{minutes} minutes between {earlier.name} and {later.name} on {later.screen}; the room needs {wanted}.",
        about,
    )
