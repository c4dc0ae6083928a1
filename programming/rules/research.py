"""Readings beside one another: which question a claim answers, and how many sources speak against the house."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from programming.choices import ClaimStatus
from programming.models import Claim
from programming.models.properties import field_of, is_same, record_of, stored


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one question: how many sources speak, how many of them against the house and are not decided on, and how
    many readings there are. `stands` is what the house says, `source` the accepted claim behind it.
    """

    stands: str
    source: Claim | None
    sources: int
    against: int
    readings: int
    is_disputed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide: a source disagrees, one is disputed, or none of several is chosen."""
        return bool(self.against) or self.is_disputed or (not self.stands and self.readings > 1)


def question(claim: Claim) -> dict[str, Any]:
    """What a claim has in common with the other readings of its question, for a filter."""
    told = {"film": claim.film_id, "about": claim.about, "topic": claim.topic, "scope": claim.scope}
    return {**told, "material": claim.material_id} if claim.material_id else {**told, "material__isnull": True}


def key(claim: Claim) -> tuple[str, str, str, int]:
    """The question, within a film."""
    return claim.about, claim.topic, claim.scope, claim.material_id or 0


def house_says(claims: Sequence[Claim]) -> str:
    """What the house prints: the field, where the question has one, else the accepted reading."""
    row = record_of(claims[0])
    if row is not None:
        return stored(row, field_of(claims[0]))
    return next((claim.value for claim in claims if claim.is_the_reading), "")


def seen_as(claims: Sequence[Claim]) -> str:
    """16 hexadecimal digits for a question as it stands: its readings, what was decided, what the field says."""
    parts = [house_says(claims)] if claims else []
    for one in sorted(claims, key=lambda one: one.pk):
        parts += [str(one.pk), one.value, one.status, str(one.is_variant), one.reason]
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def tally(claims: Sequence[Claim]) -> Tally:
    """Count the sources of one question. What is rejected is decided; an accepted spelling disagrees with nobody."""
    stands = house_says(claims)
    source = next((one for one in claims if one.is_the_reading and _agrees(one, stands)), None)
    against = {one.source_id for one in claims if ClaimStatus(one.status).is_open and not _agrees(one, stands)}
    return Tally(
        stands=stands,
        source=source,
        sources=len({one.source_id for one in claims}),
        against=len(against) if stands else 0,
        readings=len(readings(claims)),
        is_disputed=any(one.status == ClaimStatus.DISPUTED for one in claims),
    )


def readings(claims: Iterable[Claim]) -> list[list[Claim]]:
    """The claims that say the same, together; in the order in which they came on file."""
    found: list[list[Claim]] = []
    for claim in claims:
        same = next((own for own in found if is_same(claim.about, own[0].value, claim.value)), None)
        if same is None:
            found.append([claim])
        else:
            same.append(claim)
    return found


def _agrees(claim: Claim, stands: str) -> bool:
    return is_same(claim.about, claim.value, stands)
