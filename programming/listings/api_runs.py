"""Published runs as the API says them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from programming.choices import Announcement
from programming.listings.api import Sheet, Values, address, cut
from programming.listings.api_screenings import run_id
from programming.listings.engagements import Playing, closing_lines, lines, printed
from programming.listings.house import Desk
from programming.listings.shows import Show, read_shows
from programming.models import Film, PublishedRun, PublishedScreening
from programming.models.facts import RunFacts

DATED = ~Q(facts__announcement=Announcement.UNDATED.value)
"""The dates of the others are working dates that the public has not been told."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which runs: of a film, in a series, "current", "coming" or "over", with a day in `first` through `last`."""

    film: str = ""
    series: str = ""
    when: str = ""
    first: date | None = None
    last: date | None = None


def runs(desk: Desk, wanted: Wanted, *, after: int, limit: int) -> Sheet:
    """By key, so in the order in which they were booked. Two queries: runs, and their shows."""
    rows = PublishedRun.objects.live(desk.at).filter(_of(desk, wanted), run__gt=after).order_by("run_id")
    kept, more = cut(list(rows[: limit + 1]), limit, lambda version: str(version.run_id))
    return _with_lines(desk, kept), more


def one_run(desk: Desk, key: int) -> Values | None:
    """Two queries; None where the public knows of none."""
    found = _with_lines(desk, list(PublishedRun.objects.live(desk.at).filter(run=key)))
    return found[0] if found else None


def run(desk: Desk, version: PublishedRun) -> Values:
    """A published version of a run. Asks nothing."""
    facts = RunFacts.from_json(version.facts)
    is_dated = facts.announcement != Announcement.UNDATED
    return {
        "id": run_id(version.run_id),
        "title": facts.title,
        "film": facts.slug,
        "credit": facts.credit or None,
        "spec": facts.spec or None,
        "announcement": facts.announcement,
        "opens_on": facts.opening if is_dated else None,
        "closes_on": facts.closing if is_dated else None,
        "last_on": facts.last if is_dated else None,
        "holdovers": [
            {
                "first_on": date.fromisoformat(held.first_on),
                "last_on": date.fromisoformat(held.last_on),
                "is_final": held.is_final,
            }
            for held in (facts.holdovers if is_dated else ())
        ],
        "sequence": version.sequence,
        "published_at": desk.local(version.live_from),
        "links": {
            "page": address(desk, "film", facts.slug),
            "calendar": address(desk, "calendar-of", "films", facts.slug),
        },
    }


def _of(desk: Desk, wanted: Wanted) -> Q:
    found = Q()
    if wanted.film:
        named = Film.objects.filter(slug=wanted.film, published_runs=OuterRef("pk"))
        found &= Q(facts__slug=wanted.film) | Q(Exists(named))
    if wanted.series:
        shows = PublishedScreening.objects.live(desk.at).filter(run=OuterRef("run"), series__slug=wanted.series)
        found &= Q(Exists(shows))
    if wanted.first:
        found &= DATED & (Q(last_on__isnull=True) | Q(last_on__gte=wanted.first))
    if wanted.last:
        found &= DATED & Q(opens_on__lte=wanted.last)
    return found & _when(desk, wanted.when)


def _when(desk: Desk, when: str) -> Q:
    """An open end is not over; a run without announced dates is to come."""
    if when == "current":
        return DATED & Q(opens_on__lte=desk.today) & (Q(last_on__isnull=True) | Q(last_on__gte=desk.today))
    if when == "coming":
        return ~DATED | Q(opens_on__gt=desk.today)
    if when == "over":
        return DATED & Q(last_on__lt=desk.today)
    return Q()


def _with_lines(desk: Desk, versions: Sequence[PublishedRun]) -> list[Values]:
    """Runs with what the listing says of each at the desk's moment. One query."""
    live = PublishedScreening.objects.live(desk.at).filter(run__in=[version.run_id for version in versions])
    shows: defaultdict[int, list[Show]] = defaultdict(list)
    for show in read_shows(live):
        shows[show.run or 0].append(show)
    return [run(desk, version) | {"lines": _lines(desk, version, shows[version.run_id])} for version in versions]


def _lines(desk: Desk, version: PublishedRun, shows: Sequence[Show]) -> list[str]:
    facts = RunFacts.from_json(version.facts)
    playing = Playing(("run", version.run_id), facts, tuple(shows), version.programme_id)
    found = closing_lines(desk, playing) if playing.is_over(desk) else printed(lines(desk, playing))
    return [line.text for line in found]
