"""A save that came too late: what they changed, what you changed, and a form that holds both."""

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from programming.forms.opened import (
    Digests,
    Row,
    Sheet,
    fields_of,
    is_touched,
    key_of,
    label_of,
    name_of,
    stored,
    title_of,
    typed,
    words,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One field: as it is stored now, and as you would have it. `who` changed it: they, you, both."""

    row: str
    label: str
    theirs: str
    yours: str
    who: str


@dataclass(frozen=True, slots=True)
class Stale:
    lines: tuple[Line, ...]
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    """Rows beside the record that they added, and that they took away."""
    has_picture: bool = False  # which no page can carry back into its form


@dataclass(slots=True)
class Changed:
    """Which fields of which rows they changed, you changed, or both."""

    theirs: dict[str, set[str]] = field(default_factory=dict)
    yours: dict[str, set[str]] = field(default_factory=dict)
    added: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.theirs or self.added or self.gone)


def changed_since(opened: Digests, now: Sheet, then: Sheet | None = None) -> Changed:
    """What `now` holds that was not there when the page was opened; with `then`, the sheet as typed, what you did."""
    found = Changed()
    digests = now.digests()
    for name, fields in digests.items():
        if name not in opened and name:
            found.added.add(name)
        elif others := {one for one, was in fields.items() if opened.get(name, {}).get(one) != was}:
            found.theirs[name] = others
    found.gone = {name for name in opened if name not in digests and _is_shown(now, name)}
    for name, row in _typed_rows(then) if then else ():
        was = opened.get(name, {})
        if mine := {one for one in fields_of(row) if is_touched(row, one, was.get(one))}:
            found.yours[name] = mine
    return found


def _typed_rows(sheet: Sheet) -> Iterator[tuple[str, Row]]:
    """Every row that the page was opened with, those included that are gone by now."""
    yield "", sheet.form
    for formset in sheet.formsets:
        for row in formset.initial_forms:
            yield _posted_name(formset, row), row


def _posted_name(formset: BaseInlineFormSet, row: Row) -> str:
    return f"{formset.prefix}-{row[key_of(formset)].data}"


def _is_shown(sheet: Sheet, name: str) -> bool:
    return name.rpartition("-")[0] in {formset.prefix for formset in sheet.formsets}


def stale(changed: Changed, now: Sheet, mine: Sheet) -> Stale:
    """What to tell the person whose page was opened before these changes."""
    there, here = dict(now.rows()), dict(mine.rows())
    return Stale(
        tuple(_lines(changed, there, here)),
        added=tuple(title_of(there[name]) for name in there if name in changed.added),
        gone=tuple(_gone(changed, mine)),
        has_picture=bool(mine.form.files),
    )


def _lines(changed: Changed, there: dict[str, Row], here: dict[str, Row]) -> Iterator[Line]:
    for name, row in there.items():
        theirs, yours = changed.theirs.get(name, set()), changed.yours.get(name, set())
        for one in fields_of(row):
            if one not in theirs | yours or name not in here:
                continue
            who = "both" if one in theirs & yours else "they" if one in theirs else "you"
            said = words(row, one, stored(row, one)), words(here[name], one, typed(here[name], one))
            if said[0] != said[1] or who == "both":
                yield Line(title_of(row) if name else "", label_of(row, one), *said, who)


def _gone(changed: Changed, mine: Sheet) -> Iterator[str]:
    """Rows that they took away, called by what you see of them: they are not stored any more."""
    for formset in mine.formsets:
        for row in formset.initial_forms:
            if _posted_name(formset, row) in changed.gone:
                said = (words(row, one, typed(row, one)) for one in fields_of(row))
                yield f"{title_of(row)} “{next(filter(None, said), '')}”"


# --- The form again, with theirs where you changed nothing and yours where you did ----------------------------------


def merge(data: QueryDict, files: MultiValueDict[str, Any], changed: Changed, now: Sheet, mine: Sheet) -> None:
    """Bring what was posted up to what is stored by now, in place."""
    for upload in (one for name in files for one in files.getlist(name)):
        upload.seek(0)  # it was read to see what was typed
    for name in changed.theirs.get("", set()) - changed.yours.get("", set()):
        put(data, now.form, name)
    for stored_rows, posted in zip(now.formsets, mine.formsets, strict=True):
        _merge_rows(data, files, changed, stored_rows, posted)


def _merge_rows(
    data: QueryDict,
    files: MultiValueDict[str, Any],
    changed: Changed,
    now: BaseInlineFormSet,
    mine: BaseInlineFormSet,
) -> None:
    """First what is stored, in its order; then what you added, and what they took away and you had changed."""
    pk, prefix = key_of(now), str(now.prefix)
    by_key = {str(row[pk].data): row for row in mine.initial_forms}
    kept = [(row, by_key.pop(str(row.instance.pk), None)) for row in now.initial_forms]
    lost = [row for row in by_key.values() if _is_worth_keeping(row, changed.yours.get(_posted_name(mine, row)))]
    new = [row for row in mine.extra_forms if row.has_changed()]
    typed_rows = [_cut(data, files, row) if row else ({}, {}) for row in (*(mine for _now, mine in kept), *lost, *new)]
    for name in [name for name in data if _is_of(name, prefix)]:
        del data[name]
    for name in [name for name in files if _is_of(name, prefix)]:
        del files[name]
    for number, (values, uploads) in enumerate(typed_rows):
        _paste(data, values, f"{prefix}-{number}")
        _paste(files, uploads, f"{prefix}-{number}")
    for number in range(len(kept), len(typed_rows)):
        data[f"{prefix}-{number}-{pk}"] = ""
    for number, (row, typed_row) in enumerate(kept):
        name = name_of(now, row)
        data[f"{prefix}-{number}-{pk}"] = str(row.instance.pk)
        data[f"{prefix}-{number}-{now.fk.name}"] = str(row.instance.serializable_value(now.fk.name))
        untouched = set(fields_of(row)) if typed_row is None else changed.theirs.get(name, set())
        for one in untouched - changed.yours.get(name, set()):
            put(data, row, one, f"{prefix}-{number}")
    data[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(typed_rows))


def _is_worth_keeping(row: Row, touched: set[str] | None) -> bool:
    """A row that they took away comes back as a new one only if you had changed it, and not taken it away as well."""
    return bool(touched) and not row.data.get(row.add_prefix("DELETE"))


def _is_of(name: str, prefix: str) -> bool:
    """Whether a name in a post is that of a row of the formset, its counts and its empty form left out."""
    return name.startswith(f"{prefix}-") and name.removeprefix(f"{prefix}-").partition("-")[0].isdecimal()


Lists = dict[str, list[Any]]


def _cut(data: QueryDict, files: MultiValueDict[str, Any], row: Row) -> tuple[Lists, Lists]:
    start = f"{row.prefix}-"
    return (
        {name.removeprefix(start): data.getlist(name) for name in data if name.startswith(start)},
        {name.removeprefix(start): files.getlist(name) for name in files if name.startswith(start)},
    )


def _paste(there: MultiValueDict[str, Any], values: Lists, prefix: str) -> None:
    for name, value in values.items():
        there.setlist(f"{prefix}-{name}", value)


def put(data: QueryDict, row: Row, name: str, prefix: str | None = None) -> None:
    """What a browser would send of the field as it is stored; of an uploaded file, nothing."""
    bound, shown = row[name], row.fields[name]
    full = f"{prefix}-{name}" if prefix else bound.html_name
    value = shown.prepare_value(stored(row, name))
    widget: Any = getattr(shown.widget, "widget", shown.widget)  # out of the admin's frame for look-ups
    if isinstance(widget, forms.FileInput):
        return
    if hasattr(widget, "decompress"):  # a day and a time
        for suffix, part, one in zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=True):
            data[f"{full}{suffix}"] = _text(part, one)
    elif isinstance(widget, forms.CheckboxInput):
        _tick(data, full, is_ticked=bool(value))
    elif isinstance(widget, (forms.SelectMultiple, forms.CheckboxSelectMultiple)):
        data.setlist(full, [str(getattr(one, "pk", one)) for one in value or ()])
    else:
        data[full] = _text(widget, value)


def _tick(data: MutableMapping[str, Any], name: str, *, is_ticked: bool) -> None:
    if is_ticked:
        data[name] = "on"
    else:
        data.pop(name, None)


def _text(widget: forms.Widget, value: Any) -> str:
    shown = widget.format_value(value)
    if isinstance(shown, (list, tuple)):
        shown = shown[0] if shown else ""
    return "" if shown is None else str(shown)
