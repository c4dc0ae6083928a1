"""How pictures are served: what they are, and for how long a browser need not ask again."""

from pathlib import Path

import pytest
from django.test import Client

KEY = "0123456789abcdef0123"


@pytest.mark.parametrize(
    ("name", "kind", "seconds"),
    [
        (f"renditions/{KEY}/720.avif", "image/avif", 31_536_000),
        (f"renditions/{KEY}/720.webp", "image/webp", 31_536_000),
        ("stills/2026/stair-0123456789ab.jpg", "image/jpeg", 31_536_000),
        ("stills/2026/stair.jpg", "image/jpeg", 3600),
    ],
)
def test_a_picture_says_what_it_is_and_how_long_it_lasts(
    client: Client, media: Path, name: str, kind: str, seconds: int
) -> None:
    path = media / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"a picture")
    answer = client.get(f"/media/{name}")
    assert answer.headers["Content-Type"] == kind
    assert f"max-age={seconds}" in answer.headers["Cache-Control"]
    assert ("immutable" in answer.headers["Cache-Control"]) is (seconds > 3600)
    assert not answer.cookies
    assert b"".join(answer) == b"a picture"
    again = client.get(f"/media/{name}", headers={"If-Modified-Since": answer.headers["Last-Modified"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "name", ["stills/none.jpg", "../secret_key", "stills/", "a" * 300, "a/" * 3000, "%00", "a\0.jpg"]
)
def test_what_is_no_picture_is_not_served(client: Client, media: Path, name: str) -> None:
    (media / "stills").mkdir()
    assert client.get(f"/media/{name}").status_code in (400, 404)


def test_a_picture_is_only_ever_asked_for(client: Client) -> None:
    assert client.post("/media/stills/none.jpg").status_code == 405
