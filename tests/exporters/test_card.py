"""The social card: its size, its inks, and titles of every length."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.conf import settings
from PIL import Image

from programming.exporters.card import MARGIN, SIZE, card_png
from programming.exporters.fitting import capitals, face_of, fit, shortened
from programming.listings.cards import Card

FONT = str(settings.FONT_PATH)
SPOT, PAPER = (190, 44, 20), (245, 239, 227)
LINE = "Held over! Must end Thursday, December 3"


def card(title: str, credit: str = "Carol Reed’s", line: str = LINE, *, is_past: bool = False) -> Card:
    return Card(title, credit, line, is_past, left="The Lantern", right="U.K., 1949, 104 min.", spot="#be2c14")


def drawn(one: Card, width: int = SIZE[0]) -> Image.Image:
    return Image.open(BytesIO(card_png(one, font=FONT, width=width))).convert("RGB")


TITLES = [
    "M",
    "Wanda",
    "Double Indemnity",
    "Jeanne Dielman, 23, quai du Commerce, 1080 Bruxelles",
    "À nos amours: élégie à l’École d’Åse Ç",
    "The Assassination of Jesse James by the Coward Robert Ford Again",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3,
    "Night of the Day of the Dawn " * 7,
    "W" * 200,
    "Wg, " * 50,
    "Летят журавли",
    "(500) Days & <Nights>",
    "…",
    " ",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(("credit", "line"), [("", ""), ("Carol Reed’s " * 20, LINE * 5)])
def test_no_title_runs_over_the_margin(title: str, credit: str, line: str) -> None:
    picture = drawn(card(title, credit, line))
    assert picture.size == SIZE
    edges = [(0, 0, MARGIN - 6, 630), (1200 - MARGIN + 6, 0, 1200, 630), (0, 0, 1200, 40), (0, 600, 1200, 630)]
    for edge in edges:
        assert all(
            abs(one - other) < 12
            for pair, other in zip(picture.crop(edge).getextrema(), PAPER, strict=True)
            for one in pair
        )


@pytest.mark.parametrize("title", TITLES[:6])
def test_a_title_fills_the_measure_or_the_room(title: str) -> None:
    block = fit(title, FONT, width=1088, room=300, least=40, most=430)
    across = max(face_of(FONT, block.size).getlength(words) for words in block.lines)
    assert " ".join(block.lines) == title.upper()
    assert across > 1088 * 0.85 or block.depth > 300 * 0.9
    assert (across <= 1088 * 1.02, block.depth <= 303) == (True, True)


def test_what_no_lines_can_hold_is_cut() -> None:
    block = fit("Night of the Dawn " * 40, FONT, width=1088, room=200, least=40, most=430)
    assert (block.size, block.lines[-1][-1]) == (40, "…")
    assert block.depth <= 200
    assert shortened("HELD OVER", face_of(FONT, 40), 10_000) == "HELD OVER"


@pytest.mark.parametrize(
    ("title", "set_as"),
    [("élégie", "ÉLÉGIE"), ("Straße", "STRASSE"), ("Vợ chồng", "VO CHONG"), ("Летят журавли", ""), ("M журавли", "M")],
)
def test_letters_that_the_face_lacks(title: str, set_as: str) -> None:
    assert capitals(title, FONT) == set_as


@pytest.mark.parametrize(
    ("title", "others", "set_as"),
    [
        ("Летят журавли", ("Letyat zhuravli",), "Letyat zhuravli"),
        ("Летят журавли", ("鶴は翔んでゆく",), "The Lantern"),
        ("M журавли", ("M",), "M"),
        ("M журавли", (), "The Lantern"),
        ("Vợ chồng", ("A couple",), "Vợ chồng"),
    ],
)
def test_a_title_that_the_face_lacks_gives_way_to_one_it_has(title: str, others: tuple[str, ...], set_as: str) -> None:
    assert card_png(replace(card(title), others=others), font=FONT) == card_png(card(set_as), font=FONT)


@pytest.mark.parametrize(("is_past", "has_spot"), [(False, True), (True, False)])
def test_the_line_is_in_the_spot_colour_while_it_is_live(is_past: bool, has_spot: bool) -> None:
    colours = {colour for _count, colour in drawn(card("Wanda", is_past=is_past)).getcolors(99999)}
    assert (
        any(all(abs(one - other) < 8 for one, other in zip(colour, SPOT, strict=True)) for colour in colours)
        is has_spot
    )


def test_the_same_card_is_the_same_bytes_and_small() -> None:
    one = card("The Third Man")
    first = card_png(one, font=FONT)
    card_png.cache_clear()
    assert card_png(one, font=FONT) == first
    assert len(first) < 40_000
    assert drawn(one, 600).size == (600, 315)
