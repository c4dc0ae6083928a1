"""Where a show is to be: its evening, the time on the wall, its screen."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programming.forms.days import DayField
from programming.models import Programme, Screen
from programming.timetable.houseday import RepeatedTime, SkippedTime

WALL = forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M")

WHICH = [("", "…"), ("0", _("the first, before they go back")), ("1", _("the second"))]


class PlaceForm(forms.Form):
    """`version` is that of the show when it was looked at; there is none for a new one."""

    day = DayField(label=_("Evening of"))
    wall = forms.TimeField(
        label=_("Time"), widget=WALL, help_text=_("A show after midnight stands under the evening it belongs to.")
    )
    screen = forms.ModelChoiceField(Screen.objects.select_related("venue"), label=_("Screen"), empty_label=None)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    which = forms.TypedChoiceField(
        label=_("Where the clocks show that time twice"),
        choices=WHICH,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.HiddenInput,
    )

    def ask_which(self) -> None:
        """Show the question which of two equal times is meant, where what was sent needs it."""
        told = getattr(self, "cleaned_data", {})
        if not (told.get("screen") and told.get("day") and told.get("wall")):
            return
        try:
            told["screen"].venue.house_day(told["day"]).at(told["wall"])
        except RepeatedTime:
            self.fields["which"].widget = forms.Select(choices=WHICH)
        except SkippedTime:
            return


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

    def __init__(self, *args: Any, named: str = "", **kwargs: Any) -> None:
        """`named` narrows the programmes to those with these words in their own title or a film's."""
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        if named and isinstance(field, ProgrammeField) and field.queryset is not None:
            words = Q(title__icontains=named) | Q(items__film__title__icontains=named)
            found = field.queryset.filter(words).distinct()
            if found.exists():
                field.queryset = found
            else:
                field.help_text = _("Nothing is called “%(words)s”. These are all.") % {"words": named}


class ReplaceForm(forms.Form):
    """What plays instead of a show, and why."""

    programme = ProgrammeField(label=_("What plays instead"))
    reason = forms.CharField(label=_("Why, for the public"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
