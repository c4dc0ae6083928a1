"""Rows into tables, each counted in the report as created, changed, unchanged or refused."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from programming.importers.report import Report
from programming.importers.table import BadCell, Row

M = TypeVar("M", bound=models.Model)


class Missing(BadCell):
    """A row names something that is not there."""


def keep(report: Report, row: Row, model: type[M], key: dict[str, Any], values: dict[str, Any]) -> M:
    """The row of `model` found by `key`, made or brought in line with `values`. Raises BadCell when they do not fit."""
    found = model._default_manager.filter(**key).first()
    made = found or model(**key)
    changed = [name for name, value in values.items() if found is None or getattr(made, name) != value]
    for name in changed:
        setattr(made, name, values[name])
    if found is None or changed:
        check(made)
        made.save()
    counter = report.created if found is None else report.changed if changed else report.unchanged
    counter[row.file] += 1
    return made


def check(made: models.Model) -> None:
    """Raises BadCell with all that `full_clean` has against the row."""
    try:
        if not _is_clean(made):
            made.full_clean()
    except ValidationError as error:
        raise BadCell("; ".join(_sentences(error))) from error


def _is_clean(made: models.Model) -> bool:
    """The steps of `full_clean`, but that known links are not asked for again."""
    try:
        made.clean_fields(exclude=known_links(made))
        made.clean()
        made.validate_unique()
        made.validate_constraints()
    except ValidationError:
        return False
    return True


def known_links(made: models.Model) -> set[str]:
    """The names of the row's links to rows that are stored and at hand."""
    links = [field for field in made._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return {link.name for link in links if link.is_cached(made) and getattr(made, link.attname) is not None}


def _sentences(error: ValidationError) -> Iterable[str]:
    if not hasattr(error, "error_dict"):
        return error.messages
    return [
        message if field == "__all__" else f"{field}: {message}"
        for field, messages in error.message_dict.items()
        for message in messages
    ]


def find(known: dict[str, M], name: str, what: str) -> M:
    """The thing called `name` among `known`, or Missing in words."""
    if name not in known:
        raise Missing(f"There is no {what} {name!r}.")
    return known[name]
