"""Days as forms take them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

YEARS = range(1895, 2200)
"""From the first show there was; beyond these a day is a slip of the keyboard, and its neighbours may not exist."""


def known_day(day: date) -> None:
    if day.year not in YEARS:
        raise ValidationError(_("Write a day between %(first)s and %(last)s.") % {"first": YEARS[0], "last": YEARS[-1]})


class DayField(forms.DateField):
    """A house day, with the browser's own date picker, which reads and writes ISO dates whatever the language."""

    default_validators = [known_day]  # noqa: RUF012  Django's own name and shape

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)
