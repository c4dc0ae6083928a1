"""What to publish, when, and why."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programming.forms.days import known_day

MOMENT = "%Y-%m-%dT%H:%M"


class HouseMomentField(forms.DateTimeField):
    """A day and time on the house's clock; becomes an aware moment. `zone` is set by the form that holds it."""

    zone = ZoneInfo("UTC")

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        super().__init__(widget=widget, input_formats=[MOMENT, "%Y-%m-%d %H:%M"], **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        """Raises ValidationError for what is no time, and for one that the clocks skip or repeat."""
        with timezone.override(self.zone):
            moment: datetime | None = super().to_python(value)
        if moment is not None:
            known_day(moment.date())
        return moment

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)


class HourForm(forms.Form):
    """When a publication goes live. Not earlier than `at`."""

    live_from = HouseMomentField(label=_("Live from"), help_text=_("On the house's clock."))

    def __init__(self, *args: Any, zone: ZoneInfo, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        field = self.fields["live_from"]
        field.zone = zone  # type: ignore[attr-defined]

    def clean_live_from(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["live_from"]
        if moment is not None and moment <= self.at:
            raise ValidationError(_("This hour is past. Publish now, or give one that is still to come."), code="past")
        return moment


class PublishForm(HourForm):
    """When, and a note for staff. What is published is in the buttons and boxes of the page (staff/publishing.py)."""

    when = forms.ChoiceField(
        label=_("When"),
        choices=[("now", _("Now")), ("later", _("At a set hour"))],
        widget=forms.RadioSelect,
        initial="now",
        required=False,
    )
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("For staff: why, in a few words.")
    )
    field_order = ("when", "live_from", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["live_from"].required = False

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("when") != "later":
            told["live_from"] = None
            self.errors.pop("live_from", None)
        elif not told.get("live_from") and "live_from" not in self.errors:
            self.add_error("live_from", _("Which hour?"))
        return told


class AsOfForm(forms.Form):
    """A moment to look at the public site from."""

    moment = HouseMomentField(label=_("Day and time"), help_text=_("On the house's clock; past or to come."))

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["moment"]
        field.zone = zone  # type: ignore[attr-defined]
