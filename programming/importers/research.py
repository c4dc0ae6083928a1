"""The research file from the CSV files of a seeds folder: sources, restorations, claims, dates without a year.

What has been decided since the first load stays: a row that is on file already is not decided again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from programming.actions.errors import Refused
from programming.actions.research import choose_year, claim, decide
from programming.choices import ClaimProperty, ClaimScope, ClaimStatus, SourceKind, Trust
from programming.importers.films import choice
from programming.importers.ledger import find, keep
from programming.importers.report import Report
from programming.importers.table import BadCell, Row, read_table
from programming.models import Claim, Film, Material, PrintedDate, Restoration, Source

COLUMNS = {
    "sources.csv": "label,kind,title,publisher,dated,address,trust,note",
    "restorations.csv": "film,label,resolution,laboratory,element,year,premiere,note,materials",
    "claims.csv": "film,about,topic,scope,material,value,source,quote,seen,status,variant,reason",
    "printed_dates.csv": "film,about,printed,source,first_year,last_year,year,reason",
}


@dataclass(slots=True)
class _Desk:
    """What the rows of these files need to know, and what has been read of them."""

    films: dict[str, Film]
    at: datetime
    report: Report
    sources: dict[str, Source] = field(default_factory=dict)
    claims: dict[tuple[object, ...], Claim] = field(default_factory=dict)


def load_research(folder: Path, films: dict[str, Film], at: datetime, report: Report) -> None:
    """Read every file of the research; what is decided in it counts as decided `at`."""
    desk = _Desk(films, at, report)
    desk.claims = {_key(one): one for one in Claim.objects.select_related("source")}
    for name, read in READERS.items():
        for row in read_table(folder / name, tuple(COLUMNS[name].split(",")), report):
            try:
                read(desk, row)
            except BadCell as bad:
                report.refuse(row.file, row.line, str(bad))
            except Refused as refused:
                report.refuse(row.file, row.line, refused.message)


def _source(desk: _Desk, row: Row) -> None:
    trust = {one.name.lower(): one.value for one in Trust}
    if row["trust"] not in trust:
        raise BadCell(f"trust: {row['trust']!r} is not one of {', '.join(trust)}.")
    values: dict[str, Any] = {name: row[name] for name in ("title", "publisher", "dated", "address", "note")}
    values["kind"] = choice(SourceKind, row, "kind")
    values["trust"] = trust[row["trust"]]
    desk.sources[row["label"]] = keep(desk.report, row, Source, {"label": row["label"]}, values)


def _restoration(desk: _Desk, row: Row) -> None:
    film = find(desk.films, row["film"], "film")
    values = {name: row[name] for name in ("resolution", "laboratory", "element", "premiere", "note")}
    made = keep(
        desk.report, row, Restoration, {"film": film, "label": row["label"]}, {**values, "year": row.number("year")}
    )
    for label in row.many("materials"):
        material = _material(film, label)
        if material.restored_id != made.pk:
            material.restored = made
            material.save()


def _material(film: Film, label: str) -> Material:
    found = Material.objects.filter(film=film, label=label).first()
    if found is None:
        raise BadCell(f"{film.title} has no material {label!r}.")
    return found


def _key(one: Claim) -> tuple[object, ...]:
    return one.film_id, one.about, one.topic, one.scope, one.material_id, one.value, one.source.label


def _claim(desk: _Desk, row: Row) -> None:
    film = find(desk.films, row["film"], "film")
    material = _material(film, row["material"]) if row["material"] else None
    about, scope = choice(ClaimProperty, row, "about"), choice(ClaimScope, row, "scope")
    status = choice(ClaimStatus, row, "status") if row["status"] else ClaimStatus.UNVERIFIED.value
    source = find(desk.sources, row["source"], "source")
    key = film.pk, about, row["topic"], scope, material.pk if material else None, row["value"], source.label
    if key in desk.claims:
        desk.report.unchanged[row.file] += 1
        return
    made = claim(
        film=film,
        about=about,
        topic=row["topic"],
        scope=scope,
        material=material,
        value=row["value"],
        source=source,
        quote=row["quote"],
        seen_on=row.day("seen"),
        by=None,
    )
    if status != ClaimStatus.UNVERIFIED:
        decide(claim=made, status=status, reason=row["reason"], as_variant=row.truth("variant"), by=None, at=desk.at)
    desk.claims[key] = made
    desk.report.created[row.file] += 1


def _printed_date(desk: _Desk, row: Row) -> None:
    key = {
        "film": find(desk.films, row["film"], "film"),
        "about": row["about"],
        "source": find(desk.sources, row["source"], "source"),
    }
    years = {name: row.number(name) for name in ("first_year", "last_year") if row[name]}
    made = keep(desk.report, row, PrintedDate, key, {"printed": row["printed"], **years})
    year = row.number("year")
    if year and made.year is None:
        choose_year(printed=made, year=year, reason=row["reason"], by=None, at=desk.at)


READERS: dict[str, Callable[[_Desk, Row], None]] = {
    "sources.csv": _source,
    "restorations.csv": _restoration,
    "claims.csv": _claim,
    "printed_dates.csv": _printed_date,
}
"""In this order: what is said needs whoever says it, and what it is said of."""
