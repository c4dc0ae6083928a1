"""What waits to be published, in words, by play week and film.

Listings may not see actions: changes come in by what is asked of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext as _

from programming.choices import ChangeKind
from programming.listings.house import Desk
from programming.listings.telling import Told, tell
from programming.models.comparison import Facts
from programming.models.facts import RunFacts, ScreeningFacts
from programming.rules.findings import Finding
from programming.timetable.dates import day_range


class Changed(Protocol):
    """A change as `actions.diff` finds it."""

    @property
    def key(self) -> str: ...
    @property
    def was(self) -> Facts | None: ...
    @property
    def now(self) -> Facts: ...
    @property
    def kinds(self) -> tuple[ChangeKind, ...]: ...
    @property
    def fingerprint(self) -> str: ...
    def waits(self, at: datetime) -> bool: ...


@dataclass(frozen=True, slots=True)
class PendingChange:
    key: str
    choice: str  # "screening-12:4f2a…": the change as it was looked at
    told: Told
    findings: tuple[Finding, ...]
    waits: bool  # an earlier change of the row waits under an embargo, so this one cannot be published
    note: str = ""  # typed already


@dataclass(frozen=True, slots=True)
class PendingFilm:
    slug: str
    title: str
    changes: tuple[PendingChange, ...]


@dataclass(frozen=True, slots=True)
class PendingWeek:
    key: str  # its first house day, or "titles"
    label: str
    films: tuple[PendingFilm, ...]

    @property
    def changes(self) -> tuple[PendingChange, ...]:
        return tuple(change for film in self.films for change in film.changes)


def pending(
    desk: Desk,
    changes: Iterable[Changed],
    findings: Mapping[str, Sequence[Finding]] | None = None,
    notes: Mapping[str, str] | None = None,
) -> tuple[PendingWeek, ...]:
    """Changes by play week and film, titles last. `findings` and `notes` go by the key of the change they concern."""
    weeks: dict[str, dict[str, list[Changed]]] = {}
    for change in sorted(changes, key=_order):
        weeks.setdefault(week_key(desk, change.now), {}).setdefault(change.now.slug, []).append(change)
    return tuple(
        PendingWeek(
            key,
            _label(desk, key),
            tuple(
                PendingFilm(
                    slug,
                    own[0].now.title,
                    tuple(_pending(desk, change, findings or {}, notes or {}) for change in own),
                )
                for slug, own in films.items()
            ),
        )
        for key, films in sorted(weeks.items())
    )


def week_key(desk: Desk, facts: Facts) -> str:
    """The first day of the play week a change belongs to; a run's is that of its opening, or this one once it plays."""
    if isinstance(facts, ScreeningFacts):
        return desk.venue.week_of(facts.day).first.isoformat()
    if isinstance(facts, RunFacts) and facts.opening:
        return desk.venue.week_of(max(facts.opening, min(desk.today, facts.last or desk.today))).first.isoformat()
    return TITLES


TITLES = "titles"


def _order(change: Changed) -> tuple[str, str, str]:
    starts = change.now.starts_at if isinstance(change.now, ScreeningFacts) else ""
    return change.now.title.casefold(), starts, change.key


def _label(desk: Desk, key: str) -> str:
    if key == TITLES:
        return _("Titles, and runs without dates")
    week = desk.venue.week_of(date.fromisoformat(key))
    return day_range(week.first, week.last, with_year=week.first.year != desk.today.year)


def _pending(
    desk: Desk, change: Changed, findings: Mapping[str, Sequence[Finding]], notes: Mapping[str, str]
) -> PendingChange:
    return PendingChange(
        key=change.key,
        choice=f"{change.key}:{change.fingerprint}",
        told=tell(desk, change.was, change.now, change.kinds),
        findings=tuple(findings.get(change.key, ())),
        waits=change.waits(desk.at),
        note=notes.get(change.key, ""),
    )
