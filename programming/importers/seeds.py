"""A folder of seeds: a whole house and its season, as CSV and TOML that a person can read and edit."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from programming.actions.publish import publish
from programming.actions.search import index_films, index_series
from programming.importers.changes import Before, load_changes
from programming.importers.films import load_films
from programming.importers.further import load_further
from programming.importers.house import load_house, load_notices
from programming.importers.programmes import load_programmes, load_series
from programming.importers.ratings import load_ratings
from programming.importers.report import Report
from programming.importers.research import load_research
from programming.importers.runs import Season, load_runs
from programming.models import Import, Series

Progress = Callable[[str], None]
SOURCE = "seeds"


class NotWritten(Exception):
    """Rolls everything back."""


def load_seeds(folder: Path, *, at: datetime, around: date | None = None, say: Progress) -> Report:
    """Bring the house in line with `folder` and publish. Writes nothing when a single row is refused.

    Relative days count from the play week of `around`: by default the day of the first load, so that loading the
    same folder again changes nothing.
    """
    report = Report()
    try:
        with transaction.atomic():
            _load(folder, at, around, report, say)
            if not report.is_clean:
                raise NotWritten
    except NotWritten:
        pass
    return report


def _load(folder: Path, at: datetime, around: date | None, report: Report, say: Progress) -> None:
    say("the house")
    venue = load_house(folder, report)
    if venue is None:
        return
    laid = around or _laid_before() or venue.day_of(at)
    week = venue.week_of(laid)
    load_notices(folder, week, report)
    say("films, people, stills")
    films = load_films(folder, report)
    load_ratings(folder, films, report)
    say("sources and what they say")
    load_research(folder, films, at, report)
    load_further(folder, films, report)
    say("programmes and series")
    programmes = load_programmes(folder, films, report)
    load_series(folder, programmes, report)
    index_films(film.pk for film in films.values())
    index_series(Series.objects.values_list("pk", flat=True))
    say("runs and showtimes")
    season = Season(venue, week, programmes, report, at)
    load_runs(folder, season)
    if report.is_clean:
        say("publication")
        is_first = not Import.objects.filter(source=SOURCE).exists()
        told_before = load_changes(folder, season) if is_first else Before()
        publication = publish(first=None, last=None, by=None, at=at - told_before.age, note="Seeds")
        told_before.publish_since(at)
        if publication or is_first:
            Import.objects.create(source=SOURCE, made_at=at, around=laid, report=report.to_json())


def _laid_before() -> date | None:
    last = Import.objects.filter(source=SOURCE).first()
    return last.around if last else None
