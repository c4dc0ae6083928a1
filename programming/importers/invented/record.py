"""The plan as rows, and the publications that told the public of it, one after the other as they were made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects

from programming.actions.diff import ROWS_BEHIND_A_SHOW, Change, draft, titles_behind, with_rows
from programming.actions.freeze import Bills, freeze_film, freeze_programme, freeze_run, freeze_screening
from programming.actions.issue import issue, new_publication
from programming.choices import Announcement, RunState, ScreeningStatus
from programming.importers.invented.rows import stored
from programming.importers.invented.season import WEEK, Booking, Planned, monday
from programming.models import (
    Film,
    Holdover,
    Programme,
    PublishedRun,
    PublishedScreening,
    Run,
    Screen,
    Screening,
    ScreeningExtra,
)
from programming.models.facts import ScreeningFacts

BEHIND_A_PROGRAMME = [path.removeprefix("programme__") for path in ROWS_BEHIND_A_SHOW]
EXTRA_MINUTES = 10
LATER = timedelta(minutes=10)


@dataclass(slots=True)
class Record:
    """Stores what is planned and publishes it. `told` are the titles that the public knows, by model and key."""

    screens: Sequence[Screen]
    told: set[tuple[str, int]] = field(default_factory=set)

    def announce(self, planned: Sequence[Planned], at: datetime) -> list[int]:
        """Store these shows with the runs that they open, and publish them at `at`. The keys of the shows."""
        programmes = _programmes(show.booking.bill.key for show in planned)
        runs = self._open(planned, programmes)
        shows = self._put(planned, programmes, runs)
        news = [*_new_shows(shows), *(Change(run, None, freeze_run(run), None) for run in runs.values())]
        _publish([*news, *self._titles(programmes.values())], at, "Schedule")
        return [show.pk for show in shows]

    def keep_on(self, planned: Sequence[Planned], at: datetime) -> list[int]:
        """Hold the runs of these shows over for the week that they are in. The keys of the shows."""
        kept = {show.booking.run: show for show in planned}
        stored(_holdover(run, show) for run, show in kept.items())
        runs = _runs(kept)
        shows = self._put(planned, {run.programme_id: run.programme for run in runs.values()}, runs)
        standing = {one.run_id: one for one in PublishedRun.objects.standing().filter(run__in=kept)}
        longer = [Change(run, standing[key].said, freeze_run(run), standing[key]) for key, run in runs.items()]
        _publish([*_new_shows(shows), *longer], at, "Held over")
        return [show.pk for show in shows]

    def change(self, moved: Sequence[int], cancelled: Sequence[int], at: datetime) -> None:
        """Move and cancel shows that the public knows of."""
        shows = list(with_rows(Screening.objects.filter(pk__in=[*moved, *cancelled])))
        for show in shows:
            if show.pk in cancelled:
                show.status, show.reason = ScreeningStatus.CANCELLED.value, "The print did not arrive."
            else:
                show.starts_at += LATER
            show.version += 1
        Screening.objects.bulk_update(shows, ["status", "reason", "starts_at", "version"])
        standing = {one.screening_id: one for one in PublishedScreening.objects.standing().filter(screening__in=shows)}
        _publish([_changed(show, standing[show.pk]) for show in shows], at, "Changes")

    def promise(self, bills: Iterable[int], at: datetime) -> None:
        """Announce runs without dates."""
        programmes = _programmes(bills)
        runs = stored(
            Run(programme=one, state=RunState.CONFIRMED.value, announcement=Announcement.UNDATED.value)
            for one in programmes.values()
        )
        prefetch_related_objects(runs, "holdovers")
        news = [Change(run, None, freeze_run(run), None) for run in runs]
        _publish([*news, *self._titles(programmes.values())], at, "To come")

    def _open(self, planned: Sequence[Planned], programmes: dict[int, Programme]) -> dict[int, Run]:
        bookings = {id(show.booking): show.booking for show in planned if show.booking.is_run}.values()
        runs = stored(self._run(booking, programmes[booking.bill.key]) for booking in bookings)
        prefetch_related_objects(runs, "holdovers")
        for booking, run in zip(bookings, runs, strict=True):
            booking.run = run.pk
        return {run.pk: run for run in runs}

    def _run(self, booking: Booking, programme: Programme) -> Run:
        prints = {copy.pk: copy for item in programme.items.all() if item.film for copy in item.film.materials.all()}
        return Run(
            programme=programme,
            screen=self.screens[booking.screen],
            material=prints.get(booking.print or 0),
            opens_on=booking.opens_on,
            closes_on=booking.closes_on(),
            state=RunState.CONFIRMED.value,
        )

    def _put(
        self, planned: Sequence[Planned], programmes: dict[int, Programme], runs: dict[int, Run]
    ) -> list[Screening]:
        shows = stored(
            Screening(
                uid=show.uid,
                run=runs.get(show.booking.run),
                programme=programmes[show.booking.bill.key],
                screen=self.screens[show.screen],
                starts_at=show.starts_at,
                house_day=show.house_day,
                access=[show.access] if show.access else [],
                admissions=show.admissions,
            )
            for show in planned
        )
        stored(
            ScreeningExtra(screening=made, kind=show.extra, person=show.person, minutes=EXTRA_MINUTES)
            for made, show in zip(shows, planned, strict=True)
            if show.extra
        )
        prefetch_related_objects(shows, "extras")
        return shows

    def _titles(self, programmes: Iterable[Programme]) -> list[Change]:
        """The titles that have not been told yet."""
        found: dict[tuple[str, int], Change] = {}
        for programme in programmes:
            films = {item.film_id: item.film for item in programme.items.all() if item.film}
            for model, key in titles_behind(programme):
                if (model, key) not in self.told:
                    subject: Film | Programme = films[key] if model == "film" else programme
                    now = freeze_film(subject) if isinstance(subject, Film) else freeze_programme(subject)
                    found[model, key] = Change(subject, None, now, None)
        self.told |= found.keys()
        return list(found.values())


def _new_shows(shows: Iterable[Screening]) -> list[Change]:
    bills: Bills = {}
    return [Change(show, None, freeze_screening(show, None, bills), None) for show in shows]


def _changed(show: Screening, standing: PublishedScreening) -> Change:
    was = ScreeningFacts.from_json(standing.facts)
    return Change(show, was, freeze_screening(show, was), standing)


def _publish(changes: Sequence[Change], at: datetime, note: str) -> None:
    publication, venue = new_publication(by=None, at=at, live_from=None, note=note)
    issue(publication, venue, [draft(change) for change in changes])


def _programmes(keys: Iterable[int]) -> dict[int, Programme]:
    rows = Programme.objects.filter(pk__in=set(keys)).order_by("pk").prefetch_related(*BEHIND_A_PROGRAMME)
    return {row.pk: row for row in rows}


def _runs(keys: Iterable[int]) -> dict[int, Run]:
    rows = Run.objects.filter(pk__in=set(keys)).order_by("pk").select_related("programme", "material")
    return {row.pk: row for row in rows.prefetch_related(*ROWS_BEHIND_A_SHOW, "holdovers")}


def _holdover(run: int, show: Planned) -> Holdover:
    booking, day = show.booking, show.house_day
    number = (day - booking.opens_on) // WEEK
    first = booking.opens_on + number * WEEK
    return Holdover(
        run_id=run,
        first_on=first,
        last_on=booking.closes_on(number + 1),
        is_final=number + 1 == booking.weeks,
        decided_on=monday(first - WEEK),
    )
