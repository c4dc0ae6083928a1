"""Names as the search keeps them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programming.text.search import LAST, asked_words, indexed_words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Third Man", [("third", 0, 2), ("man", 1, 2)]),
        ("The The", [("the", 0, 2), ("the", 1, 2)]),
        ("L’Avventura", [("lavventura", 0, 1), ("avventura", 0, 1)]),
        ("Close-Up", [("close", 0, 2), ("up", 1, 2), ("closeup", 0, 2)]),
        ("Dodes’ka-den", [("dodeska", 0, 2), ("den", 1, 2), ("dodeskaden", 0, 2)]),
        ("8½", [("8", 0, 3), ("1", 1, 3), ("2", 2, 3)]),
        ("東京物語", [("東京物語", 0, 1), ("京物語", LAST, 1), ("物語", LAST, 1), ("語", LAST, 1)]),
        ("Летят журавли", [("летят", 0, 2), ("журавли", 1, 2)]),
        ("…", []),
    ],
)
def test_words_and_their_places(name: str, expected: list[tuple[str, int, int]]) -> None:
    assert list(dict.fromkeys((one.word, one.place, one.size) for one in indexed_words(name))) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("the third man", ["third", "man"]),
        ("The", ["the"]),
        ("  Kurosawa,   Akira ", ["kurosawa", "akira"]),
        ("%_", []),
        ("a b c d e f g h i j k", ["b", "c", "d", "f", "g", "h", "j", "k"]),
    ],
)
def test_what_counts_of_a_query(query: str, expected: list[str]) -> None:
    assert [word.word for word in asked_words(query)] == expected


@given(st.text(max_size=60))
def test_whatever_a_name_says_it_is_found_by_its_own_words(name: str) -> None:
    assert {word.word for word in asked_words(name)} <= {word.word for word in indexed_words(name)}
