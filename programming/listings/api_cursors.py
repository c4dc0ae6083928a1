"""Cursors of the API: places in an order, as text that callers hand back as they got it.

Every text of the right shape is a place, whether or not a row stands there: a row that goes does not break a walk,
and a row that comes is met where it belongs.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Self
from uuid import UUID

from django.db.models import Q, QuerySet

from programming.models import Publication

SCREENING = r"^[0-9a-f]{54}$"
CHANGE = r"^[0-9a-f]{41}$"
NUMBER_OR_CHANGE = r"^([0-9]{1,9}|[0-9a-f]{41})$"

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
END = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
MOST_KEY = 2**63 - 1
MOST_NUMBER = 2**31 - 1
MOST_RANK = 15
TICK = timedelta(microseconds=1)
SETTLING = timedelta(minutes=2)
"""How long after its hour a publication may at most be stored: those who publish at once are let in one by one."""


@dataclass(frozen=True, slots=True)
class ScreeningPlace:
    """Where a walk through shows stands: behind this one."""

    day: date
    starts_at: datetime
    uid: UUID

    @property
    def text(self) -> str:
        return f"{self.day.toordinal():06x}{_ticks(self.starts_at):016x}{self.uid.hex}"

    @classmethod
    def read(cls, text: str) -> Self:
        day = min(max(int(text[:6], 16), 1), date.max.toordinal())
        return cls(date.fromordinal(day), _moment(text[6:22]), UUID(text[22:]))

    @property
    def behind(self) -> Q:
        """Rows that come after it; ordered by house day, start, uid. The first part is what an index can use."""
        later = Q(starts_at__gt=self.starts_at) | Q(starts_at=self.starts_at, uid__gt=self.uid)
        return Q(house_day__gte=self.day) & (Q(house_day__gt=self.day) | later)


@dataclass(frozen=True, slots=True, order=True)
class ChangePlace:
    """Where a reader of changes stands: behind this version. `rank` is that of its kind, `key` its primary key.

    What went live first comes first, whatever its number: a publication may wait while later ones go live.
    """

    live_from: datetime
    number: int = 0
    rank: int = 0
    key: int = 0

    @property
    def text(self) -> str:
        return f"{_ticks(self.live_from):016x}{self.number:08x}{self.rank:x}{self.key:016x}"

    @classmethod
    def read(cls, text: str) -> Self:
        number, rank, key = int(text[16:24], 16), int(text[24], 16), int(text[25:], 16)
        return cls(_moment(text[:16]), min(number, MOST_NUMBER), rank, min(key, MOST_KEY))

    @classmethod
    def after(cls, live_from: datetime, number: int) -> Self:
        """Behind everything of a publication."""
        return cls(live_from, number, MOST_RANK, MOST_KEY)

    def behind(self, rank: int) -> Q:
        """Versions of the kind of that rank that come after it."""
        since, live = Q(publication__live_from__gte=self.live_from), Q(publication__live_from=self.live_from)
        later = Q(publication__live_from__gt=self.live_from) | (live & Q(publication__number__gt=self.number))
        own = live & Q(publication__number=self.number)
        if rank > self.rank:
            later |= own
        elif rank == self.rank:
            later |= own & Q(pk__gt=self.key)
        return since & later


def public_publications(at: datetime) -> QuerySet[Publication]:
    """Those that the public may know of at `at`."""
    return Publication.objects.filter(live_from__lte=at, taken_back_at=None)


def settled(at: datetime, last: Publication | None) -> ChangePlace:
    """Where to ask for changes from, for someone who knows all that is live at `at`; `last` is the newest of it."""
    return hold_back(at, ChangePlace.after(last.live_from, last.number) if last else ChangePlace(BEGINNING))


def hold_back(at: datetime, place: ChangePlace) -> ChangePlace:
    """`place`, or an earlier one while another publication may yet be stored before it.

    A moment that is still young is cut to the minute, so that answers stay the same for a while.
    """
    young = (at - SETTLING).replace(second=0, microsecond=0)
    return min(place, ChangePlace(young))


def after_number(at: datetime, number: int) -> ChangePlace:
    """Behind the publication of that number, or the last one before it that is public at `at`. One query."""
    last = public_publications(at).filter(number__lte=number).order_by("-number").first()
    return ChangePlace.after(last.live_from, last.number) if last else ChangePlace(BEGINNING)


def _ticks(moment: datetime) -> int:
    return (moment - BEGINNING) // TICK


def _moment(text: str) -> datetime:
    return min(BEGINNING + TICK * min(int(text, 16), _ticks(END)), END)
