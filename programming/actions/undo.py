"""Keep what a deed changed, and undo it: server-side, step by step, for whoever did it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from programming.actions.errors import Refused, Stale
from programming.models import Deed, Holdover, PublishedScreening, Run, Screening, ScreeningExtra

KEPT: dict[str, type[Model]] = {
    "run": Run,
    "holdover": Holdover,
    "screening": Screening,
    "screeningextra": ScreeningExtra,
}
"""The models whose rows deeds change, those that others point at first."""

Columns = dict[str, Any]


def picture(rows: Iterable[Model]) -> dict[str, Columns]:
    """The rows as they are now, by name (“screening-12”), each a mapping of its columns."""
    return {
        name_of(row): {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        for row in rows
    }


def name_of(row: Model) -> str:
    return f"{type(row).__name__.lower()}-{row.pk}"


def keep(
    *, label: str, by: User | None, at: datetime, before: Mapping[str, Columns], after: Mapping[str, Columns]
) -> Deed | None:
    """Keep a deed that led from `before` to `after`, two pictures; None where it changed nothing.

    A row that is in one of them only was made, or taken away.
    """
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if not changed:
        return None
    return Deed.objects.create(
        label=label[:200],
        done_at=at,
        done_by=by,
        before={name: before.get(name) for name in changed},
        after={name: after.get(name) for name in changed},
    )


@transaction.atomic
def undo(*, deed: Deed, at: datetime) -> Deed:
    """Put every row back as it was before the deed.

    Raises Stale when one of them was changed since, naming it, and Refused when the deed is undone already or made a
    show that the public has been told of since.
    """
    stored = Deed.objects.select_for_update().get(pk=deed.pk)
    if stored.undone_at:
        raise Refused(_("This was undone already."))
    for name, was in stored.after.items():
        _check(name, was)
    names = sorted(stored.before, key=lambda name: list(KEPT).index(name.partition("-")[0]))
    for name in reversed(names):
        if stored.before[name] is None:
            _row(name).delete()
    for name in names:
        if stored.before[name] is not None:
            _put_back(name, stored.before[name])
    stored.undone_at = at
    stored.save(update_fields=["undone_at"])
    return stored


def _check(name: str, was: Columns | None) -> None:
    model, key = _named(name)
    row = model._default_manager.select_for_update().filter(pk=key).first()
    expected = None if was is None else _said(_read(model, was))
    if expected != (_said(picture([row])[name]) if row else None):
        raise Stale(_("%(what)s was changed since. Undo that first.") % {"what": row or _("A show")})


def _said(columns: Columns) -> Columns:
    """All but the version: an undo counts it up, and the deed before it can still be undone."""
    return {name: value for name, value in columns.items() if name != "version"}


def _put_back(name: str, columns: Columns) -> None:
    model, _key = _named(name)
    told = _read(model, columns)
    stored = model._default_manager.filter(pk=told["id"]).first()
    if stored is not None and "version" in told:
        told["version"] = getattr(stored, "version", 0) + 1  # a form opened meanwhile must notice
    row = model(**told)
    row.save(force_insert=stored is None, force_update=stored is not None)


def _row(name: str) -> Model:
    model, key = _named(name)
    if model is Screening and PublishedScreening.objects.filter(screening=key).exists():
        raise Refused(_("The public has been told of a show that this made. Cancel it instead."))
    return model._default_manager.get(pk=key)


def _named(name: str) -> tuple[type[Model], int]:
    kind, _dash, key = name.partition("-")
    return KEPT[kind], int(key)


def _read(model: type[Model], columns: Columns) -> Columns:
    """Columns out of JSON, as the model has them."""
    return {field.attname: field.to_python(columns[field.attname]) for field in model._meta.concrete_fields}
