"""What publishing would change: the working schedule beside what stands in the public record."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from json import dumps

from django.db.models import Q, QuerySet

from programming.actions.freeze import Bills, freeze_film, freeze_programme, freeze_run, freeze_screening, withdrawn
from programming.actions.issue import Draft
from programming.choices import ChangeKind, ProgrammeKind
from programming.models import (
    Film,
    Programme,
    PublishedRun,
    PublishedScreening,
    PublishedTitle,
    Run,
    Screening,
)
from programming.models.comparison import kinds_of_change
from programming.models.facts import RunFacts, ScreeningFacts, TitleFacts
from programming.models.publication import Version
from programming.text.titles import sort_title

ROWS_BEHIND_A_SHOW = (
    "programme__items__film__credits__person",
    "programme__items__film__materials",
    "programme__items__material",
    "programme__series",
)
ROWS_OF_SHOWS: tuple[str, ...] = (
    *("screen__venue", "run__material", "material", "extras"),
    *ROWS_BEHIND_A_SHOW,
    *(f"replaced_by__{path}" for path in ROWS_BEHIND_A_SHOW),
)
"""Each row is fetched once, and shared by the shows that have the same."""

Subject = Screening | Run | Film | Programme
Facts = ScreeningFacts | RunFacts | TitleFacts


@dataclass(frozen=True)
class Change:
    """What publishing would do to one show, run or title: `was` is None for what the public does not know.

    `now` is what it would be told; with `is_listed` false it would not be told of it any more.
    """

    subject: Subject
    was: Facts | None
    now: Facts
    standing: Version | None
    is_listed: bool = True

    @property
    def key(self) -> str:
        """“screening-12”."""
        return f"{type(self.subject).__name__.lower()}-{self.subject.pk}"

    @cached_property
    def kinds(self) -> tuple[ChangeKind, ...]:
        return kinds_of_change(self.was, self.now) if self.is_listed else (ChangeKind.WITHDRAWN,)

    @cached_property
    def fingerprint(self) -> str:
        """Names this change as it was looked at: another one of the same row has another."""
        said = dumps([self.key, self.is_listed, self.now.to_json()], sort_keys=True)
        return sha256(said.encode()).hexdigest()[:16]

    @property
    def programme(self) -> Programme | None:
        """What plays; None for the title of a film."""
        if isinstance(self.subject, Screening | Run):
            return self.subject.programme
        return self.subject if isinstance(self.subject, Programme) else None

    def waits(self, at: datetime) -> bool:
        """Whether an earlier change of the same row waits under an embargo."""
        return self.standing is not None and self.standing.is_waiting(at)


def differences(*, first: date | None, last: date | None) -> list[Change]:
    """Everything in the house days `first` through `last` (None: without bound) that the public record
    does not say yet. Writes nothing."""
    screenings = _screenings(first, last)
    runs = _runs(first, last)
    return [
        *_of_shows(screenings, first, last),
        *_of_runs(runs),
        *_of_titles([*screenings, *runs]),
    ]


def draft(change: Change) -> Draft:
    """The version that would say it."""
    version = _version(change)
    version.facts = change.now.to_json()
    version.is_listed = change.is_listed
    version.change = change.kinds[0].value
    if isinstance(change.subject, Film) or not isinstance(change.subject, Screening | Run):
        return Draft(version, change.standing)
    programme = change.subject.programme
    series = tuple(one.pk for one in programme.series.all()) if isinstance(change.subject, Screening) else ()
    return Draft(version, change.standing, tuple(named_films(programme)), series)


def named_films(programme: Programme) -> list[int]:
    """The films a programme tells the public of, each once."""
    if not ProgrammeKind(programme.kind).names_films:
        return []
    return list(dict.fromkeys(item.film_id for item in programme.items.all() if item.film_id))


def titles_behind(programme: Programme) -> list[tuple[str, int]]:
    """The pages a programme stands on, as model and key."""
    kind = ProgrammeKind(programme.kind)
    own = [] if kind.leads_with_film else [("programme", programme.pk)]
    return [*own, *(("film", film) for film in named_films(programme))]


def _version(change: Change) -> Version:
    subject, now = change.subject, change.now
    if isinstance(subject, Screening) and isinstance(now, ScreeningFacts):
        return PublishedScreening(
            screening_id=subject.pk,
            run_id=subject.run_id,
            programme_id=subject.programme_id,
            screen_id=subject.screen_id,
            uid=subject.uid,
            starts_at=now.starts,
            ends_at=datetime.fromisoformat(now.ends_at),
            house_day=now.day,
            status=now.status,
            format=now.format,
        )
    if isinstance(subject, Run):
        return PublishedRun(
            run=subject, programme=subject.programme, opens_on=subject.opens_on, last_on=subject.last_day
        )
    assert isinstance(now, TitleFacts)  # noqa: S101  what is left is a title
    of = {"film": subject} if isinstance(subject, Film) else {"programme": subject}
    return PublishedTitle(slug=now.slug, sort_title=sort_title(now.title), **of)


def _screenings(first: date | None, last: date | None) -> QuerySet[Screening]:
    rows = Screening.objects.announced().filter(_days(first, last))
    return with_rows(rows)


def with_rows(rows: QuerySet[Screening]) -> QuerySet[Screening]:
    """Shows with all that is read to freeze them."""
    return rows.prefetch_related(*ROWS_OF_SHOWS)


def _runs(first: date | None, last: date | None) -> QuerySet[Run]:
    rows = Run.objects.announced()
    if last:
        rows = rows.filter(Q(opens_on__isnull=True) | Q(opens_on__lte=last))
    if first:
        rows = rows.filter(Q(closes_on__isnull=True) | Q(closes_on__gte=first) | Q(holdovers__last_on__gte=first))
    return rows.distinct().select_related("programme", "material").prefetch_related(*ROWS_BEHIND_A_SHOW, "holdovers")


def _days(first: date | None, last: date | None) -> Q:
    span = Q()
    if first:
        span &= Q(house_day__gte=first)
    if last:
        span &= Q(house_day__lte=last)
    return span


def _of_shows(announced: Iterable[Screening], first: date | None, last: date | None) -> Iterator[Change]:
    days = _days(first, last)
    span = days | Q(screening__in=[show.pk for show in announced]) if days else days
    rows = PublishedScreening.objects.standing().filter(span).defer("vevent", "farewell")
    published = {version.screening_id: version for version in rows.prefetch_related("publication")}
    bills: Bills = {}
    for screening in announced:
        change = _of_show(screening, published.pop(screening.pk, None), bills)
        if change:
            yield change
    yield from _withdrawals([version for version in published.values() if version.is_listed])


def _of_show(screening: Screening, standing: PublishedScreening | None, bills: Bills) -> Change | None:
    told = ScreeningFacts.from_json(standing.facts) if standing else None
    was = told if standing and standing.is_listed else None
    if was is None and not screening.is_on:
        return None
    now = freeze_screening(screening, told, bills)
    return Change(screening, was, now, standing) if now != was else None


def _withdrawals(standing: list[PublishedScreening]) -> Iterator[Change]:
    """Shows that the public knows of and that are not announced any more."""
    keys = [version.screening_id for version in standing]
    announced = set(Screening.objects.announced().filter(pk__in=keys).values_list("pk", flat=True))
    rows = with_rows(Screening.objects.filter(pk__in=[key for key in keys if key not in announced]))
    gone = {screening.pk: screening for screening in rows}
    for version in standing:
        if version.screening_id in gone:
            was = ScreeningFacts.from_json(version.facts)
            yield Change(gone[version.screening_id], was, withdrawn(was), version, is_listed=False)


def _of_runs(announced: Iterable[Run]) -> Iterator[Change]:
    keys = [run.pk for run in announced]
    rows = PublishedRun.objects.standing().select_related("publication")
    published = {version.run_id: version for version in rows.filter(run__in=keys)}
    for run in announced:
        standing = published.get(run.pk)
        was = RunFacts.from_json(standing.facts) if standing and standing.is_listed else None
        now = freeze_run(run)
        if now != was:
            yield Change(run, was, now, standing)
    taken = rows.listed().filter(run__in=Run.objects.pencilled()).select_related("run__programme")
    for version in taken.prefetch_related(*(f"run__{path}" for path in ROWS_BEHIND_A_SHOW), "run__holdovers"):
        was = RunFacts.from_json(version.facts)
        yield Change(version.run, was, was, version, is_listed=False)


def _of_titles(rows: Iterable[Screening | Run]) -> Iterator[Change]:
    films: dict[int, Film] = {}
    programmes: dict[int, Programme] = {}
    for row in rows:
        kind = ProgrammeKind(row.programme.kind)
        if not kind.leads_with_film:
            programmes[row.programme.pk] = row.programme
        if kind.names_films:
            films.update({item.film.pk: item.film for item in row.programme.items.all() if item.film})
    standing = PublishedTitle.objects.standing().select_related("publication")
    by_film = {version.film_id: version for version in standing.filter(film__in=films)}
    by_programme = {version.programme_id: version for version in standing.filter(programme__in=programmes)}
    for film in films.values():
        yield from _of_title(film, freeze_film(film), by_film.get(film.pk))
    for programme in programmes.values():
        yield from _of_title(programme, freeze_programme(programme), by_programme.get(programme.pk))


def _of_title(subject: Film | Programme, now: TitleFacts, standing: PublishedTitle | None) -> Iterator[Change]:
    was = TitleFacts.from_json(standing.facts) if standing and standing.is_listed else None
    if now != was:
        yield Change(subject, was, now, standing)
