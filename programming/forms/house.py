"""The house's own settings."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from programming.choices import Format
from programming.models import Notice, Screen, Venue
from programming.models.house import hex_colour
from programming.text.colour import contrast, nearest_passing

PAPER = {"spot": "#f5efe3", "spot_dark": "#14110e"}
LEAST = 4.5
# Checked here, before `clean` measures the contrast; the model checks its rows only afterwards.
COLOUR: dict[str, Any] = {
    "validators": [hex_colour],
    "widget": forms.TextInput(attrs={"type": "color"}),
    "help_text": _("The one colour besides ink and paper: what is on now, held over, sold out."),
}


class VenueForm(forms.ModelForm):
    spot = forms.CharField(label=_("Spot colour"), **COLOUR)
    spot_dark = forms.CharField(label=_("Spot colour, dark"), **COLOUR)

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


class NoticeForm(forms.ModelForm):
    link = forms.CharField(
        label=_("Link"),
        max_length=300,
        required=False,
        validators=[
            RegexValidator(r"^(/(?!/)|https?://)", _("Begin with https://, or with / for a page of this site."))
        ],
        help_text=_("Where the notice leads: https://… or, on this site, /films/…"),
    )

    class Meta:
        model = Notice
        fields = ("heading", "text", "link", "starts_on", "ends_on")
