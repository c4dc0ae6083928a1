"""What the board is made of: days of lanes of blocks; and how a block is drawn."""

from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from programming.listings.shelf import ShelfItem
from programming.rules.findings import Finding


class Block(NamedTuple):
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
    href: str  # "" for who may only look


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


@dataclass(frozen=True, slots=True)
class BoardDay:
    iso: str
    number: str
    weekday: str
    is_today: bool
    lanes: tuple[Lane, ...]

    @property
    def drawn(self) -> SafeString:
        """The lanes as HTML. A week has hundreds of blocks, and a template takes ten times as long."""
        new, off = _("NEW"), escape(_("Called off:"))
        return SafeString("".join(_drawn_lane(self, lane, new, off) for lane in self.lanes))


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

    @property
    def slack(self) -> SafeString:
        """What each lane has to spare, as HTML."""
        lanes = (lane for day in self.days for lane in day.lanes if lane.slack)
        return SafeString("".join(f"<li><b>{escape(one.label)}</b> {escape(one.slack)}</li>" for one in lanes))


def _drawn_lane(day: BoardDay, lane: Lane, new: str, called_off: str) -> str:
    label, common = escape(lane.label), f'<span class="lane-word">{escape(lane.common)}</span>' if lane.common else ""
    off = f'<p class="off">{called_off} {"; ".join(map(_drawn_off, lane.off))}</p>' if lane.off else ""
    return (
        f'<section class="lane" aria-label="{label}" data-day="{day.iso}" data-screen="{lane.screen}" '
        f'data-name="{label}"><h3>{common}{escape(lane.name)}</h3>\n'
        f"<ol>{''.join(_drawn(block, new) for block in lane.blocks)}</ol>{off}</section>"
    )


def _drawn_off(off: Off) -> str:
    said = f"<del>{escape(off.time)} {escape(off.title)}</del>"
    link = f'<a href="{escape(off.href)}">{said}</a>' if off.href else said
    return f"{link} ({escape(off.reason)})" if off.reason else link


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
