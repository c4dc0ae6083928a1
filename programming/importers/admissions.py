"""How many came, from the box office's CSV: date,time,screen,admissions."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from programming.importers.report import Report
from programming.importers.table import BadCell, Row, not_utf_8, read_rows
from programming.models import Screen, Screening, Venue

COLUMNS = ("date", "time", "screen", "admissions")
WALL = re.compile(r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::00)?\s*(?P<half>[ap])?\.?(?:m\.?)?\Z", re.IGNORECASE)
DAY = timedelta(days=1)
FIRST_YEAR = 1895
FEW_DAYS = 800


@dataclass(slots=True)
class _Till:
    """The shows that a file may speak of, by screen; and those it has spoken of, with the line."""

    at: datetime
    screens: dict[str, Screen]
    shows: dict[int, list[Screening]]
    told: dict[int, int] = field(default_factory=dict)


@transaction.atomic
def read_admissions(name: str, content: bytes, *, at: datetime) -> Report:
    """Store what the file says of shows that have begun at `at`. Lines that cannot be read are refused, others stand.

    A date is the house's or the calendar's, so that a show after midnight is found under both; times have am or pm, or
    are on the 24-hour clock.
    """
    report = Report()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        report.refuse(name, 1, not_utf_8())
        return report
    rows = list(read_rows(name, text.splitlines(keepends=True), COLUMNS, report))
    till = _till(rows, at)
    for row in rows:
        try:
            _count(row, till, report)
        except BadCell as bad:
            report.refuse(name, row.line, str(bad))
    return report


def _till(rows: Iterable[Row], at: datetime) -> _Till:
    """Three queries."""
    days = [day for row in rows if (day := _day_or_none(row["date"]))]
    shows: defaultdict[int, list[Screening]] = defaultdict(list)
    if days:
        wanted = {one for day in days for one in (day - DAY, day)}
        told = Screening.objects.on()  # only what an audience could come to: a cancelled show sold nothing
        # Two far days are no reason to read all that lies between.
        near = told.filter(house_day__in=wanted) if len(wanted) <= FEW_DAYS else told.between(min(wanted), max(wanted))
        for show in near.order_by("starts_at"):
            shows[show.screen_id].append(show)
    screens = Screen.objects.select_related("venue")
    by_name = {key.casefold(): screen for screen in screens for key in (screen.name, screen.slug)}
    return _Till(at, by_name, shows)


def _count(row: Row, till: _Till, report: Report) -> None:
    show, screen = _show(row, till)
    came = row.number("admissions")
    if came is None:
        raise BadCell(_("admissions: how many came? Write 0 for nobody."))
    if came > screen.seats:
        raise BadCell(
            _("admissions: %(came)s, and %(screen)s has %(seats)s seats.")
            % {"came": came, "screen": screen.name, "seats": screen.seats}
        )
    if show.pk in till.told:
        raise BadCell(_("line %(line)s speaks of the same show.") % {"line": till.told[show.pk]})
    till.told[show.pk] = row.line
    if show.admissions == came:
        report.unchanged[row.file] += 1
        return
    report_to = report.created if show.admissions is None else report.changed
    report_to[row.file] += 1
    show.admissions = came
    show.save(update_fields=["admissions"])


def _show(row: Row, till: _Till) -> tuple[Screening, Screen]:
    screen = till.screens.get(row["screen"].casefold())
    if screen is None:
        raise BadCell(_("screen: there is no “%(name)s”.") % {"name": row["screen"]})
    day, wall = _day(row["date"]), _wall(row["time"])
    found = [show for show in till.shows.get(screen.pk, ()) if _is_meant(show, screen.venue, day, wall)]
    ours = [show for show in found if show.house_day == day] or found
    if not ours:
        raise BadCell(_nothing(row, screen, till, day))
    if len(ours) > 1:
        raise BadCell(_("time: two shows start at this time, on the night the clocks go back. Type them by hand."))
    if ours[0].starts_at > till.at:
        raise BadCell(_("This show has not begun yet."))
    return ours[0], screen


def _is_meant(show: Screening, venue: Venue, day: date, wall: time) -> bool:
    local = show.starts_at.astimezone(venue.zone)
    return local.time().replace(fold=0) == wall and day in (show.house_day, local.date())


def _nothing(row: Row, screen: Screen, till: _Till, day: date) -> str:
    there = [
        f"{show.starts_at.astimezone(screen.venue.zone):%H:%M}"
        for show in till.shows.get(screen.pk, ())
        if show.house_day == day
    ]
    said = {"screen": screen.name, "day": row["date"], "time": row["time"], "there": ", ".join(there)}
    if there:
        return _("%(screen)s has no show at %(time)s on %(day)s. Its shows: %(there)s.") % said
    return _("%(screen)s has no show on %(day)s.") % said


def _day_or_none(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None


def _day(text: str) -> date:
    day = _day_or_none(text)
    if day is None:
        raise BadCell(_("date: “%(text)s” is not a day. Write it like 2026-11-27.") % {"text": text})
    return day


def _wall(text: str) -> time:
    written = WALL.match(text)
    hour = int(written["hour"]) if written else 24
    half = (written["half"] or "").lower() if written else ""
    if half and not 1 <= hour <= 12:
        hour = 24
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(written["minute"]) if written else 0)
    except ValueError:
        said = _("time: “%(text)s” is not a time. Write it like 19:30, or 7:30 pm.")
        raise BadCell(said % {"text": text}) from None
