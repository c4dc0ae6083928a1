"""What a heap of ratings comes to. Stars are stored as half-stars, whole numbers from 1 to 10, and counted exactly."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import accumulate

from programming.models.rating import LEAST, MOST

HALVES = range(LEAST, MOST + 1)
RECOMMENDED = 7
"""3.5 stars: who gives that or more would recommend the film."""
ENOUGH = 5
"""Fewer votes are shown to nobody: they say little, and whose they are could be guessed."""


@dataclass(frozen=True, slots=True)
class Tally:
    """`counts`: how many gave half a star, one star … five stars."""

    counts: tuple[int, ...]

    @classmethod
    def of(cls, stars: Iterable[int]) -> "Tally":
        return cls.from_counts(Counter(stars))

    @classmethod
    def from_counts(cls, counts: Mapping[int, int]) -> "Tally":
        return cls(tuple(counts.get(half, 0) for half in HALVES))

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def is_enough(self) -> bool:
        """Whether it may be shown."""
        return self.n >= ENOUGH

    @property
    def mean(self) -> Decimal:
        """In stars, to two places. Of no ratings there is none: ZeroDivisionError."""
        total = sum(half * count for half, count in zip(HALVES, self.counts, strict=True))
        return rounded(Fraction(total, 2 * self.n), places=2)

    @property
    def mean_tenths(self) -> Decimal:
        """In stars, to one place, from the votes themselves: what is rounded twice says 3.9 for 3.845."""
        total = sum(half * count for half, count in zip(HALVES, self.counts, strict=True))
        return rounded(Fraction(total, 2 * self.n), places=1)

    @property
    def median(self) -> Decimal:
        """In stars: of an even number, half-way between the two in the middle."""
        return Decimal(self._at((self.n - 1) // 2) + self._at(self.n // 2)) / 4

    @property
    def share(self) -> int:
        """How many of a hundred would recommend it."""
        return int(rounded(Fraction(100 * sum(self.counts[RECOMMENDED - LEAST :]), self.n), places=0))

    def _at(self, place: int) -> int:
        """The half-stars of the vote at that place, counted from 0 upwards from the lowest."""
        return next(half for half, so_far in zip(HALVES, accumulate(self.counts), strict=True) if so_far > place)


def rounded(value: Fraction, *, places: int) -> Decimal:
    """Halves go up, as people round."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def stars_text(half_stars: int) -> str:
    """“3½”"""
    whole, half = divmod(half_stars, 2)
    return f"{whole or ''}{'½' if half else ''}"
