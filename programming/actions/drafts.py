"""Scenario drafts: a week copied aside under a name, arranged, compared with the schedule, and swapped in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from programming.actions.cancel import take_off
from programming.actions.errors import Refused, Stale
from programming.actions.snapshot import load
from programming.actions.undo import PARKED, keep, picture
from programming.models import (
    Deed,
    Draft,
    DraftShow,
    Programme,
    Run,
    Screen,
    Screening,
    ScreeningExtra,
    Venue,
)
from programming.models.kept import create_kept
from programming.rules.findings import Finding
from programming.rules.judge import PLACING, judge
from programming.timetable.showtimes import Show


@dataclass(frozen=True, slots=True)
class Comparison:
    """The draft beside the schedule of its week. `moved` pairs each show as it is with what the draft makes of it."""

    added: tuple[DraftShow, ...]
    moved: tuple[tuple[Screening, DraftShow], ...]
    gone: tuple[Screening, ...]
    findings: tuple[Finding, ...]

    @property
    def is_same(self) -> bool:
        return not (self.added or self.moved or self.gone)

    @property
    def fingerprint(self) -> str:
        """Names what was looked at: another difference has another."""
        said = [
            *(f"+{_place(show)}" for show in self.added),
            *(f"{was.pk}v{was.version}>{_place(show)}" for was, show in self.moved),
            *(f"-{show.pk}v{show.version}" for show in self.gone),
        ]
        return sha256(" ".join(said).encode()).hexdigest()[:16]


@transaction.atomic
def make_draft(*, name: str, first: date, by: User | None, at: datetime) -> Draft:
    """Copy the play week that begins on `first` as it stands. Raises Refused where a draft of the week has the name."""
    name = name.strip()
    if not name:
        raise Refused(_("Give the draft a name."))
    if Draft.objects.filter(first_on=first, name=name).exists():
        raise Refused(_("There is a draft “%(name)s” of this week already.") % {"name": name})
    draft = Draft.objects.create(name=name, first_on=first, last_on=first + timedelta(days=6), made_at=at, made_by=by)
    DraftShow.objects.bulk_create(_copy(draft, screening) for screening in _scheduled(draft))
    return draft


@transaction.atomic
def arrange(
    *, draft: Draft, programme: Programme, run: Run | None, screen: Screen, shows: Sequence[Show], version: int
) -> Draft:
    """Let the draft show these times of a programme on a screen, instead of those it has there.

    A show that keeps its moment stays itself; the others of its day take the new times in order, so that a show that
    moves is moved and not taken off and put on. Raises Stale when the draft changed since `version`.
    """
    stored = _locked(draft, version)
    there = defaultdict(list)
    for old in stored.shows.filter(programme=programme, run=run, screen=screen).order_by("starts_at"):
        there[old.house_day].append(old)
    wanted: defaultdict[date, list[datetime]] = defaultdict(list)
    for show in shows:
        wanted[show.day].append(screen.venue.house_day(show.day).at(show.time, fold=show.fold))
    for day in {*there, *wanted}:
        _arrange_day(
            stored, there[day], sorted(set(wanted[day])), DraftShow(programme=programme, run=run, screen=screen)
        )
    return stored


def compare(draft: Draft) -> Comparison:
    """What swapping the draft in would do, and what the rules find on the week as it would be."""
    scheduled = {screening.pk: screening for screening in _scheduled(draft)}
    shows = list(draft.shows.select_related("screening", "screen__venue", "programme", "run", "material"))
    own = {show.screening_id: show for show in shows if show.screening_id in scheduled}
    moved = [(scheduled[key], show) for key, show in own.items() if key and _is_another(scheduled[key], show)]
    return Comparison(
        added=tuple(show for show in shows if show.screening_id not in scheduled),
        moved=tuple(moved),
        gone=tuple(screening for key, screening in scheduled.items() if key not in own),
        findings=_findings(draft, shows, scheduled),
    )


@transaction.atomic
def swap_in(*, draft: Draft, seen: str, by: User | None, at: datetime) -> Deed | None:
    """Make the schedule of the week what the draft says; None where it is that already.

    What the public knows of and the draft has not is cancelled, the rest taken off. Raises Stale when `seen`, the
    fingerprint of the comparison that was looked at, is not that of the comparison now.
    """
    Venue.objects.select_for_update().get()  # one rearrangement at a time
    found = compare(draft)
    if found.fingerprint != seen:
        raise Stale(_("The schedule or the draft changed while you looked. Look again, then swap it in."))
    if found.is_same:
        return None
    touched = [*(was for was, _show in found.moved), *found.gone]
    before = _pictured([screening.pk for screening in touched])
    for screening in found.gone:
        take_off(screening=screening, reason="", at=at)
    _move(found.moved)
    made = create_kept([_screening(show) for show in found.added], Screening)
    for show, screening in zip(found.added, made, strict=True):
        DraftShow.objects.filter(pk=show.pk).update(screening=screening)
    after = _pictured([screening.pk for screening in (*touched, *made)])
    return keep(label=_("Swap in “%(name)s”") % {"name": draft}, by=by, at=at, before=before, after=after)


def _scheduled(draft: Draft) -> Iterable[Screening]:
    rows = Screening.objects.on().between(draft.first_on, draft.last_on)
    return rows.select_related("screen__venue", "programme", "run", "material").order_by("starts_at", "screen")


def _copy(draft: Draft, screening: Screening) -> DraftShow:
    return DraftShow(
        draft=draft,
        screening=screening,
        run=screening.run,
        programme=screening.programme,
        screen=screening.screen,
        material=screening.material,
        starts_at=screening.starts_at,
        house_day=screening.house_day,
    )


def _locked(draft: Draft, version: int) -> Draft:
    stored = Draft.objects.select_for_update().get(pk=draft.pk)
    if stored.version != version:
        raise Stale(_("Somebody else arranged this draft while you looked at it. Look again."))
    stored.version += 1
    stored.save(update_fields=["version"])
    return stored


def _arrange_day(draft: Draft, old: list[DraftShow], moments: list[datetime], like: DraftShow) -> None:
    stay = {show.starts_at for show in old} & set(moments)
    free = [show for show in old if show.starts_at not in stay]
    new = [moment for moment in moments if moment not in stay]
    for show, moment in zip(free, new, strict=False):
        show.starts_at = moment
        show.save(update_fields=["starts_at"])
    DraftShow.objects.filter(pk__in=[show.pk for show in free[len(new) :]]).delete()
    venue = like.screen.venue
    DraftShow.objects.bulk_create(
        DraftShow(
            draft=draft,
            programme=like.programme,
            run=like.run,
            screen=like.screen,
            starts_at=moment,
            house_day=venue.day_of(moment),
        )
        for moment in new[len(free) :]
    )


def _is_another(screening: Screening, show: DraftShow) -> bool:
    """Whether it starts at another time, on another screen, or shows something else."""
    now = (screening.starts_at, screening.screen_id, screening.programme_id, screening.run_id)
    return now != (show.starts_at, show.screen_id, show.programme_id, show.run_id)


def _place(show: DraftShow) -> str:
    return f"{show.programme_id}@{show.screen_id}/{show.starts_at.timestamp()}"


def _screening(show: DraftShow) -> Screening:
    return Screening(
        run=show.run,
        programme=show.programme,
        screen=show.screen,
        material=show.material,
        starts_at=show.starts_at,
        house_day=show.house_day,
    )


def _findings(draft: Draft, shows: list[DraftShow], scheduled: dict[int, Screening]) -> tuple[Finding, ...]:
    """The rules on the week as the draft has it, the schedule's own shows of the week out of the way."""
    if not shows:
        return ()
    supposed = [_screening(show) for show in shows]
    snapshot = load(draft.first_on, draft.last_on, supposing=supposed, leave=scheduled, placing=True)
    return judge(snapshot, about=snapshot.supposed, rules=PLACING)


def _move(moved: Sequence[tuple[Screening, DraftShow]]) -> None:
    for screening, _show in moved:
        Screening.objects.filter(pk=screening.pk).update(starts_at=PARKED + timedelta(minutes=screening.pk))
    for screening, show in moved:
        if screening.programme_id != show.programme_id:
            screening.programme, screening.material = show.programme, show.material
        screening.run, screening.screen = show.run, show.screen
        screening.starts_at, screening.house_day = show.starts_at, show.house_day
        screening.version += 1
        screening.save()


def _pictured(keys: Sequence[int]) -> dict[str, dict[str, object]]:
    """Shows with their extras, which go when a show is taken off."""
    extras = ScreeningExtra.objects.filter(screening__in=keys)
    return picture([*Screening.objects.filter(pk__in=keys), *extras])
