"""What this process remembers: what follows from rows that never change, and the copy while it stands, so that neither
is put into words again for each publication.

The key has to name all that the words depend on. Nothing is thrown away but what has not been asked for the longest.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar

from django.urls import get_script_prefix
from django.utils.translation import get_language

from programming.models.reading import unnoticed

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

MOST_COPY = 256
"""Films of which a process remembers what their pages say, some 10 KB each."""


class Remembered(Generic[K, V]):
    """The values of the last `most` keys."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._known: OrderedDict[K, V] = OrderedDict()

    def all_of(self, keys: Sequence[K], make: Callable[[Sequence[K]], Mapping[K, V]]) -> Iterable[V]:
        """The values of `keys`, in their order. `make` is asked once, for those that are not known; never for none."""
        with self._lock:
            found = {key: self._known[key] for key in keys if key in self._known}
        missing = [key for key in keys if key not in found]
        found |= make(missing) if missing else {}
        with self._lock:
            for key in keys:
                self._known[key] = found[key]
                self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return [found[key] for key in keys]

    def forget(self) -> None:
        """Tests begin anew: to a process, the houses of two tests are one."""
        with self._lock:
            self._known.clear()


COPY: Remembered[tuple[Hashable, ...], Any] = Remembered(most=MOST_COPY)


def while_it_stands(
    copy: str, read: Callable[..., V], *of: Hashable, known: Remembered[tuple[Hashable, ...], Any] = COPY
) -> V:
    """`read(*of)`, which is asked once while `copy` stands, the word of models/revision.py; each time where that is
    not known. It may read nothing that is written when something is published (`NOT_COPY` in actions/watch.py).
    """
    [found] = all_while_it_stands(copy, read, [of], known=known)
    return found


def all_while_it_stands(
    copy: str,
    read: Callable[..., V],
    every: Sequence[tuple[Hashable, ...]],
    known: Remembered[tuple[Hashable, ...], Any] = COPY,
) -> Iterable[V]:
    """`read(*of)` of every one, likewise, in their order."""
    if not copy:
        return [read(*of) for of in every]
    stands = (copy, get_language(), get_script_prefix(), read)

    def make(keys: Iterable[tuple[Hashable, ...]]) -> dict[tuple[Hashable, ...], V]:
        with unnoticed():
            return {key: read(*key[len(stands) :]) for key in keys}

    return known.all_of([(*stands, *of) for of in every], make)
