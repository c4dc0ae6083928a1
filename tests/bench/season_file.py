"""A season as files, to be imported: runs and their lines of showtimes, after everything that is there."""

import csv
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.utils import timezone

from programming.actions.judge import schedule_findings
from programming.importers.programmes import Programmes
from programming.importers.report import Report
from programming.importers.runs import RUNS, SHOWTIMES, Season, load_runs
from programming.models import Programme, Screen, Venue

LINE = "Daily 11:00 am, 1:30, 4:00, 6:30, 9:00 pm"
WEEKLY = 35
WEEK = timedelta(days=7)


def importing(first: date, number: int) -> Callable[[], Any]:
    """The import of `number` shows from the week of `first` on, with its checks."""
    folder = Path(mkdtemp())
    venue = Venue.objects.get()
    week = venue.week_of(first)
    screens = list(Screen.objects.values_list("slug", flat=True))
    programmes = list(Programme.objects.filter(kind="single").values_list("slug", flat=True)[: -(-number // WEEKLY)])
    runs = [
        (f"run-{place}", programmes[place % len(programmes)], screens[place % len(screens)], place // len(screens))
        for place in range(-(-number // WEEKLY))
    ]
    days = [(week.first + WEEK * at, week.first + WEEK * at + timedelta(days=6)) for *_run, at in runs]
    _write(
        folder / "runs.csv",
        RUNS,
        [
            (key, programme, screen, opens, closes, "confirmed", "timed", "", "", "")
            for (key, programme, screen, _at), (opens, closes) in zip(runs, days, strict=True)
        ],
    )
    _write(
        folder / "showtimes.csv",
        SHOWTIMES,
        [(key, *span, "", LINE) for (key, *_), span in zip(runs, days, strict=True)],
    )

    def load() -> None:
        report = Report()
        load_runs(folder, Season(venue, week, Programmes({}), report, timezone.now()))
        schedule_findings(days[0][0], days[-1][1])
        assert report.is_clean, list(report.lines())
        assert report.created["showtimes.csv"] >= number

    return load


def _write(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])
