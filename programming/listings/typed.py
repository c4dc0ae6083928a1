"""A run's working shows, for the person who types them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from programming.choices import Access, ExtraKind
from programming.models import Run, Screening, ScreeningExtra
from programming.models.screening import ScreeningQuerySet
from programming.timetable import showtimes
from programming.timetable.clock import clock_text
from programming.timetable.dates import long_day

INSTRUMENTS = ("piano", "organ")
"""Live music that has a tag of its own."""


@dataclass(frozen=True, slots=True)
class PlannedTime:
    text: str
    tags: str
    state: str  # kept, changed, new, gone


@dataclass(frozen=True, slots=True)
class PlannedDay:
    label: str
    times: tuple[PlannedTime, ...]


def typed_line(run: Run, at: datetime) -> tuple[date | None, date | None, str]:
    """The days a line for the run would be typed for, and the line that its shows make now."""
    shows = list(_rows(run))
    first = run.opens_on
    last = run.last_day or (max((show.house_day for show in shows), default=first))
    if run.screen is None or first is None or last is None or not shows:
        return first, last, ""
    venue = run.screen.venue
    typed = [_typed(show) for show in shows if show.screen_id == run.screen_id]
    style = showtimes.Style(first=first, last=last, clock=venue.style, rule=venue.clock_rule, zone=venue.zone)
    return first, last, showtimes.print(typed, style)


def _rows(run: Run) -> ScreeningQuerySet:
    rows = run.screenings.on().select_related("screen__venue", "material").prefetch_related("extras")
    return rows.order_by("starts_at")


def _typed(show: Screening) -> showtimes.Show:
    local = show.starts_at.astimezone(show.screen.venue.zone)
    return showtimes.Show(show.house_day, local.time().replace(fold=0), tuple(tags_of(show)), local.fold)


def tags_of(show: Screening) -> Iterator[str]:
    """What is special about a show, as the house types it behind a time."""
    if show.material:
        yield str(show.material.get_format_display()).upper()
    yield from (Access(kind).mark for kind in show.access)
    if show.pk:
        yield from (_extra_tag(extra) for extra in show.extras.all())
    if show.is_free:
        yield "FREE"


def _extra_tag(extra: ScreeningExtra) -> str:
    mark = ExtraKind(extra.kind).mark
    return extra.note.upper() if extra.kind == ExtraKind.LIVE_MUSIC and extra.note in INSTRUMENTS else mark


def planned_days(shows: Iterable[tuple[str, Screening, Iterable[str]]]) -> tuple[PlannedDay, ...]:
    """Shows with what becomes of each (`state`) and their tags, day by day."""
    by_day: dict[date, list[tuple[datetime, PlannedTime]]] = {}
    for state, show, tags in shows:
        wall = show.starts_at.astimezone(show.screen.venue.zone).time()
        planned = PlannedTime(clock_text(wall, show.screen.venue.style), ", ".join(tags), state)
        by_day.setdefault(show.house_day, []).append((show.starts_at, planned))
    return tuple(
        PlannedDay(long_day(day), tuple(time for _at, time in sorted(times, key=lambda pair: pair[0])))
        for day, times in sorted(by_day.items())
    )
