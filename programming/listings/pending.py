"""What waits to be published, in words. Listings may not see actions: changes come in as pairs of facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext as _

from programming.listings.house import Desk
from programming.models.facts import ScreeningFacts
from programming.timetable.dates import long_day


class Changed(Protocol):
    @property
    def was(self) -> ScreeningFacts | None: ...

    @property
    def now(self) -> ScreeningFacts: ...


@dataclass(frozen=True, slots=True)
class PendingShow:
    time: str
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class PendingDay:
    label: str
    shows: tuple[PendingShow, ...]


def pending(desk: Desk, changes: Iterable[Changed]) -> tuple[PendingDay, ...]:
    """Changes by house day."""
    days: dict[str, list[PendingShow]] = {}
    for change in changes:
        days.setdefault(change.now.house_day, []).append(_pending(desk, change))
    return tuple(
        PendingDay(long_day(date.fromisoformat(day), with_year=True), tuple(shows)) for day, shows in days.items()
    )


def _pending(desk: Desk, change: Changed) -> PendingShow:
    starts_at = datetime.fromisoformat(change.now.starts_at)
    return PendingShow(desk.clock(starts_at), change.now.title, _what(desk, change))


def _what(desk: Desk, change: Changed) -> str:
    was, now = change.was, change.now
    if was is None:
        return _("added")
    if now.status != was.status:
        return {"cancelled": _("cancelled"), "withdrawn": _("withdrawn"), "replaced": _("replaced")}.get(
            now.status, _("on again")
        )
    if now.starts_at != was.starts_at:
        return _("moved from %(time)s") % {"time": desk.clock(datetime.fromisoformat(was.starts_at))}
    if now.screen != was.screen:
        return _("moved from %(screen)s") % {"screen": was.screen}
    if now.format != was.format:
        return _("format changed")
    if now.extras != was.extras or now.access != was.access:
        return _("extras or access changed")
    return _("details changed")
