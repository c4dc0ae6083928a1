"""The change log: everything that was said after it was first said, the newest first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.choices import ChangeKind
from programming.listings.engagements import print_style
from programming.listings.house import Desk
from programming.listings.remembered import Remembered
from programming.listings.shows import film_href
from programming.listings.telling import Difference, Told, tell
from programming.models import Publication, PublishedRun, PublishedScreening
from programming.models.facts import RunFacts, ScreeningFacts
from programming.models.publication import V, Version, VersionQuerySet
from programming.timetable import showtimes
from programming.timetable.dates import day_range, long_day

MOST = 25
"""Publications on a page."""
MOST_GROUPS = 3
NEWS = (ChangeKind.ADDED, ChangeKind.HELD_OVER, ChangeKind.BACK)
TOLD = tuple(kind for kind in ChangeKind if kind.is_told)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """`key` names the change for good; `at` is when it became public, `stamp` the same in words."""

    key: str
    told: Told
    at: datetime
    iso: str
    stamp: str


@dataclass(frozen=True, slots=True)
class LogDay:
    label: str
    entries: tuple[LogEntry, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    days: tuple[LogDay, ...]
    empty: str
    earlier: str  # address of what is older, or ""


def changes_page(desk: Desk, before: int | None = None) -> ChangesPage:
    """A page of the log, from the publication numbered `before` down. A fixed number of queries."""
    publications = _publications(desk, before, TOLD)
    days: dict[date, list[LogEntry]] = {}
    for entry in _entries(desk, publications, TOLD):
        days.setdefault(desk.local(entry.at).date(), []).append(entry)
    is_full = len(publications) == MOST
    return ChangesPage(
        days=tuple(LogDay(long_day(day, with_year=True), tuple(entries)) for day, entries in days.items()),
        empty=_("Nothing has changed since it was printed."),
        earlier=f"{reverse('changes')}?before={publications[-1].number}" if is_full else "",
    )


def latest(desk: Desk, kinds: Sequence[ChangeKind] = TOLD) -> tuple[LogEntry, ...]:
    """The newest entries of these kinds, for feeds. A fixed number of queries."""
    return tuple(_entries(desk, _publications(desk, None, kinds), kinds))


def _publications(desk: Desk, before: int | None, kinds: Sequence[ChangeKind]) -> list[Publication]:
    """The newest that say something of these kinds."""
    says = {"publication": OuterRef("pk"), "change__in": kinds, "is_listed": True}
    told = Exists(PublishedScreening.objects.filter(**says)) | Exists(PublishedRun.objects.filter(**says))
    public = Publication.objects.filter(told, live_from__lte=desk.at, taken_back_at=None)
    rows = public.order_by("-live_from", "-number")
    last = Publication.objects.filter(number=before).first() if before else None
    if last:
        rows = rows.filter(Q(live_from__lt=last.live_from) | Q(live_from=last.live_from, number__lt=last.number))
    return list(rows[:MOST])


class AddedShow(NamedTuple):
    """What is told of a show that is new: columns, because a season that was published has thousands of them."""

    publication: int
    slug: str
    title: str
    house_day: date
    starts: datetime
    note: str

    @property
    def first_day(self) -> str:
        return self.house_day.isoformat()


class AddedRun(NamedTuple):
    publication: int
    facts: RunFacts
    note: str

    @property
    def slug(self) -> str:
        return self.facts.slug

    @property
    def first_day(self) -> str:
        return self.facts.opens_on


Added = AddedRun | AddedShow
Key = tuple[Any, ...]
TOLD_BEFORE: Remembered[Key, tuple[LogEntry, ...]] = Remembered(most=4 * MOST)


def _entries(desk: Desk, publications: Sequence[Publication], kinds: Sequence[ChangeKind]) -> Iterable[LogEntry]:
    """Entries by publication, the newest first; within one by kind and title. What a publication says never changes
    once it is public, and is put into words once for each way that the house writes. Up to four queries.
    """
    writes = (tuple(kinds), desk.hand, desk.venue.clock_rule, desk.venue.rollover_hour)
    by_key: dict[Key, Publication] = {(one.pk, one.number, one.live_from, *writes): one for one in publications}

    def made(keys: Iterable[Key]) -> dict[Key, tuple[LogEntry, ...]]:
        said = _said(desk, [by_key[key] for key in keys], kinds)
        return {key: said[by_key[key].pk] for key in keys}

    return chain.from_iterable(TOLD_BEFORE.all_of(list(by_key), made))


def _said(
    desk: Desk, publications: Sequence[Publication], kinds: Sequence[ChangeKind]
) -> dict[int, tuple[LogEntry, ...]]:
    """The entries of each publication. Four queries."""
    others = [kind for kind in kinds if kind is not ChangeKind.ADDED]
    runs = _told(PublishedRun.objects.select_related("follows"), publications, others)
    events = ("vevent", "farewell", "follows__vevent", "follows__farewell")
    shows = _told(PublishedScreening.objects.select_related("follows").defer(*events), publications, others)
    added: defaultdict[int, list[Added]] = defaultdict(list)
    if ChangeKind.ADDED in kinds:
        news: list[Added] = [*_added_runs(publications), *_added_shows(publications)]
        for one in news:
            added[one.publication].append(one)
    changed: defaultdict[int, list[Version]] = defaultdict(list)
    for version in (*runs, *shows):
        changed[version.publication_id].append(version)
    return {one.pk: (*_news(desk, one, added[one.pk]), *_changes(desk, one, changed[one.pk])) for one in publications}


def _told(
    rows: VersionQuerySet[V], publications: Sequence[Publication], kinds: Sequence[ChangeKind]
) -> VersionQuerySet[V]:
    return rows.listed().filter(publication__in=publications, change__in=kinds).order_by("pk")


def _added_runs(publications: Sequence[Publication]) -> list[AddedRun]:
    rows = _told(PublishedRun.objects.all(), publications, (ChangeKind.ADDED,))
    told = rows.values_list("publication", "facts", "public_note")
    return [AddedRun(publication, RunFacts.from_json(facts), note) for publication, facts, note in told]


def _added_shows(publications: Sequence[Publication]) -> list[AddedShow]:
    rows = _told(PublishedScreening.objects.all(), publications, (ChangeKind.ADDED,))
    said = [KT("facts__slug"), KT("facts__title")]
    return [AddedShow(*row) for row in rows.values_list("publication", *said, "house_day", "starts_at", "public_note")]


def _news(desk: Desk, publication: Publication, versions: Iterable[Added]) -> Iterable[LogEntry]:
    """One entry a title, in the order in which they can be seen; undated runs come last."""
    today = desk.venue.day_of(publication.live_from)
    titles: defaultdict[str, list[Added]] = defaultdict(list)
    for version in versions:
        titles[version.slug].append(version)
    for slug, own in sorted(titles.items(), key=lambda pair: _first_day(pair[1])):
        told = _added(desk, today, own)
        if told:
            yield _entry(desk, publication, f"added-{slug}", told)


def _changes(desk: Desk, publication: Publication, versions: Iterable[Version]) -> Iterable[LogEntry]:
    """An entry for each of what was known before, unless it was over already."""
    today = desk.venue.day_of(publication.live_from)
    for version in versions:
        if isinstance(version.said, ScreeningFacts) and version.said.day < today:
            continue
        was = version.follows.said if version.follows and version.follows.is_listed else None
        told = tell(desk, was, version.said, (ChangeKind(version.change),), version.public_note)
        yield _entry(
            desk,
            publication,
            f"{version.change}-{type(version).__name__[9:].lower()}-{version.pk}",
            _linked(told, version),
        )


def _first_day(versions: Iterable[Added]) -> str:
    return min((version.first_day for version in versions if version.first_day), default="9999")


def _linked(told: Told, version: Version) -> Told:
    """A change of one show leads to its own page."""
    if not isinstance(version, PublishedScreening):
        return told
    return replace(told, href=reverse("screening", args=[version.uid]))


def _added(desk: Desk, today: date, versions: Sequence[Added]) -> Told | None:
    """What is new of one title, in one entry; None where all of it was over when it was entered."""
    shows = [one for one in versions if isinstance(one, AddedShow) and one.house_day >= today]
    runs = [one.facts for one in versions if isinstance(one, AddedRun)]
    runs = [facts for facts in runs if facts.last is None or facts.last >= today]
    note = next((version.note for version in versions if version.note), "")
    if not shows:
        return tell(desk, None, runs[0], (ChangeKind.ADDED,), note) if runs else None
    first, last = min(show.house_day for show in shows), max(show.house_day for show in shows)
    return Told(
        kind=ChangeKind.ADDED.value,
        label=capfirst(str(ChangeKind.ADDED.label)),
        title=shows[0].title,
        href=film_href(shows[0].slug),
        when=long_day(first) if first == last else day_range(first, last),
        differences=(Difference("", _times(desk, shows, first, last)),),
        note=note,
    )


def _times(desk: Desk, shows: Iterable[AddedShow], first: date, last: date) -> str:
    """“Fri–Sun 1:00, 6:40; Mon 6:40”; only the times where all is on one day; how many where that would be long."""
    locals_ = [(show.house_day, desk.local(show.starts)) for show in shows]
    typed = [showtimes.Show(day, local.time().replace(fold=0), fold=local.fold) for day, local in locals_]
    groups = showtimes.groups(typed, print_style(desk, first, last))
    if len(groups) > MOST_GROUPS:
        return ngettext("%(count)s show", "%(count)s shows", len(typed)) % {"count": len(typed)}
    return "; ".join(times if first == last else f"{days} {times}" for days, times in groups)


def _entry(desk: Desk, publication: Publication, key: str, told: Told) -> LogEntry:
    at = publication.live_from
    return LogEntry(
        key=f"{publication.number}/{key}",
        told=told,
        at=at,
        iso=desk.iso(at),
        stamp=desk.clock(at),
    )
