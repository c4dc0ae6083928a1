"""Titles: sorted and searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programming.text.titles import fold, sort_title


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("The Cranes Are Flying", "en", "Cranes Are Flying, The"),
        ("A Trip to the Moon", "en", "Trip to the Moon, A"),
        ("Die Hard", "en", "Die Hard"),
        ("Le Samouraï", "fr", "Samouraï, Le"),
        ("L’Atalante", "fr", "Atalante, L’"),
        ("The", "en", "The"),
        ("Theorem", "en", "Theorem"),
    ],
)
def test_sorting(title: str, language: str, expected: str) -> None:
    assert sort_title(title, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cléo from 5 to 7", "cleo from 5 to 7"),
        ("Летят журавли", "летят журавли"),
        ("Самойлова", "самоилова"),
        ("L’Œuvre", "loeuvre"),
        ("Dodes'ka-den", "dodeska den"),
        ("東京物語", "東京物語"),
        ("  A -- B  ", "a b"),
        ("%_", ""),
    ],
)
def test_folding(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
