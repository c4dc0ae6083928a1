"""Where a show is to be: its evening, the time on the wall, its screen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programming.forms.days import DayField
from programming.models import Programme, Screen

WALL = forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M")


class PlaceForm(forms.Form):
    """`version` is that of the show when it was looked at; there is none for a new one."""

    day = DayField(label=_("Evening of"))
    wall = forms.TimeField(
        label=_("Time"), widget=WALL, help_text=_("A show after midnight stands under the evening it belongs to.")
    )
    screen = forms.ModelChoiceField(Screen.objects.select_related("venue"), label=_("Screen"), empty_label=None)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ProgrammeField(forms.ModelChoiceField):
    """Programmes by the titles of their films."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Programme.objects.prefetch_related("items__film").order_by("title", "slug"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_title)


class PutForm(PlaceForm):
    """A programme that is not on the shelf."""

    programme = ProgrammeField(label=_("What plays"))
    field_order = ("programme", "day", "wall", "screen")


class ReplaceForm(forms.Form):
    """What plays instead of a show, and why."""

    programme = ProgrammeField(label=_("What plays instead"))
    reason = forms.CharField(label=_("Why, for the public"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
