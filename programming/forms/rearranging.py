"""Copy or shift days: which, where to, by how much."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programming.forms.days import DayField
from programming.models import Screen

LONGEST = 31


class DaysForm(forms.Form):
    """House days `first` through `last`, on one screen or on all."""

    first = DayField(label=_("From"))
    last = DayField(label=_("Through"))
    screen = forms.ModelChoiceField(
        Screen.objects.all(), label=_("Screen"), required=False, empty_label=_("all screens")
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))
        elif first and last and (last - first).days >= LONGEST:
            self.add_error("last", _("A month at most at a time."))
        return told


class CopyForm(DaysForm):
    to = DayField(label=_("To the days from"))


class ShiftForm(DaysForm):
    minutes = forms.IntegerField(
        label=_("By minutes"), min_value=-720, max_value=720, help_text=_("Below zero: earlier.")
    )

    def clean_minutes(self) -> int:
        minutes: int = self.cleaned_data["minutes"]
        if not minutes:
            raise forms.ValidationError(_("By how much?"))
        return minutes
