"""The events of calendars, compressed some hundred at a time: most of them were for the calendar before, or another."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from programming.exporters.ical import confirm, remind
from programming.listings.calendars import Entry, event_bytes
from programming.listings.remembered import Remembered
from programming.views.packing import Piece

EVENTS = 128
"""In a piece, about: it begins at a version that can be divided by so many, and is the same whatever comes or goes in
another."""


class Manner(NamedTuple):
    """How events are written: cancelled ones so that programs show them, with an alarm so long before."""

    shows_cancelled: bool = False
    minutes_before: int = 0

    def write(self, event: bytes) -> bytes:
        if self.shows_cancelled:
            event = confirm(event)
        return remind(event, self.minutes_before) if self.minutes_before else event


Key = tuple[Manner, str, tuple[int, ...]]
PIECES: Remembered[Key, Piece] = Remembered(most=256)
"""Some 16 KB each, by their versions and when the newest of them became public: where a backup is put back, keys of
versions come a second time.
"""


def pieces_of(entries: Sequence[Entry], manner: Manner, *, is_kept: bool) -> Sequence[Piece]:
    """The events of all these entries. One query, none where every piece is known. With `is_kept` they will be."""
    keys = [_key(manner, *zip(*some, strict=True)) for some in _cut(entries)]
    if is_kept:
        return [*PIECES.all_of(keys, _made)]
    return [*_made(keys).values()]


def _cut(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    begun = 0
    for at, (version, _live_from) in enumerate(entries):
        if at > begun and version % EVENTS == 0:
            yield entries[begun:at]
            begun = at
    if entries:
        yield entries[begun:]


def _key(manner: Manner, versions: tuple[int, ...], since: tuple[str, ...]) -> Key:
    return manner, max(since), versions


def _made(keys: Sequence[Key]) -> Mapping[Key, Piece]:
    stored = event_bytes([version for _manner, _newest, some in keys for version in some]) if keys else {}
    return {key: Piece.of(b"".join(key[0].write(stored[version]) for version in key[2])) for key in keys}
