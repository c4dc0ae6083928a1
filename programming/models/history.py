"""What staff edit keeps its history: each state of a row, who left it so, and when."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext_noop
from simple_history.models import HistoricalRecords

from programming.models.fields import DerivedField, FoldedField

BEGUN = gettext_noop("As it stood when its history began")
"""The reason given for the states that were there before anybody kept them."""


class Kept(HistoricalRecords):  # type: ignore[misc]  # the package has no types
    """Put as `history = Kept()` on a model: every save and deletion leaves a state behind.

    Search forms and the like are left out, which follow from other columns; and nobody needs a permission for the
    states, since whoever may see a record may see its history.
    """

    def fields_included(self, model: type[models.Model]) -> list[Any]:
        return [field for field in super().fields_included(model) if not isinstance(field, FoldedField | DerivedField)]

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        return {**super().get_meta_options(model), "default_permissions": ()}


def is_kept(model: type[models.Model]) -> bool:
    return hasattr(model._meta, "simple_history_manager_attribute")


def states(model: type[models.Model]) -> "models.Manager[Any]":
    """The states of all rows of a model that keeps its history, those that are gone included; the newest first."""
    manager: models.Manager[Any] = vars(model)["history"].__get__(None, model)
    return manager


def state_at(row: models.Model, moment: datetime) -> models.Model | None:
    """The row as it was left at `moment` or before; None where it was not there."""
    last = states(type(row)).filter(id=row.pk, history_date__lte=moment).first()
    return None if last is None or last.history_type == "-" else last.instance


def states_beside(model: type[models.Model], parent: str, key: Any, moment: datetime) -> dict[Any, models.Model]:
    """By their keys, the rows of `model` that belonged to the one with `key` at `moment`, as they were then."""
    latest: dict[Any, Any] = {}
    theirs = states(model).filter(**{f"{parent}_id": key}).values("id")
    for state in states(model).filter(id__in=theirs, history_date__lte=moment):  # the newest first
        latest.setdefault(state.id, state)
    found = {pk: state.instance for pk, state in latest.items() if state.history_type != "-"}
    return {pk: row for pk, row in found.items() if getattr(row, f"{parent}_id") == key}


@contextmanager
def signed(by: AbstractBaseUser | None) -> Iterator[None]:
    """What is saved inside is signed by `by`; with None, by whoever is logged in to the request, if there is one."""
    context = HistoricalRecords.context
    before = getattr(context, "request", None)
    if by is not None:
        context.request = SimpleNamespace(user=by)
    try:
        yield
    finally:
        if before is not None:
            context.request = before
        elif by is not None:
            del context.request
