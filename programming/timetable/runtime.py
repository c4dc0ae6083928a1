"""Running times: minutes, and whether they are only about right."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from programming.language import gettext as _

WRITTEN = re.compile(
    r"(?P<approx>approx(?:imately|\.)?|about|env(?:iron|\.)?|ca?\.|~|≈)?\s*"
    r"(?:(?P<hours>\d{1,2})\s*(?:h(?:ours?|rs?)?\.?|:(?=\d\d\Z))\s*)?"
    r"(?:(?P<minutes>\d{1,4})\s*(?:m(?:in(?:ute)?s?)?\.?|['’′])?)?\Z",
    re.IGNORECASE,
)
HOUR = 60


@dataclass(frozen=True, slots=True, order=True)
class Runtime:
    """Raises ValueError for less than a minute. Sums of running times are approximate where one of them is."""

    minutes: int
    approximate: bool = False

    def __post_init__(self) -> None:
        if self.minutes < 1:
            raise ValueError(_("A running time is at least one minute."))

    def __add__(self, other: "Runtime") -> "Runtime":
        return Runtime(self.minutes + other.minutes, self.approximate or other.approximate)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read “112”, “1h52”, “1:52”, “112 min.”, “approx. 95 min”. Raises ValueError for anything else."""
        written = WRITTEN.match(text.strip())
        hours, minutes = (written["hours"], written["minutes"]) if written else (None, None)
        if written is None or not (hours or minutes) or (hours and int(minutes or 0) >= HOUR):
            raise ValueError(_("%(text)r is not a running time. Write 112, or 1h52.") % {"text": text})
        return cls(int(hours or 0) * HOUR + int(minutes or 0), bool(written["approx"]))

    def __str__(self) -> str:
        said = _("approx. %(minutes)s\u00a0min.") if self.approximate else _("%(minutes)s\u00a0min.")
        return said % {"minutes": self.minutes}

    @property
    def delta(self) -> timedelta:
        return timedelta(minutes=self.minutes)
