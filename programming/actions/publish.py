"""Publish: freeze what changed into new versions that become public together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Max

from programming.actions.errors import Refused
from programming.actions.freeze import freeze_film, freeze_programme, freeze_run, freeze_screening, withdrawn
from programming.actions.vevent import vevent
from programming.choices import ProgrammeKind
from programming.models import (
    Film,
    Programme,
    Publication,
    PublishedRun,
    PublishedScreening,
    PublishedTitle,
    Run,
    Screening,
    Venue,
)
from programming.models.facts import ScreeningFacts, TitleFacts
from programming.models.publication import Version
from programming.text.titles import sort_title

BATCH = 500
ROWS_BEHIND_A_SHOW = (
    "programme__items__film__credits__person",
    "programme__items__film__materials",
    "programme__items__material",
    "programme__series",
)


@dataclass(frozen=True, slots=True)
class Change:
    """What publishing would do to one show: `was` is None for a new one."""

    was: ScreeningFacts | None
    now: ScreeningFacts


def changes(*, first: date | None, last: date | None, at: datetime) -> tuple[Change, ...]:
    """The shows that a publication would add or change, by start. Writes nothing. Raises Refused as `publish` does."""
    issue = _gather(Publication(number=0, made_at=at, live_from=at), Venue.objects.get(), first, last)
    found = (
        Change(issue.told.get(version.screening_id), ScreeningFacts.from_json(version.facts))
        for version, _programme in issue.screenings
    )
    return tuple(sorted(found, key=lambda change: change.now.starts_at))


@transaction.atomic
def publish(
    *,
    first: date | None,
    last: date | None,
    by: User | None,
    at: datetime,
    live_from: datetime | None = None,
    note: str = "",
) -> Publication | None:
    """Publish what changed in the house days `first` through `last` (None: without bound), live at `live_from` or now.

    Returns the publication, or None when nothing had changed. Raises Refused when a row that changed waits under an
    embargo of an earlier publication, and when `live_from` is past.
    """
    venue = Venue.objects.select_for_update().get()  # one publisher at a time
    if live_from is not None and live_from < at:
        raise Refused("A publication cannot go live in the past.")
    number = (Publication.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    publication = Publication(number=number, made_at=at, made_by=by, live_from=live_from or at, note=note)
    return _gather(publication, venue, first, last).store()


def _gather(publication: Publication, venue: Venue, first: date | None, last: date | None) -> "_Issue":
    issue = _Issue(venue, publication)
    screenings = _screenings(first, last)
    runs = _runs(first, last)
    issue.add_screenings(screenings, first, last)
    issue.add_runs(runs)
    issue.add_titles([*screenings, *runs])
    return issue


def _screenings(first: date | None, last: date | None) -> list[Screening]:
    announced = Screening.objects.announced()
    if first and last:
        announced = announced.between(first, last)
    return list(
        announced.select_related("screen__venue", "programme", "run__material", "material").prefetch_related(
            *ROWS_BEHIND_A_SHOW, "extras"
        )
    )


def _runs(first: date | None, last: date | None) -> list[Run]:
    announced = Run.objects.announced()
    if first and last:
        undated = models.Q(opens_on__isnull=True)
        announced = announced.filter(undated | models.Q(opens_on__lte=last)).exclude(
            closes_on__lt=first, holdovers__isnull=True
        )
    return list(announced.select_related("programme", "material").prefetch_related(*ROWS_BEHIND_A_SHOW, "holdovers"))


@dataclass
class _Issue:
    """A publication in the making: versions are gathered, then stored at once."""

    venue: Venue
    publication: Publication
    screenings: list[tuple[PublishedScreening, Programme]] = field(default_factory=list)
    runs: list[tuple[PublishedRun, Programme]] = field(default_factory=list)
    titles: list[PublishedTitle] = field(default_factory=list)
    replaced: list[Version] = field(default_factory=list)
    told: dict[int, ScreeningFacts] = field(default_factory=dict)

    def add_screenings(self, announced: list[Screening], first: date | None, last: date | None) -> None:
        standing = PublishedScreening.objects.standing().defer("vevent")
        if first and last:
            in_span = models.Q(house_day__gte=first, house_day__lte=last)
            standing = standing.filter(in_span | models.Q(screening__in=[show.pk for show in announced]))
        published = {version.screening_id: version for version in standing.select_related("screening")}
        for screening in announced:
            self._add_show(screening, published.pop(screening.pk, None))
        for version in published.values():
            if version.is_listed and not _is_announced(version.screening_id):
                self._add_withdrawal(version)

    def _add_show(self, screening: Screening, standing: PublishedScreening | None) -> None:
        if standing is None and not screening.is_on:
            return
        told = ScreeningFacts.from_json(standing.facts) if standing else None
        facts = freeze_screening(screening, told)
        if facts != told:
            if told:
                self.told[screening.pk] = told
            self.screenings.append((self._version(screening, facts, standing), screening.programme))

    def _add_withdrawal(self, standing: PublishedScreening) -> None:
        facts = withdrawn(ScreeningFacts.from_json(standing.facts))
        if standing.facts != facts.to_json():
            screening = Screening.objects.select_related("screen", "programme", "run").get(pk=standing.screening_id)
            self.screenings.append((self._version(screening, facts, standing), screening.programme))

    def _version(
        self, screening: Screening, facts: ScreeningFacts, standing: PublishedScreening | None
    ) -> PublishedScreening:
        version = PublishedScreening(
            screening=screening,
            run=screening.run,
            programme=screening.programme,
            screen=screening.screen,
            uid=screening.uid,
            starts_at=datetime.fromisoformat(facts.starts_at),
            ends_at=datetime.fromisoformat(facts.ends_at),
            house_day=date.fromisoformat(facts.house_day),
            status=facts.status,
            format=facts.format,
            **self._place_in_line(standing),
        )
        version.facts = facts.to_json()
        version.vevent = vevent(
            facts, uid=screening.uid, sequence=version.sequence, stamp=self.publication.live_from, venue=self.venue
        )
        return version

    def add_runs(self, announced: list[Run]) -> None:
        """New versions of runs that changed; a run that is announced no more loses its standing one."""
        known = models.Q(run__in=[run.pk for run in announced]) | models.Q(live_until__isnull=True)
        latest = {version.run_id: version for version in PublishedRun.objects.filter(known).order_by("sequence")}
        for run in announced:
            last = latest.get(run.pk)
            facts = freeze_run(run).to_json()
            if last is None or last.live_until is not None or last.facts != facts:
                version = PublishedRun(
                    run=run,
                    programme=run.programme,
                    opens_on=run.opens_on,
                    last_on=run.last_day,
                    facts=facts,
                    **self._place_in_line(last),
                )
                self.runs.append((version, run.programme))
        kept = set(Run.objects.announced().values_list("pk", flat=True))
        for version in latest.values():
            if version.live_until is None and version.run_id not in kept:
                self._place_in_line(version)

    def add_titles(self, rows: Iterable[Screening | Run]) -> None:
        films: dict[int, Film] = {}
        programmes: dict[int, Programme] = {}
        for row in rows:
            kind = ProgrammeKind(row.programme.kind)
            if not kind.leads_with_film:
                programmes[row.programme.pk] = row.programme
            if kind.names_films:
                films.update({item.film.pk: item.film for item in row.programme.items.all() if item.film})
        by_film = {version.film_id: version for version in PublishedTitle.objects.standing().filter(film__in=films)}
        by_programme = {
            version.programme_id: version
            for version in PublishedTitle.objects.standing().filter(programme__in=programmes)
        }
        for film in films.values():
            self._add_title(freeze_film(film), by_film.get(film.pk), film=film)
        for programme in programmes.values():
            self._add_title(freeze_programme(programme), by_programme.get(programme.pk), programme=programme)

    def _add_title(self, facts: TitleFacts, standing: PublishedTitle | None, **subject: Film | Programme) -> None:
        if standing is None or standing.facts != facts.to_json():
            self.titles.append(
                PublishedTitle(
                    slug=facts.slug,
                    sort_title=sort_title(facts.title),
                    facts=facts.to_json(),
                    **subject,
                    **self._place_in_line(standing),
                )
            )

    def _place_in_line(self, standing: Version | None) -> dict[str, object]:
        """Where a new version stands: behind `standing`, the last one, whose life it ends."""
        if standing is not None and standing.live_until is None:
            if standing.live_from > self.publication.made_at:
                raise Refused(
                    f"A change to the same row waits in publication {standing.publication.number} until "
                    f"{standing.live_from:%Y-%m-%d %H:%M} UTC. Take that back or bring it forward first."
                )
            self.replaced.append(standing)
        return {
            "publication": self.publication,
            "live_from": self.publication.live_from,
            "sequence": standing.sequence + 1 if standing else 0,
        }

    def store(self) -> Publication | None:
        """Write everything, or nothing when there is nothing to write."""
        if not (self.screenings or self.runs or self.titles or self.replaced):
            return None
        self.publication.save()
        for model in (PublishedScreening, PublishedRun, PublishedTitle):
            ended = [version.pk for version in self.replaced if isinstance(version, model)]
            for place in range(0, len(ended), BATCH):
                batch = model._default_manager.filter(pk__in=ended[place : place + BATCH])
                batch.update(live_until=self.publication.live_from)
        PublishedScreening.objects.bulk_create([version for version, _ in self.screenings], batch_size=BATCH)
        PublishedRun.objects.bulk_create([version for version, _ in self.runs], batch_size=BATCH)
        PublishedTitle.objects.bulk_create(self.titles, batch_size=BATCH)
        self._store_links()
        return self.publication

    def _store_links(self) -> None:
        """Which films and series each version speaks of."""
        shows, runs = PublishedScreening.films.through, PublishedRun.films.through
        series = PublishedScreening.series.through
        shows.objects.bulk_create(
            (
                shows(publishedscreening_id=version.pk, film_id=film)
                for version, programme in self.screenings
                for film in _named_films(programme)
            ),
            batch_size=1000,
        )
        runs.objects.bulk_create(
            (
                runs(publishedrun_id=version.pk, film_id=film)
                for version, programme in self.runs
                for film in _named_films(programme)
            ),
            batch_size=1000,
        )
        series.objects.bulk_create(
            (
                series(publishedscreening_id=version.pk, series_id=one.pk)
                for version, programme in self.screenings
                for one in programme.series.all()
            ),
            batch_size=1000,
        )


def _named_films(programme: Programme) -> list[int]:
    """The films a programme tells the public of, each once."""
    if not ProgrammeKind(programme.kind).names_films:
        return []
    return list(dict.fromkeys(item.film_id for item in programme.items.all() if item.film_id))


def _is_announced(screening_id: int) -> bool:
    return Screening.objects.announced().filter(pk=screening_id).exists()
