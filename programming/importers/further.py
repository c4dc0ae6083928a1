"""Programme notes, and what to see and read besides, from the CSV files of a seeds folder."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from programming.choices import NoteKind, ReadingKind
from programming.importers.films import choice, read_note
from programming.importers.ledger import find, keep
from programming.importers.report import Report
from programming.importers.table import BadCell, Row, read_table
from programming.models import (
    Edition,
    EditionExtra,
    EditionScore,
    Film,
    ProgrammeNote,
    Reading,
    RelatedFilm,
    Source,
)

COLUMNS = {
    "programme_notes.csv": "film,kind,title,file,author,source,credit,dated,sheet",
    "editions.csv": "key,film,label,number,carrier,region,ratio,sound,subtitles,released,source,note",
    "edition_extras.csv": "edition,title,what,year,minutes",
    "edition_scores.csv": "edition,about,score,source",
    "related_films.csv": "film,title,year,why,source",
    "readings.csv": "film,kind,title,author,published,address,note,source",
}


@dataclass(slots=True)
class _Desk:
    """What the rows of these files need to know, and what has been read of them."""

    folder: Path
    films: dict[str, Film]
    sources: dict[str, Source]
    report: Report
    editions: dict[str, Edition] = field(default_factory=dict)
    order: Counter[tuple[str, str]] = field(default_factory=Counter)

    def next(self, row: Row, column: str = "film") -> int:
        """The place of a row among those of the same film, or edition, in its file."""
        self.order[(row.file, row[column])] += 1
        return self.order[(row.file, row[column])]

    def source(self, row: Row) -> Source | None:
        return find(self.sources, row["source"], "source") if row["source"] else None


def load_further(folder: Path, films: dict[str, Film], report: Report) -> None:
    """Read every one of the files. Their sources are on file already."""
    desk = _Desk(folder, films, {source.label: source for source in Source.objects.all()}, report)
    for name, read in READERS.items():
        for row in read_table(folder / name, tuple(COLUMNS[name].split(",")), report):
            try:
                read(desk, row)
            except BadCell as bad:
                report.refuse(row.file, row.line, str(bad))


def _note(desk: _Desk, row: Row) -> None:
    key = {
        "film": find(desk.films, row["film"], "film"),
        "kind": choice(NoteKind, row, "kind"),
        "title": row["title"],
    }
    text = read_note(desk.folder, row["file"])
    if not text:
        raise BadCell(f"There is no text {row['file']!r} in notes/.")
    values = {name: row[name] for name in ("author", "credit", "dated")}
    told = {**values, "text": text, "source": desk.source(row), "on_sheet": row.truth("sheet"), "order": desk.next(row)}
    keep(desk.report, row, ProgrammeNote, key, told)


def _edition(desk: _Desk, row: Row) -> None:
    film = find(desk.films, row["film"], "film")
    key = {"film": film, **{name: row[name] for name in ("label", "number", "carrier")}}
    values = {name: row[name] for name in ("region", "ratio", "sound", "subtitles", "note")}
    told = {**values, "released_on": row.day("released"), "source": desk.source(row), "order": desk.next(row)}
    desk.editions[row["key"]] = keep(desk.report, row, Edition, key, told)


def _extra(desk: _Desk, row: Row) -> None:
    key = {"edition": find(desk.editions, row["edition"], "edition"), "title": row["title"]}
    told = {"what": row["what"], "year": row["year"], "minutes": row.number("minutes")}
    keep(desk.report, row, EditionExtra, key, {**told, "order": desk.next(row, "edition")})


def _score(desk: _Desk, row: Row) -> None:
    edition, source = find(desk.editions, row["edition"], "edition"), find(desk.sources, row["source"], "source")
    key = {"edition": edition, "about": row["about"], "source": source}
    keep(desk.report, row, EditionScore, key, {"score": row["score"], "order": desk.next(row, "edition")})


def _related(desk: _Desk, row: Row) -> None:
    key = {"film": find(desk.films, row["film"], "film"), "title": row["title"]}
    told = {"year": row["year"], "why": row["why"], "source": desk.source(row), "order": desk.next(row)}
    keep(desk.report, row, RelatedFilm, key, told)


def _reading(desk: _Desk, row: Row) -> None:
    key = {"film": find(desk.films, row["film"], "film"), "title": row["title"]}
    values = {name: row[name] for name in ("author", "published", "address", "note")}
    told = {**values, "kind": choice(ReadingKind, row, "kind"), "source": desk.source(row), "order": desk.next(row)}
    keep(desk.report, row, Reading, key, told)


READERS: dict[str, Callable[[_Desk, Row], None]] = {
    "programme_notes.csv": _note,
    "editions.csv": _edition,
    "edition_extras.csv": _extra,
    "edition_scores.csv": _score,
    "related_films.csv": _related,
    "readings.csv": _reading,
}
"""In this order: what is on an edition needs the edition."""
