"""What other places print of a film: a score as a quotation, single ratings as numbers. No word of their reviews."""

from datetime import date
from pathlib import Path

from programming.forms.rating import read_stars
from programming.importers.ledger import find, keep
from programming.importers.report import Report
from programming.importers.table import BadCell, Row, read_table
from programming.models import Film, QuotedRating

COLUMNS = ("film", "source", "address", "seen", "score", "stars", "note")


def load_ratings(folder: Path, films: dict[str, Film], report: Report) -> None:
    for row in read_table(folder / "ratings.csv", COLUMNS, report):
        try:
            _rating(row, films, report)
        except BadCell as bad:
            report.refuse(row.file, row.line, str(bad))


def _rating(row: Row, films: dict[str, Film], report: Report) -> None:
    key = {"film": find(films, row["film"], "film"), "source": row["source"], "seen_on": _seen(row)}
    values = {name: row[name] for name in ("address", "score", "note")}
    keep(report, row, QuotedRating, key, {**values, "stars": _stars(row)})


def _seen(row: Row) -> date:
    try:
        return date.fromisoformat(row["seen"])
    except ValueError as wrong:
        raise BadCell(f"seen: {row['seen']!r} is not a day like 2026-11-21.") from wrong


def _stars(row: Row) -> list[int]:
    try:
        return read_stars(row["stars"])
    except ValueError as wrong:
        raise BadCell(f"stars: {wrong}") from wrong
