"""Keep the counts of months that are over true, within the deed that changes what the public saw of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max, Min, Q

from programming.choices import ScreeningStatus
from programming.models import PlayedMonth, PublishedScreening, Venue
from programming.models.facts import ScreeningFacts
from programming.models.played import Tally, month_after, month_of
from programming.models.publication import PublishedScreeningQuerySet, Version


def recount_for(versions: Iterable[Version | None], venue: Venue, at: datetime) -> None:
    """Count again the months that these versions speak of, as far as they are over at `at`, and those not yet kept."""
    days = {version.house_day for version in versions if isinstance(version, PublishedScreening)}
    _recount({month_of(day) for day in days} | _unkept(venue, at), venue, at)


@transaction.atomic
def recount_all(*, at: datetime) -> int:
    """Throw every count away and count again; how many months are kept now. Without a house there is nothing."""
    venue = Venue.objects.select_for_update().first()
    if venue is None:
        return 0
    PlayedMonth.objects.all().delete()
    _recount(_unkept(venue, at), venue, at)
    return PlayedMonth.objects.count()


def _unkept(venue: Venue, at: datetime) -> set[date]:
    """Months since the last one kept, and those whose count has run out. Three queries."""
    last = PlayedMonth.objects.aggregate(last=Max("first_on"))["last"]
    first = PublishedScreening.objects.aggregate(first=Min("house_day"))["first"]
    out = set(PlayedMonth.objects.filter(holds_until__lte=at).values_list("first_on", flat=True))
    start = month_after(last) if last else month_of(first) if first else None
    return out | set(_months(start, month_of(venue.day_of(at)))) if start else out


def _months(first: date, end: date) -> Iterator[date]:
    while first < end:
        yield first
        first = month_after(first)


def _recount(months: Collection[date], venue: Venue, at: datetime) -> None:
    """Four queries and a write, whatever the number of months."""
    over = {month for month in months if month < month_of(venue.day_of(at))}
    if not over:
        return
    span = PublishedScreening.objects.filter(house_day__gte=min(over), house_day__lt=month_after(max(over)))
    shown: defaultdict[date, list[ScreeningFacts]] = defaultdict(list)
    played = span.live(at).filter(status=ScreeningStatus.SCHEDULED)
    for day, facts in played.values_list("house_day", "facts").iterator(chunk_size=500):
        if month_of(day) in over:
            shown[month_of(day)].append(ScreeningFacts.from_json(facts))
    turns = _turns(span, at)
    changes: dict[date, datetime] = {}
    for day, changed in span.newest_by("house_day", at).items():
        changes[month_of(day)] = max(changed, changes.get(month_of(day), changed))
    rows = [_row(month, Tally.of(shown[month]), turns.get(month), changes.get(month), at) for month in sorted(over)]
    PlayedMonth.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["first_on"],
        update_fields=["counted_at", "holds_until", "shows", "facts", "changed_at"],
    )


def _row(
    month: date, tally: Tally, holds_until: datetime | None, changed_at: datetime | None, at: datetime
) -> PlayedMonth:
    return PlayedMonth(
        first_on=month,
        counted_at=at,
        holds_until=holds_until,
        shows=tally.shows,
        facts=tally.to_json(),
        changed_at=changed_at,
    )


def _turns(span: PublishedScreeningQuerySet, at: datetime) -> dict[date, datetime]:
    """By month, the next moment after `at` at which the public sees another version, or one less."""
    ahead = span.filter(Q(live_from__gt=at) | Q(live_until__gt=at)).exclude(live_until=F("live_from"))
    found: dict[date, datetime] = {}
    for day, *ends in ahead.values_list("house_day", "live_from", "live_until"):
        for moment in (end for end in ends if end and end > at):
            found[month_of(day)] = min(moment, found.get(month_of(day), moment))
    return found
