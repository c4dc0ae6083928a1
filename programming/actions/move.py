"""Move a show, copy it, put a new one on a screen, call one off: what the board does, each deed kept to be undone."""

from datetime import date, datetime, time

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from programming.actions.cancel import take_off
from programming.actions.errors import Refused, Stale
from programming.actions.undo import keep, picture
from programming.choices import ScreeningStatus
from programming.models import Deed, Material, Programme, Run, Screen, Screening, ScreeningExtra, Venue
from programming.timetable.clock import ClockStyle, clock_text
from programming.timetable.dates import short_day
from programming.timetable.houseday import RepeatedTime, SkippedTime


def start_on(screen: Screen, day: date, wall: time, fold: int | None = None) -> datetime:
    """When the wall clock shows `wall` on the house day. Raises Refused where it skips or repeats that time."""
    try:
        return screen.venue.house_day(day).at(wall, fold)
    except SkippedTime as skipped:
        told = {"day": short_day(day), "time": f"{skipped.suggestion:%H:%M}"}
        raise Refused(_("The clocks skip this time on %(day)s. The first after it is %(time)s.") % told) from skipped
    except RepeatedTime as repeated:
        told = {"day": short_day(day), "time": f"{wall:%H:%M}"}
        raise Refused(
            _("The clocks show %(time)s twice on %(day)s. Say which on the show's form, or take another time.") % told
        ) from repeated


@transaction.atomic
def move(
    *, screening: Screening, starts_at: datetime, screen: Screen, version: int, by: User | None, at: datetime
) -> Deed | None:
    """Let the show start at `starts_at` (aware) on `screen`; None where it does already.

    Raises Stale when `version` is not the stored one, and Refused where another show starts there at that moment.
    """
    stored = _locked(screening, version)
    was = picture([stored])
    if (stored.starts_at, stored.screen_id) == (starts_at, screen.pk):
        return None
    _refuse_taken(screen, starts_at, stored)
    stored.starts_at, stored.screen, stored.house_day = starts_at, screen, screen.venue.day_of(starts_at)
    stored.version += 1
    stored.save(update_fields=["starts_at", "screen", "house_day", "version"])
    return keep(label=_label(_("%(title)s to %(when)s"), stored), by=by, at=at, before=was, after=picture([stored]))


@transaction.atomic
def copy(*, screening: Screening, starts_at: datetime, screen: Screen, by: User | None, at: datetime) -> Screening:
    """Once more at `starts_at`; what belongs to a show alone (guests, note, tickets) is not copied. Raises Refused."""
    return _put(
        Screening(
            run=screening.run,
            programme=screening.programme,
            material=screening.material,
            access=list(screening.access),
            price=screening.price,
            is_free=screening.is_free,
        ),
        starts_at,
        screen,
        by,
        at,
    )


@transaction.atomic
def put(
    *, programme: Programme, run: Run | None, starts_at: datetime, screen: Screen, by: User | None, at: datetime
) -> Screening:
    """A new show, of a run or on its own. Raises Refused where another show starts there at that moment."""
    return _put(Screening(run=run, programme=programme), starts_at, screen, by, at)


@transaction.atomic
def call_off(*, screening: Screening, version: int, reason: str = "", by: User | None, at: datetime) -> Deed | None:
    """Take the show off; one that the public knows of is cancelled, for `reason`. Raises Stale."""
    stored = _locked(screening, version)
    label = _label(_("Call off %(title)s, %(when)s"), stored)
    before = _with_extras(stored)
    take_off(screening=stored, reason=reason, at=at)
    return keep(label=label, by=by, at=at, before=before, after=_with_extras(screening))


@transaction.atomic
def replace(
    *, screening: Screening, programme: Programme, reason: str, version: int, by: User | None, at: datetime
) -> Screening:
    """Let `programme` play instead, at the same time and place; the public is told which, and why. Raises Stale."""
    stored = _locked(screening, version)
    if programme.pk == stored.programme_id:
        raise Refused(_("That plays already. Choose something else."))
    was = picture([stored])
    stored.status, stored.reason = ScreeningStatus.REPLACED.value, reason
    stored.version += 1
    stored.save(update_fields=["status", "reason", "version"])
    made = Screening(programme=programme, screen=stored.screen, starts_at=stored.starts_at, house_day=stored.house_day)
    made.save()
    stored.replaced_by = made
    stored.save(update_fields=["replaced_by"])
    label = _label(_("Replace %(title)s, %(when)s"), stored)
    keep(label=label, by=by, at=at, before=was, after=picture([stored, made]))
    return made


@transaction.atomic
def assign(*, screening: Screening, material: Material, version: int, by: User | None, at: datetime) -> Deed | None:
    """Show it from this copy. Raises Stale, and Refused for a copy of a film that does not play."""
    stored = _locked(screening, version)
    if not stored.programme.items.filter(film=material.film_id).exists():
        raise Refused(_("That is a copy of another film."))
    was = picture([stored])
    stored.material = material
    stored.version += 1
    stored.save(update_fields=["material", "version"])
    return keep(label=_label(_("%(title)s, %(when)s: copy"), stored), by=by, at=at, before=was, after=picture([stored]))


def _put(made: Screening, starts_at: datetime, screen: Screen, by: User | None, at: datetime) -> Screening:
    Venue.objects.select_for_update().get()  # of two people at once, the second sees what the first put there
    _refuse_taken(screen, starts_at, made)
    made.screen, made.starts_at, made.house_day = screen, starts_at, screen.venue.day_of(starts_at)
    made.save()
    keep(label=_label(_("Add %(title)s, %(when)s"), made), by=by, at=at, before={}, after=picture([made]))
    return made


def _locked(screening: Screening, version: int) -> Screening:
    Venue.objects.select_for_update().get()
    rows = Screening.objects.select_related("screen__venue", "programme", "run")
    stored = rows.filter(pk=screening.pk).first()
    if stored is None:
        raise Stale(_("Somebody took this show off meanwhile."))
    if stored.version != version:
        raise Stale(_label(_("Somebody else changed %(title)s meanwhile: it is on %(when)s now."), stored))
    if not stored.is_on:
        raise Refused(_label(_("%(title)s, %(when)s, is off already."), stored))
    return stored


def _refuse_taken(screen: Screen, starts_at: datetime, but: Screening) -> None:
    others = Screening.objects.on().filter(screen=screen, starts_at=starts_at).exclude(pk=but.pk)
    other = others.select_related("screen__venue", "programme").first()
    if other:
        raise Refused(_label(_("%(title)s starts then: %(when)s."), other))


def _label(words: str, show: Screening) -> str:
    """`words` with the show's title and when it is, a bare clock with its half of the day."""
    venue = show.screen.venue
    style = ClockStyle.MERIDIEM if venue.style is ClockStyle.BARE else venue.style
    wall = clock_text(show.starts_at.astimezone(venue.zone).time(), style)
    return words % {
        "title": show.programme.full_title,
        "when": f"{short_day(show.house_day)}, {wall}, {show.screen}",
    }


def _with_extras(show: Screening) -> dict[str, dict[str, object]]:
    rows = Screening.objects.filter(Q(pk=show.pk) | Q(replaced_by=show.pk))
    return picture([*rows, *ScreeningExtra.objects.filter(screening=show.pk)])
