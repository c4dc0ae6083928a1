"""Running times: minutes, and whether they are only about right."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

WRITTEN = re.compile(
    r"(?P<approx>approx\.?\s+|about\s+|ca?\.\s*|c\.\s*)?(?:(?P<hours>\d{1,2})\s*h(?:ours?|rs?\.?)?\s*)?"
    r"(?:(?P<minutes>\d{1,4})\s*(?:m(?:in(?:utes?|s)?)?\.?)?)?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Runtime:
    minutes: int
    approximate: bool = False

    def __post_init__(self) -> None:
        if self.minutes < 1:
            raise ValueError("A running time is at least one minute.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read “112”, “1h52”, “112 min.”, “approx. 95 min”. Raises ValueError for anything else."""
        written = WRITTEN.match(text.strip())
        if written is None or not (written["hours"] or written["minutes"]):
            raise ValueError(f"{text!r} is not a running time. Write 112, or 1h52.")
        return cls(int(written["hours"] or 0) * 60 + int(written["minutes"] or 0), bool(written["approx"]))

    def __str__(self) -> str:
        return f"{'approx. ' if self.approximate else ''}{self.minutes}\u00a0min."

    @property
    def delta(self) -> timedelta:
        return timedelta(minutes=self.minutes)
