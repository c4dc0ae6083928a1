"""The holdover desk: the runs of a play week with what came of them, and what the next one has promised already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.choices import ProgrammeKind
from programming.listings.house import Desk
from programming.listings.typed import tags_of
from programming.models import Programme, Run, Screen, Screening
from programming.text.names import list_names, possessive
from programming.timetable import showtimes
from programming.timetable.clock import clock_text
from programming.timetable.dates import long_day, month_day, weekday
from programming.timetable.engagement import Engagement
from programming.timetable.playweek import PlayWeek

WEEK = timedelta(days=7)
ENDING, OPEN, ON = "ending", "open", "on"
# What a queryset of programmes must prefetch so that naming them, and whose they are, asks nothing more.
NAMED = ("items__film__credits__person",)


@dataclass(frozen=True, slots=True)
class Playing:
    """A show that is on. `key` is its primary key, below one for one that is only planned; `run` 0 for a single."""

    key: int
    run: int
    title: str
    screen: int
    said: showtimes.Show
    at: float  # seconds since the epoch, to sort by
    admissions: int | None = None
    seats: int = 0
    has_begun: bool = False

    @property
    def day(self) -> date:
        return self.said.day


@dataclass(frozen=True, slots=True)
class Figures:
    """Admissions of the shows that have been counted. `was` is what the same days of the week before brought."""

    admissions: int
    seats: int
    shows: int
    when: str  # “Friday to Sunday”
    was: int | None = None
    was_seats: int = 0

    @property
    def said(self) -> str:
        return number_format(self.admissions, force_grouping=True)

    @property
    def was_said(self) -> str:
        return "" if self.was is None else number_format(self.was, force_grouping=True)

    @property
    def seats_said(self) -> str:
        return number_format(self.seats, force_grouping=True)

    @property
    def share(self) -> int:
        """Of seats, in per cent."""
        return _percent(self.admissions, self.seats)

    @property
    def was_share(self) -> int:
        return _percent(self.was or 0, self.was_seats)


@dataclass(frozen=True, slots=True)
class Counted:
    """A show whose admissions can be typed in."""

    key: int
    text: str
    label: str  # “Double Indemnity, Friday, November 20, 7:00”
    admissions: int | None
    seats: int


@dataclass(frozen=True, slots=True)
class CountedDay:
    day: date
    label: str
    shows: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class HeldRun:
    """A run that plays in the week before. `last_on` is the day it ends on as things stand, None for an open end.

    `standing` are its shows of the week before, `coming` those it has in the coming week already.
    """

    key: int
    title: str
    companions: str
    credit: str
    facts: str
    state: str
    can_hold: bool
    last_on: date | None
    ends_on: date  # its last day before the coming week
    left: str
    nth_week: int
    figures: Figures | None
    counted: tuple[CountedDay, ...]
    standing: tuple[Playing, ...]
    coming: tuple[Playing, ...]
    line: str
    promised: tuple[str, ...]
    best: time | None
    is_marked_final: bool
    is_held: bool
    decided: str
    typing_href: str

    @property
    def walls(self) -> tuple[time, ...]:
        """The different times of the week before, the small hours last."""
        return tuple(dict.fromkeys(one.said.time for one in sorted(self.standing, key=_by_hour)))


@dataclass(frozen=True, slots=True)
class HoldoverDesk:
    week: PlayWeek
    runs: tuple[HeldRun, ...]
    screens: Mapping[int, Screen]
    coming: tuple[Playing, ...]  # every show of the coming week

    @property
    def before(self) -> PlayWeek:
        return self.week.previous

    @property
    def ending(self) -> int:
        return sum(1 for run in self.runs if run.state == ENDING)

    @property
    def groups(self) -> tuple[tuple[str, str, tuple[HeldRun, ...]], ...]:
        """Runs by what is due, with its state and its name: first those that end."""
        named = {ENDING: _("Ending this week"), OPEN: _("Open end"), ON: _("Going on")}
        return tuple((state, named[state], tuple(runs)) for state, runs in groupby(self.runs, lambda run: run.state))


def holdover_desk(desk: Desk, week: PlayWeek) -> HoldoverDesk:
    """What is decided on before `week`. A fixed number of queries, for one run as for thirty."""
    screens = {screen.pk: screen for screen in Screen.objects.select_related("venue")}
    rows = Screening.objects.on().between(week.first - 2 * WEEK, week.last).order_by("starts_at")
    rows = rows.select_related("programme", "material").prefetch_related("extras", "programme__items__film")
    shows = [_playing(desk, screens, row) for row in rows]
    coming = tuple(show for show in shows if show.day in week)
    by_run: defaultdict[int, list[Playing]] = defaultdict(list)
    for show in shows:
        by_run[show.run].append(show)
    found = [
        _run(desk, week, run, shows=by_run[run.pk], coming=coming, screens=screens)
        for run in _runs(key for key, own in by_run.items() if key and any(show.day in week.previous for show in own))
    ]
    order = {state: place for place, state in enumerate((ENDING, OPEN, ON))}
    found.sort(key=lambda run: (order[run.state], screens[run.standing[0].screen].order, run.standing[0].at, run.key))
    return HoldoverDesk(week, tuple(found), screens, coming)


def _runs(keys: Iterable[int]) -> Iterable[Run]:
    rows = Run.objects.announced().filter(pk__in=list(keys)).select_related("programme", "screen")
    return rows.prefetch_related("holdovers", *(f"programme__{name}" for name in NAMED))


def _playing(desk: Desk, screens: Mapping[int, Screen], row: Screening) -> Playing:
    local = desk.local(row.starts_at)
    return Playing(
        key=row.pk,
        run=row.run_id or 0,
        title=row.programme.full_title,
        screen=row.screen_id,
        said=showtimes.Show(row.house_day, local.time().replace(fold=0), tuple(tags_of(row)), local.fold),
        at=row.starts_at.timestamp(),
        admissions=row.admissions,
        seats=screens[row.screen_id].seats,
        has_begun=row.starts_at <= desk.at,
    )


def _run(
    desk: Desk,
    week: PlayWeek,
    run: Run,
    *,
    shows: Sequence[Playing],
    coming: Sequence[Playing],
    screens: Mapping[int, Screen],
) -> HeldRun:
    standing = tuple(show for show in shows if show.day in week.previous)
    own_screens = tuple(dict.fromkeys(show.screen for show in standing))
    last = run.last_day
    ends_on = min(last or standing[-1].day, standing[-1].day) if last is None or last >= week.first else last
    title, companions = titles(run.programme)
    holdovers = list(run.holdovers.all())
    engaged = Engagement(run.opens_on, run.closes_on, week_starts=desk.venue.week_starts)
    nth = engaged.nth_week(week.previous.first)
    latest = max(holdovers, key=lambda held: held.last_on, default=None)
    state = OPEN if last is None else ENDING if last < week.first else ON
    return HeldRun(
        key=run.pk,
        title=title,
        companions=companions,
        credit=credit(run.programme),
        facts=_facts(run, nth, [screens[key].name for key in own_screens], len(holdovers)),
        state=state,
        can_hold=last is None or last < week.last,
        last_on=last,
        ends_on=ends_on,
        left=_left(last, desk.today),
        nth_week=nth,
        figures=_figures(standing, [show for show in shows if show.day in week.previous.previous]),
        counted=_counted(desk, title, standing),
        standing=standing,
        coming=tuple(show for show in shows if show.day in week),
        line=line_of(desk, [_later(show) for show in standing], week),
        promised=tuple(
            said
            for key in own_screens
            for said in promises(desk, week, [show for show in coming if show.screen == key and show.run != run.pk])
        ),
        best=_best(standing),
        is_marked_final=latest.is_final if latest else False,
        is_held=bool(holdovers),
        decided=_decided(run, week, last),
        typing_href=reverse("staff-showtimes", args=[run.pk]),
    )


def titles(programme: Programme) -> tuple[str, str]:
    """The title that leads, and the films that play with it: “Double Indemnity”, “Detour”. Reads the items."""
    films = [item.film.printed_title for item in programme.items.all() if item.film]
    if not films or not ProgrammeKind(programme.kind).leads_with_film:
        return programme.full_title, ""
    return programme.title or films[0], " + ".join(films[1:])


def credit(programme: Programme) -> str:
    """“Billy Wilder’s”: of the film that leads. Reads its credits."""
    lead = next((item.film for item in programme.items.all() if item.film), None)
    if lead is None or not ProgrammeKind(programme.kind).leads_with_film:
        return ""
    names = [one.person.name for one in lead.credits.all() if one.is_possessive]
    return possessive(list_names(names)) if names else ""


def promises(desk: Desk, week: PlayWeek, shows: Iterable[Playing]) -> tuple[str, ...]:
    """“Le Samouraï: daily 1:00, 7:00”, an entry for each run or single."""
    return tuple(f"{title}: {line_of(desk, own, week)}" for title, own in by_title(shows).items())


def by_title(shows: Iterable[Playing]) -> dict[str, list[Playing]]:
    found: dict[str, list[Playing]] = {}
    for show in shows:
        found.setdefault(show.title, []).append(show)
    return found


def line_of(desk: Desk, shows: Iterable[Playing], week: PlayWeek) -> str:
    """The shows as a line of showtimes for `week`, without their tags. Shows at two screens are one line."""
    venue = desk.venue
    style = showtimes.Style(
        first=week.first,
        last=week.last,
        clock=venue.style,
        rule=venue.clock_rule,
        rollover_hour=venue.rollover_hour,
        zone=venue.zone,
    )
    said = {showtimes.Show(one.day, one.said.time, fold=one.said.fold) for one in shows}
    return showtimes.print(sorted(said, key=lambda one: (one.day, one.time)), style)


def _later(show: Playing) -> Playing:
    """The same wall time a week on."""
    said = showtimes.Show(show.day + WEEK, show.said.time)
    return Playing(0, show.run, show.title, show.screen, said, show.at)


def _by_hour(show: Playing) -> tuple[bool, time]:
    return show.said.time.hour < 5, show.said.time


def _left(last: date | None, today: date) -> str:
    if last is None:
        return _("open end")
    days = (last - today).days
    if days < 0:
        return _("ended")
    if days == 0:
        return _("last day today")
    return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}


def _facts(run: Run, nth: int, screens: Sequence[str], held: int) -> str:
    """“Third week. Screen 2. Held over once already”"""
    parts = [nth_week(nth), list_names(screens), _held(run, held)]
    return ". ".join(part for part in parts if part)


def nth_week(number: int) -> str:
    words = (_("First"), _("Second"), _("Third"), _("Fourth"), _("Fifth"), _("Sixth"), _("Seventh"), _("Eighth"))
    if number <= len(words):
        return _("%(nth)s week") % {"nth": words[number - 1]}
    return _("Week %(number)s") % {"number": number}


def _held(run: Run, held: int) -> str:
    if held:
        times = {1: _("once"), 2: _("twice")}.get(held) or _("%(count)s times") % {"count": held}
        return _("Held over %(times)s already") % {"times": times}
    if run.opens_on is None or run.closes_on is None:
        return _("Open end")
    days = (run.closes_on - run.opens_on).days + 1
    weeks, odd = divmod(days, 7)
    if odd:
        return ngettext("Booked for %(count)s day", "Booked for %(count)s days", days) % {"count": days}
    return ngettext("Booked for %(count)s week", "Booked for %(count)s weeks", weeks) % {"count": weeks}


def _decided(run: Run, week: PlayWeek, last: date | None) -> str:
    """For the sheet: what stands in the record about the coming week."""
    held = next((one for one in run.holdovers.all() if one.first_on in week), None)
    if held is not None:
        return _("Held over, must end") if held.is_final else _("Held over")
    if last is None:
        return _("Open end")
    return _("Ends") if last < week.first else _("Goes on as booked")


# -- admissions


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _figures(standing: Sequence[Playing], earlier: Sequence[Playing]) -> Figures | None:
    counted = [show for show in standing if show.admissions is not None]
    if not counted:
        return None
    days = sorted({show.day for show in counted})
    same = [show for show in earlier if show.admissions is not None and show.day + WEEK in days]
    return Figures(
        admissions=_sum(counted),
        seats=sum(show.seats for show in counted),
        shows=len(counted),
        when=_between(days),
        was=_sum(same) if same else None,
        was_seats=sum(show.seats for show in same),
    )


def _sum(shows: Iterable[Playing]) -> int:
    return sum(show.admissions or 0 for show in shows)


def _between(days: Sequence[date]) -> str:
    first, last = (weekday(day) for day in (days[0], days[-1]))
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def _best(standing: Sequence[Playing]) -> time | None:
    """The time that brings most people a show; where nobody has counted, the last before midnight."""
    walls: defaultdict[time, list[int]] = defaultdict(list)
    for show in standing:
        if show.admissions is not None:
            walls[show.said.time].append(show.admissions)
    if walls:
        return max(walls, key=lambda wall: (sum(walls[wall]) / len(walls[wall]), wall))
    return max((show.said.time for show in standing), default=None)


def _counted(desk: Desk, title: str, standing: Sequence[Playing]) -> tuple[CountedDay, ...]:
    """The shows that have begun, day by day."""
    begun = [show for show in standing if show.has_begun]
    return tuple(
        CountedDay(day, long_day(day), tuple(_one(desk, title, show) for show in shows))
        for day, shows in groupby(begun, lambda show: show.day)
    )


def _one(desk: Desk, title: str, show: Playing) -> Counted:
    text = clock_text(show.said.time, desk.venue.style)
    return Counted(show.key, text, f"{title}, {long_day(show.day)}, {text}", show.admissions, show.seats)


# -- the sheet


@dataclass(frozen=True, slots=True)
class SheetLine:
    title: str
    week: int
    screens: str
    shows: int
    admissions: str
    share: str
    decision: str
    last_day: str


def holdover_sheet(page: HoldoverDesk) -> tuple[SheetLine, ...]:
    """A line for each run, for the wall and for the file."""
    return tuple(
        SheetLine(
            title=f"{run.title} + {run.companions}" if run.companions else run.title,
            week=run.nth_week,
            screens=list_names([page.screens[key].name for key in dict.fromkeys(one.screen for one in run.standing)]),
            shows=len(run.standing),
            admissions=run.figures.said if run.figures else "",
            share=f"{run.figures.share}%" if run.figures else "",
            decision=run.decided,
            last_day=month_day(run.last_on) if run.last_on else _("open"),
        )
        for run in page.runs
    )
