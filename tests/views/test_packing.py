"""Bodies as they are kept: whoever unpacks one has it back, joined of pieces or not."""

import gzip
import zlib
from random import Random

import pytest

from programming.views.packing import JoinedResponse, Packed, Piece, joined, packed_of

NOISE = Random(1).randbytes(70_000)  # noqa: S311  the same each time


def event(number: int) -> bytes:
    random = Random(number)  # noqa: S311  the same each time
    uid = f"{random.getrandbits(128):032x}"
    return f"BEGIN:VEVENT\r\nSUMMARY:Film {number}\r\nUID:{uid}\r\nSUMMARY:{random.random()}\r\nEND:VEVENT\r\n".encode()


def events(first: int, last: int) -> bytes:
    return b"".join(map(event, range(first, last)))


@pytest.mark.parametrize(
    "body", [b"", b"short", b"x" * 10_000, events(0, 3), NOISE], ids=["nothing", "short", "one letter", "few", "noise"]
)
def test_a_body_comes_out_as_it_went_in(body: bytes) -> None:
    packed = Packed.of(body)
    assert packed.body == body
    assert len(packed.content) <= len(body)


PARTS = {
    "none": [],
    "one": [events(0, 5)],
    "nothing": [b"", b""],
    "three": [events(0, 128), events(128, 256), events(256, 300)],
    "twice the same": [events(0, 128)] * 2,
    "between nothings": [b"", b"x", b"", NOISE, b""],
}


@pytest.mark.parametrize("parts", PARTS.values(), ids=PARTS)
def test_pieces_are_one_body(parts: list[bytes]) -> None:
    body, packed = b"".join(parts), joined([Piece.of(part) for part in parts])
    assert gzip.decompress(packed) == body
    reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
    assert reader.decompress(packed) == body
    assert (reader.eof, reader.unused_data) == (True, b"")  # one member, and nothing behind it


def test_pieces_cost_little_room() -> None:
    parts = [events(first, first + 128) for first in range(0, 128 * 20, 128)]
    assert len(joined([Piece.of(part) for part in parts])) < 1.15 * len(gzip.compress(b"".join(parts), 6))


def test_a_response_is_told_by_its_pieces() -> None:
    one, other = Piece.of(events(0, 3)), Piece.of(events(3, 6))
    responses = [JoinedResponse(pieces) for pieces in ([one, other], [one, other], [other, one], [one], [])]
    assert len({response.digest for response in responses}) == 4
    assert [packed_of(response).body for response in responses[1:3]] == [events(0, 6), events(3, 6) + events(0, 3)]
