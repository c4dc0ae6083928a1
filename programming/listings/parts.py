"""The pieces that pages are made of: frozen, with every string ready to print.

Moments have become text here; templates format nothing and query nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Mark:
    """A word beside a show: 35MM, OC, Q&A. `meaning` spells it out; `is_full` prints in the spot colour."""

    text: str
    meaning: str = ""
    is_full: bool = False

    @property
    def printed(self) -> str:
        look = "mark mark-full" if self.is_full else "mark"
        if self.meaning:
            return f'<abbr class="{look}" title="{escape(self.meaning)}">{escape(self.text)}</abbr>'
        return f'<span class="{look}">{escape(self.text)}</span>'


@dataclass(frozen=True, slots=True)
class Time:
    """A showtime. `iso` has the offset; `href` leads to tickets, and is empty when there is nothing to buy."""

    iso: str
    text: str
    href: str = ""
    label: str = ""  # for screen readers: "6:20, Detour: tickets"
    marks: tuple[Mark, ...] = ()
    is_sold_out: bool = False
    is_cancelled: bool = False
    reason: str = ""  # why it is cancelled, where it went
    is_past: bool = False

    @property
    def linked(self) -> SafeString:
        """As pages print it, with a way to where it leads. Ready made, since a page has hundreds."""
        return SafeString(self._linked)

    @property
    def plain(self) -> SafeString:
        """The same without a way."""
        return SafeString(self._plain)

    @property
    def whole(self) -> SafeString:
        """With its marks, and the reason why it is not as it was."""
        return self._told(self.reason)

    @property
    def brief(self) -> SafeString:
        """The same, where the reason of a cancelled one is told elsewhere."""
        return self._told("" if self.is_cancelled else self.reason)

    @property
    def marked(self) -> SafeString:
        """Its marks alone."""
        return SafeString(self.marks_of(self.marks))

    @property
    def flagged(self) -> SafeString:
        """Only whether it is cancelled or sold out."""
        return SafeString(self.marks_of(()))

    def marks_of(self, marks: Iterable[Mark]) -> str:
        """What this time is flagged with, and `marks`. Flags print their own words, so full marks are left out then."""
        flag = ""
        if self.is_cancelled:
            word = _("Cancelled")
            flag = f'<span class="mark">{word}</span>\n'
        elif self.is_sold_out and not self.is_past:
            word = _("Sold out")
            flag = f'<span class="mark mark-full">{word}</span>'
        is_flagged = self.is_cancelled or self.is_sold_out
        shown = "".join(f"\n{mark.printed}\n" for mark in marks if not (mark.is_full and is_flagged))
        return f"\n\n{flag}\n{shown}\n"

    def _told(self, reason: str) -> SafeString:
        has_marks = self.marks or self.is_cancelled or self.is_sold_out
        marks = self.marks_of(self.marks) if has_marks else ""
        why = f'<span class="reason">{escape(reason)}</span>' if reason else ""
        return SafeString(f"\n{self._linked}\n{marks}\n{why}\n")

    @property
    def _linked(self) -> str:
        if self.is_cancelled or self.is_past or self.is_sold_out or not self.href:
            return self._plain
        label = f' aria-label="{escape(self.label)}"' if self.label else ""
        return f'<a href="{escape(self.href)}"{label}>{self._time}</a>'

    @property
    def _plain(self) -> str:
        if self.is_cancelled or (self.is_sold_out and not self.is_past):
            return f"<del>{self._time}</del>"
        return f'<span class="gone">{self._time}</span>' if self.is_past else self._time

    @property
    def _time(self) -> str:
        """The half of the day is set small, and so is the h of 19 h 30."""
        hour, *rest = (escape(part) for part in self.text.split("\u00a0"))
        if rest in (["am"], ["pm"]):
            hour += f' <span class="half-day">{rest[0]}</span>'
        elif rest:
            hour += f'<span class="hour-mark">{rest[0]}</span>{"".join(rest[1:2])}'
        return f'<time datetime="{escape(self.iso)}">{hour}</time>'


@dataclass(frozen=True, slots=True)
class Slot:
    """A film's times on a day; `film` names its column. `places` are theirs in it, from 1, so that one hour stands
    under itself; 0 lets a time flow.
    """

    film: str
    times: tuple[Time, ...]
    places: tuple[int, ...]

    @property
    def printed(self) -> SafeString:
        """The times as a list, empty where there are none. The reasons are told below the showtable."""
        items = (
            f'<li class="slot-{place}">{time.brief}</li>' if place else f"<li>{time.brief}</li>"
            for time, place in zip(self.times, self.places, strict=True)
        )
        return SafeString('<ul class="times slots">\n' + "\n".join(items) + "\n</ul>" if self.times else "")


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class EngagementLine:
    """“HELD OVER! Must end Thursday, August 1”: `lead` and `rest` are the two halves it may break into."""

    text: str
    lead: str = ""
    rest: str = ""
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A picture in several widths of one kind; `srcset` is what the page says."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A still, or, with no `src`, a title card set from `title`."""

    src: str
    alt: str
    width: int
    height: int
    caption: str = ""
    focus: str = ""  # class names that place the focal point
    title: str = ""
    credit: str = ""
    size: str = ""  # the class that sets a card's title as large as it goes in
    sources: tuple[Source, ...] = ()  # better kinds than `src`, where they were made
    srcset: str = ""  # `src` in other widths


@dataclass(frozen=True, slots=True)
class Bill:
    """A show in a list: its time, what it is, the small line of facts."""

    time: Time
    title: str
    href: str
    facts: str
    marks: tuple[Mark, ...] = ()
    note: str = ""

    @property
    def marked(self) -> SafeString:
        """Its own marks, or those of its time."""
        return SafeString(self.time.marks_of(self.marks or self.time.marks))


@dataclass(frozen=True, slots=True)
class Showing:
    """Days and their times, as typed: *Fri–Sun* 1:00, 6:40."""

    days: str
    times: str


@dataclass(frozen=True, slots=True)
class RunCard:
    """An engagement, as a column on the home page."""

    title: str
    href: str
    credit: str
    picture: Picture
    lines: tuple[EngagementLine, ...]
    showings: tuple[Showing, ...]
    spec: str
    admission: str = ""
    companions: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """An entry of a dated list. `when` is words, `time` its showtime where one is known."""

    when: str
    title: str
    href: str
    spec: str
    time: Time | None = None
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Strand:
    """A series and its next dates."""

    title: str
    href: str
    deck: str
    line: str
    agenda: tuple[Dated, ...] = ()
    image: Picture | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    heading: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class House:
    """What the frame of every page says of the house."""

    name: str
    tagline: str
    street: str
    locality: str
    phone: str
    admission: str
    ticketing_note: str
    access_note: str
    screens: tuple[str, ...]
    notices: tuple[Notice, ...]
    times_rule: str  # "Times are from noon unless they say otherwise."
    today_href: str
    week_href: str
    month_href: str
    calendar_address: str = ""  # "aurora.example/calendar.ics", without its scheme
