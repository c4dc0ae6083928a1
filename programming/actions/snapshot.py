"""Load the schedule for the rules: a fixed number of queries, for one evening as for a season."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypeVar

from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from programming.actions.errors import Refused
from programming.actions.length import item_minutes, shown_material
from programming.actions.snapshot_films import beside, copy_of, work, works
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
from programming.rules.house import Closure as Closed
from programming.rules.house import Curfew, Hours, HouseRules
from programming.rules.snapshot import Bill, Extra, House, Part, Room, Show, Snapshot, Work
from programming.timetable.engagement import Announced, Engagement, Kept, ShowFact
from programming.timetable.span import TimeSpan

DAY = timedelta(days=1)
M = TypeVar("M", bound=Model)


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


def load(
    first: date,
    last: date,
    *,
    supposing: Sequence[Screening] = (),
    leave: Collection[int] = (),
    rules: HouseRules | None = None,
    placing: bool = False,
) -> Snapshot:
    """House days `first` through `last` and the days beside them. Up to 18 queries. Raises Refused without a house.

    `supposing` are screenings as they would be, stored or not, instead of what is stored of them; of those without a
    primary key the first is given the key -1, the second -2. `leave` are primary keys of shows to leave out.
    With `placing` only that is read of them which the rules of placing look at: nothing of what listings say.
    """
    venue = Venue.objects.first()
    if venue is None:
        raise Refused(_("No house has been set up yet."))
    supposed = dict(zip(keys_of(supposing), map(_placed, supposing), strict=True))
    apart = {*leave, *supposed}
    near = _stored(Screening.objects.on().between(first - DAY, last + DAY).order_by("starts_at"))
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


def house_rules(venue: Venue, first: date, last: date) -> HouseRules:
    """What the house allows itself, with its closures around these days. One query."""
    span = TimeSpan(venue.house_day(first - DAY).span.starts_at, venue.house_day(last + DAY).span.ends_at)
    closures = Closure.objects.filter(starts_at__lt=span.ends_at, ends_at__gt=span.starts_at)
    return HouseRules(
        hard_minimum=venue.hard_minimum_minutes,
        grid=venue.grid_minutes,
        doors=venue.doors_minutes,
        own_hours=_hours(venue.opens_at, venue.closes_at),
        licensed_hours=_hours(venue.licensed_from, venue.licensed_until),
        curfews=(Curfew(venue.last_train_at, _("the last train")),) if venue.last_train_at else (),
        closures=tuple(Closed(one.screen_id, TimeSpan(one.starts_at, one.ends_at), one.why) for one in closures),
    )


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
    runs: dict[int, Run] = field(init=False)
    extras: dict[int, list[ScreeningExtra]] = field(init=False)
    told: dict[int, tuple[str, datetime]] = field(init=False)
    materials: dict[int, Material] = field(init=False, default_factory=dict)
    works: dict[int, Work] = field(init=False)
    bills: dict[tuple[int, int | None, int | None], Bill] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        shown = self.screenings.values()
        saved = [screening.pk for screening in shown if screening.pk]
        self.extras = beside(ScreeningExtra.objects, "screening_id", saved)
        self.runs = _rows(Run, (screening.run_id for screening in shown))
        prefetch_related_objects([run for run in self.runs.values() if run.line_override], "holdovers")
        self.programmes = _rows(Programme, (screening.programme_id for screening in shown))
        items_whole = Prefetch("items", ProgrammeItem.objects.select_related("film", "material"))
        prefetch_related_objects(list(self.programmes.values()), items_whole, "items__film__materials")
        items = (item for programme in self.programmes.values() for item in programme.items.all())
        films = {item.film.pk: item.film for item in items if item.film}
        for film in films.values():
            self.materials |= {material.pk: material for material in film.materials.all()}
        self.works = {key: work(film) for key, film in films.items()} if self.placing else works(films)
        self.told = {} if self.placing else _told(saved)

    def shows(self) -> tuple[Show, ...]:
        preshow = timedelta(minutes=self.venue.preshow_minutes)
        return tuple(self._show(key, screening, preshow) for key, screening in self.screenings.items())

    def engagements(self, apart_from: Collection[int]) -> dict[int, Engagement]:
        """The runs with a line of their own. Their other shows count, whatever day they are on."""
        lined = {key: run for key, run in self.runs.items() if run.line_override}
        others = _stored(Screening.objects.on().filter(run__in=lined)) if lined else []
        here = {*apart_from, *self.screenings}
        every = [*self.screenings.values(), *(one for one in others if one.pk not in here)]
        return {
            key: engagement(
                run, (show_fact(one, self.venue) for one in every if one.run_id == key), self.venue.week_starts
            )
            for key, run in lined.items()
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
            extras=tuple(_extra(extra) for extra in self.extras.get(key, ())),
            note=screening.note,
            told=told,
            told_at=told_at,
            version=screening.version,
        )

    def _bill(self, screening: Placed) -> Bill:
        run = self.runs.get(screening.run_id or 0)
        chosen = (screening.programme_id, screening.material_id, run.material_id if run else None)
        if chosen not in self.bills:
            programme = self.programmes[screening.programme_id]
            overrides = [self.materials.get(key) for key in chosen[1:] if key]
            self.bills[chosen] = Bill(
                programme.pk,
                programme.full_title,
                tuple(self._part(item, overrides) for item in programme.items.all()),
                is_secret=not ProgrammeKind(programme.kind).names_films,
            )
        return self.bills[chosen]

    def _part(self, item: ProgrammeItem, overrides: list[Material | None]) -> Part:
        material = shown_material(item, *overrides)
        return Part(
            item_minutes(item, material),
            self.works[item.film.pk] if item.film else None,
            copy_of(material) if material else None,
            is_typed=item.minutes is not None,
        )


def _told(screenings: Collection[int]) -> dict[int, tuple[str, datetime]]:
    """The format and the start that the public was told of."""
    standing = PublishedScreening.objects.standing().listed().filter(screening__in=screenings)
    rows = standing.values_list("screening_id", "format", "starts_at")
    return {key: (format, starts_at) for key, format, starts_at in rows}


def keys_of(screenings: Sequence[Screening]) -> list[int]:
    """Primary keys; -1, -2 … for those that have none."""
    unsaved = iter(range(-1, -len(screenings) - 1, -1))
    return [screening.pk or next(unsaved) for screening in screenings]


def _placed(screening: Screening) -> Placed:
    return Placed._make(getattr(screening, name) for name in Placed._fields)


def _stored(rows: QuerySet[Screening]) -> list[Placed]:
    return [Placed._make(row) for row in rows.values_list(*Placed._fields)]


def _rows(model: type[M], keys: Iterable[int | None]) -> dict[int, M]:
    return {row.pk: row for row in model._default_manager.filter(pk__in={key for key in keys if key})}


def _room(screen: Screen, venue: Venue) -> Room:
    minutes = venue.turnaround_minutes if screen.turnaround_minutes is None else screen.turnaround_minutes
    return Room(screen.pk, screen.name, frozenset(screen.formats), timedelta(minutes=minutes))


def _extra(extra: ScreeningExtra) -> Extra:
    kind = ExtraKind(extra.kind)
    word = str(kind.label)
    return Extra(
        extra.pk,
        word[:1].lower() + word[1:] if word[1:2].islower() else word,
        extra.minutes,
        kind.adds_minutes,
        kind.mark,
    )
