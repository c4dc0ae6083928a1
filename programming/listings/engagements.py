"""Engagements: a run, or a single show, with all its published shows and the line they make."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple, Self

from django.db.models import QuerySet

from programming.listings.house import Desk
from programming.listings.parts import EngagementLine, Showing
from programming.listings.shows import Show, Told, as_told, shows_of
from programming.models import PublishedRun, PublishedScreening
from programming.models.facts import RunFacts
from programming.models.prepared import prepared
from programming.timetable import showtimes
from programming.timetable.engagement import Announced, Engagement, Kept, Line, ShowFact, as_closed, engagement

PAUSE = timedelta(weeks=8)
"""Shows further apart are two bookings."""


@dataclass(frozen=True)
class Playing:
    """One engagement as the public knows it. `facts` is None for a single show without a run."""

    key: tuple[str, int]
    facts: RunFacts | None
    shows: tuple[Show, ...]
    programme: int

    @property
    def run(self) -> int:
        """The primary key of its run; 0 for single shows."""
        kind, key = self.key
        return key if kind == "run" else 0

    @property
    def title(self) -> str:
        return self.facts.title if self.facts else self.shows[0].facts.title

    @property
    def slug(self) -> str:
        return self.facts.slug if self.facts else self.shows[0].facts.slug

    @property
    def credit(self) -> str:
        return self.facts.credit if self.facts else self.shows[0].facts.credit

    @property
    def spec(self) -> str:
        on = self.on
        return on[0].facts.spec if on else self.facts.spec if self.facts else ""

    @cached_property
    def on(self) -> tuple[Show, ...]:
        return tuple(show for show in self.shows if show.is_on)

    @property
    def first(self) -> date | None:
        days = [show.day for show in self.on]
        return min(days) if days else self.facts.opening if self.facts else None

    @property
    def last(self) -> date | None:
        ends = [show.day for show in self.on]
        if self.facts:
            ends += [date.fromisoformat(holdover.last_on) for holdover in self.facts.holdovers]
            ends += [self.facts.closing] if self.facts.closing and not self.facts.holdovers else []
        return max(ends) if ends else None

    def is_over(self, desk: Desk) -> bool:
        if self.facts and not self.facts.closing and not self.facts.holdovers:
            return bool(self.on) and self.on[-1].day < desk.today
        return self.last is not None and self.last < desk.today


def engagements_of(desk: Desk, shows: Iterable[Show], known: tuple[Show, ...]) -> dict[tuple[str, int], Playing]:
    """The whole engagements that `shows` belong to, by key. Two queries.

    `known`, from which they come, are all shows of some days that lie together, in order: they are not read again.
    """
    shows = tuple(shows)
    runs = {show.run for show in shows if show.run}
    if not known:
        return {}
    first, last = known[0].day, known[-1].day
    others = shows_of(_beyond(desk.at, runs, first, last))
    before = (show for show in others if show.day < first)
    within = (show for show in known if show.run in runs)
    after = (show for show in others if show.day > last)
    whole = (*before, *within, *after, *(show for show in shows if not show.run))
    return _gather(OF["run__among"].runs(desk.at, runs), whole)


@prepared
def _beyond(at: datetime, runs: Collection[int], first: date, last: date) -> Told:
    """Shows of the runs outside those days."""
    rows = PublishedScreening.objects.live(at).filter(run__among=runs)
    return as_told(rows.exclude(house_day__range=(first, last)))


def engagements_where(desk: Desk, condition: str, value: object) -> dict[tuple[str, int], Playing]:
    """Every engagement, past and to come, whose published rows meet `condition`, one of `OF`, each at most once. Two
    queries.
    """
    of = OF[condition]
    return _gather(of.runs(desk.at, value), shows_of(of.shows(desk.at, value)))


class _Asked(NamedTuple):
    """The runs and the shows, of which something has a value, that the public sees at a moment."""

    runs: Callable[[datetime, Any], list[tuple[int, int, dict[str, Any]]]]
    shows: Callable[[datetime, Any], list[tuple[Any, ...]]]

    @classmethod
    def of(cls, condition: str) -> Self:
        def runs(at: datetime, value: Any) -> "QuerySet[PublishedRun, tuple[int, int, dict[str, Any]]]":
            rows = PublishedRun.objects.live(at).filter(**{condition: value})
            return rows.values_list("run_id", "programme_id", "facts")

        def shows(at: datetime, value: Any) -> Told:
            return as_told(PublishedScreening.objects.live(at).filter(**{condition: value}))

        return cls(prepared(runs), prepared(shows))


OF = {condition: _Asked.of(condition) for condition in ("films", "programme", "run__among")}


def _gather(
    runs: Iterable[tuple[int, int, dict[str, object]]], shows: Iterable[Show]
) -> dict[tuple[str, int], Playing]:
    by_key: defaultdict[tuple[str, int], list[Show]] = defaultdict(list)
    for show in shows:
        by_key[show.engagement].append(show)
    found: dict[tuple[str, int], Playing] = {}
    for run, programme, facts in runs:
        key = ("run", run)
        found[key] = Playing(key, RunFacts.from_json(facts), tuple(by_key.pop(key, ())), programme)
    for key, own in by_key.items():
        found[key] = Playing(key, None, tuple(own), own[0].programme)
    return found


def bookings(playing: Playing) -> list[Playing]:
    """A run is one booking. Single shows of a programme are as many as there are pauses of eight weeks between them."""
    if playing.facts or not playing.shows:
        return [playing]
    days = [show.day for show in playing.shows]
    starts = [0, *(at for at in range(1, len(days)) if days[at] - days[at - 1] > PAUSE), len(days)]
    return [replace(playing, shows=playing.shows[first:end]) for first, end in pairwise(starts)]


def lines(desk: Desk, playing: Playing) -> tuple[Line, ...]:
    """What the listing says of the engagement at the desk's moment."""
    return engagement(_facts(desk, playing), day=desk.today, now=desk.at, clock=desk.wall)


def closing_lines(desk: Desk, playing: Playing) -> tuple[EngagementLine, ...]:
    """What the listing said last, for the record of an engagement that is over."""
    return printed(as_closed(_facts(desk, playing), clock=desk.wall))


def printed(found: Iterable[Line]) -> tuple[EngagementLine, ...]:
    return tuple(EngagementLine(line.text, line.lead, line.rest, line.is_past) for line in found)


def _facts(desk: Desk, playing: Playing) -> Engagement:
    told = playing.facts
    return Engagement(
        announced=Announced(told.announcement) if told else Announced.TIMED,
        opens_on=told.opening if told else playing.first,
        closes_on=told.closing if told else playing.last,
        holdovers=tuple(
            Kept(date.fromisoformat(held.first_on), date.fromisoformat(held.last_on), held.is_final)
            for held in (told.holdovers if told else ())
        ),
        shows=tuple(ShowFact(show.day, show.starts_at, desk.local(show.starts_at).time()) for show in playing.on),
        week_starts=desk.venue.week_starts,
        override=told.line_override if told else "",
    )


def showings(desk: Desk, shows: Iterable[Show], first: date, last: date) -> tuple[Showing, ...]:
    """Days and times as a house prints them: *Fri–Sun* 1:00, 6:40."""
    on = [typed(desk, show) for show in shows if show.is_on]
    return tuple(Showing(days, times) for days, times in showtimes.groups(on, print_style(desk, first, last)))


def typed(desk: Desk, show: Show) -> showtimes.Show:
    """The show as a line of showtimes says it."""
    local = desk.local(show.starts_at)
    return showtimes.Show(show.day, local.time().replace(fold=0), fold=local.fold)


def print_style(desk: Desk, first: date, last: date) -> showtimes.Style:
    return showtimes.Style(first=first, last=last, clock=desk.style, rule=desk.venue.clock_rule, zone=desk.venue.zone)
