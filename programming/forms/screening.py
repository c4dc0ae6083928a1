"""One show: its day and the time on the wall, as the house speaks of them."""

from datetime import time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programming.actions.place import conflicts
from programming.choices import Access, ScreeningStatus
from programming.forms.days import DayField
from programming.forms.run import check_material
from programming.models import Screening
from programming.rules.findings import errors
from programming.timetable.houseday import HouseDay, RepeatedTime, SkippedTime

WALL = "%H:%M"


class ScreeningForm(forms.ModelForm):
    """`wall` and `house_day` make `starts_at`. What somebody may not change is left out, and counts as stored."""

    wall = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(format=WALL, attrs={"type": "time"}),
        help_text=_("The advertised start. A show after midnight stands under the night it belongs to."),
    )
    access = forms.MultipleChoiceField(
        label=_("Access"), choices=Access.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

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
            "admissions",
            "status",
            "reason",
        )
        field_classes: ClassVar = {"house_day": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            zone = self.instance.screen.venue.zone
            self.initial.setdefault("wall", self.instance.starts_at.astimezone(zone).time().replace(fold=0))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self._check_belonging(self._facts(told, "programme", "run", "material"))
        screen, day, wall = self._facts(told, "screen", "house_day", "wall").values()
        if screen and day and wall is not None:
            self._set_start(screen.venue.house_day(day), wall)
        facts = self._facts(told, "programme", "run", "screen", "house_day", "material", "status")
        if not self.errors and facts["programme"] and ScreeningStatus(facts["status"]).is_on:
            self._check_room(facts)
        return told

    def _facts(self, told: dict[str, Any], *names: str) -> dict[str, Any]:
        """What was typed, and what is stored where nothing may be; nothing for what could not be read."""
        return {name: told.get(name) if name in self.fields else getattr(self.instance, name, None) for name in names}

    def _check_belonging(self, told: dict[str, Any]) -> None:
        """A show of a run plays what the run plays, from a copy of one of its films."""
        programme, run = told["programme"], told["run"]
        if programme and run and run.programme_id != programme.pk:
            self.add_error("run", _("This run plays another programme. Leave it empty for a single show."))
        try:
            check_material(programme, told["material"])
        except ValidationError as wrong:
            self.add_error("material", wrong)

    def _check_room(self, facts: dict[str, Any]) -> None:
        """Two shows at one time on one screen are refused, with the other named."""
        for name in ("programme", "run", "screen", "house_day", "material"):
            setattr(self.instance, name, facts[name])
        for finding in errors(conflicts(self.instance)):
            self._complain(finding.message)
        if not self.errors:  # a show without length overlaps nothing, but the database knows one start per screen
            self._check_constraint()

    def _check_constraint(self) -> None:
        taken = Screening.objects.on().filter(screen=self.instance.screen, starts_at=self.instance.starts_at)
        if taken.exclude(pk=self.instance.pk).exists():
            self._complain(str(_("Another show starts on this screen at this time.")))

    def _complain(self, said: str) -> None:
        self.add_error("wall" if "wall" in self.fields else None, said)

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
