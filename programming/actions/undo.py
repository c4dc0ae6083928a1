"""Keep what a deed changed, and undo it: server-side, step by step, for whoever did it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from programming.actions.errors import Refused, Stale
from programming.models import Deed, Holdover, PublishedScreening, Run, Screening, ScreeningExtra, Venue

KEPT: dict[str, type[Model]] = {
    "run": Run,
    "holdover": Holdover,
    "screening": Screening,
    "screeningextra": ScreeningExtra,
}
"""The models whose rows deeds change, those that others point at first."""

PARKED = datetime(9000, 1, 1, tzinfo=UTC)
"""Where shows wait while others take their places."""

Columns = dict[str, Any]


def picture(rows: Iterable[Model]) -> dict[str, Columns]:
    """The rows as they are now, by name (“screening-12”), each a mapping of its columns."""
    if isinstance(rows, QuerySet):  # not read yet: the columns will do
        return {f"{rows.model.__name__.lower()}-{columns['id']}": columns for columns in rows.values()}
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
    Venue.objects.select_for_update().get()  # one rearrangement at a time
    stored = Deed.objects.select_for_update().get(pk=deed.pk)
    if stored.undone_at:
        raise Refused(_("This was undone already."))
    for name, was in stored.after.items():
        _check(name, was, stored.before[name])
    names = sorted(stored.before, key=lambda name: list(KEPT).index(name.partition("-")[0]))
    for name in reversed(names):
        if stored.before[name] is None:
            _take_away(name, stored.after)
    _park(stored)
    for name in names:
        if stored.before[name] is not None:
            _put_back(name, stored.before[name], stored.after[name])
    stored.undone_at = at
    stored.save(update_fields=["undone_at"])
    return stored


def _check(name: str, was: Columns | None, before: Columns | None) -> None:
    """Raises Stale where what the deed changed was changed since; what else was typed meanwhile may stay."""
    model, key = _named(name)
    row = model._default_manager.select_for_update().filter(pk=key).first()
    found = picture([row])[name] if row else None
    if (was is None) is not (found is None):
        raise Stale(_("%(what)s was changed since. Undo that first.") % {"what": row or _("A show")})
    if was is not None and found is not None:
        expected = _read(model, was)
        if any(expected[column] != found[column] for column in _changed(model, before, was)):
            raise Stale(_("%(what)s was changed since. Undo that first.") % {"what": row})


def _changed(model: type[Model], before: Columns | None, after: Columns | None) -> list[str]:
    """The columns that the deed changed, but the version, which an undo counts up; all of a row it made."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname != "version"]
    if before is None or after is None:
        return names
    return [name for name in names if before.get(name) != after.get(name)]


def _take_away(name: str, after: Mapping[str, Columns | None]) -> None:
    """Delete a row that the deed made. Raises Refused once the public knows of it, Stale where others built on it."""
    model, key = _named(name)
    if model is Screening:
        if PublishedScreening.objects.filter(screening=key).exists():
            raise Refused(_("The public has been told of a show that this made. Cancel it instead."))
        for extra in ScreeningExtra.objects.filter(screening=key):
            if name_of(extra) not in after:
                raise Stale(_("Somebody added a guest to a show that this made. Take that off first."))
        for other in Screening.objects.filter(replaced_by=key):
            if name_of(other) not in after:
                raise Stale(_("Another show is replaced by one that this made. Change that first."))
    model._default_manager.get(pk=key).delete()


def _park(deed: Deed) -> None:
    """Shows that the deed moved out of each other's way, so that two can change places on one screen."""
    for name, was in deed.before.items():
        model, key = _named(name)
        if model is Screening and "starts_at" in _changed(model, was, deed.after[name]):
            Screening.objects.filter(pk=key).update(starts_at=PARKED + timedelta(minutes=key))


def _put_back(name: str, columns: Columns, after: Columns | None) -> None:
    model, key = _named(name)
    told = _read(model, columns)
    stored = model._default_manager.filter(pk=key).first()
    if stored is not None:
        told = picture([stored])[name] | {column: told[column] for column in _changed(model, columns, after)}
    if stored is not None and "version" in told:
        told["version"] = getattr(stored, "version", 0) + 1  # a form opened meanwhile must notice
    row = model(**told)
    if isinstance(row, Screening):
        _refuse_taken(row)
    row.save(force_insert=stored is None, force_update=stored is not None)


def _refuse_taken(row: Screening) -> None:
    others = Screening.objects.on().filter(screen=row.screen_id, starts_at=row.starts_at).exclude(pk=row.pk)
    other = others.select_related("programme").first()
    if row.is_on and other:
        raise Refused(_("%(title)s starts there now.") % {"title": other.programme.full_title})


def _named(name: str) -> tuple[type[Model], int]:
    kind, _dash, key = name.partition("-")
    return KEPT[kind], int(key)


def _read(model: type[Model], columns: Columns) -> Columns:
    """Columns out of JSON, as the model has them."""
    return {field.attname: field.to_python(columns[field.attname]) for field in model._meta.concrete_fields}
