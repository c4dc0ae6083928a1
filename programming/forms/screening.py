"""One show: its day and the time on the wall, as the house speaks of them."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programming.actions.place import conflicts
from programming.choices import Access, ScreeningStatus
from programming.forms.run import check_material
from programming.models import Screening
from programming.rules.findings import errors
from programming.timetable.houseday import HouseDay, RepeatedTime, SkippedTime

WALL = "%H:%M"


class ScreeningForm(forms.ModelForm):
    """`wall` and `house_day` make `starts_at`; `seen_version` is the version the form was opened on.

    Cleaned inside the transaction that saves: the stored row is locked, so of two people saving at once one is refused.
    """

    wall = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(format=WALL, attrs={"type": "time"}),
        help_text=_("The advertised start. A show after midnight stands under the night it belongs to."),
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
        self._check_belonging(told)
        screen, day, wall = told.get("screen"), told.get("house_day"), told.get("wall")
        if screen and day and wall is not None:
            self._set_start(screen.venue.house_day(day), wall)
            if not self.errors and told.get("programme") and ScreeningStatus(told["status"]).is_on:
                self._check_room(told)
        return told

    def _check_version(self, told: dict[str, Any]) -> None:
        seen = told.get("seen_version")
        if self.instance.pk and seen is not None:
            stored = Screening.objects.select_for_update().values_list("version", flat=True).get(pk=self.instance.pk)
            if stored != seen:
                raise forms.ValidationError(
                    _("Somebody else changed this show while you had it open. Open it anew, then make your change."),
                    code="stale",
                )

    def _check_belonging(self, told: dict[str, Any]) -> None:
        """A show of a run plays what the run plays, from a copy of one of its films."""
        programme, run = told.get("programme"), told.get("run")
        if programme and run and run.programme_id != programme.pk:
            self.add_error("run", _("This run plays another programme. Leave it empty for a single show."))
        try:
            check_material(programme, told.get("material"))
        except ValidationError as wrong:
            self.add_error("material", wrong)

    def _check_room(self, told: dict[str, Any]) -> None:
        """Two shows at one time on one screen are refused, with the other named."""
        wanted = ("programme", "run", "screen", "house_day", "material")
        for name in wanted:
            setattr(self.instance, name, told.get(name))
        for finding in errors(conflicts(self.instance)):
            self.add_error("wall", finding.message)
        if not self.errors:  # a show without length overlaps nothing, but the database knows one start per screen
            self._check_constraint()

    def _check_constraint(self) -> None:
        taken = Screening.objects.on().filter(screen=self.instance.screen, starts_at=self.instance.starts_at)
        if taken.exclude(pk=self.instance.pk).exists():
            self.add_error("wall", _("Another show starts on this screen at this time."))

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

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.instance.version += 1
        return super().save(*args, **kwargs)
