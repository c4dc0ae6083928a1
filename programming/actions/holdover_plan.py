"""What Monday's decisions would make of the coming play week, before any is taken."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from programming.actions.errors import Refused
from programming.actions.snapshot import engagement, load, show_fact
from programming.actions.tags import Particulars, read_tags
from programming.models import PublishedScreening, Run, Screen, Screening, ScreeningExtra, Venue
from programming.rules.engagement import contradiction
from programming.rules.findings import Finding, errors
from programming.rules.judge import PLACING, judge
from programming.rules.snapshot import Show as Judged
from programming.rules.snapshot import Snapshot
from programming.timetable.dates import long_day
from programming.timetable.engagement import Engagement, Kept
from programming.timetable.houseday import RepeatedTime, SkippedTime
from programming.timetable.playweek import PlayWeek
from programming.timetable.showtimes import Show

WEEK = timedelta(days=7)


class OddHour(StrEnum):
    """What to do with a show at an hour that the clocks skip, or show twice."""

    FIRST = "first"
    SECOND = "second"
    LATER = "later"
    OUT = "out"


class Asked(Refused):
    """The clocks change, and nobody has said what becomes of a show; `answers` are those that would do."""

    def __init__(self, message: str, answers: tuple[OddHour, ...]) -> None:
        super().__init__(message)
        self.answers = answers


@dataclass(frozen=True, slots=True)
class Slot:
    """A show to be: its house day, wall time and tags, and where."""

    show: Show
    screen: Screen


@dataclass(frozen=True, slots=True)
class Hold:
    """Keep the run on. `slots` are all its shows of the coming week; its new last day is that of the last of them."""

    run: Run
    slots: tuple[Slot, ...]
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """The run's last house day is `last_on`; where it has been held over, it “must end” then."""

    run: Run
    last_on: date


Decision = Hold | End


@dataclass(frozen=True, slots=True)
class NewShow:
    screening: Screening  # not stored
    particulars: Particulars


@dataclass(slots=True)
class Outcome:
    """What becomes of one run. `first_on` is the first house day of its holdover, None where it ends.

    `before` and `after` are the run as its engagement line sees it now, and then. `plain` counts the shows of the week
    before that had something of their own (a guest, captions) which is not carried over.
    """

    run: Run
    last_on: date
    before: Engagement
    after: Engagement
    first_on: date | None = None
    is_final: bool = False
    new: list[NewShow] = field(default_factory=list)
    kept: list[Screening] = field(default_factory=list)
    gone: list[Screening] = field(default_factory=list)
    plain: int = 0

    @property
    def shows(self) -> list[Screening]:
        """The run's shows of the coming week, as they would be."""
        return [*self.kept, *(one.screening for one in self.new)]

    @property
    def changes_nothing(self) -> bool:
        return self.first_on is None and not self.gone and self.before == self.after


@dataclass(frozen=True, slots=True)
class Displaced:
    """Another run's show, or a single, that is in the way. `by` are the titles that want its place."""

    show: Judged
    by: tuple[str, ...]
    is_public: bool
    comes_off: bool


@dataclass(slots=True)
class WeekPlan:
    week: PlayWeek
    outcomes: list[Outcome] = field(default_factory=list)
    displaced: list[Displaced] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def undecided(self) -> list[Displaced]:
        return [one for one in self.displaced if not one.comes_off]

    @property
    def is_doable(self) -> bool:
        return not errors(self.findings) and not self.undecided and not self.changes_nothing

    @property
    def changes_nothing(self) -> bool:
        return all(outcome.changes_nothing for outcome in self.outcomes)

    @property
    def off(self) -> list[int]:
        """Primary keys of the displaced shows that come off."""
        return [one.show.key for one in self.displaced if one.comes_off]


def week_later(slots: Iterable[Slot], *, odd: OddHour | None = None) -> tuple[Slot, ...]:
    """The same wall times seven house days on, whatever the clocks do in between.

    Raises Asked where they skip or repeat one of these times and `odd` does not say what then.
    """
    moved = ((slot, _moved(slot, odd)) for slot in slots)
    return tuple(replace(slot, show=show) for slot, show in moved if show is not None)


def plan_holdover(
    *, decisions: Sequence[Decision], week: PlayWeek, off: Collection[int] = (), at: datetime
) -> WeekPlan:
    """What `decisions` would make of the play week `week`. A fixed number of queries, however many there are.

    `off` are primary keys of shows in the way that come off the screen; one that is not in the way stays on. Raises
    Refused for a decision that makes no sense, whatever else is on.
    """
    made = WeekPlan(week)
    if not decisions:
        return made
    if len({one.run.pk for one in decisions}) < len(decisions):
        raise Refused(_("One run, one decision."))
    venue = Venue.objects.get()
    if week.last < venue.day_of(at):
        raise Refused(_("This week is over."))
    shows = _shows_of([one.run for one in decisions])
    made.outcomes = [_outcome(one, week, venue, shows[one.run.pk], at) for one in decisions]
    _judge(made, off, venue)
    return made


def _moved(slot: Slot, odd: OddHour | None) -> Show | None:
    show = replace(slot.show, day=slot.show.day + WEEK, fold=0)
    day = slot.screen.venue.house_day(show.day)
    try:
        day.at(show.time)
    except SkippedTime as skipped:
        if odd is OddHour.OUT:
            return None
        if odd is OddHour.LATER:
            return replace(show, time=skipped.suggestion)
        said = _("On the night of %(day)s the clocks go forward over %(time)s. What becomes of that show?")
        raise Asked(_at(said, show), (OddHour.LATER, OddHour.OUT)) from skipped
    except RepeatedTime as repeated:
        if odd is OddHour.OUT:
            return None
        if odd in (OddHour.FIRST, OddHour.SECOND):
            return replace(show, fold=int(odd is OddHour.SECOND))
        said = _("On the night of %(day)s the clocks go back, and show %(time)s twice. Which is meant?")
        raise Asked(_at(said, show), (OddHour.FIRST, OddHour.SECOND, OddHour.OUT)) from repeated
    return show


def _at(said: str, show: Show) -> str:
    return said % {"day": long_day(show.day), "time": f"{show.time:%H:%M}"}


def _shows_of(runs: Iterable[Run]) -> Mapping[int, list[Screening]]:
    """Every show of these runs by run, cancelled ones too, in order; `has_extras` says of each whether it has some. Two
    queries.
    """
    screens = {screen.pk: screen for screen in Screen.objects.select_related("venue")}
    found: defaultdict[int, list[Screening]] = defaultdict(list)
    rows = Screening.objects.filter(run__in=[run.pk for run in runs]).order_by("starts_at")
    for screening in rows.annotate(has_extras=Exists(ScreeningExtra.objects.filter(screening=OuterRef("pk")))):
        screening.screen = screens[screening.screen_id]
        found[screening.run_id or 0].append(screening)
    return found


# -- one run


def _outcome(one: Decision, week: PlayWeek, venue: Venue, shows: list[Screening], at: datetime) -> Outcome:
    if not one.run.is_announced:
        raise Refused(_("%(run)s is only pencilled. Confirm the run first.") % {"run": one.run.programme.full_title})
    on = [screening for screening in shows if screening.is_on]
    before = engagement(one.run, [show_fact(screening, venue) for screening in on], venue.week_starts)
    made = _held(one, week, before, shows) if isinstance(one, Hold) else _ended(one, before, on)
    for screening in made.gone:
        if screening.starts_at <= at:
            said = _("%(run)s has played on %(day)s already.")
            raise Refused(said % {"run": one.run.programme.full_title, "day": long_day(screening.house_day)})
    for planned in made.new:
        if planned.screening.starts_at <= at:
            said = _("%(run)s cannot play on %(day)s any more: that hour is past.")
            raise Refused(said % {"run": one.run.programme.full_title, "day": long_day(planned.screening.house_day)})
    left = [screening for screening in on if screening not in made.gone]
    then = (*left, *(planned.screening for planned in made.new))
    made.after = replace(made.after, shows=tuple(show_fact(screening, venue) for screening in then))
    return made


def _held(one: Hold, week: PlayWeek, before: Engagement, shows: list[Screening]) -> Outcome:
    title = one.run.programme.full_title
    if not one.slots:
        raise Refused(_("No show is left of %(run)s. Then it ends.") % {"run": title})
    if any(slot.show.day not in week for slot in one.slots):
        raise Refused(_("A show of %(run)s is not in this week.") % {"run": title})
    last_on = max(slot.show.day for slot in one.slots)
    booked = one.run.last_day
    first_on = week.first if booked is None else max(week.first, booked + timedelta(days=1))
    if last_on < first_on:
        said = _("%(run)s is booked through %(day)s already. Type its showtimes instead.")
        raise Refused(said % {"run": title, "day": long_day(booked or last_on)})
    kept = Kept(first_on, last_on, one.is_final)
    after = replace(before, holdovers=(*before.holdovers, kept))
    made = Outcome(one.run, last_on, before, after, first_on, one.is_final)
    _place(made, one.slots, week, shows)
    return made


def _place(made: Outcome, slots: Iterable[Slot], week: PlayWeek, shows: list[Screening]) -> None:
    """A show that is there at its moment on its screen stays; others of the run in the week come off."""
    there = {(one.screen_id, one.starts_at): one for one in shows if one.house_day in week and one.is_on}
    before = [one for one in shows if one.house_day in week.previous and one.is_on]
    usual = _usual(before)
    made.plain = sum(1 for one in before if getattr(one, "has_extras", False) or _special(one) != usual)
    for slot in sorted(slots, key=lambda slot: (slot.show.day, slot.show.time)):
        starts_at = _moment(slot)
        stored = there.pop((slot.screen.pk, starts_at), None)
        if stored is not None:
            made.kept.append(stored)
        else:
            made.new.append(_new(made.run, slot, starts_at, usual))
    made.gone = list(there.values())


def _moment(slot: Slot) -> datetime:
    day = slot.screen.venue.house_day(slot.show.day)
    try:
        return day.at(slot.show.time, fold=slot.show.fold)
    except SkippedTime as skipped:
        said = _("On the night of %(day)s the clocks go forward over %(time)s: there is no such time.")
        raise Refused(_at(said, slot.show)) from skipped


@dataclass(frozen=True, slots=True)
class _Special:
    material: int | None = None
    access: frozenset[str] = frozenset()
    price: str = ""
    is_free: bool = False


def _special(one: Screening) -> _Special:
    return _Special(one.material_id, frozenset(one.access), one.price, one.is_free)


def _usual(shows: list[Screening]) -> _Special:
    """What all of these shows have in common: it is the run's, and so is carried over. Guests are nobody's usual."""
    every = [_special(one) for one in shows]
    if not every:
        return _Special()
    return _Special(
        every[0].material if len({one.material for one in every}) == 1 else None,
        frozenset.intersection(*(one.access for one in every)),
        every[0].price if len({one.price for one in every}) == 1 else "",
        all(one.is_free for one in every),
    )


def _new(run: Run, slot: Slot, starts_at: datetime, usual: _Special) -> NewShow:
    told = read_tags(slot.show.tags, run.programme)
    screening = Screening(
        run=run,
        programme=run.programme,
        screen=slot.screen,
        starts_at=starts_at,
        house_day=slot.show.day,
        material_id=told.material.pk if told.material else usual.material,
        access=sorted({kind.value for kind in told.access} | usual.access),
        price="" if told.is_free else usual.price,
        is_free=told.is_free or usual.is_free,
    )
    return NewShow(screening, told)


def _ended(one: End, before: Engagement, on: list[Screening]) -> Outcome:
    title, last = one.run.programme.full_title, one.run.last_day
    if last is not None and one.last_on > last:
        raise Refused(_("%(run)s ends on %(day)s already.") % {"run": title, "day": long_day(last)})
    if one.run.opens_on and one.last_on < one.run.opens_on:
        raise Refused(_("%(run)s opens after that day.") % {"run": title})
    gone = [screening for screening in on if screening.house_day > one.last_on]
    return Outcome(one.run, one.last_on, before, _cut(before, one.last_on), gone=gone)


def _cut(run: Engagement, last_on: date) -> Engagement:
    """The run with its last house day brought forward; its latest holdover, where it has one, is final."""
    held = [replace(kept, last=min(kept.last, last_on)) for kept in run.holdovers if kept.first <= last_on]
    if held:
        latest = max(held, key=lambda kept: kept.last)
        held = [replace(kept, is_final=kept.is_final or kept is latest) for kept in held]
    closes = run.closes_on if run.closes_on or held else last_on
    return replace(run, closes_on=min(closes, last_on) if closes else None, holdovers=tuple(held))


# -- the week


def _judge(made: WeekPlan, off: Collection[int], venue: Venue) -> None:
    """Find what is in the way, then judge the week without what comes off."""
    shows = [screening for outcome in made.outcomes for screening in outcome.shows]
    if shows:
        gone = [screening.pk for outcome in made.outcomes for screening in outcome.gone]
        snapshot = load(made.week.first, made.week.last, supposing=shows, leave=gone, placing=True, venue=venue)
        found = judge(snapshot, about=snapshot.supposed, rules=PLACING)
        made.displaced = _displaced(snapshot, found, off)
        if made.off:
            left = tuple(show for show in snapshot.shows if show.key not in made.off)
            found = judge(replace(snapshot, shows=left), about=snapshot.supposed, rules=PLACING)
        made.findings += found
    for outcome in made.outcomes:
        made.findings += contradiction(outcome.after, outcome.run.pk)
    made.findings.sort(key=lambda finding: finding.level.rank)


def _displaced(snapshot: Snapshot, found: Iterable[Finding], off: Collection[int]) -> list[Displaced]:
    shows = {show.key: show for show in snapshot.shows}
    by: defaultdict[int, set[str]] = defaultdict(set)
    for pair in _collisions(snapshot, found):
        theirs = [key for key in pair if key not in snapshot.supposed]
        for key in theirs:
            by[key] |= {shows[other].bill.title for other in pair if other in snapshot.supposed}
    public = set(PublishedScreening.objects.filter(screening__in=list(by)).values_list("screening", flat=True))
    return [
        Displaced(show, tuple(sorted(by[show.key])), show.key in public, show.key in off)
        for show in snapshot.in_order
        if show.key in by
    ]


def _collisions(snapshot: Snapshot, found: Iterable[Finding]) -> Iterable[tuple[int, ...]]:
    """Keys of shows that cannot stand beside each other: by what the rules found, or at one moment on one screen."""
    for finding in errors(found):
        yield finding.screenings
    starts: defaultdict[tuple[int, datetime], list[int]] = defaultdict(list)
    for show in snapshot.shows:
        starts[show.screen, show.span.starts_at].append(show.key)
    for keys in starts.values():
        if not snapshot.supposed.isdisjoint(keys):
            yield tuple(keys)
