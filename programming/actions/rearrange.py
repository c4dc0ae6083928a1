"""Copy a day or a week, or shift one by minutes: by the clock on the wall, so that 7:00 stays 7:00."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import NotRequired, TypedDict, Unpack

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.actions.errors import Refused, Stale
from programming.actions.snapshot import load
from programming.actions.undo import keep, picture
from programming.models import Deed, Screen, Screening, Venue
from programming.models.kept import create_kept
from programming.rules.findings import Finding, errors
from programming.rules.judge import PLACING, judge
from programming.timetable.houseday import HouseDay, RepeatedTime, SkippedTime

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A show that stays as it is, and why."""

    screening: Screening
    why: str


@dataclass(slots=True)
class Rearrangement:
    """What would be done. `shows` are not stored as they stand here: copies have no key, moved ones have new times."""

    shows: list[Screening] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Names what was looked at: another plan has another."""
        said = (f"{show.pk}/{show.programme_id}/{show.screen_id}/{show.starts_at.timestamp()}" for show in self.shows)
        return sha256(" ".join(said).encode()).hexdigest()[:16]


class Which(TypedDict):
    """Which shows: those of house days `first` through `last`, on one screen or on all."""

    first: date
    last: date
    screen: NotRequired[Screen | None]


def plan_copy(*, first: date, last: date, to: date, screen: Screen | None = None) -> Rearrangement:
    """The shows of house days `first` through `last` once more, from the day `to` on; on one screen or on all.

    A show is left out whose run does not play on its new day, that would stand in another's way, or whose time the
    clocks skip or show twice there. Guests, notes and tickets belong to a show and are not copied.
    """
    if first <= to <= last:
        raise Refused(_("Copy to days that come before or after the ones you copy."))
    plan = Rearrangement()
    for show in _shows(first, last, screen):
        day = to + (show.house_day - first)
        if show.run and not show.run.plays_on(day):
            plan.left_out.append(LeftOut(show, _("its run does not play then; hold it over first")))
        else:
            _add(plan, show, day, _wall(show), copied=True)
    _leave_out_what_clashes(plan)
    return plan


def plan_shift(*, first: date, last: date, minutes: int, screen: Screen | None = None) -> Rearrangement:
    """The shows of house days `first` through `last`, each so many minutes later, or earlier below zero.

    A show is left out that would leave its evening, or whose new time the clocks skip or show twice.
    """
    plan = Rearrangement()
    for show in _shows(first, last, screen):
        rollover = show.screen.venue.rollover_hour * 60
        wall = _wall(show)
        since = (wall.hour * 60 + wall.minute - rollover) % DAY_MINUTES + minutes
        if not 0 <= since < DAY_MINUTES:
            plan.left_out.append(LeftOut(show, _("it would leave its evening")))
            continue
        hour, minute = divmod((since + rollover) % DAY_MINUTES, 60)
        _add(plan, show, show.house_day, time(hour, minute), copied=False)
    plan.findings = _findings(plan)
    return plan


@transaction.atomic
def copy_days(
    *, to: date, seen: str | None = None, by: User | None, at: datetime, **what: Unpack[Which]
) -> Deed | None:
    """Do what `plan_copy` says of the same arguments; None where nothing was copied.

    Raises Stale when `seen`, the fingerprint of the plan that was looked at, is not that of the plan now.
    """
    Venue.objects.select_for_update().get()  # one rearrangement at a time
    plan = _checked(plan_copy(to=to, **what), seen)
    stored = create_kept(plan.shows, Screening)
    label = ngettext("Copy %(count)s show", "Copy %(count)s shows", len(stored)) % {"count": len(stored)}
    return keep(label=label, by=by, at=at, before={}, after=picture(_fresh(stored)))


@transaction.atomic
def shift_days(
    *, minutes: int, seen: str | None = None, by: User | None, at: datetime, **what: Unpack[Which]
) -> Deed | None:
    """Do what `plan_shift` says of the same arguments; None where nothing was moved. Raises Stale as `copy_days` does.

    Raises Refused where another show starts on the same screen at a new time.
    """
    Venue.objects.select_for_update().get()
    plan = _checked(plan_shift(minutes=minutes, **what), seen)
    before = picture(_fresh(plan.shows))
    _refuse_taken(plan.shows)
    # The ones in front move first, so that no two stand on one start in between.
    for show in sorted(plan.shows, key=lambda show: show.starts_at, reverse=minutes > 0):
        show.version += 1
        show.save(update_fields=["starts_at", "version"])
    count = {"count": len(plan.shows), "minutes": f"{minutes:+d}"}
    label = ngettext(
        "Shift %(count)s show by %(minutes)s min.", "Shift %(count)s shows by %(minutes)s min.", len(plan.shows)
    )
    return keep(label=label % count, by=by, at=at, before=before, after=picture(_fresh(plan.shows)))


def _shows(first: date, last: date, screen: Screen | None) -> Iterable[Screening]:
    rows = Screening.objects.on().between(first, last)
    if screen:
        rows = rows.filter(screen=screen)
    behind = rows.select_related("screen__venue", "run__material", "programme", "material")
    return behind.prefetch_related("run__holdovers", "programme__items__film").order_by("starts_at", "screen")


def _wall(show: Screening) -> time:
    return show.starts_at.astimezone(UTC).astimezone(show.screen.venue.zone).time()


def _add(plan: Rearrangement, show: Screening, day: date, wall: time, *, copied: bool) -> None:
    house_day: HouseDay = show.screen.venue.house_day(day)
    try:
        starts_at = house_day.at(wall.replace(fold=0))
    except SkippedTime:
        plan.left_out.append(LeftOut(show, _("the clocks skip its time that night")))
        return
    except RepeatedTime:
        plan.left_out.append(LeftOut(show, _("its time comes twice that night; type it")))
        return
    if copied:
        plan.shows.append(
            Screening(
                run=show.run,
                programme=show.programme,
                screen=show.screen,
                starts_at=starts_at,
                house_day=day,
                material=show.material,
                access=list(show.access),
                price=show.price,
                is_free=show.is_free,
            )
        )
    else:
        show.starts_at = starts_at
        plan.shows.append(show)


def _leave_out_what_clashes(plan: Rearrangement) -> None:
    """Copies that stand in the way of what is there already are no copies worth making."""
    plan.findings = _findings(plan)
    wrong = {-key - 1 for finding in errors(plan.findings) for key in finding.screenings if key < 0}
    if wrong:
        plan.left_out += [LeftOut(plan.shows[place], _("something else is there")) for place in sorted(wrong)]
        plan.shows = [show for place, show in enumerate(plan.shows) if place not in wrong]
        plan.findings = _findings(plan)


def _findings(plan: Rearrangement) -> tuple[Finding, ...]:
    if not plan.shows:
        return ()
    days = [show.house_day for show in plan.shows]
    snapshot = load(min(days), max(days), supposing=plan.shows, placing=True)
    return judge(snapshot, about=snapshot.supposed, rules=PLACING)


def _checked(plan: Rearrangement, seen: str | None) -> Rearrangement:
    if seen is not None and seen != plan.fingerprint:
        raise Stale(_("The schedule changed while you looked at it. Look again, then save."))
    return plan


def _refuse_taken(shows: list[Screening]) -> None:
    """Raises Refused where a show that does not move starts at a new time on the same screen."""
    keys = [show.pk for show in shows]
    starts = {(show.screen_id, show.starts_at) for show in shows}
    others = Screening.objects.on().exclude(pk__in=keys).filter(starts_at__in=[start for _screen, start in starts])
    for other in others.select_related("screen", "programme"):
        if (other.screen_id, other.starts_at) in starts:
            what = {"title": other.programme.full_title, "screen": other.screen}
            raise Refused(_("%(title)s starts on %(screen)s at one of these times.") % what)


def _fresh(shows: Iterable[Screening]) -> Iterable[Screening]:
    return Screening.objects.filter(pk__in=[show.pk for show in shows])
