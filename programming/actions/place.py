"""Put a run's shows on its screen as a line of showtimes says."""

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from programming.actions.cancel import take_off
from programming.actions.errors import Refused, Stale
from programming.actions.judge import judge_line
from programming.actions.snapshot import load
from programming.actions.tags import Particulars, read_tags
from programming.choices import ExtraKind
from programming.models import Run, Screen, Screening, ScreeningExtra
from programming.models.history import signed
from programming.models.kept import create_kept
from programming.rules.findings import Finding, errors
from programming.rules.judge import PLACING, judge
from programming.timetable.showtimes import Show

BESIDE = ("screen__venue", "material")
"""What is read with every stored show."""


@dataclass(frozen=True, slots=True)
class Retagging:
    """What a line's tags change about a show that stays."""

    fields: dict[str, Any] = field(default_factory=dict)
    added: tuple[tuple[ExtraKind, str], ...] = ()
    dropped: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.added or self.dropped)


@dataclass(frozen=True, slots=True)
class Planned:
    """A show to be: stored already when `screening` has a key. `tags` are as typed."""

    screening: Screening
    particulars: Particulars
    tags: tuple[str, ...] = ()
    retagging: Retagging = Retagging()


@dataclass(slots=True)
class Plan:
    """What placing would do, before it is done."""

    new: list[Planned] = field(default_factory=list)
    kept: list[Planned] = field(default_factory=list)
    gone: list[Screening] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_placeable(self) -> bool:
        return not errors(self.findings)

    @property
    def retagged(self) -> list[Planned]:
        return [planned for planned in self.kept if planned.retagging]

    @property
    def changes_nothing(self) -> bool:
        return not self.new and not self.gone and not self.retagged


def plan(
    *, run: Run, shows: Sequence[Show], first: date, last: date, screen: Screen, tags_are_all: bool = True
) -> Plan:
    """What `shows` would make of the run's house days `first` through `last` on `screen`.

    Raises Refused for a wrong tag.

    A show at a moment where the run has one already is that show, kept with its identity; a cancelled one stays so.
    What is special about it is what its tags say, and with `tags_are_all` no more than that.
    """
    there = run.screenings.filter(screen=screen).between(first, last)
    made = told(run, shows, screen, there.select_related(*BESIDE).prefetch_related("extras"), tags_are_all=tags_are_all)
    shown = [planned.screening for planned in (*made.new, *made.kept)]
    elsewhen = run.screenings.exclude(pk__in=[one.pk for one in (*shown, *made.gone) if one.pk])
    found = [*_findings(made, first, last), *judge_line(run, chain(shown, elsewhen.select_related("screen__venue")))]
    made.findings = sorted(found, key=lambda finding: finding.level.rank)
    return made


def told(
    run: Run, shows: Sequence[Show], screen: Screen, stored: Iterable[Screening], *, tags_are_all: bool = True
) -> Plan:
    """The plan before it is judged. `stored` are the run's shows on that screen and those days, with `BESIDE`."""
    there = {screening.starts_at: screening for screening in stored}
    made = Plan()
    for show in shows:
        starts_at = screen.venue.house_day(show.day).at(show.time, fold=show.fold)
        particulars = read_tags(show.tags, run.programme)
        kept = there.pop(starts_at, None)
        if kept is not None:
            retagging = _retagging(kept, particulars, tags_are_all=tags_are_all)
            made.kept.append(Planned(kept, particulars, show.tags, retagging))
        else:
            made.new.append(Planned(_screening(run, screen, show.day, starts_at, particulars), particulars, show.tags))
    made.gone = [screening for screening in there.values() if screening.is_on]
    return made


@transaction.atomic
def place(
    *,
    run: Run,
    shows: Sequence[Show],
    first: date,
    last: date,
    screen: Screen,
    version: int | None = None,
    tags_are_all: bool = True,
    by: User | None = None,
    at: datetime,
) -> Plan:
    """Do what `plan` says. `by` signs the history of its shows; None leaves that to the request, where there is one.

    Raises Refused with the findings, or Stale when `version` of the run is not the stored one.
    """
    locked = Run.objects.select_for_update().get(pk=run.pk)
    if version is not None and locked.version != version:
        raise Stale(_("Somebody else changed this run's shows while you typed. Look at them and type again."))
    made = plan(run=run, shows=shows, first=first, last=last, screen=screen, tags_are_all=tags_are_all)
    if not made.is_placeable:
        raise Refused(_("These shows do not fit."), tuple(errors(made.findings)))
    with signed(by):
        for screening in made.gone:
            take_off(screening=screening, reason="", at=at)
        store([made])
    Run.objects.filter(pk=run.pk).update(version=locked.version + 1)
    return made


def _screening(run: Run, screen: Screen, day: date, starts_at: datetime, particulars: Particulars) -> Screening:
    return Screening(
        run=run,
        programme=run.programme,
        screen=screen,
        starts_at=starts_at,
        house_day=day,
        material=particulars.material,
        access=[access.value for access in particulars.access],
        is_free=particulars.is_free,
    )


def store(plans: Sequence[Plan]) -> None:
    """The new shows of all, and what tags change about those that stay."""
    new = [planned for made in plans for planned in made.new]
    create_kept([planned.screening for planned in new], Screening)
    for planned in chain.from_iterable(made.retagged for made in plans):
        _retag(planned.screening, planned.retagging)
    extras = [
        ScreeningExtra(screening=planned.screening, kind=kind, note=note, order=order)
        for planned in new
        for order, (kind, note) in enumerate(planned.particulars.extras)
    ]
    create_kept(extras, ScreeningExtra)


def _retagging(stored: Screening, told: Particulars, *, tags_are_all: bool) -> Retagging:
    """The difference between what is stored of a show and what its tags say."""
    access = [kind.value for kind in told.access]
    said = {"material": told.material, "access": access, "is_free": told.is_free}
    fields = {name: value for name, value in said.items() if getattr(stored, name) != value and (value or tags_are_all)}
    there = {extra.kind: extra.pk for extra in stored.extras.all()}
    kinds = {kind.value for kind, _note in told.extras}
    return Retagging(
        fields,
        added=tuple((kind, note) for kind, note in told.extras if kind.value not in there),
        dropped=tuple(pk for kind, pk in there.items() if kind not in kinds) if tags_are_all else (),
    )


def _retag(screening: Screening, retagging: Retagging) -> None:
    for name, value in retagging.fields.items():
        setattr(screening, name, value)
    screening.version += 1
    screening.save(update_fields=[*retagging.fields, "version"])
    screening.extras.filter(pk__in=retagging.dropped).delete()
    extras = [
        ScreeningExtra(screening=screening, kind=kind, note=note, order=order)
        for order, (kind, note) in enumerate(retagging.added)
    ]
    create_kept(extras, ScreeningExtra)


def conflicts(screening: Screening) -> tuple[Finding, ...]:
    """What stands in the way of one show where it now is."""
    return _in_the_way([screening], screening.house_day, screening.house_day)


def _findings(made: Plan, first: date, last: date) -> tuple[Finding, ...]:
    shows = [_as_told(planned) for planned in (*made.kept, *made.new) if planned.screening.is_on]
    return _in_the_way(shows, first, last, leave=[screening.pk for screening in made.gone])


def _as_told(planned: Planned) -> Screening:
    """The show with what its tags change about it, which is not stored yet."""
    screening = copy(planned.screening)
    for name, value in planned.retagging.fields.items():
        setattr(screening, name, value)
    return screening


def _in_the_way(shows: list[Screening], first: date, last: date, leave: Collection[int] = ()) -> tuple[Finding, ...]:
    """Findings on `shows` among themselves and with what else is on, `leave` left out."""
    if not shows:
        return ()
    snapshot = load(first, last, supposing=shows, leave=leave, placing=True)
    return judge(snapshot, about=snapshot.supposed, rules=PLACING)
