"""The shelf beside the board: runs that play in these days and have no show in them yet."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from programming.choices import ScreeningStatus
from programming.models import Run


@dataclass(frozen=True, slots=True)
class ShelfItem:
    title: str
    facts: str
    href: str
    run: int


def shelf(first: date, last: date) -> tuple[ShelfItem, ...]:
    """Runs of the house days `first` through `last`, confirmed or pencilled. Up to three queries."""
    on = Q(screenings__house_day__gte=first, screenings__house_day__lte=last)
    there = Count("screenings", filter=on & Q(screenings__status=ScreeningStatus.SCHEDULED))
    plays = Q(closes_on__isnull=True) | Q(closes_on__gte=first) | Q(holdovers__last_on__gte=first)
    runs = Run.objects.filter(plays, opens_on__lte=last).annotate(there=there).filter(there=0).distinct()
    rows = runs.select_related("screen", "programme").prefetch_related("programme__items__film").order_by("opens_on")
    return tuple(
        ShelfItem(
            title=run.programme.full_title,
            facts=", ".join(part for part in (str(run.screen or ""), str(run.get_state_display())) if part),
            href=f"{reverse('staff-board-put')}?run={run.pk}&day={max(first, run.opens_on or first)}",
            run=run.pk,
        )
        for run in rows
    )
