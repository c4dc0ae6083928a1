"""Bodies as they are kept: compressed, whole or joined of pieces that have been compressed before."""

import gzip
from collections.abc import Sequence
from hashlib import sha256
from struct import pack
from typing import Any, NamedTuple, Self
from zlib import DEFLATED, MAX_WBITS, Z_FULL_FLUSH, compressobj, crc32

from django.http import HttpResponse
from django.utils.text import compress_string

WORTH_COMPRESSING = 200
HEAD = b"\x1f\x8b\x08" + bytes(6) + b"\xff"
LAST_BLOCK = b"\x03\x00"
LEVEL = 6
POLYNOMIAL, ONE, ALL_BITS = 0xEDB88320, 0x80000000, 0xFFFFFFFF
"""Of CRC-32 (RFC 1952, 8), bits in its order: the highest is the constant."""


class Packed(NamedTuple):
    """A body as it is kept: compressed, unless that makes it no smaller. Nearly all readers take it as it is."""

    content: bytes
    is_zipped: bool

    @classmethod
    def of(cls, body: bytes) -> Self:
        packed = compress_string(body) if len(body) >= WORTH_COMPRESSING else body
        return cls(packed, is_zipped=True) if len(packed) < len(body) else cls(body, is_zipped=False)

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.content) if self.is_zipped else self.content


class Piece(NamedTuple):
    """A part of a body: blocks that end at a byte, refer to no other part (RFC 1951) and are not the last."""

    deflated: bytes
    length: int  # of what was compressed
    crc: int
    shift: int  # what the crc of all that comes before it is multiplied by
    digest: bytes

    @classmethod
    def of(cls, part: bytes) -> Self:
        compressor = compressobj(LEVEL, DEFLATED, -MAX_WBITS)
        deflated = compressor.compress(part) + compressor.flush(Z_FULL_FLUSH)
        shift = crc32(bytes(len(part)), ONE ^ ALL_BITS) ^ ALL_BITS
        return cls(deflated, len(part), crc32(part), shift, sha256(part).digest())


class JoinedResponse(HttpResponse):
    """A response whose body is joined of pieces and packed already: `packed`. Its `digest` tells it from any other."""

    def __init__(self, pieces: Sequence[Piece], **more: Any) -> None:
        super().__init__(**more)
        self.packed = Packed(joined(pieces), is_zipped=True)
        self.digest = sha256(b"".join(piece.digest for piece in pieces)).hexdigest()


def joined(pieces: Sequence[Piece]) -> bytes:
    """One member of a gzip file (RFC 1952)."""
    length = sum(piece.length for piece in pieces) % 2**32
    return b"".join((HEAD, *(piece.deflated for piece in pieces), LAST_BLOCK, pack("<II", _crc(pieces), length)))


def _crc(pieces: Sequence[Piece]) -> int:
    """Of all that was compressed, without having it."""
    crc = 0
    for piece in pieces:
        crc = _times(crc, piece.shift) ^ piece.crc
    return crc


def _times(one: int, other: int) -> int:
    """The product of two remainders, as polynomials over GF(2): the highest bit is the constant."""
    product = 0
    while one:
        if one & ONE:
            product ^= other
        one = one << 1 & ALL_BITS
        other = other >> 1 ^ (POLYNOMIAL if other & 1 else 0)
    return product


def packed_of(response: HttpResponse) -> Packed:
    return response.packed if isinstance(response, JoinedResponse) else Packed.of(response.content)
