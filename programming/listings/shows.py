"""Published shows, read once and flat: what every page of times is built from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from json import loads
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programming.choices import Access, Availability, ExtraKind, Format, ScreeningStatus
from programming.listings.address import href
from programming.listings.house import Desk, Hand
from programming.listings.parts import Mark, Time
from programming.models import PublishedScreening
from programming.models.facts import ScreeningFacts, SegmentFacts
from programming.models.prepared import prepared
from programming.models.publication import PublishedScreeningQuerySet

FACTS_AS_STORED = Cast("facts", TextField())
AS_STORED = (Cast("uid", TextField()), FACTS_AS_STORED)
"""As the database has them: most are known already, and need not be read."""
COLUMNS = (
    "run_id",
    "programme_id",
    "screening__availability",
    "screening__ticket_url",
    "public_note",
    "screening_id",
)
"""As the fields of Show, from `run` on."""

MOST_KNOWN = 2048
"""Shows that a process keeps in mind, some 9 KB each: three months of a house of four screens."""
Told = QuerySet[PublishedScreening, tuple[Any, ...]]
ON = frozenset(status.value for status in ScreeningStatus if status.is_on)


@dataclass(frozen=True, slots=True, eq=False)
class Show:
    """A published show with what is live at once: availability and the ticket link. Read again, it is the same object
    while the public sees the same, so that what was made of it can be kept with it.
    """

    uid: UUID
    facts: ScreeningFacts
    starts_at: datetime
    day: date
    marks: tuple[Mark, ...]  # format, access, extras, price, in the order listings print them
    run: int | None
    programme: int
    availability: str
    ticket_url: str
    public_note: str = ""
    screening: int = 0

    @property
    def is_on(self) -> bool:
        return self.facts.status in ON

    @property
    def is_sold_out(self) -> bool:
        return self.availability == Availability.SOLD_OUT

    @property
    def engagement(self) -> tuple[str, int]:
        """What the show is part of: its run, or on its own its programme."""
        return ("run", self.run) if self.run else ("programme", self.programme)


def shows_between(desk: Desk, first: date, last: date) -> tuple[Show, ...]:
    """What the public sees of the house days `first` through `last`, by start. One query."""
    return shows_of(_between(desk.at, first, last))


@prepared
def _between(at: datetime, first: date, last: date) -> Told:
    return as_told(PublishedScreening.objects.live(at).between(first, last))


def least_key(first: date, last: date) -> int:
    """Among the versions of these house days, so that what belongs to versions is not gone through from the first there
    has ever been; 0 where there are none. One query.
    """
    return next((least for least, _most in _keys_between(first, last) if least), 0)


@prepared
def _keys_between(first: date, last: date) -> "QuerySet[PublishedScreening, tuple[int | None, int | None]]":
    """The least and the greatest. Both are asked for: for the least alone SQLite would look through all rows."""
    rows = PublishedScreening.objects.between(first, last).order_by().values(together=Value(1))
    return rows.annotate(least=Min("pk"), most=Max("pk")).values_list("least", "most")


def read_shows(rows: PublishedScreeningQuerySet) -> tuple[Show, ...]:
    """By start. One query."""
    return shows_of(as_told(rows))


def as_told(rows: PublishedScreeningQuerySet) -> Told:
    """What `shows_of` takes: rows of the columns, by start."""
    return rows.order_by("starts_at", "screen__order", "pk").values_list(*AS_STORED, *COLUMNS)


def shows_of(told: Iterable[tuple[Any, ...]]) -> tuple[Show, ...]:
    language = get_language()
    return tuple(_show(language, *row) for row in told)


@lru_cache(MOST_KNOWN)
def facts_of(stored: str) -> ScreeningFacts:
    """What a version says, from the JSON that is stored of it."""
    return ScreeningFacts.from_json(loads(stored))


@lru_cache(MOST_KNOWN)
def _show(_language: str, uid: str, stored: str, *live: Any) -> Show:
    """Nearly all that a page says it said before it was last set: it is kept in mind and not read again."""
    facts = facts_of(stored)
    return Show(UUID(uid), facts, facts.starts, facts.day, tuple(_marks(facts)), *live)


def by_day(shows: Iterable[Show]) -> dict[date, list[Show]]:
    days: defaultdict[date, list[Show]] = defaultdict(list)
    for show in shows:
        days[show.day].append(show)
    return days


def film_href(slug: str) -> str:
    return href("film", slug)


def calendar_href(slug: str) -> str:
    """The calendar of a film."""
    return href("calendar-of", "films", slug)


def _marks(facts: ScreeningFacts) -> Iterator[Mark]:
    if facts.format and Format(facts.format).is_film:
        label = str(Format(facts.format).label)
        yield Mark(label.upper(), _("shown on a %(format)s print") % {"format": label})
    yield from (Mark(Access(kind).mark, str(Access(kind).label)) for kind in facts.access)
    yield from (_extra_mark(ExtraKind(extra.kind), extra.note) for extra in facts.extras)
    if facts.is_free:
        yield Mark(_("FREE"))


def _extra_mark(kind: ExtraKind, note: str) -> Mark:
    if kind is ExtraKind.LIVE_MUSIC and note:
        return Mark(note.upper(), _("with live %(instrument)s") % {"instrument": note})
    return Mark(kind.mark, str(kind.label))


def show_time(desk: Desk, show: Show, segment: SegmentFacts | None = None) -> Time:
    """The time of a show, or of one film of its bill. What is special is marked at the first film."""
    starts_at = segment.at if segment else show.starts_at
    return _time(desk.hand, show, segment, is_past=starts_at < desk.at)


@lru_cache(MOST_KNOWN)
def _time(hand: Hand, show: Show, segment: SegmentFacts | None, *, is_past: bool) -> Time:
    is_lead = segment is None or segment == show.facts.films[0]
    starts_at = segment.at if segment else show.starts_at
    text = hand.hour(starts_at)
    title = segment.title if segment else show.facts.title
    href, label = ("", "") if is_past or show.is_sold_out or not show.is_on else _way(show)
    return Time(
        iso=hand.iso(starts_at),
        text=text,
        href=href,
        label=label % {"time": text, "title": title} if label else "",
        marks=(*(show.marks if is_lead else ()), *_state_marks(show, is_past=is_past)),
        is_sold_out=show.is_sold_out and show.is_on,
        is_cancelled=not show.is_on,
        reason=_reason(hand, show),
        is_past=is_past,
    )


def _way(show: Show) -> tuple[str, str]:
    """Where the time of a show leads, and what to call it: to tickets, or to the page of the show."""
    if show.ticket_url:
        return show.ticket_url, _("%(time)s, %(title)s: tickets")
    return href("screening", show.uid), _("%(time)s, %(title)s: this show")


def key_of(shows: Iterable[Show]) -> tuple[Mark, ...]:
    """Each mark that needs spelling out, once: what a page prints at its foot."""
    found = {mark.text: mark for show in shows for mark in show.marks if mark.meaning}
    return tuple(found[text] for text in sorted(found))


def _state_marks(show: Show, *, is_past: bool) -> tuple[Mark, ...]:
    if not show.is_on:
        return (Mark(_("CANCELLED"), is_full=True),)
    if is_past:
        return ()
    if show.is_sold_out:
        return (Mark(_("SOLD OUT"), is_full=True),)
    if show.availability == Availability.LIMITED:
        return (Mark(_("FEW SEATS"), is_full=True),)
    return ()


def _reason(hand: Hand, show: Show) -> str:
    if show.facts.reason or not show.is_on:
        return show.facts.reason or show.public_note
    if show.facts.moved_from and show.is_on:
        was = datetime.fromisoformat(show.facts.moved_from)
        return _("moved from %(time)s") % {"time": hand.hour(was)}
    return ""
