"""One show: its day and the time on the wall, as the house speaks of them."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programming.actions.place import conflicts
from programming.choices import Access, ScreeningStatus
from programming.models import Screening
from programming.rules.findings import errors
from programming.timetable.houseday import HouseDay, RepeatedTime, SkippedTime


class ScreeningForm(forms.ModelForm):
    """`wall` and `house_day` make `starts_at`; `seen_version` is the version the form was opened on."""

    wall = forms.TimeField(
        label=_("Time"), help_text=_("As the clock shows it: 19:30. Before the rollover hour: that night.")
    )
    access = forms.MultipleChoiceField(
        label=_("Access"), choices=Access.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Screening
        fields = (
            "programme",
            "run",
            "screen",
            "house_day",
            "material",
            "access",
            "is_free",
            "price",
            "note",
            "availability",
            "ticket_url",
            "status",
            "reason",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            zone = self.instance.screen.venue.zone
            self.initial.setdefault("wall", self.instance.starts_at.astimezone(zone).time().replace(fold=0))
            self.initial.setdefault("seen_version", self.instance.version)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self._check_version(told)
        screen, day, wall = told.get("screen"), told.get("house_day"), told.get("wall")
        if screen and day and wall is not None:
            self.instance.screen, self.instance.house_day = screen, day
            self._set_start(screen.venue.house_day(day), wall)
            if not self.errors and told.get("programme") and ScreeningStatus(told["status"]).is_on:
                self._check_room(told)
        return told

    def _check_room(self, told: dict[str, Any]) -> None:
        """Two shows at one time on one screen are refused, with the other named."""
        self.instance.programme = told["programme"]
        for finding in errors(conflicts(self.instance)):
            self.add_error("wall", finding.message)

    def _check_version(self, told: dict[str, Any]) -> None:
        seen = told.get("seen_version")
        if self.instance.pk and seen is not None:
            stored = Screening.objects.values_list("version", flat=True).get(pk=self.instance.pk)
            if stored != seen:
                raise forms.ValidationError(
                    _("Somebody else changed this show while you had it open. Open it anew, then make your change."),
                    code="stale",
                )

    def _set_start(self, day: HouseDay, wall: time) -> None:
        """Keep the moment where only the wall time is known to be the same: a repeated hour keeps its pass."""
        try:
            self.instance.starts_at = day.at(wall)
        except SkippedTime as skipped:
            first = f"{skipped.suggestion:%H:%M}"
            self.add_error("wall", _("The clocks skip this time. The first after it is %(time)s.") % {"time": first})
        except RepeatedTime as repeated:
            if self.instance.starts_at not in (repeated.first, repeated.second):
                self.instance.starts_at = repeated.first

    def save(self, commit: bool = True) -> Screening:
        self.instance.version += 1
        return super().save(commit)
