"""Milliseconds of processor time, which say the same on a busy machine as on a quiet one, or nearly.

The database is SQLite, whose work is done in this process and counts.
"""

import gc
from collections.abc import Callable
from time import process_time
from typing import Any


def processor(do: Callable[[], Any]) -> float:
    gc.collect()  # of one's own rubbish, not of what was measured before
    begun = process_time()
    do()
    return (process_time() - begun) * 1000
