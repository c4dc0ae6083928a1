"""Drafts: a name and a week; and what plays where and when, typed as the house prints it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programming.forms.days import DayField
from programming.forms.showtimes import context_for, in_place
from programming.models import Draft, Programme, Run, Screen
from programming.timetable import showtimes


class NewDraftForm(forms.Form):
    day = DayField(label=_("The play week of"))
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("“If the print comes late”."))


class ArrangeForm(forms.Form):
    """A line of showtimes for one programme on one screen. An empty line takes its shows out of the draft."""

    run = forms.ModelChoiceField(Run.objects.select_related("programme"), widget=forms.HiddenInput, required=False)
    programme = forms.ModelChoiceField(Programme.objects.all(), widget=forms.HiddenInput)
    screen = forms.ModelChoiceField(Screen.objects.select_related("venue"), label=_("Screen"), empty_label=None)
    text = forms.CharField(label=_("Showtimes"), max_length=1000, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told["shows"] = ()
        run, programme = told.get("run"), told.get("programme")
        if run and programme and run.programme_id != programme.pk:
            self.add_error(None, _("This run plays another programme."))
        if told.get("text") and told.get("screen"):
            self._read(told)
        return told

    def _read(self, told: dict[str, Any]) -> None:
        text, venue = told["text"], told["screen"].venue
        reading = showtimes.parse(text, context_for(venue, self.draft.first_on, self.draft.last_on))
        for problem in reading.errors:
            self.add_error("text", in_place(text, problem))
        told["shows"] = reading.shows


class AddForm(ArrangeForm):
    """A programme that the draft does not have yet, chosen by name."""

    programme = forms.ModelChoiceField(Programme.objects.all(), label=_("Programme"))
    field_order = ("programme", "screen", "text")
