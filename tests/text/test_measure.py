"""The size at which a title goes into a card without a still."""

import pytest

from programming.text.measure import CARD_MEASURE, card_class, ems, line_class


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


@pytest.mark.parametrize("end", ["\n", "\r\n", "\x1c", "\x85", "\u2028", "\u2029"])
def test_a_line_s_end_that_was_pasted_in_is_a_space(end: str) -> None:
    assert line_class(f"The{end}Third Man") == line_class(f"The{' ' * len(end)}Third Man")
    assert card_class(end + "M") == "card-36"


def test_no_word_is_broken_that_a_smaller_size_holds() -> None:
    word = "Assassination"
    size = int(card_class(word).removeprefix("card-"))
    assert ems(word) * size <= CARD_MEASURE
