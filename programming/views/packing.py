"""Bodies as they are kept: compressed, a long one in pieces, of which most have been compressed before."""

import gzip
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from struct import pack
from typing import NamedTuple
from zlib import DEFLATED, MAX_WBITS, Z_FULL_FLUSH, compressobj, crc32

from django.utils.text import compress_string

from programming.listings.remembered import Remembered

WORTH_COMPRESSING = 200
LONG = 256 * 1024
JOINT = b"\nUID:00"
"""Where a calendar is cut: at one event in 256, known by itself, so that a piece is the same whatever comes or goes
before it. Nothing else that is as long has any.
"""
HEAD = b"\x1f\x8b\x08" + bytes(6) + b"\xff"
LAST_BLOCK = b"\x03\x00"
LEVEL = 6
BEFORE: Remembered[bytes, bytes] = Remembered(most=128)
"""Pieces by their digest, some 16 KB each."""


class Packed(NamedTuple):
    """A body as it is kept: compressed, unless that makes it no smaller. Nearly all readers take it as it is."""

    content: bytes
    is_zipped: bool

    @classmethod
    def of(cls, body: bytes) -> "Packed":
        packed = zipped(body) if len(body) >= WORTH_COMPRESSING else body
        return cls(packed, is_zipped=True) if len(packed) < len(body) else cls(body, is_zipped=False)

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.content) if self.is_zipped else self.content


def zipped(body: bytes) -> bytes:
    """The body as one member of a gzip file (RFC 1952). No piece of a long one refers to another (RFC 1951), so that
    those which have been compressed for an earlier body are put in as they are.
    """
    if len(body) < LONG:
        return compress_string(body)
    keyed = [(sha256(piece).digest(), piece) for piece in _pieces(body)]
    pieces = dict(keyed)

    def make(missing: Sequence[bytes]) -> Mapping[bytes, bytes]:
        return {key: _deflated(pieces[key]) for key in missing}

    tail = pack("<II", crc32(body), len(body) % 2**32)
    return b"".join((HEAD, *BEFORE.all_of([key for key, _piece in keyed], make), LAST_BLOCK, tail))


def _pieces(body: bytes) -> Iterator[bytes]:
    begun = 0
    while (end := body.find(JOINT, begun + 1)) >= 0:
        yield body[begun:end]
        begun = end
    yield body[begun:]


def _deflated(piece: bytes) -> bytes:
    """Blocks that end at a byte, none of them the last."""
    compressor = compressobj(LEVEL, DEFLATED, -MAX_WBITS)
    return compressor.compress(piece) + compressor.flush(Z_FULL_FLUSH)
