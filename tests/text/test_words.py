"""Names, spec lines, markup, measure, colour."""

import pytest

from programming.text.colour import contrast, nearest_passing, on_colour
from programming.text.markup import plain_text, to_html
from programming.text.measure import line_class
from programming.text.names import list_names, possessive
from programming.text.specs import Spec, spec_line


@pytest.mark.parametrize(
    ("names", "expected"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_names_in_a_line(names: list[str], expected: str) -> None:
    assert list_names(names) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("Billy Wilder", "Billy Wilder’s"), ("Wim Wenders", "Wim Wenders’s"), ("", "")]
)
def test_possessives(name: str, expected: str) -> None:
    assert possessive(name) == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            Spec(("Soviet Union",), "1957", 95, True, "DCP", "Russian", "English"),
            "Soviet Union, 1957, approx. 95\u00a0min., DCP, in Russian with English subtitles",
        ),
        (Spec(("U.S.",), "1944", 107, format="35mm", language="English"), "U.S., 1944, 107\u00a0min., 35mm"),
        (
            Spec(("France",), "1928", 82, silent=True, subtitles="English"),
            "France, 1928, 82\u00a0min., silent with English intertitles",
        ),
        (Spec(), ""),
    ],
)
def test_spec_lines(spec: Spec, expected: str) -> None:
    assert spec_line(spec) == expected


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        ("*I Am Cuba* is **next**.", "<p><cite>I Am Cuba</cite> is <strong>next</strong>.</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](https://lantern.example/)", '<p><a href="https://lantern.example/" rel="external noopener">x</a></p>'),
        ("", ""),
    ],
)
def test_house_markup(copy: str, expected: str) -> None:
    assert to_html(copy) == expected


def test_plain_text() -> None:
    assert plain_text("*Cuba* & more\n\nAnd so on") == "Cuba & more And so on"


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Double Indemnity", "line-15 word-9"), ("Wanda", "line-10 word-6")],
)
def test_a_title_is_measured(title: str, expected: str) -> None:
    assert line_class(title) == expected


def test_colours_are_judged_by_their_contrast() -> None:
    assert round(contrast("#000000", "#ffffff")) == 21
    assert contrast(nearest_passing("#ffcc00", "#f5efe3", 4.5), "#f5efe3") >= 4.5
    assert on_colour("#be2c14") == "#fffaf0"


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            Spec(("Union soviétique",), "1957", 95, False, "DCP", "russe", "anglais"),
            "Union soviétique, 1957, 95\u00a0min, DCP, en russe sous-titré anglais",
        ),
        (
            Spec(("France",), "1962", 90, True, format="35mm", language="français"),
            "France, 1962, env. 90\u00a0min, 35mm",
        ),
        (
            Spec(("France",), "1928", 82, silent=True, subtitles="français"),
            "France, 1928, 82\u00a0min, muet, intertitres français",
        ),
    ],
)
def test_spec_lines_in_french(spec: Spec, expected: str) -> None:
    assert spec_line(spec) == expected


@pytest.mark.usefixtures("french")
def test_names_in_french() -> None:
    assert list_names(["A", "B", "C"]) == "A, B et C"
    names = ["Mikhail Kalatozov", "Agnès Varda", "Éric Rohmer"]
    assert [possessive(name) for name in names] == [
        "Un film de Mikhail Kalatozov",
        "Un film d’Agnès Varda",
        "Un film d’Éric Rohmer",
    ]
