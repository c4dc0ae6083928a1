"""What a heap of ratings comes to."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programming.rules.rating import Tally, rounded, stars_text

# The ten single ratings that a review site showed of The Cranes Are Flying, beside its own 93 %.
TEN = [5, 6, 7, 9, 10, 8, 8, 8, 10, 6]


def test_ten_ratings_come_to_what_they_come_to() -> None:
    tally = Tally.of(TEN)
    assert (tally.n, tally.mean, tally.mean_tenths) == (10, Decimal("3.85"), Decimal("3.9"))
    assert (tally.median, tally.share) == (Decimal(4), 70)
    assert tally.counts == (0, 0, 0, 0, 1, 2, 1, 3, 1, 2)


@pytest.mark.parametrize(
    ("stars", "mean", "median", "share"),
    [
        ([1], "0.5", "0.5", 0),
        ([10], "5.0", "5", 100),
        ([7], "3.5", "3.5", 100),  # exactly 3.5 recommends
        ([6], "3.0", "3", 0),
        ([6, 7], "3.3", "3.25", 50),  # 3.25 goes up
        ([1, 10, 10], "3.5", "5", 67),
        ([7, 8, 1, 1, 1, 1, 1, 1], "1.3", "0.5", 25),
    ],
)
def test_a_tally(stars: list[int], mean: str, median: str, share: int) -> None:
    tally = Tally.of(stars)
    assert (tally.mean_tenths, tally.median, tally.share) == (Decimal(mean), Decimal(median), share)


def test_a_mean_is_rounded_once() -> None:
    """1,538 half-stars of 200 votes are 3.845: to two places 3.85, to one 3.8."""
    tally = Tally.from_counts({7: 62, 8: 138})
    assert (tally.n, tally.mean, tally.mean_tenths) == (200, Decimal("3.85"), Decimal("3.8"))


@given(st.lists(st.integers(1, 10), min_size=1, max_size=60))
def test_figures_are_those_of_the_votes(stars: list[int]) -> None:
    tally = Tally.of(stars)
    ordered = sorted(stars)
    middle = Fraction(ordered[(len(stars) - 1) // 2] + ordered[len(stars) // 2], 4)
    assert tally.n == len(stars)
    assert Fraction(tally.median) == middle
    assert abs(Fraction(tally.mean) - Fraction(sum(stars), 2 * len(stars))) <= Fraction(1, 200)
    assert abs(tally.share - Fraction(100 * sum(half >= 7 for half in stars), len(stars))) <= Fraction(1, 2)


@pytest.mark.parametrize(("count", "is_enough"), [(0, False), (4, False), (5, True)])
def test_few_votes_are_shown_to_nobody(count: int, is_enough: bool) -> None:
    assert Tally.of([8] * count).is_enough is is_enough


def test_stars_as_they_are_printed() -> None:
    assert [stars_text(half) for half in range(1, 11)] == ["½", "1", "1½", "2", "2½", "3", "3½", "4", "4½", "5"]


def test_halves_go_up() -> None:
    assert rounded(Fraction(5, 2), places=0) == Decimal(3)
