"""The house, its screens and its notices, from `house.toml`."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from programming.importers.daywords import read_day
from programming.importers.ledger import keep
from programming.importers.report import Report
from programming.importers.table import BadCell, Row
from programming.models import Notice, Screen, Venue
from programming.timetable.playweek import PlayWeek

FILE = "house.toml"


def load_house(folder: Path, report: Report) -> Venue | None:
    """The house as `house.toml` describes it, or None when it was refused."""
    told = _read(folder, report)
    if told is None or "venue" not in told:
        return None
    facts = {
        name: Decimal(str(value)) if name in ("latitude", "longitude") else value
        for name, value in told["venue"].items()
    }
    try:
        _know(Venue, facts)
        venue = keep(report, _row(), Venue, {}, facts)
        venue.refresh_from_db()
        for order, screen in enumerate(told.get("screens", [])):
            _know(Screen, screen)
            keep(report, _row(), Screen, {"slug": screen["slug"]}, {**screen, "venue": venue, "order": order})
    except BadCell as bad:
        report.refuse(FILE, 1, str(bad))
        return None
    return venue


def load_notices(folder: Path, week: PlayWeek, report: Report) -> None:
    for told in (_read(folder, report) or {}).get("notices", []):
        try:
            days = {
                "starts_on": read_day(str(told["starts_on"]), week, is_last=False),
                "ends_on": read_day(str(told["ends_on"]), week, is_last=True),
            }
            key = {"heading": told["heading"], **days}
            keep(report, _row(), Notice, key, {"text": told["text"], "link": told.get("link", "")})
        except (BadCell, KeyError) as bad:
            report.refuse(FILE, 1, f"notice: {bad}")


def _row() -> Row:
    return Row(FILE, 1, {})


def _know(model: Any, facts: dict[str, Any]) -> None:
    fields = {field.name for field in model._meta.get_fields()}
    for name in facts:
        if name not in fields:
            raise BadCell(f"{name} is not known of a {model._meta.verbose_name}.")


def _read(folder: Path, report: Report) -> dict[str, Any] | None:
    path = folder / FILE
    if not path.exists():
        report.refuse(FILE, 1, "The folder has no house.toml.")
        return None
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        report.refuse(FILE, 1, "This is not a file in UTF-8.")
    except tomllib.TOMLDecodeError as error:
        report.refuse(FILE, 1, f"{error}.")
    return None
