"""Cuts held against the source they were cut from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programming.text.cuts import compared, misquoted

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


def spans(spans: tuple[tuple[str, str], ...], kind: str) -> list[str]:
    return [words for one, words in spans if one == kind]


@pytest.mark.parametrize(
    ("cut", "out", "added", "wrong"),
    [
        ("", [], [], []),
        (SOURCE, [], [], []),
        (
            "Kalatozov's freewheeling camerawork […] creates an almost dreamlike atmosphere.",
            [", with its unhinged movements, "],
            [],
            [],
        ),
        (
            "[His] freewheeling camerawork ...",
            ["Kalatozov’s ", ", with its unhinged movements, creates an almost dreamlike atmosphere."],
            ["[His]"],
            [],
        ),
        (
            "Kalatozov’s freewheeling camerawork creates a dream.",
            [SOURCE],
            [],
            ["Kalatozov’s freewheeling camerawork creates a dream."],
        ),
        (
            "…creates… … a dream",
            ["Kalatozov’s freewheeling camerawork, with its unhinged movements, ", " an almost dreamlike atmosphere."],
            [],
            [" a dream"],
        ),
        ("[…]", [SOURCE], [], []),
    ],
)
def test_what_is_left_out_and_added_is_shown(cut: str, out: list[str], added: list[str], wrong: list[str]) -> None:
    found = compared(cut, SOURCE)
    assert (spans(found.source, "out"), spans(found.cut, "added"), spans(found.cut, "wrong")) == (out, added, wrong)
    assert found.why == (misquoted(cut, SOURCE) if cut else "")


@given(st.text("ab c.,…[]’'\"\n", max_size=24), st.text("ab c.,…[]’'\"\n", max_size=24))
def test_both_sides_stand_whole(cut: str, source: str) -> None:
    found = compared(cut, source)
    shown = cut if cut.strip() else source
    assert "".join(words for _kind, words in found.source).split() == source.split()
    assert "".join("".join(words for _kind, words in found.cut).split()) == "".join(shown.split())


@given(st.text("ab c.,…[]’", max_size=16), st.text("ab c.,…[]’", max_size=16))
def test_a_cut_that_follows_has_no_wrong_words(cut: str, source: str) -> None:
    found = compared(cut, source)
    if not found.why:
        assert spans(found.cut, "wrong") == []
