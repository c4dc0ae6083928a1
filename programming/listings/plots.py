"""Small plots, drawn by the server: bars with their figures, and the same figures for a table."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programming.listings.played import number

WIDTH = 320
FEW = 8
"""Up to so many bars are read out one by one."""
LETTER = 6
"""About how wide a letter of a label is."""
ROW, THICK = 24, 15
TOP, BASE, FOOT = 14, 112, 128
"""Of columns: where the tallest begins, where all stand, where the drawing ends."""
MOST_LABELS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, its label and its figure, with the places of both; `x`, `y` are its upper left corner.

    `short` is the label beside the bar, empty where there is no room; `shown` the figure beside it.
    """

    label: str
    figure: str
    x: int
    y: int
    width: int
    height: int
    short: str
    label_x: int
    label_y: int
    shown: str
    figure_x: int
    figure_y: int
    is_spot: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """`key` names it in the page; `term` heads the first column of its table."""

    key: str
    heading: str
    term: str
    description: str
    height: int
    bars: tuple[Bar, ...]
    is_columns: bool = False
    width: int = WIDTH
    base: int = BASE


def rows(key: str, heading: str, term: str, counts: Mapping[str, int]) -> Plot:
    """A bar for each, one under the other, as given."""
    most = max(counts.values())
    left = min(116, max(66, LETTER * max(map(len, counts)) + 8))
    right = LETTER * len(number(most)) + 10
    bars = []
    for place, (label, count) in enumerate(counts.items()):
        y = ROW * place + 6
        width = max(1, round((WIDTH - left - right) * count / most))
        bars.append(
            Bar(
                label, number(count), left, y, width, THICK,
                _fitted(label, left), 0, y + 12, number(count), left + width + 6, y + 12,
            )
        )  # fmt: skip
    return Plot(key, heading, term, describe(counts), ROW * len(counts) + 6, tuple(bars))


def columns(
    key: str, heading: str, term: str, counts: Mapping[str, int], *, short: Mapping[str, str], spot: str = ""
) -> Plot:
    """A bar for each, side by side: for what follows in time. The tallest says its figure; `spot` stands out."""
    most = max(counts.values()) or 1
    step = min(40, WIDTH // len(counts))
    width = max(2, step * 7 // 10)
    every = -(-len(counts) // MOST_LABELS)
    tallest = max(counts, key=lambda label: counts[label])
    bars = []
    for place, (label, count) in enumerate(counts.items()):
        height = round((BASE - TOP) * count / most)
        middle = place * step + step // 2
        is_labelled = (len(counts) - 1 - place) % every == 0
        bars.append(
            Bar(
                label, number(count), middle - width // 2, BASE - height, width, height,
                short[label] if is_labelled else "", middle, BASE + 14,
                number(count) if label == tallest else "", max(middle, 12), BASE - height - 4, label == spot,
            )
        )  # fmt: skip
    return Plot(key, heading, term, describe(counts), FOOT, tuple(bars), is_columns=True)


def describe(counts: Mapping[str, int]) -> str:
    """What the drawing shows, in words: each figure where they are few, else the least and the most."""
    if len(counts) <= FEW:
        each = (_("%(label)s %(count)s") % {"label": label, "count": number(count)} for label, count in counts.items())
        return _("%(figures)s.") % {"figures": ", ".join(each)}
    least, most = (find(counts, key=lambda label: counts[label]) for find in (min, max))
    return _("Between %(few)s (%(least)s) and %(many)s (%(most)s), the most.") % {
        "few": number(counts[least]),
        "least": least,
        "many": number(counts[most]),
        "most": most,
    }


def _fitted(label: str, left: int) -> str:
    room = (left - 6) // LETTER
    return label if len(label) <= room else label[: room - 1].rstrip() + "…"
