"""The showtime language: groups of days and times to shows."""

from dataclasses import dataclass, field
from datetime import date, time
from itertools import product

from programming.language import gettext as _
from programming.timetable.dates import month_day
from programming.timetable.houseday import HouseDay, RepeatedTime, SkippedTime
from programming.timetable.languages import Word
from programming.timetable.showtimes_hours import Hour
from programming.timetable.showtimes_values import Context, Problem, Show

PASSES = {"FIRST": 0, "SECOND": 1}
"""Tags that say which pass of an hour that the clocks repeat."""


@dataclass(slots=True)
class Group:
    """Days and times that belong together. `days` is None where none are named: every day of the span."""

    mode: Word | None = None  # ALSO, ONLY, NO
    days: list[date] | None = None
    without: list[date] = field(default_factory=list)
    hours: list[Hour] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    start: int = 0
    end: int = 0

    @property
    def is_empty(self) -> bool:
        return self.days is None and not self.hours and not self.without and not self.tags and self.mode is None


@dataclass(slots=True)
class Schedule:
    """All groups of a line together."""

    groups: list[Group]
    context: Context
    problems: list[Problem]

    def shows(self) -> list[Show]:
        """The shows by house day, through each night; what cannot stand is added to the problems."""
        chosen: dict[tuple[date, time, int], list[str]] = {}
        settled = {day for group in self.groups if _says_all(group) for day in self._days_of(group)}
        for group in self.groups:
            if group.mode is not Word.NO:
                days = [day for day in self._days_of(group) if _says_all(group) or day not in settled]
                for day, hour in product(days, group.hours):
                    self._place(chosen, day, hour)
        for group in self.groups:
            if group.mode is Word.NO:
                self._take_away(chosen, group)
        rollover = self.context.rollover_hour
        shows = [Show(day, wall, tuple(tags), fold) for (day, wall, fold), tags in chosen.items()]
        return sorted(shows, key=lambda show: (show.day, show.time.hour < rollover, show.time, show.fold))

    def _days_of(self, group: Group) -> list[date]:
        days = self.context.days if group.days is None else group.days
        return [day for day in days if day not in group.without]

    def _place(self, chosen: dict[tuple[date, time, int], list[str]], day: date, hour: Hour) -> None:
        if hour.wall is None:
            return
        tags = [tag for tag in hour.tags if tag not in PASSES]
        fold = next((PASSES[tag] for tag in hour.tags if tag in PASSES), None)
        try:
            moment = HouseDay(day, self.context.zone, self.context.rollover_hour).at(hour.wall, fold)
        except SkippedTime as skipped:
            said = _("On %(day)s the clocks go forward over %(time)s: there is no such time that night.")
            said %= {"day": _plain(day), "time": hour.text}
            self._once(Problem("skipped-time", said, hour.start, hour.end, f"{skipped.suggestion:%-H:%M}"))
            return
        except RepeatedTime:
            said = _("On %(day)s the clocks go back: %(time)s comes twice. Say which.")
            said %= {"day": _plain(day), "time": hour.text}
            self._once(Problem("repeated-time", said, hour.start, hour.end, f"{hour.text} [first]"))
            return
        kept = chosen.setdefault((day, hour.wall, moment.fold), [])
        kept += [tag for tag in tags if tag not in kept]

    def _once(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def _take_away(self, chosen: dict[tuple[date, time, int], list[str]], group: Group) -> None:
        walls = {hour.wall for hour in group.hours}
        found = [key for key in chosen if key[0] in self._days_of(group) and (not walls or key[1] in walls)]
        if not found and group.hours:
            hour = group.hours[0]
            said = _("There is no show at %(time)s to leave out.") % {"time": hour.text}
            self._once(Problem("no-such-show", said, hour.start, hour.end))
        for key in found:
            del chosen[key]


def _says_all(group: Group) -> bool:
    """Whether a group says all there is on its days: Tue 12:30 only."""
    return group.mode is Word.ONLY and bool(group.hours) and group.days is not None


def _plain(day: date) -> str:
    return month_day(day).replace("\u00a0", " ")
