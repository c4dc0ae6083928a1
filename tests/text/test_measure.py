"""The size at which a title goes into a card without a still."""

import pytest

from programming.text.measure import CARD_MEASURE, card_class, ems


@pytest.mark.parametrize(
    ("title", "size"),
    [
        ("M", 36),
        ("Stalker", 26),
        ("Double Indemnity", 17),
        ("Летят журавли", 17),
        ("七人の侍", 20),
        ("The Assassination of Jesse James by the Coward Robert Ford", 10),
        ("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", 8),
        ("Night of the Day of the Dawn " * 20, 8),
        ("", 36),
    ],
)
def test_a_card_sets_its_title_as_large_as_it_goes_in(title: str, size: int) -> None:
    assert card_class(title) == f"card-{size}"


def test_no_word_is_broken_that_a_smaller_size_holds() -> None:
    word = "Assassination"
    size = int(card_class(word).removeprefix("card-"))
    assert ems(word) * size <= CARD_MEASURE
