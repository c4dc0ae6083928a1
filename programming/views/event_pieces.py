"""The events of calendars, compressed some hundred at a time: most of them were for the calendar before, or another."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from programming.exporters.ical import confirm, remind
from programming.listings.calendars import Day, events
from programming.listings.remembered import Remembered
from programming.models.reading import unnoticed
from programming.views.packing import Piece

EVENTS = 128
"""In a piece, at most, where the days of a calendar are alike."""


class Manner(NamedTuple):
    """How events are written: cancelled ones so that programs show them, with an alarm so long before."""

    shows_cancelled: bool = False
    minutes_before: int = 0

    def write(self, event: bytes) -> bytes:
        if self.shows_cancelled:
            event = confirm(event)
        return remind(event, self.minutes_before) if self.minutes_before else event


class Key(NamedTuple):
    """All that a piece depends on. Its days say when the newest of their versions became public: where a backup is put
    back, keys of versions come a second time.
    """

    manner: Manner
    days: tuple[Day, ...]


PIECES: Remembered[Key, Piece] = Remembered(most=256)
"""Some 8 KB each."""


def pieces_of(days: Sequence[Day], manner: Manner, *, is_kept: bool) -> Sequence[Piece]:
    """The events of all these days. One query, none where every piece is known. With `is_kept` they will be."""
    keys = [Key(manner, some) for some in _cut(days)]
    if is_kept:
        return [*PIECES.all_of(keys, _made)]
    return [*_made(keys).values()]


def _cut(days: Sequence[Day]) -> Iterator[tuple[Day, ...]]:
    """Some days at a time, a power of two, counted from the first of all days: what comes or goes on one day leaves the
    pieces of the others as they are.
    """
    count = sum(versions.count(",") + 1 for _day, versions, _newest in days)
    together = max(1, EVENTS * len(days) // max(1, count))
    place = together.bit_length() - 1
    for _place, some in groupby(days, lambda day: day[0].toordinal() >> place):
        yield tuple(some)


def _made(keys: Sequence[Key]) -> Mapping[Key, Piece]:
    key_of = {
        int(version): key for key in keys for _day, versions, _newest in key.days for version in versions.split(",")
    }
    written: defaultdict[Key, list[bytes]] = defaultdict(list)
    with unnoticed():  # versions never change: it is enough that a page asks again which there are
        for version, event in events(key_of) if key_of else ():
            key = key_of[version]
            written[key].append(key.manner.write(event))
    return {key: Piece.of(b"".join(written[key])) for key in keys}
