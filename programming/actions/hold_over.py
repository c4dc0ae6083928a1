"""Monday: hold runs over, or end them. All that is decided at once is one deed, and is undone as one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Prefetch, ProtectedError, QuerySet
from django.utils.translation import gettext as _

from programming.actions.cancel import take_off
from programming.actions.errors import Refused, Stale
from programming.actions.holdover_plan import (
    Asked,
    Decision,
    Displaced,
    End,
    Hold,
    NewShow,
    OddHour,
    Outcome,
    Slot,
    WeekPlan,
    plan_holdover,
    week_later,
)
from programming.actions.undo import Columns, keep, picture
from programming.models import Deed, Holdover, ProgrammeItem, Run, Screening, ScreeningExtra, Venue
from programming.models.kept import create_kept, update_kept
from programming.rules.findings import errors
from programming.timetable.dates import short_day
from programming.timetable.playweek import PlayWeek

__all__ = [
    "Asked",
    "Decision",
    "Displaced",
    "Done",
    "End",
    "Hold",
    "OddHour",
    "Outcome",
    "Slot",
    "WeekPlan",
    "end_run",
    "fingerprint",
    "hold_over",
    "plan_holdover",
    "runs_to_decide",
    "week_later",
]

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and the deed that undoes it."""

    plan: WeekPlan
    deed: Deed


def runs_to_decide(keys: Iterable[int]) -> QuerySet[Run]:
    """Runs with all that a plan reads of them."""
    rows = Run.objects.filter(pk__in=list(keys)).select_related("programme", "screen__venue", "material")
    items = Prefetch("programme__items", ProgrammeItem.objects.select_related("film", "material"))
    return rows.prefetch_related(items, "programme__items__film__materials", "holdovers")


def fingerprint(week: PlayWeek) -> str:
    """16 hexadecimal digits that stand for what a page about `week` was made from: its runs, and the shows of this and
    the week before with those of the days beside them. Three queries.
    """
    first, last = week.previous.first - DAY, week.last + DAY
    shows = Screening.objects.between(first, last).order_by("pk")
    runs = Run.objects.filter(pk__in=shows.order_by().values("run")).order_by("pk")
    holdovers = Holdover.objects.filter(run__in=runs.order_by().values("pk")).order_by("pk")
    read = (
        *shows.values_list("pk", "version", "starts_at", "screen", "status", "run"),
        *runs.values_list("pk", "version", "opens_on", "closes_on", "state", "announcement", "line_override"),
        *holdovers.values_list("pk", "first_on", "last_on", "is_final"),
    )
    return sha256(repr(read).encode()).hexdigest()[:16]


@transaction.atomic
def hold_over(
    *,
    decisions: Sequence[Decision],
    week: PlayWeek,
    off: Collection[int] = (),
    reason: str = "",
    seen: str | None = None,
    by: User | None,
    at: datetime,
) -> Done:
    """Do what `plan_holdover` says, all of it or nothing, and keep the deed.

    `reason` is printed beside shows that the public knows and that are cancelled. Raises Stale when the week's
    `fingerprint` is no longer `seen`; Refused, with the findings, where something stands against it.
    """
    venue = Venue.objects.select_for_update().get()  # one rearrangement at a time
    list(Run.objects.select_for_update().filter(pk__in=[one.run.pk for one in decisions]))
    if seen is not None and fingerprint(week) != seen:
        raise Stale(_("Somebody changed runs or shows of these weeks meanwhile. This is how they stand now."))
    fresh = {run.pk: run for run in runs_to_decide(one.run.pk for one in decisions)}
    plan = plan_holdover(
        decisions=[replace(one, run=fresh[one.run.pk]) for one in decisions], week=week, off=off, at=at
    )
    _refuse(plan)
    was = _picture(plan)
    _decide(plan.outcomes, by=by, decided_on=venue.day_of(at))
    _clear(plan, reason=reason, at=at)
    _store([one for outcome in plan.outcomes for one in outcome.new])
    deed = keep(label=_label(plan), by=by, at=at, before=was, after=_picture(plan))
    if deed is None:
        raise Refused(_("That changes nothing."))
    return Done(plan, deed)


def end_run(*, run: Run, last_on: date, by: User | None, at: datetime) -> Done:
    """End one run on the house day `last_on`: its later shows come off. Raises Refused as `hold_over` does."""
    venue = Venue.objects.get()
    week = venue.week_of(max(last_on, venue.day_of(at)))
    return hold_over(decisions=[End(run, last_on)], week=week, by=by, at=at)


def _refuse(plan: WeekPlan) -> None:
    if plan.undecided:
        raise Refused(
            _("Other shows are in the way. Say of each that it comes off, or choose other times."),
            tuple(errors(plan.findings)),
        )
    if errors(plan.findings):
        raise Refused(_("This does not fit."), tuple(errors(plan.findings)))
    if plan.changes_nothing:
        raise Refused(_("That changes nothing."))


def _decide(outcomes: Sequence[Outcome], *, by: User | None, decided_on: date) -> None:
    """The runs' own rows and their holdovers."""
    held = [
        Holdover(
            run=outcome.run,
            first_on=outcome.first_on,
            last_on=outcome.last_on,
            is_final=outcome.is_final,
            decided_on=decided_on,
            decided_by=by,
        )
        for outcome in outcomes
        if outcome.first_on is not None
    ]
    create_kept(held, Holdover)
    for outcome in outcomes:
        if outcome.first_on is None:
            _shorten(outcome)
        outcome.run.version += 1
    update_kept([outcome.run for outcome in outcomes], Run, ["closes_on", "version"])


def _shorten(outcome: Outcome) -> None:
    """Holdovers as the plan has them left. The deed remembers what they were."""
    outcome.run.closes_on = outcome.after.closes_on
    left = {kept.first: kept for kept in outcome.after.holdovers}
    for held in outcome.run.holdovers.all():
        if held.first_on not in left:
            held.delete()
            continue
        kept = left[held.first_on]
        if (held.last_on, held.is_final) != (kept.last, kept.is_final):
            held.last_on, held.is_final = kept.last, kept.is_final
            held.save(update_fields=["last_on", "is_final"])


def _clear(plan: WeekPlan, *, reason: str, at: datetime) -> None:
    """Take off what comes off, before anything takes its place."""
    gone = [screening for outcome in plan.outcomes for screening in outcome.gone]
    displaced = list(Screening.objects.filter(pk__in=plan.off).select_related("run"))
    for screening in (*gone, *displaced):
        try:
            take_off(screening=screening, reason=reason, at=at)
        except ProtectedError as held:
            said = _("A show that comes off stands in for another. Change it by hand first.")
            raise Refused(said) from held
    own = {outcome.run.pk for outcome in plan.outcomes}
    for run in {one.run for one in displaced if one.run and one.run_id not in own}:
        run.version += 1  # somebody may have its showtimes open
        run.save(update_fields=["version"])


def _store(new: Sequence[NewShow]) -> None:
    create_kept([one.screening for one in new], Screening)
    extras = [
        ScreeningExtra(screening=one.screening, kind=kind, note=note, order=order)
        for one in new
        for order, (kind, note) in enumerate(one.particulars.extras)
    ]
    create_kept(extras, ScreeningExtra)


def _picture(plan: WeekPlan) -> dict[str, Columns]:
    """Every row that the plan touches, as it is now."""
    gone = [screening.pk for outcome in plan.outcomes for screening in outcome.gone]
    new = [one.screening.pk for outcome in plan.outcomes for one in outcome.new if one.screening.pk]
    shows = Screening.objects.filter(pk__in=[*gone, *plan.off, *new])
    runs = [outcome.run.pk for outcome in plan.outcomes]
    displaced = [one.show.run for one in plan.displaced if one.comes_off]
    return (
        picture(Run.objects.filter(pk__in=[*runs, *displaced]))
        | picture(Holdover.objects.filter(run__in=runs))
        | picture(shows)
        | picture(ScreeningExtra.objects.filter(screening__in=shows.values("pk")))
    )


def _label(plan: WeekPlan) -> str:
    """“Held over: Double Indemnity + Detour through Thu, Dec 10. Ended: Wanda, Thu, Dec 3”"""
    held = [one for one in plan.outcomes if one.first_on is not None]
    ended = [one for one in plan.outcomes if one.first_on is None]
    parts = []
    if held:
        said = _("%(run)s through %(day)s")
        parts.append(_("Held over: %(what)s") % {"what": "; ".join(_named(said, one) for one in held)})
    if ended:
        said = _("%(run)s on %(day)s")
        parts.append(_("Ends: %(what)s") % {"what": "; ".join(_named(said, one) for one in ended)})
    return ". ".join(parts)


def _named(said: str, outcome: Outcome) -> str:
    return said % {"run": outcome.run.programme.full_title, "day": short_day(outcome.last_on)}
