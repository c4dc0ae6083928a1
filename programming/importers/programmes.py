"""Programmes, their items, and the series they stand in."""

from collections import Counter
from pathlib import Path

from programming.choices import ItemKind, ProgrammeKind, SeriesKind
from programming.importers.films import choice, read_note
from programming.importers.ledger import find, keep
from programming.importers.report import Report
from programming.importers.table import BadCell, Row, read_table
from programming.models import Film, Material, Programme, ProgrammeItem, Series, SeriesEntry

PROGRAMMES = ("slug", "kind", "title", "short_note", "admission")
ITEMS = ("programme", "kind", "film", "material", "minutes", "label", "person")
SERIES = ("slug", "title", "kind", "deck", "curator")
ENTRIES = ("series", "programme")


class Programmes:
    """The programmes by slug. A film's own slug means that film alone, made when first asked for."""

    def __init__(self, films: dict[str, Film]) -> None:
        self.films = films
        self.known = {programme.slug: programme for programme in Programme.objects.all()}

    def named(self, slug: str) -> Programme:
        """The programme of that name. Raises BadCell when neither a programme nor a film has it."""
        if slug not in self.known:
            film = find(self.films, slug, "programme or film")
            self.known[slug] = Programme.objects.create(slug=slug)
            ProgrammeItem.objects.create(programme=self.known[slug], film=film, order=1)
        return self.known[slug]


def load_programmes(folder: Path, films: dict[str, Film], report: Report) -> Programmes:
    programmes = Programmes(films)
    for row in read_table(folder / "programmes.csv", PROGRAMMES, report):
        try:
            values = {
                "kind": choice(ProgrammeKind, row, "kind"),
                "title": row["title"],
                "short_note": row["short_note"],
                "admission": row["admission"],
                "note": read_note(folder, row["slug"]),
            }
            programmes.known[row["slug"]] = keep(report, row, Programme, {"slug": row["slug"]}, values)
        except BadCell as bad:
            report.refuse(row.file, row.line, str(bad))
    _load_items(folder, programmes, report)
    return programmes


def _load_items(folder: Path, programmes: Programmes, report: Report) -> None:
    order: Counter[str] = Counter()
    for row in read_table(folder / "items.csv", ITEMS, report):
        try:
            order[row["programme"]] += 1
            film = find(programmes.films, row["film"], "film") if row["film"] else None
            values = {
                "kind": choice(ItemKind, row, "kind"),
                "film": film,
                "material": material_of(film, row, "material"),
                "minutes": row.number("minutes"),
                "label": row["label"],
                "person": row["person"],
            }
            programme = find(programmes.known, row["programme"], "programme")
            keep(report, row, ProgrammeItem, {"programme": programme, "order": order[row["programme"]]}, values)
        except BadCell as bad:
            report.refuse(row.file, row.line, str(bad))


def material_of(film: Film | None, row: Row, column: str) -> Material | None:
    """The film's material labelled in the cell; None when the cell is empty."""
    if not row[column]:
        return None
    return find({material.label: material for material in Material.objects.filter(film=film)}, row[column], "material")


def load_series(folder: Path, programmes: Programmes, report: Report) -> None:
    series: dict[str, Series] = {}
    for order, row in enumerate(read_table(folder / "series.csv", SERIES, report)):
        try:
            values = {
                "title": row["title"],
                "kind": choice(SeriesKind, row, "kind"),
                "deck": row["deck"],
                "curator": row["curator"],
                "essay": read_note(folder, f"series-{row['slug']}"),
                "order": order,
            }
            series[row["slug"]] = keep(report, row, Series, {"slug": row["slug"]}, values)
        except BadCell as bad:
            report.refuse(row.file, row.line, str(bad))
    for order, row in enumerate(read_table(folder / "series_entries.csv", ENTRIES, report)):
        try:
            key = {"series": find(series, row["series"], "series"), "programme": programmes.named(row["programme"])}
            keep(report, row, SeriesEntry, key, {"order": order})
        except BadCell as bad:
            report.refuse(row.file, row.line, str(bad))
