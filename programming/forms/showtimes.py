"""A run's shows typed as the house prints them."""

from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from programming.forms.days import DayField
from programming.models import Run, Screen, Venue
from programming.timetable import showtimes
from programming.timetable.dates import long_day


def context_for(venue: Venue, first: date, last: date) -> showtimes.Context:
    """How the house reads a line of showtimes for the house days `first` through `last`."""
    return showtimes.Context(
        first=first,
        last=last,
        zone=venue.zone,
        rollover_hour=venue.rollover_hour,
        clock=venue.clock_rule,
    )


class ShowtimesForm(forms.Form):
    """`cleaned_data["shows"]` holds what the line says; a problem shows its place in the line and a way to mend it."""

    first = DayField(label=_("From"))
    last = DayField(label=_("Through"))
    screen = forms.ModelChoiceField(Screen.objects.select_related("venue"), label=_("Screen"), empty_label=None)
    text = forms.CharField(
        label=_("Showtimes"),
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True, "spellcheck": "false"}),
        max_length=2000,
        help_text=_("As you print them: Daily 12:30, 2:35, 4:45; Tue 12:30 only; Sat 7:00 [35mm, Q&A]"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, run: Run, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run = run

    @property
    def fingerprint(self) -> str:
        """Stands for what was typed: a save is taken only of what was shown first."""
        typed = (str(self.data.get(self.add_prefix(name), "")) for name in ("first", "last", "screen", "text"))
        return sha256("\0".join(typed).encode()).hexdigest()[:16]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first."))
        if first and self.run.opens_on and first < self.run.opens_on:
            self.add_error("first", _("The run opens on %(day)s.") % {"day": long_day(self.run.opens_on)})
        if last and self.run.last_day and last > self.run.last_day:
            self.add_error(
                "last", _("The run ends on %(day)s. Hold it over first.") % {"day": long_day(self.run.last_day)}
            )
        if not self.errors:
            self._read(told)
        return told

    def _read(self, told: dict[str, Any]) -> None:
        text = told["text"]  # the first problem takes it out of `told`
        reading = showtimes.parse(text, context_for(told["screen"].venue, told["first"], told["last"]))
        for problem in reading.errors:
            self.add_error("text", in_place(text, problem))
        if not reading.errors and not reading.shows:
            self.add_error("text", _("The line names no times."))
        told["shows"] = reading.shows


def in_place(text: str, problem: showtimes.Problem) -> SafeString:
    """The sentence, the line with the place marked, and the fix."""
    parts = (text[: problem.start], text[problem.start : problem.end], text[problem.end :])
    said = format_html("{} <code>{}<mark>{}</mark>{}</code>", problem.message, *parts)
    return said + format_html(" {} <code>{}</code>", _("Write"), problem.fix) if problem.fix else said
