"""What a rule finds."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """`ERROR` blocks, `WARNING` must be seen, `NOTE` informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` as in the list of conflict rules (S01, Q03 …); `about` holds the primary keys it concerns, in order."""

    level: Level
    code: str
    message: str
    about: tuple[int, ...] = ()


def errors(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.level is Level.ERROR]
