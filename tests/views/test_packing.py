"""Bodies as they are kept: whoever unpacks one has it back, and what was compressed once is not again."""

import gzip
import zlib
from random import Random

import pytest

from programming.views import packing
from programming.views.packing import BEFORE, LONG, Packed, zipped

NOISE = Random(1).randbytes(3 * LONG)  # noqa: S311  the same each time


def event(number: int) -> bytes:
    random = Random(number)  # noqa: S311  the same each time
    uid = f"{random.getrandbits(128):032x}"
    return f"BEGIN:VEVENT\r\nSUMMARY:Film {number}\r\nUID:{uid}\r\nSUMMARY:{random.random()}\r\nEND:VEVENT\r\n".encode()


def calendar(numbers: range) -> bytes:
    return b"".join(map(event, numbers))


@pytest.fixture(autouse=True)
def _nothing_before() -> None:
    BEFORE.forget()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"short",
        b"x" * 10_000,
        calendar(range(3)),
        calendar(range(9_000)),
        calendar(range(3_000)) * 3,
        b"\nUID:00" * 60_000,
        NOISE[:LONG] + b"\nUID:00" + NOISE[LONG:],
    ],
    ids=["nothing", "short", "one letter", "few", "many", "three times the same", "nothing but joints", "noise"],
)
def test_a_body_comes_out_as_it_went_in(body: bytes) -> None:
    for _time in range(2):
        packed = Packed.of(body)
        assert packed.body == body
        if packed.is_zipped:
            reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
            assert reader.decompress(packed.content) == body
            assert (reader.eof, reader.unused_data) == (True, b"")  # one member, and nothing behind it


def test_pieces_cost_little_room() -> None:
    body = calendar(range(9_000))
    assert len(zipped(body)) < 1.1 * len(gzip.compress(body, 6))


@pytest.mark.parametrize(
    "later",
    [
        calendar(range(300, 9_000)),
        calendar(range(9_100)),
        calendar(range(4_000)) + event(-1) + calendar(range(4_000, 9_000)),
    ],
    ids=["days are over", "more to come", "one between"],
)
def test_only_what_is_new_is_compressed(monkeypatch: pytest.MonkeyPatch, later: bytes) -> None:
    zipped(calendar(range(9_000)))
    new: list[bytes] = []
    usual = packing._deflated

    def deflating(piece: bytes) -> bytes:
        new.append(piece)
        return usual(piece)

    monkeypatch.setattr(packing, "_deflated", deflating)
    assert gzip.decompress(zipped(later)) == later
    assert 0 < len(new) <= 2 < len(list(packing._pieces(later))) // 4
