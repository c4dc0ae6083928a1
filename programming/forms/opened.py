"""What a form was opened on, and what somebody else has changed since: nobody saves over anybody unawares.

The page of a record carries a digest of each field as it stood when it was opened, rows beside the record included. A
save compares them with what is stored by then.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms
from django.core.files.base import File
from django.db.models import Model
from django.forms.models import BaseInlineFormSet, InlineForeignKeyField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programming.timetable.dates import long_day

Digests = dict[str, dict[str, str]]
"""By row, then by field. The record itself has no name; a row beside it is called “credits-12”."""

Row = forms.ModelForm


@dataclass(frozen=True)
class Sheet:
    """The form of a record and the rows beside it, as one page shows them."""

    form: Row
    formsets: Sequence[BaseInlineFormSet]

    def rows(self) -> Iterator[tuple[str, Row]]:
        """What was there already, by name; rows only now added are left out."""
        yield "", self.form
        for formset in self.formsets:
            for row in formset.initial_forms:
                if row.instance.pk:
                    yield name_of(formset, row), row

    def digests(self) -> Digests:
        return {name: {field: digest(stored(row, field)) for field in fields_of(row)} for name, row in self.rows()}

    def clean(self) -> None:
        """Read everything that was typed, whether it may stand or not."""
        self.form.is_valid()
        for formset in self.formsets:
            formset.is_valid()


@dataclass(frozen=True)
class Opened:
    """What a page was opened on, and when; and as it carries that about."""

    at: datetime
    digests: Digests

    def __str__(self) -> str:
        return json.dumps([self.at.isoformat(), self.digests], separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> "Opened":
        """Of what somebody tampered with nothing is left, so that every field counts as changed since."""
        try:
            at, told = json.loads(text)
            digests = {str(row): {str(name): str(was) for name, was in fields.items()} for row, fields in told.items()}
            return cls(datetime.fromisoformat(at), digests)
        except (ValueError, TypeError, AttributeError, RecursionError):
            return cls(datetime.max.replace(tzinfo=UTC), {})


def name_of(formset: BaseInlineFormSet, row: Row) -> str:
    return f"{formset.prefix}-{row.instance.pk}"


def key_of(formset: Any) -> str:
    """What the column is called that tells the rows of a formset apart."""
    return str(formset.model._meta.pk.name)


def fields_of(row: Row) -> list[str]:
    """The fields that a person fills in."""
    pk = row._meta.model._meta.pk
    return [
        name
        for name, field in row.fields.items()
        if not (field.disabled or isinstance(field, InlineForeignKeyField) or name in (pk.name, "DELETE", "ORDER"))
    ]


def stored(row: Row, name: str) -> Any:
    return row.get_initial_for_field(row.fields[name], name)


def typed(row: Row, name: str) -> Any:
    """What was typed, read where it can be read."""
    return row.cleaned_data[name] if name in getattr(row, "cleaned_data", {}) else row[name].data


def is_touched(row: Row, name: str, was: str | None) -> bool:
    """Whether the person made something else of the field than it was when the page was opened."""
    if isinstance(row.fields[name], forms.FileField):
        return bool(row.files.get(row.add_prefix(name))) or typed(row, name) is False
    return name not in getattr(row, "cleaned_data", {}) or digest(typed(row, name)) != was


def digest(value: Any) -> str:
    return sha256(_plain(value).encode()).hexdigest()[:12]


def _plain(value: Any) -> str:
    """One text for one value, whether it comes from a column or from a browser."""
    if value is None:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, File):
        return value.name or ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, Iterable):
        return "\0".join(sorted(_plain(one) for one in value))
    return str(value)


def words(row: Row, name: str, value: Any) -> str:
    """A field's value as a person would say it; nothing for an empty one."""
    field: Any = row.fields[name]
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if value in (None, ""):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(_labels(field, value))
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        known = {str(key): str(label) for key, label in choices}
        return ", ".join(known.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return long_day(value, with_year=True)
    if isinstance(value, File):
        return (value.name or "").rpartition("/")[2]
    return str(value)


def _labels(field: Any, value: Any) -> list[str]:
    """What the rows are called that a field points at, by row or by key."""
    there = [value] if isinstance(value, (Model, str, int)) else list(value)
    keys = [one.pk if isinstance(one, Model) else one for one in there]
    try:
        return [field.label_from_instance(one) for one in field.queryset.filter(pk__in=keys)]
    except (ValueError, TypeError, OverflowError):  # what was typed is no key
        return [str(key) for key in keys]


def label_of(row: Row, name: str) -> str:
    return capfirst(str(row.fields[name].label or name.replace("_", " ")))


def title_of(row: Row) -> str:
    """“Credit “Directed by Mikhail Kalatozov””: a row beside the record, as it is stored."""
    kind = capfirst(str(row._meta.model._meta.verbose_name))
    return f"{kind} “{row.instance}”" if row.instance.pk else kind
