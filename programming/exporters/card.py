"""The social card: a PNG of 1200 × 630 in the house's type and inks. The same card gives the same bytes."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from programming.exporters.fitting import Setting, bearings, capitals, face_of, fit, shortened
from programming.listings.cards import Card
from programming.text.colour import on_colour

SIZE = (1200, 630)
WIDTHS = (1200, 600, 300)
"""How wide a card may be asked for."""
INK, PAPER = "#17130f", "#f5efe3"
COLOURS = 32
MARGIN, TOP, FOOT = 56, 40, 42
LEFT, RIGHT = MARGIN, SIZE[0] - MARGIN
MEASURE = RIGHT - LEFT
HEAVY, HAIR, RULE = 12, 2, 4
HEAD_BASELINE, HEAD_RULE, BODY = 93, 110, 134
SMALL, CREDIT, LINE, LINE_LEAST = 30, 38, 46, 28
PAD, STRIP = 20, 70
LEAST, MOST = 40, 430
GAP = 24


@lru_cache(maxsize=256)
def card_png(card: Card, *, font: str, width: int = SIZE[0]) -> bytes:
    """The card, `width` pixels wide. `font` is the path of the display face."""
    image = Image.new("RGB", SIZE, PAPER)
    sheet = _Sheet(ImageDraw.Draw(image), font)
    sheet.head(card.left, card.right)
    body = sheet.line(card) if card.line else BODY
    sheet.title(_settable((card.title, *card.others, card.left), font), card.credit, body)
    if width != SIZE[0]:
        image = image.resize((width, round(SIZE[1] * width / SIZE[0])), Image.Resampling.LANCZOS)
    held = BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
    return held.getvalue()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The paper, and how the parts of a card are set on it."""

    draw: ImageDraw.ImageDraw
    font: str

    def head(self, left: str, right: str) -> None:
        """The heavy rule, the small print left and right, a hair rule."""
        face = face_of(self.font, SMALL)
        self._rule(TOP, HEAVY)
        told = shortened(capitals(right, self.font), face, MEASURE // 2)
        taken = round(face.getlength(told))
        self._text(RIGHT - taken, HEAD_BASELINE, told, SMALL)
        self._text(LEFT, HEAD_BASELINE, shortened(capitals(left, self.font), face, MEASURE - taken - GAP), SMALL)
        self._rule(HEAD_RULE, HAIR)

    def line(self, card: Card) -> int:
        """The engagement line: a strip of the spot colour, or for the past ink between two rules. Returns its foot."""
        words, size = self._line_words(card.line)
        width = round(face_of(self.font, size).getlength(words))
        foot = BODY + STRIP
        baseline = BODY + (STRIP - _cap(self.font, size)) // 2 + _cap(self.font, size)
        if card.is_past:
            self._rule(BODY, RULE, width)
            self._rule(foot - RULE, RULE, width)
            self._text(LEFT, baseline, words, size)
        else:
            self.draw.rectangle((LEFT, BODY, LEFT + width + 2 * PAD - 1, foot - 1), fill=card.spot)
            self._text(LEFT + PAD, baseline, words, size, on_colour(card.spot))
        return foot + GAP

    def title(self, title: str, credit: str, top: int) -> None:
        """At the foot, as large as the measure and the room under `top` allow, the credit small above."""
        above = CREDIT + GAP if credit else 0
        block = fit(
            title, self.font, width=MEASURE, room=SIZE[1] - FOOT - top - above - GAP // 2, least=LEAST, most=MOST
        )
        start = SIZE[1] - FOOT - block.depth
        self._lines(block, start)
        if credit:
            face = face_of(self.font, CREDIT)
            self._text(LEFT, start - GAP, shortened(capitals(credit, self.font), face, MEASURE), CREDIT)

    def _lines(self, block: Setting, start: int) -> None:
        """Ink to the margin: a letter's own white would leave large type standing in from the small."""
        face = face_of(self.font, block.size)
        for words, baseline in zip(block.lines, block.baselines, strict=True):
            self._text(LEFT - bearings(words, face)[0], start + baseline, words, block.size)

    def _line_words(self, line: str) -> tuple[str, int]:
        words, size, room = capitals(line, self.font), LINE, MEASURE - 2 * PAD
        while size > LINE_LEAST and face_of(self.font, size).getlength(words) > room:
            size -= 2
        return shortened(words, face_of(self.font, size), room), size

    def _rule(self, y: int, weight: int, width: int = MEASURE) -> None:
        self.draw.rectangle((LEFT, y, LEFT + width - 1, y + weight - 1), fill=INK)

    def _text(self, x: int, baseline: int, words: str, size: int, fill: str = INK) -> None:
        self.draw.text((x, baseline), words, font=face_of(self.font, size), fill=fill, anchor="ls")


def _settable(titles: tuple[str, ...], font: str) -> str:
    """The first that the face can set whole; else the first of which it can set anything. Never a row of boxes."""
    told = {title: capitals(title, font).split() for title in titles}
    whole = (title for title, words in told.items() if words and len(words) == len(title.split()))
    return next(whole, None) or next((title for title, words in told.items() if words), "")


def _cap(font: str, size: int) -> int:
    """How tall a capital is."""
    return -int(face_of(font, size).getbbox("H", anchor="ls")[1])
