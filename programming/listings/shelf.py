"""The shelf beside the board: runs that play in these days and have no show in them yet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from programming.models import Holdover, Run
from programming.models.prepared import prepared


@dataclass(frozen=True, slots=True)
class ShelfItem:
    title: str
    facts: str
    href: str
    run: int


def shelf(first: date, last: date, *, there: Collection[int]) -> tuple[ShelfItem, ...]:
    """Runs of the house days `first` through `last`, confirmed or pencilled, but for those that are `there`.

    Four queries, one where the shelf is empty.
    """
    keys = [key for (key,) in _playing(first, last) if key not in there]
    if not keys:
        return ()
    runs = Run.objects.filter(pk__in=keys).select_related("screen", "programme").order_by("opens_on")
    return tuple(_item(run, first) for run in runs.prefetch_related("programme__items__film"))


@prepared
def _playing(first: date, last: date) -> "QuerySet[Run, tuple[int]]":
    """Asked so, what does not end is compared once a run, and the runs are gone through once: no day has an index."""
    ends = Coalesce("closes_on", first, output_field=DateField())
    booked = Run.objects.annotate(ends=ends).filter(ends__gte=first).order_by().values("pk")
    held = Holdover.objects.filter(last_on__gte=first).order_by().values("run")
    return Run.objects.filter(pk__in=booked.union(held, all=True), opens_on__lte=last).order_by().values_list("pk")


def _item(run: Run, first: date) -> ShelfItem:
    return ShelfItem(
        title=run.programme.full_title,
        facts=", ".join(part for part in (str(run.screen or ""), str(run.get_state_display())) if part),
        href=f"{reverse('staff-board-put')}?run={run.pk}&day={max(first, run.opens_on or first)}",
        run=run.pk,
    )
