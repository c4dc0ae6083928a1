"""Pull-quotes: marks, attribution, and cuts held against their source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programming.text.quotes import attribution, misquoted, quoted, typographic


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
    ("critic", "outlet", "work", "expected"),
    [
        ("Bilge Ebiri", "The Village Voice", "", "– Bilge Ebiri, The Village Voice"),
        ("Josephine Woll", "", "", "– Josephine Woll"),
        ("Alex M", "BFI Member", "", "– Alex M, BFI Member"),
        ("", "Cinematheque Ontario", "", "Cinematheque Ontario"),
        ("Phil Hardy", "", "The Encyclopedia of Horror Films", "– Phil Hardy, The Encyclopedia of Horror Films"),
        ("", "", "", ""),
    ],
)
def test_attributions(critic: str, outlet: str, work: str, expected: str) -> None:
    assert attribution(critic, outlet, work) == expected


SOURCE = "Kalatozov’s freewheeling camerawork, with its unhinged movements, creates an almost dreamlike atmosphere."
TALK = "Not a masterpiece, but he walked away. “A fine film,” she said. Nobody disagrees with Kael!"


@pytest.mark.parametrize(
    ("cut", "source", "reason"),
    [
        (SOURCE, SOURCE, ""),
        ("Kalatozov's freewheeling camerawork …", SOURCE, ""),
        ("Kalatozov’s freewheeling camerawork […] creates an almost dreamlike atmosphere.", SOURCE, ""),
        ("…an almost dreamlike atmosphere", SOURCE, ""),
        ("Kalatozov’s [hand-held] camerawork…", SOURCE, ""),
        ("[His] freewheeling camerawork…", SOURCE, ""),
        ("[H]e walked away.", TALK, ""),
        ("… he walk[s] away.", TALK, ""),
        ("“A fine film,” she said.", TALK, ""),
        ("A fine film…", TALK, ""),
        ("Not a masterpiece ... she said.", TALK, ""),
        ("[A] masterpiece…", TALK, ""),
        ("A masterpiece…", TALK, "begins inside a sentence"),
        ("Kalatozov’s freewheeling camerawork", SOURCE, "ends inside a sentence"),
        ("Nobody disagrees.", TALK, "ends inside a sentence"),
        ("Nobody disagrees!", TALK, "does not say"),
        ("… creates … freewheeling camerawork …", SOURCE, "does not say “freewheeling camerawork”"),
        ("… freewheeling camera…", SOURCE, "does not say “freewheeling camera”"),
        ("Kalatozov’s freewheeling camerawork creates…", SOURCE, "does not say"),
        ("A dreamlike masterpiece", SOURCE, "does not say"),
        ("[…]", SOURCE, "Nothing of the source"),
        ("", SOURCE, "Nothing of the source"),
    ],
)
def test_a_cut_follows_from_its_source(cut: str, source: str, reason: str) -> None:
    said = misquoted(cut, source)
    assert reason in said
    assert bool(said) is bool(reason)


WORDS = st.lists(st.sampled_from("one two three four five".split()), min_size=2, max_size=9)


@given(WORDS, st.data())
def test_words_left_out_behind_an_ellipsis_always_follow(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    cut = f"… {' '.join(words[first:last])} …"
    assert misquoted(cut, " ".join(words) + ".") == ""
    assert misquoted(f"{cut} six", " ".join(words) + ".")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Le premier film du "dégel"...', "« Le premier film du “dégel”… »"),
        ("«Un chef-d'œuvre»", "« Un chef-d’œuvre »"),
        ("« Il a dit « bravo ! » et il est parti. »", "« Il a dit “bravo !” et il est parti. »"),
        ("« Un » et « deux »", "« “Un” et “deux” »"),
        ("Superbe ! Vraiment ; à voir -- et vite", "« Superbe ! Vraiment ; à voir – et vite »"),
    ],
)
def test_french_marks(text: str, expected: str) -> None:
    assert quoted(text, "fr").replace("\u00a0", " ") == expected


@given(st.text("ab '\"-.…“”‘’«»!\u00a0", max_size=20))
def test_french_typography_may_be_done_twice(text: str) -> None:
    once = typographic(text, "fr")
    assert typographic(once, "fr") == once
