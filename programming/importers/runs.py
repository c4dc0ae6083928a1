"""Runs, their holdovers, their showtimes in the showtime language, and what is special about single shows."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from programming.actions.errors import Refused
from programming.actions.place_lines import Line, place_lines
from programming.choices import Announcement, Availability, ExtraKind, RunState, ScreeningStatus
from programming.importers.daywords import read_day
from programming.importers.films import choice
from programming.importers.ledger import check, find, keep
from programming.importers.programmes import Programmes, material_of
from programming.importers.report import Report
from programming.importers.table import BadCell, Row, read_table
from programming.importers.together import Asked, keep_many
from programming.models import Holdover, Material, Programme, Run, Screen, Screening, ScreeningExtra, Venue
from programming.timetable import showtimes
from programming.timetable.languages import ENGLISH
from programming.timetable.playweek import PlayWeek

RUNS = tuple("key,programme,screen,opens,closes,state,announcement,material,line_override,note".split(","))
HOLDOVERS = ("run", "first", "last", "final", "decided_on")
SHOWTIMES = ("run", "first", "last", "screen", "text")
EXTRAS = ("run", "day", "time", "kind", "person", "minutes", "note")
SCREENINGS = tuple("run,day,time,status,availability,price,ticket_url,note,reason".split(","))


@dataclass(slots=True)
class Season:
    """What the files of a season are read against: the house, its play week W+0, and what was read so far."""

    venue: Venue
    week: PlayWeek
    programmes: Programmes
    report: Report
    at: datetime
    screens: dict[str, Screen] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    told: dict[tuple[int, int], "Told"] = field(default_factory=dict)

    def day(self, row: Row, column: str, *, is_last: bool = False) -> date | None:
        return read_day(row[column], self.week, is_last=is_last)

    def screening(self, row: Row) -> Screening:
        """The show that a row names by run, day and time."""
        run = find(self.runs, row["run"], "run")
        day = self.day(row, "day")
        if day is None:
            raise BadCell("day: on which day is the show?")
        moments = [self.venue.house_day(show.day).at(show.time) for show in self.read(row["time"], day, day)]
        found = Screening.objects.filter(run=run, starts_at__in=moments).first()
        if found is None:
            raise BadCell(f"The run {row['run']!r} has no show on {day} at {row['time']}.")
        return found

    def read(self, text: str, first: date, last: date) -> tuple[showtimes.Show, ...]:
        context = showtimes.Context(
            first=first,
            last=last,
            zone=self.venue.zone,
            rollover_hour=self.venue.rollover_hour,
            clock=self.venue.rule_in(ENGLISH),
            language=ENGLISH,
        )
        reading = showtimes.parse(text, context)
        if reading.errors:
            raise BadCell("; ".join(problem.message for problem in reading.errors))
        return reading.shows


def load_runs(folder: Path, season: Season) -> None:
    season.screens = {screen.slug: screen for screen in Screen.objects.select_related("venue")}
    _runs(folder / "runs.csv", season)
    each(folder / "holdovers.csv", HOLDOVERS, _holdover, season)
    each(folder / "showtimes.csv", SHOWTIMES, _showtimes, season)
    _place(list(season.told.values()), season)
    each(folder / "extras.csv", EXTRAS, _extra, season)
    each(folder / "screenings.csv", SCREENINGS, _exception, season)


def each(path: Path, columns: tuple[str, ...], read: Callable[[Row, Season], None], season: Season) -> None:
    """Read every row of a file; what a row is refused for is reported with its line."""
    for row in read_table(path, columns, season.report):
        with _refusals(row, season.report):
            read(row, season)


@contextmanager
def _refusals(row: Row, report: Report) -> Iterator[None]:
    """What is refused inside is reported for `row`."""
    try:
        yield
    except BadCell as bad:
        report.refuse(row.file, row.line, str(bad))
    except Refused as refused:
        words = [refused.message, *(finding.message for finding in refused.findings)]
        report.refuse(row.file, row.line, " ".join(words))


def _runs(path: Path, season: Season) -> None:
    refused = len(season.report.refused)
    asked: list[Asked] = []
    each(path, RUNS, lambda row, season: asked.append(_run(row, season)), season)
    for one, made in zip(asked, keep_many(season.report, Run, asked), strict=True):
        with _refusals(one.row, season.report):
            if isinstance(made, BadCell):
                raise made
            season.runs[one.row["key"]] = made
    season.report.refused[refused:] = sorted(season.report.refused[refused:], key=lambda refusal: refusal.line)


def _run(row: Row, season: Season) -> Asked:
    programme = season.programmes.named(row["programme"])
    screen = find(season.screens, row["screen"], "screen") if row["screen"] else None
    return Asked(
        row,
        {"programme": programme, "screen": screen, "opens_on": season.day(row, "opens")},
        {
            "closes_on": season.day(row, "closes", is_last=True),
            "state": choice(RunState, row, "state"),
            "announcement": choice(Announcement, row, "announcement"),
            "material": _material(programme, row),
            "line_override": row["line_override"],
            "note": row["note"],
        },
    )


def _material(programme: Programme, row: Row) -> Material | None:
    """The copy that the row names, of the first film of the programme."""
    if not row["material"]:
        return None
    lead = next((item.film for item in programme.items.all() if item.film), None)
    return material_of(lead, row, "material")


def _holdover(row: Row, season: Season) -> None:
    run = find(season.runs, row["run"], "run")
    values = {
        "last_on": season.day(row, "last", is_last=True),
        "is_final": row.truth("final"),
        "decided_on": season.day(row, "decided_on"),
    }
    keep(season.report, row, Holdover, {"run": run, "first_on": season.day(row, "first")}, values)


@dataclass(slots=True)
class Told:
    """All that the lines of one run say for one screen; `row` is the first of them."""

    row: Row
    run: Run
    screen: Screen
    first: date
    last: date
    shows: list[showtimes.Show] = field(default_factory=list)


def _showtimes(row: Row, season: Season) -> None:
    run = find(season.runs, row["run"], "run")
    screen = find(season.screens, row["screen"], "screen") if row["screen"] else run.screen
    first = season.day(row, "first") or run.opens_on
    last = season.day(row, "last", is_last=True) or run.last_day or (first and season.venue.week_of(first).last)
    if screen is None or first is None or last is None:
        raise BadCell("On which screen, from which day through which?")
    told = season.told.setdefault((run.pk, screen.pk), Told(row, run, screen, first, last))
    told.shows.extend(season.read(row["text"], first, last))
    told.first, told.last = min(told.first, first), max(told.last, last)


def _place(every: Sequence[Told], season: Season) -> None:
    """All showtimes of the file; a line that does not fit is reported, the others stand."""
    lines = [Line(told.run, told.shows, told.first, told.last, told.screen) for told in every]
    for told, made in zip(every, place_lines(lines, tags_are_all=False, at=season.at), strict=True):
        with _refusals(told.row, season.report):
            if isinstance(made, Refused):
                raise made
            season.report.created[told.row.file] += len(made.new)
            season.report.unchanged[told.row.file] += len(made.kept)


def _extra(row: Row, season: Season) -> None:
    key = {"screening": season.screening(row), "kind": choice(ExtraKind, row, "kind")}
    values = {"person": row["person"], "minutes": row.number("minutes"), "note": row["note"]}
    keep(season.report, row, ScreeningExtra, key, values)


def _exception(row: Row, season: Season) -> None:
    screening = season.screening(row)
    told = {
        "status": choice(ScreeningStatus, row, "status") if row["status"] else screening.status,
        "availability": choice(Availability, row, "availability"),
        **{name: row[name] for name in ("price", "ticket_url", "note", "reason")},
        "is_free": screening.is_free or row["price"].lower() == "free",
    }
    changed = [name for name, value in told.items() if getattr(screening, name) != value]
    for name in changed:
        setattr(screening, name, told[name])
    if changed:
        check(screening)
        screening.version += 1
        screening.save()
    (season.report.changed if changed else season.report.unchanged)[row.file] += 1
