"""The showtime language: the days a group is for."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from programming.language import gettext as _
from programming.timetable.dates import long_day
from programming.timetable.languages import Word
from programming.timetable.showtimes_lexer import Kind, Token
from programming.timetable.showtimes_values import Context, Problem

NEAR_YEAR = timedelta(days=200)


@dataclass(slots=True)
class Days:
    """The days read so far from one expression. `named` keeps weekdays without a date: what the line itself says."""

    found: list[date] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, days: list[date]) -> None:
        self.found += [day for day in days if day not in self.found]


@dataclass(frozen=True, slots=True)
class Atom:
    """One day as typed: a weekday, a date, or both. Numbers of 0 are not said."""

    start: int
    end: int
    weekday: int | None = None
    month: int = 0
    day: int = 0
    year: int = 0


class DayReader:
    """Reads a day expression from `tokens[place:]`; `place` is left behind it."""

    def __init__(self, tokens: list[Token], place: int, context: Context) -> None:
        self.tokens = tokens
        self.place = place
        self.context = context
        self.month = 0  # of the dates so far: November 21/22
        self.out = Days()

    def read(self) -> Days:
        previous: Atom | None = None
        dash = False
        trailing: list[Atom] = []
        dates: list[Atom] = []
        while (atom := self._atom(previous)) is not None:
            if dash and previous is not None:
                self._range(previous, atom)
                atom_is_check = False
            else:
                atom_is_check = atom.day == 0 and bool(dates) and all(one.weekday is None for one in dates)
                if atom_is_check:
                    trailing.append(atom)
                else:
                    self._single(atom)
            if atom.day and not atom_is_check:
                dates.append(atom)
            previous = atom
            dash = self._separator()
        self._check_trailing(dates, trailing)
        return self.out

    # -- atoms

    def _peek(self, ahead: int = 0) -> Token | None:
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def _atom(self, previous: Atom | None) -> Atom | None:
        token = self._peek()
        if token is None:
            return None
        if token.kind is Kind.ISO:
            return self._iso(token)
        if token.kind is Kind.DOTTED:
            return self._dotted(token)
        if token.kind is Kind.WEEKDAY:
            return self._weekday(token)
        if token.kind is Kind.MONTH:
            return self._month_first(token)
        if token.kind is Kind.NUMBER:
            return self._number(token)
        return None

    def _iso(self, token: Token) -> Atom:
        self.place += 1
        year, month, day = (int(part) for part in token.text.split("-"))
        return Atom(token.start, token.end, None, month, day, year)

    def _dotted(self, token: Token) -> Atom:
        self.place += 1
        day, month, year = token.text.split(".")
        return Atom(token.start, token.end, None, int(month), int(day), int(year or 0))

    def _weekday(self, token: Token) -> Atom:
        self.place += 1
        here = self.place
        while (after := self._peek()) is not None and (
            (after.kind is Kind.STOP and after.text == ".") or (after.kind is Kind.COMMA and after.word is None)
        ):
            self.place += 1
        after = self._peek()
        if after is not None and after.kind in (Kind.MONTH, Kind.NUMBER, Kind.ISO, Kind.DOTTED):
            dated = self._atom(None) if after.kind is not Kind.NUMBER or self._is_date_number() else None
            if dated is not None and dated.day and dated.weekday is None:
                return replace(dated, weekday=token.value, start=token.start)
        self.place = here
        stop = self._peek()
        if stop is not None and stop.kind is Kind.STOP and stop.text == ".":
            self.place += 1
        return Atom(token.start, token.end, token.value)

    def _is_date_number(self) -> bool:
        """Whether the number here is part of a date, not a bare hour: 21st · 21 Nov · 11/21 · Sat 21 & Sun 22 Nov."""
        number, after, beyond = self._peek(), self._peek(1), self._peek(2)
        if number is None or not number.text.isdecimal():
            return number is not None
        if after is not None and after.kind is Kind.SLASH and beyond is not None and beyond.kind is Kind.NUMBER:
            return True
        ahead = 1
        while (token := self._peek(ahead)) is not None and self._goes_on_with_days(token):
            ahead += 1
        return token is not None and token.kind is Kind.MONTH

    @staticmethod
    def _goes_on_with_days(token: Token) -> bool:
        links = token.is_join or token.kind is Kind.DASH or token.word is Word.TO
        return links or token.kind in (Kind.WEEKDAY, Kind.NUMBER) or (token.kind is Kind.STOP and token.text == ".")

    def _month_first(self, token: Token) -> Atom | None:
        here = self.place
        self.place += 1
        if (stop := self._peek()) is not None and stop.kind is Kind.STOP and stop.text == ".":
            self.place += 1
        number = self._peek()
        if number is None or number.kind is not Kind.NUMBER or not 0 < number.value < 100:
            self.place = here
            return None
        self.place += 1
        self.month = token.value
        return self._with_year(Atom(token.start, number.end, None, token.value, number.value))

    def _number(self, token: Token) -> Atom | None:
        after, beyond = self._peek(1), self._peek(2)
        if after is not None and after.kind is Kind.MONTH and token.value < 100:
            self.place += 2
            self.month = after.value
            if (stop := self._peek()) is not None and stop.kind is Kind.STOP and stop.text == ".":
                self.place += 1
            return self._with_year(Atom(token.start, after.end, None, after.value, token.value))
        if self.month and token.value < 32 and not self._starts_times():
            self.place += 1
            return self._with_year(Atom(token.start, token.end, None, self.month, token.value))
        if after is not None and after.kind is Kind.SLASH and beyond is not None and beyond.kind is Kind.NUMBER:
            return self._slashed(token, beyond)
        if token.value < 32 and (not token.text.isdecimal() or self._is_date_number()):
            self.place += 1
            return Atom(token.start, token.end, None, 0, token.value)
        return None

    def _starts_times(self) -> bool:
        """Whether the number here is a bare hour of a list whose end says p.m.: Feb 15, 7 & 9 p.m."""
        ahead = 1
        while (token := self._peek(ahead)) is not None and (token.is_join or token.kind is Kind.NUMBER):
            ahead += 1
        joined = self._peek(ahead - 1)
        return (
            token is not None
            and token.kind is Kind.TIME
            and ahead > 1
            and joined is not None
            and (joined.word is Word.AND or (token.minute < 0 and joined.is_join))
        )

    def _slashed(self, first: Token, second: Token) -> Atom:
        self.place += 3
        month, day = (second.value, first.value) if self.context.language.day_first else (first.value, second.value)
        year, end = 0, second.end
        slash, number = self._peek(), self._peek(1)
        if slash and slash.kind is Kind.SLASH and number and number.kind is Kind.NUMBER:
            self.place += 2
            year, end = (number.value if number.value > 99 else 2000 + number.value), number.end
        return Atom(first.start, end, None, month, day, year)

    def _with_year(self, atom: Atom) -> Atom:
        """A year behind the date, with or without a comma."""
        ahead = 1 if (comma := self._peek()) is not None and comma.kind is Kind.COMMA else 0
        token = self._peek(ahead)
        if token is not None and token.kind is Kind.NUMBER and 1800 < token.value < 2200 and len(token.text) == 4:
            self.place += ahead + 1
            return replace(atom, year=token.value, end=token.end)
        return atom

    # -- between atoms

    def _separator(self) -> bool:
        """Step over what parts two days; True where it makes a range. Nothing is stepped over before something else."""
        here = self.place
        dash = False
        while (token := self._peek()) is not None and (
            token.is_join or token.kind is Kind.DASH or token.word is Word.TO
        ):
            dash = dash or not token.is_join
            self.place += 1
        token = self._peek()
        goes_on = token is not None and (
            token.kind in (Kind.WEEKDAY, Kind.MONTH, Kind.ISO, Kind.DOTTED)
            or (token.kind is Kind.NUMBER and (self.month or self._is_date_number()) and not self._starts_times())
        )
        if self.place > here and token is not None and token.kind is Kind.NUMBER and self.place - here == 0:
            goes_on = False
        if not goes_on or (self.place == here and token is not None and token.kind is Kind.NUMBER):
            self.place = here
            return False
        return dash

    # -- resolution

    def _single(self, atom: Atom) -> None:
        if atom.day:
            day = self._date(atom)
            if day is not None:
                self.out.add([day])
        elif atom.weekday is not None:
            self._every(atom, {atom.weekday})

    def _every(self, atom: Atom, weekdays: set[int]) -> None:
        days = [day for day in self.context.days if day.weekday() in weekdays]
        if not days:
            said = _("The days in question, %(days)s, have no such weekday.") % {"days": _span_words(self.context)}
            self._problem("outside-span", said, atom)
        self.out.add(days)

    def _range(self, first: Atom, last: Atom) -> None:
        if first.day == 0 and last.day == 0 and first.weekday is not None and last.weekday is not None:
            length = (last.weekday - first.weekday) % 7
            self._every(last, {(first.weekday + step) % 7 for step in range(length + 1)})
            return
        problems = len(self.out.problems)
        start, end = self._date(first), self._date(last)
        if start is None or end is None:
            del self.out.problems[problems + 1 :]
            return
        if end < start:
            self._problem(
                "bad-date",
                _("%(last)s comes before %(first)s.") % {"last": long_day(end), "first": long_day(start)},
                last,
            )
            return
        self.out.add([start + timedelta(days=step) for step in range((end - start).days + 1)])

    def _date(self, atom: Atom) -> date | None:
        candidates = list(self._candidates(atom))
        if not candidates:
            self._problem("bad-date", _("There is no such date."), atom)
            return None
        inside = [day for day in candidates if self.context.first <= day <= self.context.last]
        if not inside:
            day = min(candidates, key=lambda one: abs(one - self.context.first))
            said = _("%(day)s lies outside %(days)s.")
            said %= {"day": long_day(day, with_year=True), "days": _span_words(self.context)}
            self._problem("outside-span", said, atom)
            return None
        matching = [day for day in inside if atom.weekday in (None, day.weekday())]
        if not matching:
            self._mismatch(atom, inside[0])
            return None
        return matching[0]

    def _candidates(self, atom: Atom) -> Iterator[date]:
        if atom.month == 0:
            yield from (day for day in self.context.days if day.day == atom.day)
            return
        years = [atom.year] if atom.year else range(self.context.first.year, self.context.last.year + 1)
        for year in years:
            try:
                yield date(year, atom.month, atom.day)
            except ValueError:
                continue

    def _mismatch(self, atom: Atom, day: date) -> None:
        names = self.context.language.weekday_names
        said = _("%(day)s is not a %(weekday)s. Either the weekday or the date is wrong.")
        said %= {"day": long_day(day, with_year=True), "weekday": names[atom.weekday or 0]}
        month = self.context.language.month_names[day.month - 1]
        dated = f"{day.day} {month}" if self.context.language.day_first else f"{month} {day.day}"
        self._problem("weekday-mismatch", said, atom, f"{names[day.weekday()]} {dated}")

    def _check_trailing(self, dates: list[Atom], weekdays: list[Atom]) -> None:
        """NOVEMBER 21/22 FRI/SAT: each weekday must be that of its date."""
        for atom, weekday in zip(dates, weekdays, strict=False):
            days = [day for day in self._candidates(atom) if day in self.out.found]
            if days and all(day.weekday() != weekday.weekday for day in days):
                self._mismatch(replace(weekday, weekday=weekday.weekday), days[0])
                self.out.found = [day for day in self.out.found if day not in days]

    def _problem(self, code: str, message: str, atom: Atom, fix: str = "") -> None:
        self.out.problems.append(Problem(code, message, atom.start, atom.end, fix))


def _span_words(context: Context) -> str:
    if context.first == context.last:
        return long_day(context.first, with_year=True)
    return f"{long_day(context.first)} – {long_day(context.last, with_year=True)}"
