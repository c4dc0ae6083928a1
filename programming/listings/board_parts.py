"""What the board is made of: days of lanes of blocks; and how a block is drawn."""

from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from programming.listings.shelf import ShelfItem
from programming.rules.findings import Finding


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
    def head(self) -> SafeString:
        word = f'<span class="lane-word">{escape(self.common)}</span>' if self.common else ""
        return SafeString(f"<h3>{word}{escape(self.name)}</h3>")

    @property
    def drawn(self) -> SafeString:
        """The blocks as HTML. A week has hundreds, and a template takes ten times as long."""
        new = _("NEW")
        return SafeString("".join(_drawn(block, new) for block in self.blocks))


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


def _drawn(block: Block, new: str) -> str:
    """`new` is how a show is marked that the public does not know."""
    title, label, hint = escape(block.title), escape(block.label), escape(block.hint)
    levels = "".join(f" blk-{mark}" for mark in (block.state, block.level) if mark)
    word = f' <span class="word">{escape(block.word)}</span>' if block.word else ""
    marks = (block.marks, new if block.state == "new" else "")
    told = "".join(f' <span class="mark">{escape(mark)}</span>' for mark in marks if mark)
    cuts = "".join(f'<i class="cut c{cut}" aria-hidden="true"></i>' for cut in block.cuts)
    return (
        f'<li class="blk a{block.at} w{block.length} t{block.turnaround} row-{block.row} blk-{block.kind}{levels}" '
        f'id="show-{block.pk}"><a href="{escape(block.href)}" aria-label="{label}" title="{hint}" '
        f'data-version="{block.version}" data-wall="{block.wall}" data-at="{block.at}" data-title="{title}">'
        f'<span><time datetime="{block.iso}">{escape(block.time)}</time>{word} <span class="len">{block.minutes}</span>'
        f'{told}</span> <span class="title">{title}</span></a>{cuts}</li>\n'
    )
