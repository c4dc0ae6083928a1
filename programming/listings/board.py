"""The board: a play week as screens by time, every show as long as it really lasts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.choices import Format, ScreeningStatus
from programming.listings.board_parts import Block, Board, BoardDay, BoardFinding, Lane, Off
from programming.listings.house import Desk
from programming.listings.shelf import shelf
from programming.models import Deed, Screening
from programming.rules.findings import Finding, Level
from programming.rules.slots import pinch_points, slack_minutes
from programming.rules.snapshot import Show, Snapshot
from programming.timetable.clock import ClockStyle, clock_text
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
class _Sheet:
    """What every block is drawn against: how grave what was found on a show is; what was called off, by day and screen;
    and the words, looked up once.
    """

    desk: Desk
    snapshot: Snapshot
    levels: dict[int, str]
    opens: int
    common: str
    off: dict[tuple[date, int], list[Off]]
    words: "_Words"
    href: tuple[str, str]  # what stands before and after a show's key in the address of its page


@dataclass(frozen=True, slots=True)
class _Words:
    style: ClockStyle
    minutes: str
    hint: str
    levels: dict[str, tuple[str, str]]  # for a mark, for screen readers
    states: dict[str, str]


def board(desk: Desk, snapshot: Snapshot, findings: Sequence[Finding], *, may_change: bool = True) -> Board:
    """The days of the snapshot, with what the rules found on them. Up to four queries."""
    shows = [show for show in snapshot.in_order if show.key in snapshot.within]
    versions = {show.key: show.version for show in shows}
    opens, closes = _scale(desk, shows)
    common = _common([room.name for room in snapshot.rooms.values()])
    sheet = _Sheet(
        desk,
        snapshot,
        levels=_levels(findings),
        opens=opens,
        common=common,
        off=_called_off(desk, snapshot),
        words=_words(desk),
        href=_href(may_change=may_change),
    )
    blocks = {show.key: _block(sheet, show) for show in shows}
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
        findings=tuple(_found(finding, versions) for finding in findings if _is_of_the_schedule(finding)),
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


def _hours_in(show: Show, local: datetime) -> float:
    """Hours from midnight of the show's house day to the moment, by the wall: 24.2 for ten past twelve."""
    return (local.date() - show.house_day).days * 24 + local.hour + local.minute / 60


def _scale(desk: Desk, shows: Sequence[Show]) -> tuple[int, int]:
    starts = [int(_hours_in(show, desk.local(show.span.starts_at))) for show in shows]
    ends = [int(-(-_hours_in(show, desk.local(show.span.ends_at)) // 1)) for show in shows]
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


def _words(desk: Desk) -> _Words:
    return _Words(
        style=desk.venue.style,
        minutes=_("%(minutes)s minutes"),
        hint=_("%(title)s, %(from)s–%(until)s, %(minutes)s min."),
        levels={"clash": (_("Clash"), _("clash")), "warn": (_("Mind"), _("warning")), "": ("", "")},
        states={"new": _("not public yet"), "changed": _("moved, not public yet"), "": ""},
    )


def _href(*, may_change: bool) -> tuple[str, str]:
    """Around a show's key: its page on the board, or its record for who may only look."""
    name = "staff-board-show" if may_change else "admin:programming_screening_change"
    before, _key, after = reverse(name, args=[0]).rpartition("0")
    return before, after


def _block(sheet: _Sheet, show: Show) -> Block:
    desk, room, words, key = sheet.desk, sheet.snapshot.room(show), sheet.words, show.key
    starts, ends = (desk.local(moment) for moment in (show.span.starts_at, show.span.ends_at))
    minutes = max(int((show.span.ends_at - show.span.starts_at).total_seconds() // 60), SLOT)
    time, until = (clock_text(moment.time(), words.style) for moment in (starts, ends))
    state = "new" if show.told_at is None else "" if show.told_at == show.starts_at else "changed"
    level = sheet.levels.get(key, "")
    marks = " ".join([*_prints(show), *(extra.mark for extra in show.extras)])
    word, grave = words.levels[level]
    label = (
        show.bill.title,
        short_day(show.house_day),
        time,
        room.name,
        words.minutes % {"minutes": minutes},
        marks,
        grave,
        words.states[state],
    )
    return Block(
        pk=key,
        version=show.version,
        at=round((_hours_in(show, starts) - sheet.opens) * 60 / SLOT),
        length=max(round(minutes / SLOT), 1),
        turnaround=round(room.turnaround.total_seconds() / 60 / SLOT),
        cuts=_cuts(show),
        row=1,
        time=time,
        wall=f"{starts:%H:%M}",
        minutes=minutes,
        title=show.bill.title,
        marks=marks,
        kind="run" if show.run else "single",
        state=state,
        level=level,
        word=word,
        iso=starts.isoformat(timespec="minutes"),
        hint=words.hint % {"title": show.bill.title, "from": time, "until": until, "minutes": minutes},
        label=", ".join(part for part in label if part),
        href=f"{key}".join(sheet.href),
    )


def _cuts(show: Show) -> tuple[int, ...]:
    preshow = int(show.preshow.total_seconds() // 60)
    ends = accumulate((part.minutes for part in show.bill.parts[:-1]), initial=preshow)
    return tuple(sorted({round(minutes / SLOT) for minutes in ends} - {0}))


def _prints(show: Show) -> list[str]:
    formats = (Format(format) for format in sorted(show.bill.formats))
    return [str(format.label).upper() for format in formats if format.is_film]


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


def _found(finding: Finding, versions: dict[int, int]) -> BoardFinding:
    shown = next((key for key in finding.screenings if key in versions), 0)
    fixed = finding.fix.values.get("screening") if finding.fix else None
    target = fixed if isinstance(fixed, int) and fixed in versions else 0
    return BoardFinding(finding, f"#show-{shown}" if shown else "", target, versions[target] if target else 0)
