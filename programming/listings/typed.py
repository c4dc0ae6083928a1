"""A run's working shows, for the person who types them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from programming.models import Run, Screening
from programming.timetable import showtimes
from programming.timetable.clock import clock_text
from programming.timetable.dates import long_day

KEPT, NEW, GONE = "kept", "new", "gone"


@dataclass(frozen=True, slots=True)
class PlannedTime:
    text: str
    tags: str
    state: str  # kept, new, gone


@dataclass(frozen=True, slots=True)
class PlannedDay:
    label: str
    times: tuple[PlannedTime, ...]


def typed_line(run: Run, at: datetime) -> tuple[date | None, date | None, str]:
    """The days a line for the run would be typed for, and the line that its shows make now."""
    shows = list(run.screenings.on().select_related("screen__venue").order_by("starts_at"))
    first = run.opens_on
    last = run.last_day or (max((show.house_day for show in shows), default=first))
    if run.screen is None or first is None or last is None or not shows:
        return first, last, ""
    venue = run.screen.venue
    typed = [_typed(show) for show in shows if show.screen_id == run.screen_id]
    style = showtimes.Style(first=first, last=last, clock=venue.style, rule=venue.clock_rule, zone=venue.zone)
    return first, last, showtimes.print(typed, style)


def _typed(show: Screening) -> showtimes.Show:
    local = show.starts_at.astimezone(show.screen.venue.zone)
    return showtimes.Show(show.house_day, local.time().replace(fold=0), fold=local.fold)


def planned_days(new: list[Screening], kept: list[Screening], gone: list[Screening]) -> tuple[PlannedDay, ...]:
    """The shows a line makes, day by day, with what becomes of each."""
    by_day: dict[date, list[tuple[datetime, PlannedTime]]] = {}
    for state, shows in ((NEW, new), (KEPT, kept), (GONE, gone)):
        for show in shows:
            by_day.setdefault(show.house_day, []).append((show.starts_at, _planned(show, state)))
    return tuple(
        PlannedDay(long_day(day), tuple(time for _at, time in sorted(times, key=lambda pair: pair[0])))
        for day, times in sorted(by_day.items())
    )


def _planned(show: Screening, state: str) -> PlannedTime:
    wall = show.starts_at.astimezone(show.screen.venue.zone).time()
    return PlannedTime(clock_text(wall, show.screen.venue.style), ", ".join(_tags(show)), state)


def _tags(show: Screening) -> Iterator[str]:
    if show.material:
        yield show.material.get_format_display()
    yield from show.access
    if show.is_free:
        yield "free"
