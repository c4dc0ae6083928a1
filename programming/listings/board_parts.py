"""What the board is made of: days of lanes of blocks; and how a block is drawn."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from programming.listings.shelf import ShelfItem
from programming.rules.findings import Finding

BLOCK = (
    '<li class="blk {}" id="show-{}"><a href="{}" aria-label="{}" title="{}" data-version="{}" data-wall="{}" '
    'data-at="{}" data-title="{}"><span><time datetime="{}">{}</time>{} <span class="len">{}</span>{}</span> '
    '<span class="title">{}</span></a>{}</li>\n'
)
"""A block as HTML, with what `_told` tells of it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A show. `at`, `length` and `turnaround` count columns; `row` is 2 where it would hide another.

    `cuts` are the columns within it at which the preshow is over and a segment follows the one before.
    """

    pk: int
    version: int
    at: int
    length: int
    turnaround: int
    cuts: tuple[int, ...]
    row: int
    time: str
    wall: str  # "19:15", for the page's own arithmetic
    minutes: int
    title: str
    marks: str
    kind: str  # "run" or "single"
    state: str  # "", "new", "changed"
    level: str  # "", "clash", "warn"
    word: str  # the level, to be read: no mark is colour alone
    iso: str  # "2026-11-20T19:15-05:00"
    hint: str  # "Cranes, 7:15–8:55, 100 min.", where the drawn title may be cut
    label: str  # for screen readers
    href: str


@dataclass(frozen=True, slots=True)
class Off:
    """A cancelled show. It takes no room, and so it is told and not drawn."""

    time: str
    title: str
    reason: str
    href: str


@dataclass(frozen=True, slots=True)
class Lane:
    """`common` is what the names of all screens begin with, and `name` the rest: “Screen ” and “1”."""

    screen: int
    common: str
    name: str
    label: str
    blocks: tuple[Block, ...]
    off: tuple[Off, ...]
    slack: str  # "35 minutes to spare; tight at 8:24"

    @property
    def drawn(self) -> SafeString:
        """The blocks as HTML. A week has hundreds, and a template takes ten times as long."""
        new = _("NEW")
        return format_html_join("", BLOCK, (_told(block, new) for block in self.blocks))


@dataclass(frozen=True, slots=True)
class BoardDay:
    iso: str
    number: str
    weekday: str
    is_today: bool
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class BoardFinding:
    finding: Finding
    href: str  # to the block it is about, or ""
    screening: int  # whose fix it is, 0 for none
    version: int


@dataclass(frozen=True, slots=True)
class Board:
    label: str
    first: str
    to: str  # the last day where that is not the play week's, or ""
    clock: str  # how the page writes a time: "bare", "12" or "24"
    opens: int  # hour of the first column
    hours: tuple[str, ...]
    midnight: int  # which of the hours it is
    rollover: int  # hour at which the next house day begins
    days: tuple[BoardDay, ...]
    findings: tuple[BoardFinding, ...]
    shelf: tuple[ShelfItem, ...]
    shows: int
    unpublished: int  # of these, how many the public does not see as they stand
    earlier: str
    later: str


def _told(block: Block, new: str) -> tuple[object, ...]:
    """What stands in a block's markup; `new` is how a show is marked that the public does not know."""
    size = f"a{block.at} w{block.length} t{block.turnaround} row-{block.row} blk-{block.kind}"
    marks = [mark for mark in (block.marks, new if block.state == "new" else "") if mark]
    return (
        size + "".join(f" blk-{mark}" for mark in (block.state, block.level) if mark),
        block.pk,
        block.href,
        block.label,
        block.hint,
        block.version,
        block.wall,
        block.at,
        block.title,
        block.iso,
        block.time,
        format_html(' <span class="word">{}</span>', block.word) if block.word else "",
        block.minutes,
        format_html_join("", ' <span class="mark">{}</span>', ((mark,) for mark in marks)) if marks else "",
        block.title,
        format_html_join("", '<i class="cut c{}" aria-hidden="true"></i>', ((cut,) for cut in block.cuts)),
    )
