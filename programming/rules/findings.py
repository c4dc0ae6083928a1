"""What a rule finds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256


class Level(StrEnum):
    """`ERROR` blocks, `WARNING` must be seen, `NOTE` informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Level).index(self)


class Subject(StrEnum):
    """Whose primary keys a finding is about."""

    SCREENING = "screening"
    RUN = "run"
    PROGRAMME = "programme"
    FILM = "film"
    MATERIAL = "material"


@dataclass(frozen=True, slots=True)
class Fix:
    """A way out, for a button: `label` is what it says, `deed` what it does, `values` what with.

    Deeds and their values: "move" (`screening`, and `starts_at`, an aware moment, or `screen`), "assign" (`screening`,
    `material`), "time-extra" (`extra`, `minutes`). All but moments and minutes are primary keys.
    """

    label: str
    deed: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` as in the list of conflict rules (S01, Q03 …); `about` holds the primary keys it concerns, in order.

    They are keys of `subject`. Where that is no screening, `on` holds the screenings it was found on. `facts` are what
    made it, each as text; `at` and `day` are the start and the house day of the first show concerned, where one is.
    """

    level: Level
    code: str
    message: str
    about: tuple[int, ...] = ()
    facts: tuple[str, ...] = ()
    fix: Fix | None = None
    subject: Subject = Subject.SCREENING
    on: tuple[int, ...] = ()
    at: datetime | None = None
    day: date | None = None

    @property
    def screenings(self) -> tuple[int, ...]:
        return self.about if self.subject is Subject.SCREENING else self.on

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits: the same as long as code, subject, keys and facts are, whatever the words."""
        parts = (self.code, self.subject.value, *map(str, self.about), "", *self.facts)
        return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def errors(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.level is Level.ERROR]
