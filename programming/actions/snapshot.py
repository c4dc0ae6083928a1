"""Load the schedule for the rules: a fixed number of queries, for one evening as for a season."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from programming.actions.errors import Refused
from programming.actions.length import first_copy, item_minutes
from programming.actions.snapshot_films import beside, copies_of, copy_of, films_of, works
from programming.choices import ExtraKind, ProgrammeKind
from programming.models import (
    Closure,
    Material,
    Programme,
    ProgrammeItem,
    PublishedScreening,
    Run,
    Screen,
    Screening,
    ScreeningExtra,
    Venue,
)
from programming.models.plain import read_rows
from programming.models.prepared import prepared
from programming.rules.house import Closure as Closed
from programming.rules.house import Curfew, Hours, HouseRules
from programming.rules.snapshot import Bill, Extra, House, Part, Room, Show, Snapshot, Work
from programming.timetable.engagement import Announced, Engagement, Kept, ShowFact
from programming.timetable.span import TimeSpan

DAY = timedelta(days=1)
PROGRAMME = ("id", "slug", "kind", "title")
ITEM = ("id", "programme_id", "kind", "film_id", "material_id", "minutes")
EXTRA = ("screening_id", "id", "kind", "minutes")
NO_RUN = (None, "")


class Placed(NamedTuple):
    """A screening, stored or supposed, as far as the rules look at it: a season has thousands."""

    pk: int | None
    screen_id: int
    starts_at: datetime
    house_day: date
    run_id: int | None
    programme_id: int
    material_id: int | None
    note: str
    version: int


COLUMNS = ("id", *Placed._fields[1:])


def load(
    first: date,
    last: date,
    *,
    supposing: Sequence[Screening] = (),
    leave: Collection[int] = (),
    rules: HouseRules | None = None,
    placing: bool = False,
    venue: Venue | None = None,
) -> Snapshot:
    """House days `first` through `last` and the days beside them. Up to 17 queries. Raises Refused without a house.

    `supposing` are screenings as they would be, stored or not, instead of what is stored of them; of those without a
    primary key the first is given the key -1, the second -2. `leave` are primary keys of shows to leave out.
    With `placing` only that is read of them which the rules of placing look at: nothing of what listings say.
    """
    venue = venue or Venue.objects.first()
    if venue is None:
        raise Refused(_("No house has been set up yet."))
    supposed = dict(zip(keys_of(supposing), map(_placed, supposing), strict=True))
    apart = {*leave, *supposed}
    near = [Placed._make(row) for row in _near(first - DAY, last + DAY)]
    shelf = _Shelf(venue, supposed | {one.pk: one for one in near if one.pk and one.pk not in apart}, placing)
    return Snapshot(
        house=House(venue.zone, venue.rollover_hour, venue.style),
        first=first,
        last=last,
        rooms={screen.pk: _room(screen, venue) for screen in Screen.objects.filter(venue=venue)},
        shows=shelf.shows(),
        runs=shelf.engagements(apart),
        rules=rules or house_rules(venue, first, last),
        supposed=frozenset(supposed),
    )


@prepared
def _near(first: date, last: date) -> "QuerySet[Screening, tuple[Any, ...]]":
    rows = Screening.objects.on().between(first, last).order_by("starts_at", "screen_id", "pk")
    return rows.values_list(*COLUMNS)


def house_rules(venue: Venue, first: date, last: date) -> HouseRules:
    """What the house allows itself, with its closures around these days. One query."""
    span = TimeSpan(venue.house_day(first - DAY).span.starts_at, venue.house_day(last + DAY).span.ends_at)
    return HouseRules(
        hard_minimum=venue.hard_minimum_minutes,
        grid=venue.grid_minutes,
        doors=venue.doors_minutes,
        own_hours=_hours(venue.opens_at, venue.closes_at),
        licensed_hours=_hours(venue.licensed_from, venue.licensed_until),
        curfews=(Curfew(venue.last_train_at, _("the last train")),) if venue.last_train_at else (),
        closures=tuple(
            Closed(screen, TimeSpan(starts, ends), why)
            for screen, starts, ends, why in _closures(span.starts_at, span.ends_at)
        ),
    )


@prepared
def _closures(starts_at: datetime, ends_at: datetime) -> "QuerySet[Closure, tuple[int, datetime, datetime, str]]":
    """Those that overlap the span."""
    rows = Closure.objects.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    return rows.values_list("screen_id", "starts_at", "ends_at", "why")


def _hours(opens: time | None, closes: time | None) -> Hours | None:
    return Hours(opens, closes) if opens and closes else None


def engagement(run: Run, shows: Iterable[ShowFact], week_starts: int) -> Engagement:
    """A run as its line sees it, were these its shows. Reads the holdovers."""
    return Engagement(
        opens_on=run.opens_on,
        closes_on=run.closes_on,
        announced=Announced(run.announcement),
        holdovers=tuple(Kept(held.first_on, held.last_on, held.is_final) for held in run.holdovers.all()),
        shows=tuple(shows),
        override=run.line_override,
        week_starts=week_starts,
    )


def show_fact(screening: Screening | Placed, venue: Venue) -> ShowFact:
    return ShowFact(screening.house_day, screening.starts_at, screening.starts_at.astimezone(venue.zone).time())


@dataclass(slots=True)
class _Shelf:
    """The rows around the screenings, each fetched once and made into a value once."""

    venue: Venue
    screenings: Mapping[int, Placed]
    placing: bool
    programmes: dict[int, Programme] = field(init=False)
    items: dict[int, list[ProgrammeItem]] = field(init=False)
    runs: dict[int, tuple[int | None, str]] = field(init=False)
    extras: dict[int, list[Extra]] = field(init=False)
    told: dict[int, tuple[str, datetime]] = field(init=False)
    copies: dict[int, list[Material]] = field(init=False)
    materials: dict[int, Material] = field(init=False)
    works: dict[int, Work] = field(init=False)
    bills: dict[tuple[int, int | None, int | None], Bill] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        shown = self.screenings.values()
        saved = [screening.pk for screening in shown if screening.pk]
        self.extras = _extras(saved)
        self.runs = _copies_and_lines({screening.run_id for screening in shown if screening.run_id})
        shown_as = {screening.programme_id for screening in shown}
        self.programmes = {row.pk: row for row in read_rows(Programme, PROGRAMME, "pk", shown_as)}
        items = read_rows(ProgrammeItem, ITEM, "programme", self.programmes)
        self.items = beside(items, "programme_id")
        films = films_of({item.film_id for item in items if item.film_id})
        for item in items:
            item.film = films.get(item.film_id or 0)
        self.copies = copies_of(films)
        self.materials = {material.pk: material for copies in self.copies.values() for material in copies}
        self.works = works(films, self.copies, with_listing=not self.placing)
        self.told = {} if self.placing else _told(saved)

    def shows(self) -> tuple[Show, ...]:
        preshow = timedelta(minutes=self.venue.preshow_minutes)
        return tuple(self._show(key, screening, preshow) for key, screening in self.screenings.items())

    def engagements(self, apart_from: Collection[int]) -> dict[int, Engagement]:
        """The runs with a line of their own. Their other shows count, whatever day they are on."""
        lined = [key for key, (_copy, line) in self.runs.items() if line]
        if not lined:
            return {}
        here = {*apart_from, *self.screenings}
        others = (one for one in _stored(Screening.objects.on().filter(run__in=lined)) if one.pk not in here)
        every = beside([*self.screenings.values(), *others], "run_id")
        return {
            run.pk: engagement(run, (show_fact(one, self.venue) for one in every[run.pk]), self.venue.week_starts)
            for run in Run.objects.filter(pk__in=lined).prefetch_related("holdovers")
        }

    def _show(self, key: int, screening: Placed, preshow: timedelta) -> Show:
        told, told_at = self.told.get(key, ("", None))
        return Show(
            key=key,
            screen=screening.screen_id,
            starts_at=screening.starts_at,
            house_day=screening.house_day,
            bill=self._bill(screening),
            run=screening.run_id or 0,
            preshow=preshow,
            extras=tuple(self.extras.get(key, ())),
            note=screening.note,
            told=told,
            told_at=told_at,
            version=screening.version,
        )

    def _bill(self, screening: Placed) -> Bill:
        copy, _line = self.runs.get(screening.run_id or 0, NO_RUN)
        chosen = (screening.programme_id, screening.material_id, copy)
        if chosen not in self.bills:
            programme = self.programmes[screening.programme_id]
            items = self.items[programme.pk]
            overrides = [self.materials.get(key) for key in chosen[1:] if key]
            self.bills[chosen] = Bill(
                programme.pk,
                programme.title_of(items),
                tuple(self._part(item, overrides) for item in items),
                is_secret=not ProgrammeKind(programme.kind).names_films,
            )
        return self.bills[chosen]

    def _part(self, item: ProgrammeItem, overrides: list[Material | None]) -> Part:
        own = self.materials.get(item.material_id or 0)
        material = first_copy(item, (*overrides, own, *self.copies.get(item.film_id or 0, ())))
        return Part(
            item_minutes(item, material),
            self.works[item.film_id] if item.film_id else None,
            copy_of(material) if material else None,
            is_typed=item.minutes is not None,
        )


def _extras(screenings: Collection[int]) -> dict[int, list[Extra]]:
    found: defaultdict[int, list[Extra]] = defaultdict(list)
    for screening, *extra in _extra_rows(screenings):
        found[screening].append(_extra(*extra))
    return found


@prepared
def _extra_rows(screenings: Collection[int]) -> "QuerySet[ScreeningExtra, tuple[Any, ...]]":
    return ScreeningExtra.objects.filter(screening__among=screenings).values_list(*EXTRA)


def _copies_and_lines(runs: Collection[int]) -> dict[int, tuple[int | None, str]]:
    """By run, its own copy, and its own line."""
    return {key: (copy, line) for key, copy, line in _run_rows(runs)}


@prepared
def _run_rows(runs: Collection[int]) -> "QuerySet[Run, tuple[int, int | None, str]]":
    return Run.objects.filter(pk__among=runs).values_list("pk", "material_id", "line_override")


def _told(screenings: Collection[int]) -> dict[int, tuple[str, datetime]]:
    """The format and the start that the public was told of."""
    return {key: (format, starts_at) for key, format, starts_at in _told_rows(screenings)}


@prepared
def _told_rows(screenings: Collection[int]) -> "QuerySet[PublishedScreening, tuple[int, str, datetime]]":
    rows = PublishedScreening.objects.standing().listed().filter(screening__among=screenings)
    return rows.values_list("screening_id", "format", "starts_at")


def keys_of(screenings: Sequence[Screening]) -> list[int]:
    """Primary keys; -1, -2 … for those that have none."""
    unsaved = iter(range(-1, -len(screenings) - 1, -1))
    return [screening.pk or next(unsaved) for screening in screenings]


def _placed(screening: Screening) -> Placed:
    return Placed._make(getattr(screening, name) for name in Placed._fields)


def _stored(rows: QuerySet[Screening]) -> list[Placed]:
    return [Placed._make(row) for row in rows.values_list(*Placed._fields)]


def _room(screen: Screen, venue: Venue) -> Room:
    minutes = venue.turnaround_minutes if screen.turnaround_minutes is None else screen.turnaround_minutes
    return Room(screen.pk, screen.name, frozenset(screen.formats), timedelta(minutes=minutes))


def _extra(key: int, kind: str, minutes: int | None) -> Extra:
    chosen = ExtraKind(kind)
    word = str(chosen.label)
    return Extra(
        key,
        word[:1].lower() + word[1:] if word[1:2].islower() else word,
        minutes,
        chosen.adds_minutes,
        chosen.mark,
    )
