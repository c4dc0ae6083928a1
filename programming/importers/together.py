"""Many rows of one file into their table, with the same end as if each were kept after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from programming.importers.ledger import keep, known_links
from programming.importers.report import Report
from programming.importers.table import BadCell, Row
from programming.models.kept import create_kept

M = TypeVar("M", bound=models.Model)
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What `keep` is told of one row."""

    row: Row
    key: dict[str, Any]
    values: dict[str, Any]


def keep_many(report: Report, model: type[M], asked: Sequence[Asked]) -> Iterator[M | BadCell]:
    """What `keep` makes of each, or why it does not. `model` keeps its history.

    Those that are new are stored at once, and the table says by itself whether they fit; where one does not, each is
    kept alone, and refused in words.
    """
    there = _there(model, asked)
    new: dict[Key, Asked] = {}
    for one in asked:
        if _key(one) not in there:
            new.setdefault(_key(one), one)
    made = dict(zip(new, _stored([model(**one.key, **one.values) for one in new.values()], model), strict=False))
    for one in asked:
        stored = made.pop(_key(one), None)
        if stored is not None:
            report.created[one.row.file] += 1
        yield stored or _alone(report, model, one)


def _stored(rows: Sequence[M], model: type[M]) -> Sequence[M]:
    """The rows, stored; none where something is wrong with one of them."""
    try:
        for row in rows:
            row.clean_fields(exclude=known_links(row))
            row.clean()
        with transaction.atomic():
            return create_kept(rows, model)
    except (ValidationError, IntegrityError):
        return ()


def _alone(report: Report, model: type[M], one: Asked) -> M | BadCell:
    try:
        return keep(report, one.row, model, one.key, one.values)
    except BadCell as bad:
        return bad


def _key(one: Asked) -> Key:
    return tuple(value.pk if isinstance(value, models.Model) else value for value in one.key.values())


def _there(model: type[M], asked: Sequence[Asked]) -> set[Key]:
    """The keys of rows that are stored. One query."""
    if not asked:
        return set()
    names = list(asked[0].key)
    rows = model._default_manager.filter(**{f"{names[0]}__in": {one.key[names[0]] for one in asked}})
    return set(rows.values_list(*names))
