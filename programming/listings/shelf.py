"""The shelf beside the board: runs that play in these days and have no show in them yet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from programming.models import Holdover, Run
from programming.models.plain import read_plain


@dataclass(frozen=True, slots=True)
class ShelfItem:
    title: str
    facts: str
    href: str
    run: int


PLAYS = f"""
id IN (
    SELECT id FROM {Run._meta.db_table} WHERE COALESCE(closes_on, %s) >= %s
    UNION ALL SELECT run_id FROM {Holdover._meta.db_table} WHERE last_on >= %s
) AND opens_on <= %s
"""  # noqa: S608
"""Asked so, what does not end is compared once a run, and the runs are gone through once: neither day has an index."""


def shelf(first: date, last: date, *, there: Collection[int]) -> tuple[ShelfItem, ...]:
    """Runs of the house days `first` through `last`, confirmed or pencilled, but for those that are `there`.

    Four queries, one where the shelf is empty.
    """
    keys = [key for (key,) in read_plain(Run, ("id",), PLAYS, (first, first, first, last)) if key not in there]
    if not keys:
        return ()
    runs = Run.objects.filter(pk__in=keys).select_related("screen", "programme").order_by("opens_on")
    return tuple(_item(run, first) for run in runs.prefetch_related("programme__items__film"))


def _item(run: Run, first: date) -> ShelfItem:
    return ShelfItem(
        title=run.programme.full_title,
        facts=", ".join(part for part in (str(run.screen or ""), str(run.get_state_display())) if part),
        href=f"{reverse('staff-board-put')}?run={run.pk}&day={max(first, run.opens_on or first)}",
        run=run.pk,
    )
