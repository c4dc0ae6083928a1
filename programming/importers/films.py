"""Films and all that belongs to them, from the CSV files of a seeds folder."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import models, transaction

from programming.actions.renditions import renew
from programming.choices import CreditRole, Format, PressLineKind
from programming.forms.pictures import BadPicture, alt_trouble, clean_picture, stored_name
from programming.importers.ledger import find, keep
from programming.importers.report import Report
from programming.importers.table import BadCell, Row, read_table
from programming.models import (
    Accolade,
    Credit,
    Film,
    Material,
    NameVariant,
    OtherTitle,
    Person,
    PressLine,
    PullQuote,
    Still,
)
from programming.timetable.runtime import Runtime

FILM = (
    "slug,title,display_title,original_title,other_titles,year,countries,languages,colour,sound,"
    "minutes,approximate,strapline,short_note,content_advice,rating"
)
COLUMNS = {
    "films.csv": FILM,
    "people.csv": "name,sort_name,variants",
    "credits.csv": "film,role,person,possessive,character",
    "accolades.csv": "film,line,award,festival,year,result",
    "press_lines.csv": "film,kind,line",
    "quotes.csv": "film,text,cut,critic,outlet,work,audience,source,dated,approved",
    "stills.csv": "film,file,alt,caption,credit,focal_x,focal_y",
    "materials.csv": "film,key,format,minutes,ratio,sound,audio,subtitles,restoration,lender",
}
UNSIGNED: dict[str, Any] = {"approved_by": None, "approved_at": None}
"""A file says whether a quote is approved, and not by whom: what it changes or takes back is signed by nobody."""


def rows(folder: Path, name: str, report: Report) -> Iterator[Row]:
    return read_table(folder / name, tuple(COLUMNS[name].split(",")), report)


def load_films(folder: Path, report: Report) -> dict[str, Film]:
    """Read every file about films; the films by slug, those that were refused left out."""
    films: dict[str, Film] = {}
    _each(
        report, rows(folder, "films.csv", report), lambda row: films.update({row["slug"]: _film(row, folder, report)})
    )
    people = {person.name: person for person in Person.objects.all()}
    _each(report, rows(folder, "people.csv", report), lambda row: _person(row, people, report))
    order: Counter[tuple[str, str]] = Counter()
    for name, reader in (
        ("credits.csv", lambda row: _credit(row, films, people, order, report)),
        ("accolades.csv", lambda row: _accolade(row, films, order, report)),
        ("press_lines.csv", lambda row: _press_line(row, films, order, report)),
        ("quotes.csv", lambda row: _quote(row, films, order, report)),
        ("materials.csv", lambda row: _material(row, films, order, report)),
        ("stills.csv", lambda row: _still(row, films, order, folder, report)),
    ):
        _each(report, rows(folder, name, report), reader)
    return films


def _each(report: Report, source: Iterator[Row], read: Callable[[Row], object]) -> None:
    for row in source:
        try:
            read(row)
        except BadCell as bad:
            report.refuse(row.file, row.line, str(bad))


def _film(row: Row, folder: Path, report: Report) -> Film:
    runtime = _runtime(row)
    film = keep(
        report,
        row,
        Film,
        {"slug": row["slug"]},
        {
            "title": row["title"],
            "display_title": row["display_title"],
            "original_title": row["original_title"],
            "year": row["year"],
            "countries": ", ".join(row.many("countries")),
            "languages": ", ".join(row.many("languages")),
            "colour": row["colour"],
            "sound": row["sound"],
            "running_minutes": runtime.minutes,
            "is_approximate": runtime.approximate or row.truth("approximate"),
            "strapline": row["strapline"],
            "short_note": row["short_note"],
            "content_advice": row["content_advice"],
            "rating": row["rating"],
            "note": read_note(folder, row["slug"]),
        },
    )
    for title in row.many("other_titles"):
        OtherTitle.objects.get_or_create(film=film, title=title)
    return film


def _runtime(row: Row) -> Runtime:
    """“95”, “1h35” or “approx. 95 min.”"""
    try:
        return Runtime.parse(row["minutes"])
    except ValueError as wrong:
        raise BadCell(f"minutes: {wrong}") from wrong


def read_note(folder: Path, name: str) -> str:
    path = folder / "notes" / f"{name}.md"
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def _person(row: Row, people: dict[str, Person], report: Report) -> None:
    person = keep(report, row, Person, {"name": row["name"]}, {"sort_name": row["sort_name"]})
    people[person.name] = person
    for variant in row.many("variants"):
        NameVariant.objects.get_or_create(person=person, name=variant)


def choice(choices: type[models.TextChoices], row: Row, column: str) -> str:
    if row[column] not in choices.values:
        raise BadCell(f"{column}: {row[column]!r} is not one of {', '.join(choices.values)}.")
    return row[column]


def _next(order: Counter[tuple[str, str]], row: Row) -> int:
    """The place of a row among its film's rows of the same file."""
    order[(row.file, row["film"])] += 1
    return order[(row.file, row["film"])]


def _credit(
    row: Row, films: dict[str, Film], people: dict[str, Person], order: Counter[tuple[str, str]], report: Report
) -> None:
    film = find(films, row["film"], "film")
    if row["person"] not in people:
        people[row["person"]] = Person.objects.create(name=row["person"])
    key = {"film": film, "role": choice(CreditRole, row, "role"), "person": people[row["person"]]}
    values = {"is_possessive": row.truth("possessive"), "character": row["character"], "order": _next(order, row)}
    keep(report, row, Credit, key, values)


def _accolade(row: Row, films: dict[str, Film], order: Counter[tuple[str, str]], report: Report) -> None:
    values = {
        "award": row["award"],
        "festival": row["festival"],
        "year": row.number("year"),
        "result": row["result"],
        "order": _next(order, row),
    }
    keep(report, row, Accolade, {"film": find(films, row["film"], "film"), "line": row["line"]}, values)


def _press_line(row: Row, films: dict[str, Film], order: Counter[tuple[str, str]], report: Report) -> None:
    key = {"film": find(films, row["film"], "film"), "line": row["line"]}
    values = {"kind": choice(PressLineKind, row, "kind"), "order": _next(order, row)}
    keep(report, row, PressLine, key, values)


def _quote(row: Row, films: dict[str, Film], order: Counter[tuple[str, str]], report: Report) -> None:
    key = {"film": find(films, row["film"], "film"), "text": row["text"]}
    words = {name: row[name] for name in ("cut", "critic", "outlet", "work", "audience")}
    values = {**words, "source": row["source"], "dated": row["dated"], "is_approved": row.truth("approved")}
    if not values["is_approved"] or not PullQuote.objects.filter(**key, **words).exists():
        values |= UNSIGNED
    keep(report, row, PullQuote, key, {**values, "order": _next(order, row)})


def _material(row: Row, films: dict[str, Film], order: Counter[tuple[str, str]], report: Report) -> None:
    values = {name: row[name] for name in ("ratio", "sound", "audio", "subtitles", "restoration", "lender")}
    keep(
        report,
        row,
        Material,
        {"film": find(films, row["film"], "film"), "label": row["key"]},
        {
            **values,
            "format": choice(Format, row, "format"),
            "running_minutes": row.number("minutes"),
            "order": _next(order, row),
        },
    )


def _still(row: Row, films: dict[str, Film], order: Counter[tuple[str, str]], folder: Path, report: Report) -> None:
    film = find(films, row["film"], "film")
    place = _next(order, row)
    values = {
        "alt": row["alt"],
        "caption": row["caption"],
        "credit": row["credit"],
        "focal_x": row.number("focal_x") or 50,
        "focal_y": row.number("focal_y") or 50,
    }
    if why := alt_trouble(row["alt"], row["file"]):
        raise BadCell(f"alt: {why}")
    if Still.objects.filter(film=film, order=place).exists():
        keep(report, row, Still, {"film": film, "order": place}, values)
        return
    path = folder / "stills" / row["file"]
    if not path.is_file():
        raise BadCell(f"There is no picture {row['file']!r} in stills/.")
    with path.open("rb") as file:
        try:
            picture = clean_picture(file.read())
        except BadPicture as bad:
            raise BadCell(f"{row['file']}: {bad}") from bad
    values["image"] = File(picture, name=stored_name(row["file"], picture.getvalue()))
    still = keep(report, row, Still, {"film": film, "order": place}, values)
    transaction.on_commit(partial(renew, still=still), robust=True)  # what fails is logged; the picture stands as it is
