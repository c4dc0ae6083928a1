"""The board: a play week as screens by time, every show as long as it really lasts."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.choices import Format, ScreeningStatus
from programming.listings.board_parts import Block, Board, BoardDay, BoardFinding, Lane, Off
from programming.listings.house import Desk
from programming.listings.shelf import shelf
from programming.models import Screening
from programming.models.prepared import prepared
from programming.rules.findings import Finding, Level
from programming.rules.slots import gaps, slack_minutes
from programming.rules.snapshot import Show, Snapshot
from programming.timetable.clock import ClockStyle, clock_text
from programming.timetable.dates import day_range, short_day, short_weekday
from programming.timetable.languages import spoken
from programming.timetable.span import TimeSpan

SLOT = 5
"""Minutes a column stands for."""
CLOCKS = {ClockStyle.BARE: "bare", ClockStyle.MERIDIEM: "12", ClockStyle.TWENTY_FOUR: "24"}
USUAL = (11, 25)
"""Hours of the scale where no show wants more: from 11 in the morning to 1 at night."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every block is drawn against: when a show starts and ends by the wall, and how grave what was found on it
    is; what was called off, by day and screen; and the words, looked up once.
    """

    desk: Desk
    snapshot: Snapshot
    walls: dict[int, tuple[datetime, datetime]]
    levels: dict[int, str]
    opens: int
    common: str
    off: dict[tuple[date, int], list[Off]]
    words: "_Words"
    href: tuple[str, str]  # what stands before and after a show's key in the address of its page
    bills: dict[tuple[int, timedelta], "_Parts"] = field(default_factory=dict)  # by bill (which object) and preshow


@dataclass(frozen=True, slots=True)
class _Words:
    days: dict[date, str]
    clock: Callable[[time], str]
    minutes: str
    hint: str
    levels: dict[str, tuple[str, str]]  # for a mark, for screen readers
    states: dict[str, str]


class _Parts(NamedTuple):
    """What a block has of its bill: at which columns a part ends, and the prints it plays."""

    cuts: tuple[int, ...]
    prints: tuple[str, ...]


def board(desk: Desk, snapshot: Snapshot, findings: Sequence[Finding], *, may_change: bool = True) -> Board:
    """The days of the snapshot, with what the rules found on them. Two queries; three more where something was called
    off, and three where something is on the shelf.
    """
    shows = [show for show in snapshot.in_order if show.key in snapshot.within]
    versions = {show.key: show.version for show in shows}
    walls = {show.key: _walls(show.span, desk.venue.zone) for show in shows}
    opens, closes = _scale(shows, walls)
    common = _common([room.name for room in snapshot.rooms.values()])
    sheet = _Sheet(
        desk,
        snapshot,
        walls,
        levels=_levels(findings),
        opens=opens,
        common=common,
        off=_called_off(desk, snapshot, may_change=may_change),
        words=_words(desk, snapshot),
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
        days=tuple(_day(sheet, day, blocks) for day in _days(snapshot)),
        findings=tuple(_found(finding, versions) for finding in findings if _is_of_the_schedule(finding)),
        shelf=shelf(first, snapshot.last, there={show.run for show in shows}),
        shows=len(shows),
        unpublished=sum(1 for block in blocks.values() if block.state),
        earlier=reverse("staff-board-week", args=[first - timedelta(days=7)]),
        later=reverse("staff-board-week", args=[first + timedelta(days=7)]),
    )


def _walls(span: TimeSpan, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return span.starts_at.astimezone(zone), span.ends_at.astimezone(zone)


def _is_of_the_schedule(finding: Finding) -> bool:
    """What a programmer can mend here: a missing still is told where the copy is written, and on the publish page."""
    return finding.level is not Level.NOTE and not finding.code.startswith("Q")


def _days(snapshot: Snapshot) -> Iterable[date]:
    return (snapshot.first + timedelta(days=step) for step in range((snapshot.last - snapshot.first).days + 1))


def _hours_in(show: Show, local: datetime) -> float:
    """Hours from midnight of the show's house day to the moment, by the wall: 24.2 for ten past twelve."""
    return (local.date() - show.house_day).days * 24 + local.hour + local.minute / 60


def _scale(shows: Sequence[Show], walls: dict[int, tuple[datetime, datetime]]) -> tuple[int, int]:
    starts = [int(_hours_in(show, walls[show.key][0])) for show in shows]
    ends = [int(-(-_hours_in(show, walls[show.key][1]) // 1)) for show in shows]
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


def _called_off(desk: Desk, snapshot: Snapshot, *, may_change: bool) -> dict[tuple[date, int], list[Off]]:
    """Cancelled and replaced shows of these days. Four queries, one where there are none."""
    found: defaultdict[tuple[date, int], list[Off]] = defaultdict(list)
    keys = [key for (key,) in _off_between(snapshot.first, snapshot.last)]
    for row in _with_programmes(keys) if keys else ():
        href = reverse("staff-board-show", args=[row.pk]) if may_change else ""
        off = Off(desk.clock(row.starts_at), row.programme.full_title, row.reason, href)
        found[row.house_day, row.screen_id].append(off)
    return found


@prepared
def _off_between(first: date, last: date) -> "QuerySet[Screening, tuple[int]]":
    rows = Screening.objects.between(first, last).exclude(status=ScreeningStatus.SCHEDULED)
    return rows.order_by().values_list("pk")


def _with_programmes(keys: Collection[int]) -> QuerySet[Screening]:
    rows = Screening.objects.filter(pk__in=keys).select_related("programme")
    return rows.prefetch_related("programme__items__film").order_by("starts_at")


def _levels(findings: Iterable[Finding]) -> dict[int, str]:
    found: dict[int, str] = {}
    for finding in findings:
        for key in finding.screenings:
            if finding.level is Level.ERROR:
                found[key] = "clash"
            elif finding.level is Level.WARNING and not finding.code.startswith("Q"):
                found.setdefault(key, "warn")
    return found


def _words(desk: Desk, snapshot: Snapshot) -> _Words:
    style = desk.venue.style
    return _Words(
        days={day: short_day(day) for day in _days(snapshot)},
        clock=cache(lambda wall: clock_text(wall, style)),
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
    words, key, title = sheet.words, show.key, show.bill.title
    starts, ends = sheet.walls[key]
    minutes = max(show.span.minutes, SLOT)
    time, until = words.clock(starts.time()), words.clock(ends.time())
    state = "new" if show.told_at is None else "" if show.told_at == show.starts_at else "changed"
    level, parts = sheet.levels.get(key, ""), _parts(sheet, show)
    marks = " ".join((*parts.prints, *(extra.mark for extra in show.extras)))
    room, (word, grave) = sheet.snapshot.room(show), words.levels[level]
    lasts, day = words.minutes % {"minutes": minutes}, words.days[show.house_day]
    label = (title, day, time, room.name, lasts, marks, grave, words.states[state])
    return Block(
        pk=key,
        version=show.version,
        at=round((_hours_in(show, starts) - sheet.opens) * 60 / SLOT),
        length=max(round(minutes / SLOT), 1),
        turnaround=round(room.turnaround.total_seconds() / 60 / SLOT),
        cuts=parts.cuts,
        row=1,
        time=time,
        wall=f"{starts.hour:02}:{starts.minute:02}",
        minutes=minutes,
        title=title,
        marks=marks,
        kind="run" if show.run else "single",
        state=state,
        level=level,
        word=word,
        iso=starts.isoformat(timespec="minutes"),
        hint=words.hint % {"title": title, "from": time, "until": until, "minutes": minutes},
        label=", ".join(filter(None, label)),
        href=f"{key}".join(sheet.href),
    )


def _parts(sheet: _Sheet, show: Show) -> _Parts:
    """Shows of one bill have them in common, and few bills make a week."""
    which = id(show.bill), show.preshow
    if which not in sheet.bills:
        sheet.bills[which] = _Parts(_cuts(show), tuple(_prints(show)))
    return sheet.bills[which]


def _cuts(show: Show) -> tuple[int, ...]:
    preshow = int(show.preshow.total_seconds() // 60)
    ends = accumulate((part.minutes for part in show.bill.parts[:-1]), initial=preshow)
    return tuple(sorted({round(minutes / SLOT) for minutes in ends} - {0}))


def _prints(show: Show) -> Iterator[str]:
    formats = (Format(format) for format in sorted(show.bill.formats))
    return (str(format.label).upper() for format in formats if format.is_film)


def _day(sheet: _Sheet, day: date, blocks: dict[int, Block]) -> BoardDay:
    on = sheet.snapshot.by_screen_and_day
    return BoardDay(
        iso=day.isoformat(),
        number=str(day.day),
        weekday=short_weekday(day),
        is_today=day == sheet.desk.today,
        lanes=tuple(_lane(sheet, day, screen, on.get((screen, day), []), blocks) for screen in sheet.snapshot.rooms),
    )


def _lane(sheet: _Sheet, day: date, screen: int, shows: list[Show], blocks: dict[int, Block]) -> Lane:
    room = sheet.snapshot.rooms[screen]
    stacked = _stacked([blocks[show.key] for show in shows])
    return Lane(
        screen=screen,
        common=sheet.common,
        name=room.name.removeprefix(sheet.common),
        label=f"{sheet.words.days[day]}, {room.name}",
        blocks=stacked,
        off=tuple(sheet.off.get((day, screen), ())),
        slack=_slack(sheet.desk, [show.span for show in shows], room.turnaround) if len(shows) > 1 else "",
    )


def _slack(desk: Desk, spans: list[TimeSpan], turnaround: timedelta) -> str:
    """“35 minutes to spare; tight at 8:24”"""
    between = gaps(spans, turnaround)
    spare = slack_minutes(between)
    said = ngettext("%(count)s minute to spare", "%(count)s minutes to spare", spare) % {"count": spare}
    pinches = [desk.clock(gap.before.ends_at) for gap in between if gap.is_pinch]
    return said + (_("; tight at %(times)s") % {"times": ", ".join(pinches)} if pinches else "")


def _stacked(blocks: list[Block]) -> tuple[Block, ...]:
    """A show that would hide the one before it stands a row lower."""
    placed: list[Block] = []
    for block in blocks:
        hides = any(other.row == 1 and other.at + other.length > block.at for other in placed)
        placed.append(block._replace(row=2) if hides else block)
    return tuple(placed)


def _found(finding: Finding, versions: dict[int, int]) -> BoardFinding:
    shown = next((key for key in finding.screenings if key in versions), 0)
    fixed = finding.fix.values.get("screening") if finding.fix else None
    target = fixed if isinstance(fixed, int) and fixed in versions else 0
    return BoardFinding(finding, f"#show-{shown}" if shown else "", target, versions[target] if target else 0)
