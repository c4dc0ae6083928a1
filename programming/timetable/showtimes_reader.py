"""The showtime language: tokens to groups of days and times, groups to shows."""

import difflib
from dataclasses import replace
from datetime import date

from programming.language import gettext as _
from programming.timetable.dates import month_day
from programming.timetable.languages import Word
from programming.timetable.showtimes_days import DayReader
from programming.timetable.showtimes_groups import Group, Schedule
from programming.timetable.showtimes_hours import Hour, read_hours
from programming.timetable.showtimes_lexer import Kind, Token, lex
from programming.timetable.showtimes_values import Context, Problem, Reading

WEEKPARTS = {Word.WEEKDAYS: range(5), Word.WEEKENDS: range(5, 7)}
HOURS = {Word.NOON: 12, Word.MIDNIGHT: 0}


def read(text: str, context: Context) -> Reading:
    """Read `text`; see `showtimes`."""
    return Line(text, context).read()


class Line:
    def __init__(self, text: str, context: Context) -> None:
        self.text = text
        self.context = context
        self.tokens = lex(text, context.language)
        self.place = 0
        self.groups: list[Group] = [Group()]
        self.problems: list[Problem] = []
        self.labels: list[Token] = []
        self.line_tags: list[str] = []
        self.opens: date | None = None
        self.ends: date | None = None
        self.is_only = False
        self.excepting = False
        self.bill: int | None = None

    def read(self) -> Reading:
        self._read_tokens(len(self.tokens), in_brackets=False)
        groups = [group for group in self.groups if not group.is_empty]
        self._settle_tags(groups)
        read_hours([group.hours for group in groups], self.context, self.problems)
        shows = [] if self.problems else Schedule(groups, self.context, self.problems).shows()
        self._judge_labels()
        days = sorted({day for group in groups for day in group.days or ()})
        return Reading(
            shows=() if self.problems else tuple(shows),
            errors=tuple(sorted(self.problems, key=lambda problem: problem.start)),
            days=tuple(days),
            times=tuple(hour.wall for group in groups for hour in group.hours if hour.wall is not None),
            opens=self.opens,
            ends=self.ends,
            is_only=self.is_only,
            bill=self.bill,
            label=self._label(),
        )

    # -- tokens to groups

    @property
    def group(self) -> Group:
        return self.groups[-1]

    def _next_group(self, mode: Word | None = None) -> Group:
        if not self.group.is_empty:
            self.groups.append(Group())
        self.group.mode = mode
        self.excepting = False
        return self.group

    def _read_tokens(self, end: int, *, in_brackets: bool) -> None:
        while self.place < end:
            token = self.tokens[self.place]
            if token.kind in (Kind.WEEKDAY, Kind.MONTH, Kind.ISO, Kind.DOTTED):
                self._days(end)
            elif token.kind is Kind.NUMBER:
                self._number(token, end)
            elif token.kind is Kind.TIME:
                self._time(token)
            elif token.kind is Kind.TAG:
                self._tag(token)
            elif token.kind is Kind.WORD:
                self._word(token, end)
            elif token.kind is Kind.OPEN and not in_brackets:
                self._brackets(end)
            else:
                self._other(token)

    def _days(self, end: int) -> None:
        token = self.tokens[self.place]
        reader = DayReader(self.tokens[:end], self.place, self.context)
        days = reader.read()
        if reader.place == self.place:
            self.labels.append(token)
            self.place += 1
            return
        self.problems += days.problems
        self.place = reader.place
        if date.min in (self.opens, self.ends):
            self._edge(days.found)
            return
        self._take_days(days.found, token, end)

    def _edge(self, found: list[date]) -> None:
        """“from Fri 10th”, “ends Tues, Dec 1”."""
        day = found[0] if found else None
        if self.opens == date.min:
            self.opens = day
        else:
            self.ends = day

    def _take_days(self, found: list[date], token: Token, end: int) -> None:
        if self.excepting:
            self._except(found, end)
        elif self.group.hours and (self.group.days is not None or self._times_follow(end)):
            self._next_group().days = found
        else:
            self.group.days = found if self.group.days is None else [*self.group.days, *found]
        self.group.start = self.group.start or token.start

    def _except(self, found: list[date], end: int) -> None:
        """Days left out; but times behind them, after times before them, are what is left out on those days."""
        if self.group.hours and self._times_follow(end):
            self._next_group(Word.NO).days = found
        else:
            self.group.without += found
            self.excepting = self._joined(end)

    def _joined(self, end: int) -> bool:
        return self.place < end and self.tokens[self.place].is_join

    def _times_follow(self, end: int) -> bool:
        """Whether the next thing that is no punctuation is a time."""
        for token in self.tokens[self.place : end]:
            if token.kind in (Kind.TIME, Kind.NUMBER) or token.word in (Word.NOON, Word.MIDNIGHT):
                return True
            if token.kind not in (Kind.COMMA, Kind.STOP, Kind.DASH) and token.word not in (Word.AT, Word.ALSO):
                return False
        return False

    def _number(self, token: Token, end: int) -> None:
        """A number is a date where a month or an ordinal makes it one, else a bare hour."""
        reader = DayReader(self.tokens[:end], self.place, self.context)
        peeked = reader.read()
        if reader.place > self.place:
            self._days(end)
            return
        del peeked
        following = self.tokens[self.place + 1] if self.place + 1 < end else None
        if following is not None and following.text.casefold() in ("films", "film"):
            self.bill = token.value
            self.labels.append(token)
        elif 0 < token.value <= 24 and len(token.text) <= 2 and (following is None or following.kind is not Kind.LABEL):
            self.group.hours.append(Hour(token))
        else:
            self.labels.append(token)
        self.place += 1

    def _time(self, token: Token) -> None:
        self.group.hours.append(Hour(token))
        self.place += 1

    def _tag(self, token: Token) -> None:
        leads = self.group.is_empty and len(self.groups) == 1
        tags = self.group.hours[-1].tags if self.group.hours else self.line_tags if leads else self.group.tags
        if token.text not in tags:
            tags.append(token.text)
        self.place += 1

    def _word(self, token: Token, end: int) -> None:
        self.place += 1
        word = token.word
        if word is Word.DAILY:
            self._daily()
        elif word in WEEKPARTS:
            days = [day for day in self.context.days if day.weekday() in WEEKPARTS[word]]
            self._take_days(days, token, end)
        elif word is Word.EXCEPT:
            self.excepting = True
        elif word in (Word.ALSO, Word.NO):
            self._turn(word)
        elif word is Word.ONLY:
            self._only()
        elif word in HOURS:
            said = replace(token, kind=Kind.TIME, value=HOURS[word], minute=0, meridiem="24")
            self.group.hours.append(Hour(said))
        else:
            self._edge_word(word)

    def _daily(self) -> None:
        if self.group.hours and self.group.days is not None:
            self._next_group()
        if self.group.days is None:
            self.group.days = list(self.context.days)

    def _turn(self, mode: Word) -> None:
        """`also` and `no`: of the days just named (Tue no show), or of what follows (no 7:50 Tue)."""
        if self.group.hours or self.group.is_empty:
            self._next_group(mode)
        else:
            self.group.mode = mode

    def _only(self) -> None:
        self.is_only = True
        if self.group.hours or self.group.days is not None:
            self.group.mode = Word.ONLY

    def _edge_word(self, word: Word | None) -> None:
        """`from` and `ends`, before the day that a run opens or closes on."""
        if word is Word.FROM and not self.group.hours:
            self.opens = date.min
        elif word is Word.ENDS or (word is Word.TO and self.group.is_empty):
            self.ends = date.min

    def _brackets(self, end: int) -> None:
        """(also Sunday at 3:45) · (3:10 Sat/Sun) · (except Sat) · (Thursday) · (35mm) · (2 films for 1 admission)"""
        close = next((i for i in range(self.place, end) if self.tokens[i].kind is Kind.CLOSE), end)
        inner = self.tokens[self.place + 1 : close]
        kinds = {token.kind for token in inner}
        self.place += 1
        if Kind.TIME in kinds and not {token.word for token in inner} & {Word.EXCEPT}:
            self._aside(close)
        elif self._checks_a_date(inner):
            self._check_date(inner[0])
            self.place = close
        else:
            self._read_tokens(close, in_brackets=True)
        self.place = max(self.place, min(close + 1, end)) if close < end else end
        self.excepting = False

    def _aside(self, close: int) -> None:
        """A group in brackets, beside the one it interrupts. It adds its times, on days of that one where it can."""
        outer = self.group
        self.groups.append(Group(mode=Word.ALSO))
        self._read_tokens(close, in_brackets=True)
        inside = [day for day in self.group.days or () if day in (outer.days or ())]
        self.group.days = inside or self.group.days
        self.groups.append(Group(days=outer.days, without=outer.without, tags=outer.tags))

    def _checks_a_date(self, inner: list[Token]) -> bool:
        days = self.group.days
        return len(inner) == 1 and inner[0].kind is Kind.WEEKDAY and bool(days) and not self.group.hours

    def _check_date(self, token: Token) -> None:
        """June 29 (Thursday)"""
        wrong = [day for day in self.group.days or () if day.weekday() != token.value]
        if wrong:
            names = self.context.language.weekday_names
            day = month_day(wrong[0], with_year=True).replace("\u00a0", " ")
            said = _("%(day)s is not a %(weekday)s.") % {"day": day, "weekday": token.text}
            fix = names[wrong[0].weekday()]
            self.problems.append(Problem("weekday-mismatch", said, token.start, token.end, fix))

    def _other(self, token: Token) -> None:
        self.place += 1
        if token.kind is Kind.BREAK:
            self._next_group()
        elif token.kind is Kind.STOP:
            self.excepting = False
        elif token.kind in (Kind.LABEL, Kind.IGNORED, Kind.OPEN, Kind.CLOSE):
            self.labels.append(token)

    # -- labels

    def _label(self) -> str:
        if not self.labels:
            return ""
        words = [self.text[token.start : token.end] for token in self.labels if token.kind is Kind.LABEL]
        return " ".join(words)

    def _judge_labels(self) -> None:
        """Without `prose` a word that is not of the language is a problem: a mistyped weekday must not vanish."""
        if self.context.prose:
            return
        known = [*self.context.language.weekdays, *self.context.language.words, *self.context.language.months]
        for token in self.labels:
            if token.kind is not Kind.LABEL and token.kind is not Kind.NUMBER:
                continue
            near = difflib.get_close_matches(token.text.casefold(), known, n=1)
            fix = near[0].capitalize() if near else ""
            said = (
                _("“%(text)s” is not understood here. Did you mean %(fix)s?")
                if fix
                else _("“%(text)s” is not understood here.")
            ) % {"text": token.text, "fix": fix}
            self.problems.append(Problem("unknown-word", said, token.start, token.end, fix))

    # -- groups to shows

    def _settle_tags(self, groups: list[Group]) -> None:
        """Tags before all days and times are the whole line's; those of a group are its times'."""
        for group in groups:
            for hour in group.hours:
                hour.tags += [tag for tag in (*self.line_tags, *group.tags) if tag not in hour.tags]
