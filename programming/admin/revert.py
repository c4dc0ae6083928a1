"""Put a record back as it was left once, through its own form: what may not stand today is refused as if typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import FileField, Model
from django.forms import ModelForm, all_valid
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from programming.admin.lock import Locked
from programming.forms.opened import fields_of, key_of, label_of, title_of
from programming.forms.stale import put
from programming.models.history import is_kept, state_at, states_beside


@dataclass(slots=True)
class Restored:
    """The form of a record and the rows beside it, filled in as they were; uploads by the form that wants them."""

    form: ModelForm
    formsets: list[BaseInlineFormSet] = field(default_factory=list)
    uploads: list[tuple[ModelForm, dict[str, str]]] = field(default_factory=list)

    def is_valid(self) -> bool:
        for row, names in self.uploads:
            for name, path in names.items():
                row.fields[name].required = False  # no page can carry a file back: its path stands for it
                setattr(row.instance, name, path)
        return all([self.form.is_valid(), all_valid(self.formsets)])


def put_back(panel: Locked, request: HttpRequest, record: Model, moment: datetime, why: str) -> list[str]:
    """Leave the record as it stood at `moment`, rows beside it included. Says what stands in the way, if anything.

    Fields that the person may not change stay as they are.
    """
    then = state_at(record, moment)
    if then is None:
        return [_("It was not there yet.")]
    restored = _restore(panel, request, record, then, moment)
    if not restored.is_valid():
        return list(_complaints(restored))
    stored = panel.save_form(request, restored.form, change=True)
    vars(stored)["_change_reason"] = why[:100]  # where the package looks for it
    panel.save_model(request, stored, restored.form, change=True)
    panel.save_related(request, restored.form, restored.formsets, change=True)
    for row, names in restored.uploads:
        _put_uploads_back(row.instance, names)
    panel.log_change(request, stored, why)
    return []


def _restore(panel: Locked, request: HttpRequest, record: Model, then: Model, moment: datetime) -> Restored:
    kind = panel.form_of(request, record)
    data, was = QueryDict(mutable=True), kind(instance=then)
    for name in fields_of(was):
        put(data, was, name)
    restored = Restored(kind(data, instance=record))
    restored.uploads.append((restored.form, _paths(restored.form, then)))
    for rows_kind, how in panel.formsets_of(request, record):
        if is_kept(rows_kind.model):
            rows = states_beside(rows_kind.model, rows_kind.fk.name, record.pk, moment)
            _restore_rows(restored, rows_kind(**how), rows_kind, how, rows)
    return restored


def _restore_rows(
    restored: Restored,
    now: BaseInlineFormSet,
    kind: Any,
    how: dict[str, Any],
    then: Mapping[Any, Model],
) -> None:
    """Rows that are still there get their fields back, later ones go, and those that went come back as new ones."""
    data, pk = QueryDict(mutable=True), key_of(now)
    kept = [row.instance for row in now.initial_forms]
    gone = [row for key, row in then.items() if key not in {one.pk for one in kept}]
    was = [then.get(row.pk) for row in kept] + gone
    for number, row in enumerate(was):
        prefix = f"{now.prefix}-{number}"
        data[f"{prefix}-{pk}"] = str(kept[number].pk) if number < len(kept) else ""
        if row is None:
            data[f"{prefix}-DELETE"] = "on"
        shown = now.form(instance=row or kept[number], prefix=prefix)
        for name in fields_of(shown):
            put(data, shown, name)
    data[f"{now.prefix}-INITIAL_FORMS"], data[f"{now.prefix}-TOTAL_FORMS"] = str(len(kept)), str(len(was))
    formset = kind(data, **how)
    restored.formsets.append(formset)
    restored.uploads += [(form, _paths(form, row)) for form, row in zip(formset.forms, was, strict=False) if row]


def _paths(form: ModelForm, then: Model) -> dict[str, str]:
    uploads = [one.name for one in then._meta.concrete_fields if isinstance(one, FileField) and one.name in form.fields]
    return {name: str(getattr(then, name) or "") for name in uploads}


def _put_uploads_back(row: Model, names: Mapping[str, str]) -> None:
    if row.pk and any(str(getattr(row, name) or "") != path for name, path in names.items()):
        for name, path in names.items():
            setattr(row, name, path)
        row.save()


def _complaints(restored: Restored) -> Iterator[str]:
    forms = [restored.form, *(row for rows in restored.formsets for row in rows.forms)]
    for row in forms:
        for name, said in row.errors.items():
            what = f"{label_of(row, name)}: " if name in row.fields else ""
            beside = "" if row is restored.form else f"{title_of(row)}, "
            yield from (f"{beside}{what}{one}" for one in said)
    yield from (str(one) for rows in restored.formsets for one in rows.non_form_errors())
