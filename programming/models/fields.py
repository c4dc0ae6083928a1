"""Columns that several tables share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.text.titles import fold


class FoldedField(models.TextField):
    """A search form of other columns of its row (case, accents and punctuation folded), kept in step on every write."""

    def __init__(self, *, sources: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.sources = sources
        kwargs.update(editable=False, default="", blank=True)
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        kwargs["sources"] = self.sources
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = fold(" ".join(str(getattr(model_instance, source)) for source in self.sources))
        setattr(model_instance, self.attname, value)
        return value


class DerivedField(models.JSONField):
    """Facts that follow from other columns of the row, or from its file: neither typed nor kept in its history."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.update(editable=False, default=dict, blank=True)
        super().__init__(**kwargs)


class BytewiseField(models.CharField):
    """Compared byte by byte on every database, so that an index serves the words that begin alike."""

    def db_parameters(self, connection: Any) -> Any:
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}


def list_of(choices: type[models.TextChoices], value: Any) -> None:
    """Raise ValidationError unless `value` is a list of values of `choices`."""
    known = set(choices.values)
    unknown = [str(item) for item in value if item not in known] if isinstance(value, list) else [str(value)]
    if unknown:
        raise ValidationError(
            _("%(unknown)s is not known here. Choose from %(known)s."),
            code="unknown-choice",
            params={"unknown": ", ".join(unknown), "known": ", ".join(sorted(known))},
        )


def percentage(**kwargs: Any) -> models.PositiveSmallIntegerField:
    """A place on a picture, in per cent of its width or height."""
    return models.PositiveSmallIntegerField(default=50, validators=[MaxValueValidator(100)], **kwargs)
