"""Milliseconds: by the processor for pages, by the clock on the wall for what people wait for."""

import gc
from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any


def processor(do: Callable[[], Any]) -> float:
    return _timed(do, process_time)


def wall(do: Callable[[], Any]) -> float:
    return _timed(do, perf_counter)


def _timed(do: Callable[[], Any], clock: Callable[[], float]) -> float:
    gc.collect()  # of one's own rubbish, not of what was measured before
    begun = clock()
    do()
    return (clock() - begun) * 1000
