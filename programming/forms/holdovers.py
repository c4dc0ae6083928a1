"""Monday's form: what becomes of each run, and how many came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programming.actions.hold_over import Asked, Decision, End, Hold, OddHour, Slot, week_later
from programming.forms.numbers import whole_number
from programming.forms.showtimes import context_for, in_place
from programming.listings.holdovers import Counted, CountedDay, HeldRun
from programming.models import Run, Screen
from programming.timetable import showtimes
from programming.timetable.clock import clock_text
from programming.timetable.dates import long_day, month_day
from programming.timetable.playweek import PlayWeek

STAY, END, ALL, ONE, FEWER, TYPED = "stay", "end", "all", "one", "fewer", "typed"
HOLDING = (ALL, ONE, FEWER, TYPED)
ODD = {
    OddHour.LATER: gettext_lazy("An hour later, by the new time"),
    OddHour.FIRST: gettext_lazy("The first time"),
    OddHour.SECOND: gettext_lazy("The second time"),
    OddHour.OUT: gettext_lazy("Leave that show out"),
}


class DecisionForm(forms.Form):
    """What becomes of one run. `decision` is what it says, once it is valid; None where nothing is decided."""

    choice = forms.ChoiceField(widget=forms.RadioSelect)
    one = forms.ChoiceField(label=gettext_lazy("Which time"), required=False)
    times = forms.MultipleChoiceField(
        label=gettext_lazy("Which times"), widget=forms.CheckboxSelectMultiple, required=False
    )
    text = forms.CharField(label=gettext_lazy("Showtimes"), max_length=2000, required=False)
    screen = forms.ChoiceField(label=gettext_lazy("Screen"), required=False)
    is_final = forms.BooleanField(label=gettext_lazy("This is final: print “Must end”"), required=False)
    odd = forms.ChoiceField(label=gettext_lazy("The night the clocks change"), required=False)

    def __init__(self, *args: Any, row: HeldRun, week: PlayWeek, screens: Mapping[int, Screen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.week, self.screens = row, week, screens
        self.venue = screens[row.standing[0].screen].venue
        self.asks: tuple[OddHour, ...] = ()
        walls = [(f"{wall:%H:%M}", clock_text(wall, self.venue.style)) for wall in row.walls]
        best = f"{row.best:%H:%M}" if row.best else ""
        self._offer("choice", self._choices(), STAY)
        self._offer("one", walls, best)
        self._offer("times", walls, [wall for wall, _text in walls])
        self._offer("screen", [("", _("as now")), *((str(key), one.name) for key, one in screens.items())], "")
        self._offer("odd", [("", _("Which?")), *((odd.value, text) for odd, text in ODD.items())], "")
        self.fields["text"].initial = row.line

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]], initial: object) -> None:
        offered: Any = self.fields[name]
        offered.choices = list(choices)
        offered.initial = initial

    def _choices(self) -> Iterable[tuple[str, str]]:
        row = self.row
        ends = long_day(row.ends_on)
        if row.last_on is None:
            yield STAY, _("Not decided: the end stays open")
            yield END, _("Ends %(day)s") % {"day": ends}
        elif row.last_on < self.week.first:
            yield STAY, _("Ends %(day)s") % {"day": ends}
            if row.is_held and not row.is_marked_final:
                yield END, _("Ends %(day)s: print “Must end”") % {"day": ends}
        else:
            yield STAY, _("Goes on through %(day)s, as booked") % {"day": month_day(row.last_on)}
            yield END, _("Ends %(day)s instead") % {"day": ends}
        if row.can_hold:
            yield from self._ways_to_hold()

    def _ways_to_hold(self) -> Iterable[tuple[str, str]]:
        day = month_day(self.row.standing[-1].day + timedelta(days=7))
        yield ALL, _("Held over to %(day)s, all times") % {"day": day}
        if len(self.row.walls) > 1:
            yield ONE, _("Held over, one show daily")
        if len(self.row.walls) > 2:
            yield FEWER, _("Held over, fewer shows")
        yield TYPED, _("Held over, times as typed")

    @property
    def is_decided(self) -> bool:
        return self.is_bound and self.data.get(self.add_prefix("choice"), STAY) != STAY

    @property
    def typed(self) -> str:
        """All that was chosen and typed: to tell whether it is what was looked at."""
        data: Any = self.data
        names = (self.add_prefix(name) for name in self.fields)
        return repr([(name, data.getlist(name)) for name in names])

    def decision(self, run: Run) -> Decision | None:
        """What was decided of `run`, which is the form's row with all that a plan reads."""
        told = self.cleaned_data
        if told["choice"] == END:
            return End(run, self.row.ends_on)
        if told["choice"] in HOLDING:
            return Hold(run, told["slots"], told["is_final"])
        return None

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self._forget(told.get("choice", ""))
        if told.get("choice") in HOLDING and not self.errors:
            told["slots"] = self._typed_slots(told) if told["choice"] == TYPED else self._same_slots(told)
        return told

    def _forget(self, choice: str) -> None:
        """What stands in a field that the choice does not ask for is no error: it may be of a show that is gone."""
        asked = {ONE: ("one",), FEWER: ("times",), TYPED: ("text",)}.get(choice, ())
        for name in {"one", "times", "text"} - set(asked):
            self.errors.pop(name, None)

    def _same_slots(self, told: dict[str, Any]) -> tuple[Slot, ...]:
        """The times of the week before that were chosen, a week on."""
        asked = {ONE: [told.get("one", "")], FEWER: told.get("times", [])}
        walls = self.row.walls if told["choice"] == ALL else _walls(asked[told["choice"]])
        shows = [show for show in self.row.standing if show.said.time in walls]
        if not shows:
            self.add_error("times", _("Choose at least one time."))
            return ()
        moved = {Slot(showtimes.Show(one.day, one.said.time), self._screen(told, one.screen)) for one in shows}
        if told["choice"] == ONE:
            moved = {slot for slot in moved if slot.screen == self._screen(told, shows[0].screen)}
        try:
            return week_later(moved, odd=OddHour(told["odd"]) if told["odd"] else None)
        except Asked as asked:
            self.asks = asked.answers
            self._offer("odd", [("", _("Which?")), *((odd.value, ODD[odd]) for odd in asked.answers)], "")
            self.add_error("odd", asked.message)
            return ()

    def _typed_slots(self, told: dict[str, Any]) -> tuple[Slot, ...]:
        reading = showtimes.parse(told["text"], context_for(self.venue, self.week.first, self.week.last))
        text = told["text"]  # the first problem takes it out of `told`
        for problem in reading.errors:
            self.add_error("text", in_place(text, problem))
        if not reading.errors and not reading.shows:
            self.add_error("text", _("The line names no times."))
        where = self._screen(told, self.row.standing[-1].screen)
        return tuple(Slot(show, where) for show in reading.shows)

    def _screen(self, told: dict[str, Any], otherwise: int) -> Screen:
        return self.screens[int(told["screen"]) if told.get("screen") else otherwise]


def _walls(texts: Iterable[str]) -> list[time]:
    return [time.fromisoformat(text) for text in texts if text]


# -- how many came


@dataclass(frozen=True, slots=True)
class Cell:
    """An input as it is shown: what stands in it, and what stood there when the page was made."""

    name: str
    label: str
    text: str
    value: str
    was: str
    wrong: str = ""

    @property
    def was_name(self) -> str:
        return self.name.replace("came-", "was-")


@dataclass(frozen=True, slots=True)
class DayCells:
    label: str
    shows: tuple[Cell, ...]
    total: Cell


class AdmissionsForm:
    """The figures of a page, typed show by show or as a total for a day, which is divided among the shows left empty.

    `changed` are the new figures by the primary key of their show; None where one was taken out.
    """

    def __init__(self, data: Mapping[str, Any] | None, rows: Iterable[HeldRun]) -> None:
        self.data = data
        self.rows = tuple(rows)
        self.errors: dict[str, str] = {}
        self.changed: dict[int, int | None] = {}

    def is_valid(self) -> bool:
        for row in self.rows:
            for day in row.counted:
                self._read_day(row, day)
        return not self.errors

    def days(self, row: HeldRun) -> tuple[DayCells, ...]:
        return tuple(
            DayCells(day.label, tuple(self._cell(show) for show in day.shows), self._total(row, day))
            for day in row.counted
        )

    def _cell(self, show: Counted) -> Cell:
        stored = _text(show.admissions)
        name = f"came-{show.key}"
        was = self._said(f"was-{show.key}", stored)
        typed = self._said(name, stored)
        value = stored if typed == was and name not in self.errors else typed  # somebody else's newer figure shows
        return Cell(name, show.label, show.text, value, stored if value == stored else was, self.errors.get(name, ""))

    def _total(self, row: HeldRun, day: CountedDay) -> Cell:
        name = _total_name(row, day.day)
        label = _("%(title)s, %(day)s: total of the day") % {"title": row.title, "day": day.label}
        return Cell(name, label, "", self._said(name, "") if name in self.errors else "", "", self.errors.get(name, ""))

    def _said(self, name: str, otherwise: str) -> str:
        return str(self.data.get(name, otherwise)).strip()[:20] if self.data is not None else otherwise

    def _read_day(self, row: HeldRun, day: CountedDay) -> None:
        figures = {show.key: self._number(f"came-{show.key}", _text(show.admissions), show.seats) for show in day.shows}
        name = _total_name(row, day.day)
        good = [show for show in day.shows if f"came-{show.key}" not in self.errors]
        total = self._number(name, "", sum(show.seats for show in day.shows))
        if total is not None and len(good) < len(day.shows):
            self.errors[name] = _("Put the other figure right first.")
        elif total is not None and name not in self.errors:
            self._divide(name, total, day, figures)
        for show in good:
            if figures[show.key] != show.admissions and not self._is_stale(show, figures[show.key]):
                self.changed[show.key] = figures[show.key]

    def _is_stale(self, show: Counted, figure: int | None) -> bool:
        """Whether somebody else gave another figure since the page was made; one that was only shown is left alone."""
        was = self._said(f"was-{show.key}", _text(show.admissions))
        if was == _text(show.admissions):
            return False
        if _text(figure) != was:
            said = _("Somebody else wrote %(count)s here meanwhile.")
            self.errors[f"came-{show.key}"] = said % {"count": _text(show.admissions) or _("nothing")}
        return True

    def _divide(self, name: str, total: int, day: CountedDay, figures: dict[int, int | None]) -> None:
        """Give the shows without a figure what the day's total leaves for them, as evenly as their seats."""
        empty = [show for show in day.shows if figures[show.key] is None]
        left = total - sum(figure for figure in figures.values() if figure is not None)
        if left < 0 or (left and not empty):
            self.errors[name] = _("The shows of this day add up to another number.")
            return
        seats = sum(show.seats for show in empty)
        for show in empty:
            figures[show.key] = left * show.seats // seats
            left, seats = left - (figures[show.key] or 0), seats - show.seats

    def _number(self, name: str, otherwise: str, seats: int) -> int | None:
        text = self._said(name, otherwise)
        if not text:
            return None
        number = whole_number(text)
        if number is None:
            self.errors[name] = _("Write a whole number.")
        elif number > seats:
            said = ngettext("There is %(count)s seat only.", "There are %(count)s seats only.", seats)
            self.errors[name] = said % {"count": seats}
        return number


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _total_name(row: HeldRun, day: date) -> str:
    return f"total-{row.key}-{day:%Y%m%d}"


class AdmissionsFileForm(forms.Form):
    """A file from the box office."""

    file = forms.FileField(
        label=gettext_lazy("A file from the box office"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=gettext_lazy("CSV with a line a show: date,time,screen,admissions. 2026-11-27,19:30,Screen 1,84"),
    )
    MOST = 1_000_000

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if file is not None and file.size > self.MOST:
            raise ValidationError(_("This file is larger than 1 MB. One week of shows is a few KB."))
        return file
