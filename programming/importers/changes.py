"""What the public was told otherwise first, so that a demo house has a past: moves, a cancellation, a holdover."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from programming.actions.publish import publish
from programming.choices import Format, ScreeningStatus
from programming.importers.ledger import find
from programming.importers.runs import Season, each
from programming.importers.table import BadCell, Row
from programming.models import Material, Run, Screening

COLUMNS = ("run", "day", "time", "was", "published", "note")
LEAD = timedelta(days=7)
"""How long before the first change the season itself was published."""


@dataclass(slots=True)
class Before:
    """The schedule as it was. Each step puts right what changed so many days before the loading."""

    steps: defaultdict[int, list[tuple[Callable[[], Any], str, str]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def age(self) -> timedelta:
        """How long ago the season was published first; nothing where nothing changed since."""
        return timedelta(days=max(self.steps)) + LEAD if self.steps else timedelta(0)

    def publish_since(self, at: datetime) -> None:
        """Put right and publish step by step, up to the moment `at`."""
        for days in sorted(self.steps, reverse=True):
            for put_right, _key, _note in self.steps[days]:
                put_right()
            when = at - timedelta(days=days)
            notes = {key: note for _put_right, key, note in self.steps[days] if note}
            publish(first=at.date() - 2 * LEAD, last=None, by=None, at=when, public_notes=notes, note="Seeds")


def load_changes(folder: Path, season: Season) -> Before:
    """Turn the schedule back to what was published first."""
    before = Before()

    def read(row: Row, season: Season) -> None:
        put_right, key = _turn_back(row, season)
        before.steps[row.number("published") or 1].append((put_right, key, row["note"]))

    each(folder / "changes.csv", COLUMNS, read, season)
    return before


def _turn_back(row: Row, season: Season) -> tuple[Callable[[], Any], str]:
    """Undo one change; what puts it right again, and the key of the row it concerns."""
    if row["was"] == "not held":
        run = find(season.runs, row["run"], "run")
        return _unhold(run), f"run-{run.pk}"
    screening = season.screening(row)
    was = _was(row, season, screening)
    now = {name: getattr(screening, name) for name in was}
    stored = Screening.objects.filter(pk=screening.pk)
    stored.update(**was)
    return lambda: stored.update(**now), f"screening-{screening.pk}"


def _unhold(run: Run) -> Callable[[], Any]:
    last = run.holdovers.order_by("first_on").last()
    if last is None:
        raise BadCell("was: the run is not held over.")
    key = last.pk
    last.delete()
    last.pk = key
    return lambda: last.save(force_insert=True)


def _was(row: Row, season: Season, screening: Screening) -> dict[str, Any]:
    said = row["was"]
    if said == "added":
        return {"status": ScreeningStatus.CANCELLED.value}
    if said == "scheduled":
        return {"status": ScreeningStatus.SCHEDULED.value, "reason": ""}
    if said in Format.values:
        films = screening.programme.items.values("film")
        material = Material.objects.filter(film__in=films, format=said).first()
        if material is None:
            raise BadCell(f"was: there is no copy on {said}.")
        return {"material": material}
    shows = season.read(said, screening.house_day, screening.house_day)
    return {"starts_at": season.venue.house_day(screening.house_day).at(shows[0].time)}
