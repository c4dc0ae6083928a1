"""What has been shown here: the counts that are kept, and those of the days since, which are made by reading."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache, reduce
from operator import add, or_
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.choices import Format, ScreeningStatus
from programming.listings.house import Desk
from programming.listings.remembered import Remembered
from programming.listings.shows import FACTS_AS_STORED, Show, facts_of
from programming.models import PlayedMonth, PublishedScreening
from programming.models.facts import ScreeningFacts
from programming.models.played import Appearance, Tally, appearances, month_after, month_of
from programming.models.prepared import prepared
from programming.models.reading import unnoticed
from programming.timetable.dates import month_year

DAY = timedelta(days=1)
Span = tuple[date | None, date]
"""House days from the first (None: from the beginning) through the last."""


class KeptMonth(NamedTuple):
    """What tells the count of a month from all others, and how many shows it counts."""

    first_on: date
    shows: int
    counted_at: datetime
    holds_until: datetime | None
    changed_at: datetime | None


AT_ONCE = 24
SUMS: Remembered[tuple[KeptMonth, ...], Tally] = Remembered(most=1)
"""Of all kept months together: an old house has hundreds, and the same ones from one publication to the next."""


@dataclass(frozen=True, slots=True)
class Played:
    """What was shown, all of it or in one year: how often in each month, by its first day; and all together. `years`
    are all that have some, the newest first.
    """

    shows: dict[date, int]
    whole: Tally
    years: tuple[int, ...]


def played(desk: Desk, year: int | None = None) -> Played:
    """What the public at the desk's moment knows to have been shown before today: all of it, or in a year.

    Up to three queries. Shows are read of months only whose count is not kept: the current one, as a rule.
    """
    kept, read = _kept_and_read(desk)
    years = {month.first_on.year for month in kept if month.shows} | {month.year for month in read}
    kept = [month for month in kept if month.shows and year in (None, month.first_on.year)]
    read = {month: tally for month, tally in read.items() if year in (None, month.year)}
    sums = [_sum(kept)] if year else SUMS.all_of([tuple(kept)], _summed)
    return Played(
        shows={month.first_on: month.shows for month in kept} | {month: tally.shows for month, tally in read.items()},
        whole=Tally.sum([*sums, *(read[month] for month in sorted(read))]),
        years=tuple(sorted(years, reverse=True)),
    )


def months_played(desk: Desk) -> dict[date, Tally]:
    """Each month on its own. Up to three queries."""
    kept, read = _kept_and_read(desk)
    return _tallies([month for month in kept if month.shows]) | read


def kept_months(desk: Desk) -> list[KeptMonth]:
    """The months before this one whose counts are true, in order. One query."""
    return [KeptMonth._make(row) for row in _holding(desk.at, month_of(desk.today))]


@prepared
def _holding(at: datetime, month: date) -> "QuerySet[PlayedMonth, tuple[Any, ...]]":
    holding = PlayedMonth.objects.holding(at).filter(first_on__lt=month)
    return holding.order_by("first_on").values_list(*KeptMonth._fields)


def _kept_and_read(desk: Desk) -> tuple[list[KeptMonth], dict[date, Tally]]:
    """Two queries."""
    kept = kept_months(desk)
    return kept, _read(desk, tuple(gaps([month.first_on for month in kept], desk.today - DAY)))


def _tallies(kept: Sequence[KeptMonth]) -> dict[date, Tally]:
    """What is counted of these months, which tell when that changes. One query."""
    rows = PlayedMonth.objects.filter(first_on__in=[month.first_on for month in kept])
    with unnoticed():
        return {month: Tally.from_json(facts) for month, facts in rows.values_list("first_on", "facts")}


def _summed(every: Iterable[tuple[KeptMonth, ...]]) -> dict[tuple[KeptMonth, ...], Tally]:
    return {kept: _sum(kept) for kept in every}


def _sum(kept: Sequence[KeptMonth]) -> Tally:
    """Likewise, all together. One query, read by and by: an old house has hundreds of months."""
    rows = PlayedMonth.objects.filter(first_on__in=[month.first_on for month in kept]).values_list("facts", flat=True)
    with unnoticed():
        return Tally.sum(Tally.from_json(facts) for facts in rows.iterator(AT_ONCE))


def gaps(kept: Iterable[date], last: date) -> Iterator[Span]:
    """The days through `last` that lie in none of the months."""
    open_from: date | None = None
    for month in sorted(kept):
        if open_from is None or open_from < month:
            yield open_from, month - DAY
        open_from = month_after(month)
    if open_from is None or open_from <= last:
        yield open_from, last


def within(spans: Iterable[Span]) -> Q:
    """The house days of these spans, which are not none."""
    return reduce(or_, (Q(house_day__range=(first or date.min, last)) for first, last in spans))


def _read(desk: Desk, spans: tuple[Span, ...]) -> dict[date, Tally]:
    """The tallies of the days in the gaps, by month. One query, which goes by the index of house days."""
    if not spans:
        return {}
    shown: defaultdict[date, list[ScreeningFacts]] = defaultdict(list)
    ends = (day for first, last in spans for day in (first or date.min, last))
    for day, stored in _shown(len(spans))(desk.at, *ends):
        shown[month_of(day)].append(facts_of(stored))
    return {month: Tally.of(shows) for month, shows in shown.items()}


@cache
def _shown(spans: int) -> Callable[..., list[tuple[date, str]]]:
    """Asked with the moment, and with the first and the last day of so many spans."""

    def rows(at: datetime, *ends: date) -> "QuerySet[PublishedScreening, tuple[date, str]]":
        live = PublishedScreening.objects.live(at).filter(status=ScreeningStatus.SCHEDULED)
        return live.filter(within(zip(ends[::2], ends[1::2], strict=True))).values_list("house_day", FACTS_AS_STORED)

    return prepared(rows, 1 + 2 * spans)


def appearance_of(desk: Desk, slug: str, shows: Iterable[Show]) -> Appearance | None:
    """How often the title with that address has been shown, of its shows read already; None where it has not."""
    been = [one for show in shows if show.is_on and show.day < desk.today if (one := _as_shown(slug, show))]
    return reduce(add, sorted(been, key=lambda one: one.last_on)) if been else None


@lru_cache(512)
def _as_shown(slug: str, show: Show) -> Appearance | None:
    return next((one for one in appearances(show.facts) if one.slug == slug), None)


def told(one: Appearance) -> str:
    """“Shown 14 times since 1994; last on 35mm, March 2024”."""
    last = date.fromisoformat(one.last_on)
    words = {
        "count": number(one.times),
        "year": one.first_on[:4],
        "format": Format(one.last_format).label if one.last_format else "",
        "month": month_year(last),
    }
    if one.times == 1:
        return (_("Shown once: on %(format)s, %(month)s") if one.last_format else _("Shown once: %(month)s")) % words
    if one.last_format:
        said = ngettext(
            "Shown %(count)s time since %(year)s; last on %(format)s, %(month)s",
            "Shown %(count)s times since %(year)s; last on %(format)s, %(month)s",
            one.times,
        )
    else:
        said = ngettext(
            "Shown %(count)s time since %(year)s; last in %(month)s",
            "Shown %(count)s times since %(year)s; last in %(month)s",
            one.times,
        )
    return said % words


def number(count: int) -> str:
    """“1,720”, as the language of the page writes it."""
    return number_format(count, use_l10n=True, force_grouping=True)
