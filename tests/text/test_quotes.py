"""Pull-quotes: marks, attribution, and cuts held against their source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programming.text.quotes import attribution, quoted, typographic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The first "thaw" film...', "“The first ‘thaw’ film…”"),
        ("He said “wow”", "“He said ‘wow’”"),
        ('"All of it quoted."', "“All of it quoted.”"),
        ("“Already turned.”", "“Already turned.”"),
        ("“He said “wow” twice.”", "“He said ‘wow’ twice.”"),
        ('"One" and "two"', "“‘One’ and ‘two’”"),
        ("The Soviet ‘thaw,’ Cranes has flights", "“The Soviet ‘thaw,’ Cranes has flights”"),
        ("It's the '60s, rock 'n' roll", "“It’s the ’60s, rock ’n’ roll”"),
    ],
)
def test_quotation_marks(text: str, expected: str) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "no" -- twice...', "She said “no” – twice…"),
        ("one - two, x-ray, 1957-58", "one – two, x-ray, 1957-58"),
        ("a word--another", "a word—another"),
    ],
)
def test_house_typography(text: str, expected: str) -> None:
    assert typographic(text) == expected


@given(st.text("ab '\"-.…“”‘’!", max_size=20))
def test_typography_may_be_done_twice(text: str) -> None:
    once = typographic(text)
    assert typographic(once) == once


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"critic": "Bilge Ebiri", "outlet": "The Village Voice"}, "– Bilge Ebiri, The Village Voice"),
        ({"critic": "Josephine Woll"}, "– Josephine Woll"),
        ({"outlet": "Cinematheque Ontario"}, "Cinematheque Ontario"),
        (
            {"critic": "Phil Hardy", "work": "The Encyclopedia of Horror Films"},
            "– Phil Hardy, The Encyclopedia of Horror Films",
        ),
        ({"work": "The Encyclopedia of Horror Films"}, "The Encyclopedia of Horror Films"),
        ({"critic": "Alex M", "audience": "member"}, "– Alex M, member"),
        ({"audience": "member of the audience"}, "– member of the audience"),
        ({"critic": "Alex M", "audience": "member", "outlet": "our guest book"}, "– Alex M, member, our guest book"),
        ({}, ""),
    ],
    ids=str,
)
def test_attributions(names: dict[str, str], expected: str) -> None:
    assert attribution(**names) == expected
