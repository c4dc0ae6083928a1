"""Rows by the batch: bulk writes that never hold more than one batch in memory."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db.models import Model

BATCH = 1_000
WIDE = 400
"""Rows of one statement; SQLite takes no more than so many values at once, and Django halves it by itself."""

Progress = Callable[[str, int, int], None]
"""Told what is being made, how much of it there is, and how much there will be."""

M = TypeVar("M", bound=Model)


def stored(rows: Iterable[M]) -> list[M]:
    """The rows, all of one model, stored and with their keys."""
    made = list(rows)
    if made:
        type(made[0])._default_manager.bulk_create(made, batch_size=WIDE)
    return made
