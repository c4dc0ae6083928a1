"""The pieces that pages are made of: frozen, with every string ready to print.

Moments have become text here; templates format nothing and query nothing.
"""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Mark:
    """A word beside a show: 35MM, OC, Q&A. `meaning` spells it out; `is_full` prints in the spot colour."""

    text: str
    meaning: str = ""
    is_full: bool = False


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
    place: int = 0  # its column in a film's showtable, from 1, so that one hour stands under itself; 0 lets it flow

    @property
    def linked(self) -> SafeString:
        """As pages print it, with a way to where it leads. Ready made, since a page has hundreds."""
        if self.is_cancelled or self.is_past or self.is_sold_out or not self.href:
            return self.plain
        label = format_html(' aria-label="{}"', self.label) if self.label else ""
        return format_html('<a href="{}"{}>{}</a>', self.href, label, self._time)

    @property
    def plain(self) -> SafeString:
        """The same without a way."""
        if self.is_cancelled or (self.is_sold_out and not self.is_past):
            return format_html("<del>{}</del>", self._time)
        return format_html('<span class="gone">{}</span>', self._time) if self.is_past else self._time

    @property
    def _time(self) -> SafeString:
        """The half of the day is set small, and so is the h of 19 h 30."""
        hour, *rest = self.text.split("\u00a0")
        if rest in (["am"], ["pm"]):
            half = format_html(' <span class="half-day">{}</span>', rest[0])
            return format_html('<time datetime="{}">{}{}</time>', self.iso, hour, half)
        if rest:
            mark = format_html('<span class="hour-mark">{}</span>{}', rest[0], "".join(rest[1:2]))
            return format_html('<time datetime="{}">{}{}</time>', self.iso, hour, mark)
        return format_html('<time datetime="{}">{}</time>', self.iso, hour)


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
