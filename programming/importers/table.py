"""CSV files to rows that know their line."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from programming.importers.report import Report

TRUE = {"yes": True, "no": False, "": False}
MOST_BYTES = 50_000_000
MOST_ROWS = 100_000
MOST_LETTERS = 20_000  # in one cell: the longest essay has a third of them
MOST_DIGITS = 9


class BadCell(ValueError):
    """A cell that cannot be read; the message says which and how it should look."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file. Cells are stripped text; asking for a column that the file lacks is a KeyError."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> list[str]:
        """The values of a cell that holds several, separated by a bar."""
        return [part.strip() for part in self[column].split("|") if part.strip()]

    def number(self, column: str) -> int | None:
        text = self[column]
        if not text:
            return None
        if not text.isdecimal() or len(text) > MOST_DIGITS:
            raise BadCell(_("%(column)s: %(text)r is not a whole number.") % {"column": column, "text": text})
        return int(text)

    def day(self, column: str) -> date | None:
        try:
            return date.fromisoformat(self[column]) if self[column] else None
        except ValueError:
            raise BadCell(f"{column}: {self[column]!r} is not a day. Write 2019-07-12.") from None

    def truth(self, column: str) -> bool:
        if self[column].lower() not in TRUE:
            raise BadCell(_("%(column)s: write yes or no, not %(text)r.") % {"column": column, "text": self[column]})
        return TRUE[self[column].lower()]


def read_table(path: Path, columns: tuple[str, ...], report: Report) -> Iterator[Row]:
    """The rows of `path`. A missing file has none; a wrong header or a short row is refused in `report`."""
    if not path.exists():
        return
    if path.stat().st_size > MOST_BYTES:
        said = _("This file has more than %(most)s MB.")
        report.refuse(path.name, 1, said % {"most": MOST_BYTES // 10**6})
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from read_rows(path.name, lines, columns, report)
    except UnicodeDecodeError:
        report.refuse(path.name, 1, not_utf_8())


def not_utf_8() -> str:
    return _("This is not a CSV file in UTF-8. Save it from the spreadsheet as “CSV UTF-8”.")


def read_rows(file: str, lines: Iterable[str], columns: tuple[str, ...], report: Report) -> Iterator[Row]:
    """The rows of `lines`, which are those of `file`; what is wrong with them is refused in `report`."""
    reader = csv.reader(lines)
    try:
        yield from _rows(file, reader, columns, report)
    except csv.Error:
        report.refuse(file, max(1, reader.line_num), _("This is not a CSV file."))


def _rows(file: str, reader: Any, columns: tuple[str, ...], report: Report) -> Iterator[Row]:
    header = [cell.strip() for cell in next(reader, [])]
    missing = [column for column in columns if column not in header]
    unknown = [column for column in header if column not in columns]
    if missing or unknown:
        report.refuse(file, 1, _header_complaint(missing, unknown))
        return
    for count, cells in enumerate(reader, 1):
        if count > MOST_ROWS:
            said = _("This file has more than %(most)s lines; those from here on were not read.")
            report.refuse(file, reader.line_num, said % {"most": MOST_ROWS})
            return
        if not any(cell.strip() for cell in cells):
            continue
        if trouble := _cell_trouble(cells):
            report.refuse(file, reader.line_num, trouble)
            continue
        if len(cells) != len(header):
            report.refuse(
                file,
                reader.line_num,
                _("%(count)s cells where the header has %(wanted)s.") % {"count": len(cells), "wanted": len(header)},
            )
            continue
        yield Row(file, reader.line_num, dict(zip(header, map(str.strip, cells), strict=True)))


def _cell_trouble(cells: list[str]) -> str:
    if any(len(cell) > MOST_LETTERS for cell in cells):
        return _("A cell has more than %(most)s letters.") % {"most": MOST_LETTERS}
    if any("\0" in cell for cell in cells):
        return _("A cell holds a null character, which no text has. Save the file anew from the spreadsheet.")
    return ""


def _header_complaint(missing: list[str], unknown: list[str]) -> str:
    words = []
    if missing:
        words.append(_("the header lacks %(columns)s") % {"columns": ", ".join(missing)})
    if unknown:
        words.append(_("the header has %(columns)s, which is not known") % {"columns": ", ".join(unknown)})
    return "; ".join(words).capitalize() + "."
