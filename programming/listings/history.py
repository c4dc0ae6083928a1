"""The history of a record: who left it how, and when. What was changed is told in words, rows beside it included."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Field, FileField, ForeignKey, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programming.choices import Access, Format
from programming.models.history import states
from programming.text.difference import Piece, pieces
from programming.timetable.dates import long_day

MOST = 100
"""How many changes a page tells of."""

TOGETHER = timedelta(seconds=2)
"""States that one person left within so little time were saved by one deed."""

NEW = ("begun", "made")

Say = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of one row; the record itself has no name here."""

    kind: str  # begun, made, changed, gone
    name: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody did by one deed. `stamp` names the state that it left."""

    at: datetime
    stamp: str
    when: str
    who: str
    why: str
    rows: tuple[RowChange, ...]
    with_it: tuple[RowChange, ...] = ()
    """Rows that were there from the beginning, as the record was."""
    is_latest: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    state: Any
    row: RowChange


def changes(record: Model, beside: Mapping[type[Model], str], say: Say) -> tuple[Change, ...]:
    """The newest first. `beside` names the models of rows that belong to the record, and by which column they do.

    As many queries for a long history as for a short one.
    """
    kept = [list(states(type(record)).filter(id=record.pk).select_related("history_user"))]
    for model, parent in beside.items():
        rows = states(model).filter(**{f"{parent}_id": record.pk})
        kept.append(list(rows.select_related("history_user")))
    names = _names([state for own in kept for state in own])
    steps = [step for own in kept for step in _steps(own, record, beside, names, say)]
    steps.sort(key=lambda step: (step.state.history_date, step.row.name != ""))
    told = [_change(deed, say) for deed in _deeds(steps)]
    told.reverse()
    return tuple(replace(change, is_latest=not place) for place, change in enumerate(told[:MOST]))


def _steps(
    own: list[Any], record: Model, beside: Mapping[type[Model], str], names: "_Names", say: Say
) -> Iterator[_Step]:
    """What each state changed about the one before it, of the rows of one model."""
    by_row: defaultdict[Any, list[Any]] = defaultdict(list)
    for state in reversed(own):
        by_row[state.id].append(state)
    for every in by_row.values():
        for before, state in pairwise([None, *every]):
            row = _row_change(before, state, names, say, beside=beside.get(state.instance_type), record=record)
            if row.kind != "changed" or row.fields:
                yield _Step(state, row)


def _row_change(before: Any, state: Any, names: "_Names", say: Say, *, beside: str | None, record: Model) -> RowChange:
    name = "" if beside is None else names.title(state)
    if state.history_type == "-":
        return RowChange("gone", name)
    if before is None or before.history_type == "-":
        return RowChange("begun" if state.history_change_reason else "made", name)
    return RowChange("changed", name, tuple(_field_changes(before, state, names, say, leave=beside)))


def _field_changes(before: Any, state: Any, names: "_Names", say: Say, *, leave: str | None) -> Iterator[FieldChange]:
    for field in shown_fields(state.instance_type):
        was, now = getattr(before, field.attname), getattr(state, field.attname)
        if field.name == leave or _plain(was) == _plain(now):
            continue
        told = pieces(names.words(field, was, say), names.words(field, now, say))
        yield FieldChange(capfirst(str(field.verbose_name)), told)


def shown_fields(model: type[Model]) -> "list[Field[Any, Any]]":
    return [field for field in model._meta.concrete_fields if field.editable and not field.primary_key]


def _plain(value: Any) -> Any:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _deeds(steps: Iterable[_Step]) -> Iterator[list[_Step]]:
    deed: list[_Step] = []
    for step in steps:
        if deed and not _is_together(deed[-1].state, step.state):
            yield deed
            deed = []
        deed.append(step)
    if deed:
        yield deed


def _is_together(one: Any, other: Any) -> bool:
    signed = (one.history_user_id, one.history_change_reason or "")
    return (
        other.history_date - one.history_date <= TOGETHER
        and (other.history_user_id, other.history_change_reason or signed[1]) == signed
    )


def _change(deed: list[_Step], say: Say) -> Change:
    last, user = deed[-1].state.history_date, deed[0].state.history_user
    who = (user.get_full_name() or user.get_username()) if user else ""
    why = _(deed[0].state.history_change_reason or "")
    rows = [step.row for step in deed]
    is_first = any(row.kind in NEW and not row.name for row in rows)
    with_it = tuple(row for row in rows if is_first and row.kind in NEW and row.name)
    return Change(
        last, last.isoformat(), say(last), who, why, tuple(row for row in rows if row not in with_it), with_it
    )


class _Names:
    """What rows are called to which the states point, looked up together."""

    def __init__(self, found: Mapping[type[Model], Mapping[Any, Model]]) -> None:
        self.found = found

    def title(self, state: Any) -> str:
        """What the state's own row is called: “Credit “Directed by Mikhail Kalatozov””."""
        row = state.instance
        for field in _pointers(type(row)):
            there = self.found[field.related_model].get(getattr(row, field.attname))
            if there is not None:
                setattr(row, field.name, there)
        try:
            said = str(row)
        except (AttributeError, LookupError):  # what it is named by is gone
            said = ""
        return f"{capfirst(str(row._meta.verbose_name))} “{said}”" if said else capfirst(str(row._meta.verbose_name))

    def words(self, field: "Field[Any, Any]", value: Any, say: Say) -> str:
        """A column's value as a person would write it; nothing for an empty one."""
        if isinstance(field, ForeignKey):
            there = self.found[field.related_model].get(value)
            return "" if value is None else str(there) if there else _("one that is gone")
        if field.flatchoices:
            return str(dict(field.flatchoices).get(value, value) or "") if value not in (None, "") else ""
        return "" if value is None else _words(field, value, say)


def _words(field: "Field[Any, Any]", value: Any, say: Say) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        labels = {**dict(Access.choices), **dict(Format.choices)}
        return ", ".join(str(labels.get(one, one)) for one in value)
    if isinstance(value, datetime):
        return say(value)
    if isinstance(value, date):
        return long_day(value, with_year=True)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value).rpartition("/")[2] if isinstance(field, FileField) else str(value)


def _pointers(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def _names(every: Iterable[Any]) -> _Names:
    """One query for each model that is pointed at."""
    keys: defaultdict[type[Model], set[Any]] = defaultdict(set)
    for state in every:
        for field in _pointers(state.instance_type):
            keys[field.related_model].add(getattr(state, field.attname))
    return _Names({model: _look_up(model, wanted - {None}) for model, wanted in keys.items()})


def _look_up(model: type[Model], keys: set[Any]) -> dict[Any, Model]:
    """With what each is named by, one step further."""
    near = [field.name for field in _pointers(model) if not field.null]
    rows = model._default_manager.select_related(*near) if near else model._default_manager.all()
    return rows.in_bulk(list(keys)) if keys else {}
