"""The smaller pictures made of a still: which there are, and what their files are called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FOLDER = "renditions"
RECIPE = 1
"""Counted up when widths, kinds or qualities change: then names change too, and every still is made again."""
STEPS = (360, 720, 1080, 1600)
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
"""By the ending of the file: in the order in which a browser is offered them, the smallest first."""
PLAIN = "jpg"
"""The kind that every browser reads, and the one that stills are stored as."""
NEARLY = 0.85
"""A step that comes so near the picture's own width is left out."""
KEYED = re.compile(rf"{FOLDER}/[0-9a-f]{{20}}/\d+\.(avif|webp|jpg)|.*-[0-9a-f]{{12}}(_\w{{7}})?\.jpg")


@dataclass(frozen=True, slots=True)
class Renditions:
    """What was made of one stored file. `key` follows from its bytes and the recipe, so it may be cached for ever."""

    of: str = ""  # the file's name, so that a picture put in its place is noticed
    key: str = ""
    widths: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    is_own: bool = False  # the last width is the stored picture's own, which then is the plain one of that width

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Renditions":
        return cls(
            of=told.get("of", ""),
            key=told.get("key", ""),
            widths=tuple(told.get("widths", ())),
            kinds=tuple(told.get("kinds", ())),
            is_own=told.get("own", False),
        )

    def to_json(self) -> dict[str, Any]:
        lists = {"widths": list(self.widths), "kinds": list(self.kinds)}
        return {"of": self.of, "key": self.key, "own": self.is_own, **lists}

    def name(self, width: int, kind: str) -> str:
        """Where the file lies under the media folder."""
        if self.is_own and kind == PLAIN and width == self.widths[-1]:
            return self.of
        return f"{FOLDER}/{self.key}/{width}.{kind}"

    def names(self) -> list[str]:
        """Every file that pages may ask for."""
        return [self.name(width, kind) for width in self.widths for kind in self.kinds]


def widths_for(width: int) -> tuple[int, ...]:
    """How wide the renditions of a picture of `width` are: no wider than it is, and no two nearly alike."""
    top = min(width, STEPS[-1])
    return (*(step for step in STEPS if step < NEARLY * top), top)


def is_keyed(name: str) -> bool:
    """Whether the bytes behind a name under the media folder can never change."""
    return KEYED.fullmatch(name) is not None
