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
    try:
        made.full_clean()
    except ValidationError as error:
        raise BadCell("; ".join(_sentences(error))) from error


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
