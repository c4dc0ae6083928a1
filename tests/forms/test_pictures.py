"""Uploads that are made to hurt: each comes out as a clean picture or as a sentence, and soon."""

import random
import zlib
from io import BytesIO
from struct import pack

import pytest
from PIL import Image

from programming.forms.pictures import BadPicture, clean_picture, stored_name

HUGE = zlib.compress(b"a" * 200_000_000, 9)  # 200 KB that would be 200 MB


def drawn(kind: str, **how: object) -> bytes:
    made = BytesIO()
    Image.effect_noise((320, 240), 60).convert("RGB").save(made, kind, **how)
    return made.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + name + body + pack(">I", zlib.crc32(name + body))


def with_chunk(name: bytes, body: bytes) -> bytes:
    """A PNG with one chunk more, right behind its header."""
    png = drawn("PNG")
    return png[:33] + chunk(name, body) + png[33:]


BOMBS = {
    "text that unpacks": with_chunk(b"zTXt", b"Comment\0\0" + HUGE),
    "international text that unpacks": with_chunk(b"iTXt", b"Comment\0\x01\0\0\0" + HUGE),
    "a colour profile that unpacks": with_chunk(b"iCCP", b"icc\0\0" + HUGE),
    "a profile that is none": with_chunk(b"iCCP", b"icc\0\0" + zlib.compress(b"no profile")),
    "pixels that go on": drawn("PNG")[:41] + HUGE,
    "a page behind a picture": drawn("JPEG") + b"<script>alert(1)</script>",
    "a page within a picture": drawn("JPEG", comment=b"<script>alert(1)</script>"),
    "an archive behind a picture": drawn("PNG") + b"PK\x03\x04",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_clean_picture_or_a_sentence(name: str) -> None:
    try:
        clean = clean_picture(BOMBS[name]).read()
    except BadPicture as bad:
        assert str(bad).endswith(".")  # noqa: PT017  either may be
    else:
        assert clean.startswith(b"\xff\xd8")
        assert b"script" not in clean
        assert len(clean) < 1_000_000


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_damaged_picture_breaks_nothing(kind: str) -> None:
    """The same damage each time."""
    whole, chance = drawn(kind), random.Random(7)  # noqa: S311  damage, no secret
    for _time in range(60):
        hurt = bytearray(whole)
        for _byte in range(chance.randint(1, 12)):
            hurt[chance.randrange(len(hurt) if chance.random() < 0.5 else 64)] = chance.randrange(256)
        try:
            assert clean_picture(bytes(hurt[: chance.randint(20, len(hurt))])).read(2) == b"\xff\xd8"
        except BadPicture as bad:
            assert str(bad)  # noqa: PT017  either may be


@pytest.mark.parametrize(
    "upload",
    [
        "../../settings.py",
        "..\\..\\x.php",
        "x.php\0.jpg",
        "<script>.svg",
        "con",
        "a" * 5_000,
        "",
        ".htaccess",
        "\u202egpj.exe",
    ],
)
def test_a_stored_name_is_ours(upload: str) -> None:
    name = stored_name(upload, b"bytes")
    assert len(name) < 80
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert name.endswith(".jpg")
    assert name.count(".") == 1
