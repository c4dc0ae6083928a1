"""The board: a play week as screens by time, every show as long as it really lasts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.choices import ExtraKind, Format, ScreeningStatus
from programming.listings.house import Desk
from programming.listings.shelf import ShelfItem, shelf
from programming.models import Deed, PublishedScreening, Screening
from programming.rules.findings import Finding, Level
from programming.rules.slots import pinch_points, slack_minutes
from programming.rules.snapshot import Show, Snapshot
from programming.timetable.clock import ClockStyle
from programming.timetable.dates import day_range, short_day, short_weekday
from programming.timetable.languages import spoken
from programming.timetable.span import TimeSpan

LOOKED_THROUGH = 30
"""Deeds that are looked through for those to undo."""
STEPS = 6
"""Deeds that are offered to be undone."""
SLOT = 5
"""Minutes a column stands for."""
CLOCKS = {ClockStyle.BARE: "bare", ClockStyle.MERIDIEM: "12", ClockStyle.TWENTY_FOUR: "24"}
USUAL = (11, 25)
"""Hours of the scale where no show wants more: from 11 in the morning to 1 at night."""


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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every block is drawn against: when each show was last published, how grave what was found on it is;
    and what was called off, by day and screen.
    """

    desk: Desk
    snapshot: Snapshot
    told: dict[int, datetime]
    levels: dict[int, str]
    opens: int
    common: str
    off: dict[tuple[date, int], list[Off]]


def board(desk: Desk, snapshot: Snapshot, findings: Sequence[Finding]) -> Board:
    """The days of the snapshot, with what the rules found on them. Up to seven queries."""
    rows = {row.pk: row for row in Screening.objects.filter(pk__in=snapshot.within).prefetch_related("extras")}
    told = dict(
        PublishedScreening.objects.standing()
        .listed()
        .filter(screening__in=rows)
        .values_list("screening_id", "starts_at")
    )
    shows = [show for show in snapshot.in_order if show.key in rows]
    opens, closes = _scale(desk, shows)
    common = _common([room.name for room in snapshot.rooms.values()])
    sheet = _Sheet(desk, snapshot, told, _levels(findings), opens, common, _called_off(desk, snapshot))
    blocks = {show.key: _block(sheet, show, rows[show.key]) for show in shows}
    first = snapshot.first
    week = desk.venue.week_of(first)
    return Board(
        label=day_range(first, snapshot.last, with_year=first.year != desk.today.year),
        first=first.isoformat(),
        to="" if (week.first, week.last) == (first, snapshot.last) else snapshot.last.isoformat(),
        clock=spoken().hour_mark or CLOCKS[desk.venue.style],
        opens=opens,
        hours=tuple(_hour(hour) for hour in range(opens, closes)),
        midnight=24 - opens,
        rollover=desk.venue.rollover_hour,
        days=tuple(_day(sheet, day, shows, blocks) for day in _days(snapshot)),
        findings=tuple(_found(finding, rows) for finding in findings if _is_of_the_schedule(finding)),
        shelf=shelf(first, snapshot.last),
        shows=len(shows),
        unpublished=sum(1 for block in blocks.values() if block.state),
        earlier=reverse("staff-board-week", args=[first - timedelta(days=7)]),
        later=reverse("staff-board-week", args=[first + timedelta(days=7)]),
    )


def undoable() -> list[Deed]:
    """The last deeds that stand and touched a show, the newest first. One query.

    Several, because the last may be one that cannot be undone any more.
    """
    newest = Deed.objects.standing()[:LOOKED_THROUGH]
    return [deed for deed in newest if any(name.startswith("screening-") for name in deed.after)][:STEPS]


def _is_of_the_schedule(finding: Finding) -> bool:
    """What a programmer can mend here: a missing still is told where the copy is written, and on the publish page."""
    return finding.level is not Level.NOTE and not finding.code.startswith("Q")


def _days(snapshot: Snapshot) -> Iterable[date]:
    return (snapshot.first + timedelta(days=step) for step in range((snapshot.last - snapshot.first).days + 1))


def _hours_in(desk: Desk, show: Show, moment: datetime) -> float:
    """Hours from midnight of the show's house day to the moment, by the wall: 24.2 for ten past twelve."""
    local = desk.local(moment)
    return (local.date() - show.house_day).days * 24 + local.hour + local.minute / 60


def _scale(desk: Desk, shows: Sequence[Show]) -> tuple[int, int]:
    starts = [int(_hours_in(desk, show, show.span.starts_at)) for show in shows]
    ends = [int(-(-_hours_in(desk, show, show.span.ends_at) // 1)) for show in shows]
    return min([USUAL[0], *starts]), max([USUAL[1], *ends])


def _hour(hour: int) -> str:
    if spoken().hour_mark:
        return spoken().twenty_four(time(hour % 24))
    if hour == 24:
        return _("12 midnight")
    return f"{hour % 12 or 12}" + (_(" a.m.") if hour < 12 else "")


def _common(names: Sequence[str]) -> str:
    """“Screen ” where every screen is called that and something more."""
    first = names[0].partition(" ")[0] + " " if names else ""
    return first if len(names) > 1 and all(len(name) > len(first) and name.startswith(first) for name in names) else ""


def _called_off(desk: Desk, snapshot: Snapshot) -> dict[tuple[date, int], list[Off]]:
    """Cancelled and replaced shows of these days. Three queries, one where there are none."""
    found: defaultdict[tuple[date, int], list[Off]] = defaultdict(list)
    rows = Screening.objects.between(snapshot.first, snapshot.last).exclude(status=ScreeningStatus.SCHEDULED)
    for row in rows.select_related("programme").prefetch_related("programme__items__film").order_by("starts_at"):
        off = Off(
            desk.clock(row.starts_at), row.programme.full_title, row.reason, reverse("staff-board-show", args=[row.pk])
        )
        found[row.house_day, row.screen_id].append(off)
    return found


def _levels(findings: Iterable[Finding]) -> dict[int, str]:
    found: dict[int, str] = {}
    for finding in findings:
        for key in finding.screenings:
            if finding.level is Level.ERROR:
                found[key] = "clash"
            elif finding.level is Level.WARNING and not finding.code.startswith("Q"):
                found.setdefault(key, "warn")
    return found


def _block(sheet: _Sheet, show: Show, row: Screening) -> Block:
    desk, room, told = sheet.desk, sheet.snapshot.room(show), sheet.told
    starts, ends = show.span.starts_at, show.span.ends_at
    minutes = max(int((ends - starts).total_seconds() // 60), SLOT)
    time = desk.clock(starts)
    state = "" if told.get(row.pk) == row.starts_at else "changed" if row.pk in told else "new"
    level = sheet.levels.get(row.pk, "")
    marks = _marks(show, row)
    words = {
        "clash": _("clash"),
        "warn": _("warning"),
        "new": _("not public yet"),
        "changed": _("moved, not public yet"),
    }
    label = ", ".join(
        part
        for part in (
            show.bill.title,
            short_day(show.house_day),
            time,
            room.name,
            _("%(minutes)s minutes") % {"minutes": minutes},
            marks,
            words.get(level, ""),
            words.get(state, ""),
        )
        if part
    )
    return Block(
        pk=row.pk,
        version=row.version,
        at=round((_hours_in(desk, show, starts) - sheet.opens) * 60 / SLOT),
        length=max(round(minutes / SLOT), 1),
        turnaround=round(room.turnaround.total_seconds() / 60 / SLOT),
        cuts=_cuts(show),
        row=1,
        time=time,
        wall=f"{desk.local(starts):%H:%M}",
        minutes=minutes,
        title=show.bill.title,
        marks=marks,
        kind="run" if show.run else "single",
        state=state,
        level=level,
        word={"clash": _("Clash"), "warn": _("Mind")}.get(level, ""),
        iso=desk.iso(starts),
        hint=_("%(title)s, %(from)s–%(until)s, %(minutes)s min.")
        % {"title": show.bill.title, "from": time, "until": desk.clock(ends), "minutes": minutes},
        label=label,
        href=reverse("staff-board-show", args=[row.pk]),
    )


def _cuts(show: Show) -> tuple[int, ...]:
    preshow = int(show.preshow.total_seconds() // 60)
    ends = accumulate((part.minutes for part in show.bill.parts[:-1]), initial=preshow)
    return tuple(sorted({round(minutes / SLOT) for minutes in ends} - {0}))


def _marks(show: Show, row: Screening) -> str:
    prints = [str(Format(format).label).upper() for format in sorted(show.bill.formats) if Format(format).is_film]
    return " ".join([*prints, *(ExtraKind(extra.kind).mark for extra in row.extras.all())])


def _day(sheet: _Sheet, day: date, shows: Sequence[Show], blocks: dict[int, Block]) -> BoardDay:
    on: defaultdict[int, list[Show]] = defaultdict(list)
    for show in shows:
        if show.house_day == day:
            on[show.screen].append(show)
    return BoardDay(
        iso=day.isoformat(),
        number=str(day.day),
        weekday=short_weekday(day),
        is_today=day == sheet.desk.today,
        lanes=tuple(_lane(sheet, day, screen, on[screen], blocks) for screen in sheet.snapshot.rooms),
    )


def _lane(sheet: _Sheet, day: date, screen: int, shows: list[Show], blocks: dict[int, Block]) -> Lane:
    room = sheet.snapshot.rooms[screen]
    stacked = _stacked([blocks[show.key] for show in shows])
    return Lane(
        screen=screen,
        common=sheet.common,
        name=room.name.removeprefix(sheet.common),
        label=f"{short_day(day)}, {room.name}",
        blocks=stacked,
        off=tuple(sheet.off.get((day, screen), ())),
        slack=_slack(sheet.desk, [show.span for show in shows], room.turnaround) if len(shows) > 1 else "",
    )


def _slack(desk: Desk, spans: list[TimeSpan], turnaround: timedelta) -> str:
    """“35 minutes to spare; tight at 8:24”"""
    spare = slack_minutes(spans, turnaround)
    said = ngettext("%(count)s minute to spare", "%(count)s minutes to spare", spare) % {"count": spare}
    pinches = [desk.clock(gap.before.ends_at) for gap in pinch_points(spans, turnaround)]
    return said + (_("; tight at %(times)s") % {"times": ", ".join(pinches)} if pinches else "")


def _stacked(blocks: list[Block]) -> tuple[Block, ...]:
    """A show that would hide the one before it stands a row lower."""
    placed: list[Block] = []
    for block in blocks:
        hides = any(other.row == 1 and other.at + other.length > block.at for other in placed)
        placed.append(replace(block, row=2) if hides else block)
    return tuple(placed)


def _found(finding: Finding, rows: dict[int, Screening]) -> BoardFinding:
    shown = next((key for key in finding.screenings if key in rows), 0)
    fixed = finding.fix.values.get("screening") if finding.fix else None
    target = fixed if isinstance(fixed, int) and fixed in rows else 0
    return BoardFinding(finding, f"#show-{shown}" if shown else "", target, rows[target].version if target else 0)
