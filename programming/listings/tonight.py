"""Today for the house: what projection and front of house need of every show, by the hour. Working rows, not published
ones: whoever threads a print must see the change that was made an hour ago.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.choices import Access, Availability, ExtraKind, ItemKind, ScreeningStatus
from programming.listings.house import Desk
from programming.models import Material, ProgrammeItem, Screening, ScreeningExtra
from programming.rules.findings import Finding
from programming.rules.judge import judge
from programming.rules.overlap import near_misses, room_to_room
from programming.rules.snapshot import Part, Show, Snapshot
from programming.rules.words import format_text

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a show: “7:25” “Double Indemnity” “107 min.” “35mm, 1.37, optical mono, subtitles English”."""

    starts: str
    title: str
    minutes: str
    facts: str
    is_feature: bool


@dataclass(frozen=True, slots=True)
class HouseShow:
    """`state` is "cancelled", "over", "on", or empty for one to come. Talks are segments; `extras` go on under the
    programme: live music.
    """

    key: int
    iso: str
    starts: str
    screen: str
    title: str
    state: str
    doors: str = ""
    feature: str = ""
    ends: str = ""
    clear: str = ""
    segments: tuple[Segment, ...] = ()
    marks: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    price: str = ""
    seats: int = 0
    availability: str = ""
    note: str = ""
    tight: str = ""

    @property
    def is_on(self) -> bool:
        return self.state != "cancelled"


@dataclass(frozen=True, slots=True)
class HouseNight:
    """`findings` are the gaps that are tight."""

    day: date
    shows: tuple[HouseShow, ...]
    totals: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def is_dark(self) -> bool:
        return not any(show.is_on for show in self.shows)


def house_night(desk: Desk, day: date, snapshot: Snapshot) -> HouseNight:
    """The house day `day`, of which `snapshot` is the schedule. Six queries, however many shows there are."""
    rows = {row.pk: row for row in _rows(day)}
    judged = {show.key: show for show in snapshot.shows}
    keys = {part.copy.key for show in snapshot.shows for part in show.bill.parts if part.copy}
    copies = Material.objects.in_bulk(keys)
    before = _before(snapshot)
    shows = tuple(
        _show(desk, snapshot, row, judged[key], earlier=before.get(key), copies=copies)
        if key in judged
        else _cancelled(desk, row)
        for key, row in rows.items()
    )
    on = [judged[key] for key in rows if key in judged]
    found = judge(snapshot, about=[show.key for show in on], rules=(room_to_room, near_misses))
    return HouseNight(day, shows, _totals(desk, snapshot, on, shows), found)


def _rows(day: date) -> Iterable[Screening]:
    shown = (ScreeningStatus.SCHEDULED, ScreeningStatus.CANCELLED, ScreeningStatus.REPLACED)
    rows = Screening.objects.between(day, day).filter(status__in=shown).select_related("programme", "screen")
    return rows.prefetch_related("extras", "programme__items__film").order_by("starts_at", "screen__order", "pk")


def _before(snapshot: Snapshot) -> Mapping[int, Show]:
    """The show that each follows on its screen."""
    return {later.key: earlier for shows in snapshot.by_screen.values() for earlier, later in pairwise(shows)}


def _cancelled(desk: Desk, row: Screening) -> HouseShow:
    return HouseShow(
        key=row.pk,
        iso=desk.iso(row.starts_at),
        starts=desk.clock(row.starts_at),
        screen=row.screen.name,
        title=row.programme.full_title,
        state="cancelled",
        note=row.reason,
    )


def _show(
    desk: Desk,
    snapshot: Snapshot,
    row: Screening,
    show: Show,
    *,
    earlier: Show | None,
    copies: Mapping[int, Material],
) -> HouseShow:
    span, turnaround = show.span, snapshot.room(show).turnaround
    segments = tuple(_segments(desk, row, show, copies))
    free_at = earlier.span.ends_at + turnaround if earlier else None
    doors = span.starts_at - timedelta(minutes=desk.venue.doors_minutes)
    doors = min(max(doors, free_at), span.starts_at) if free_at else doors
    return HouseShow(
        key=row.pk,
        iso=desk.iso(row.starts_at),
        starts=desk.clock(row.starts_at),
        screen=row.screen.name,
        title=row.programme.full_title,
        state=_state(desk.at, show),
        doors=desk.clock(doors),
        feature=next((one.starts for one in segments if one.is_feature), ""),
        ends=desk.clock(span.ends_at),
        clear=desk.clock(span.ends_at + turnaround),
        segments=segments,
        marks=tuple(str(Access(kind).label) for kind in row.access),
        extras=tuple(_extra(extra) for extra in row.extras.all() if not ExtraKind(extra.kind).adds_minutes),
        price=_("Free") if row.is_free else row.price,
        seats=row.screen.seats,
        availability=str(Availability(row.availability).label) if row.availability else "",
        note=row.note,
        tight=_tight(show, free_at),
    )


def _state(at: datetime, show: Show) -> str:
    if show.span.ends_at <= at:
        return "over"
    return "on" if show.span.contains(at) else ""


def _tight(show: Show, free_at: datetime | None) -> str:
    if free_at is None or free_at <= show.span.starts_at:
        return ""
    late = (free_at - show.span.starts_at) // MINUTE
    said = ngettext("tight by %(count)s minute", "tight by %(count)s minutes", late)
    return said % {"count": late}


def _segments(desk: Desk, row: Screening, show: Show, copies: Mapping[int, Material]) -> Iterator[Segment]:
    """Preshow, introductions, the programme, what follows it; each with its start."""
    at = show.span.starts_at.astimezone(UTC)
    if show.preshow:
        yield Segment(desk.clock(at), _("Preshow"), _minutes(show.preshow // MINUTE), "", is_feature=False)
    at += show.preshow
    extras = [extra for extra in row.extras.all() if ExtraKind(extra.kind).adds_minutes]
    for extra in (one for one in extras if one.kind == ExtraKind.INTRODUCTION):
        yield _of_extra(desk, at, extra)
        at += (extra.minutes or 0) * MINUTE
    for part, item in zip(show.bill.parts, row.programme.items.all(), strict=False):
        yield _of_part(desk, at, part, item, copies)
        at += part.minutes * MINUTE
    for extra in (one for one in extras if one.kind != ExtraKind.INTRODUCTION):
        yield _of_extra(desk, at, extra)
        at += (extra.minutes or 0) * MINUTE


def _of_extra(desk: Desk, at: datetime, extra: ScreeningExtra) -> Segment:
    return Segment(desk.clock(at), _extra(extra), _minutes(extra.minutes), "", is_feature=False)


def _of_part(desk: Desk, at: datetime, part: Part, item: ProgrammeItem, copies: Mapping[int, Material]) -> Segment:
    copy = copies.get(part.copy.key) if part.copy else None
    title = item.label or (part.work.title if part.work else str(ItemKind(item.kind).label).capitalize())
    if item.person:
        title = f"{title}, {item.person}"
    about = "≈\u00a0" if part.is_approximate else ""
    facts = ", ".join(_copy_facts(copy)) if copy else ""
    return Segment(desk.clock(at), title, about + _minutes(part.minutes), facts, is_feature=item.kind == ItemKind.FILM)


def _copy_facts(copy: Material) -> Iterator[str]:
    yield format_text(copy.format)
    yield from (said for said in (copy.ratio, copy.sound) if said)
    if copy.subtitles:
        yield _("subtitles %(languages)s") % {"languages": copy.subtitles}


def _minutes(minutes: int | None) -> str:
    return _("%(count)s min.") % {"count": minutes} if minutes else ""


def _extra(extra: ScreeningExtra) -> str:
    """“Q&A, Ines Calloway”"""
    said = str(ExtraKind(extra.kind).label)
    parts = [part for part in (said, extra.note, extra.person) if part]
    return ", ".join(parts)


def _totals(desk: Desk, snapshot: Snapshot, on: Sequence[Show], shows: Sequence[HouseShow]) -> tuple[str, ...]:
    """“12 shows on 3 screens”, “1,104 seats”, “doors 12:30, house clear 11:55”."""
    if not on:
        return ()
    screens = len({show.screen for show in on})
    count = ngettext("%(count)s show", "%(count)s shows", len(on)) % {"count": len(on)}
    where = ngettext("%(count)s screen", "%(count)s screens", screens) % {"count": screens}
    prints = sum(1 for show in on if any(format.endswith("mm") or format == "super8" for format in show.bill.formats))
    last = max(show.span.ends_at + snapshot.room(show).turnaround for show in on)
    first = next(show.doors for show in shows if show.is_on)
    return (
        _("%(shows)s on %(screens)s") % {"shows": count, "screens": where},
        _("%(count)s seats") % {"count": number_format(sum(show.seats for show in shows), force_grouping=True)},
        *((ngettext("%(count)s from a print", "%(count)s from prints", prints) % {"count": prints},) if prints else ()),
        _("doors %(doors)s, house clear %(clear)s") % {"doors": first, "clear": desk.clock(last)},
    )
