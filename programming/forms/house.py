"""The house's own settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programming.choices import Format
from programming.models import Screen, Venue
from programming.text.colour import contrast, nearest_passing

PAPER = {"spot": "#f5efe3", "spot_dark": "#14110e"}
LEAST = 4.5


class VenueForm(forms.ModelForm):
    class Meta:
        model = Venue
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name, paper in PAPER.items():
            if told.get(name) and contrast(told[name], paper) < LEAST:
                self.add_error(
                    name,
                    _("%(colour)s is too faint on the page: %(ratio).1f to 1, where text needs 4.5. Try %(better)s.")
                    % {
                        "colour": told[name],
                        "ratio": contrast(told[name], paper),
                        "better": nearest_passing(told[name], paper, LEAST),
                    },
                )
        return told


class ScreenForm(forms.ModelForm):
    formats = forms.MultipleChoiceField(
        label=_("Projects"), choices=Format.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Screen
        fields = "__all__"
