"""Quotes and stills as staff type and upload them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from programming.forms.film import QuoteForm, StillForm
from programming.forms.pictures import MAX_BYTES, BadPicture, clean_picture

pytestmark = pytest.mark.django_db
SOURCE = "The first indisputable masterpiece of post-Stalin cinema, and the saddest."


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        ("", ""),
        ("The first indisputable masterpiece of post-Stalin cinema…", ""),
        ("The first […] masterpiece of post-Stalin cinema…", ""),
        ("The greatest masterpiece…", "The source does not say"),
        ("The first indisputable masterpiece", "It ends inside a sentence"),
    ],
)
def test_a_cut_must_follow_from_its_source(cut: str, said: str) -> None:
    form = QuoteForm({"text": SOURCE, "cut": cut, "critic": "Josephine Woll", "order": 0})
    found = " ".join(form.errors.get("cut", []))
    assert found.startswith(said)
    assert bool(found) is bool(said)


def picture(size: tuple[int, int] = (400, 300), kind: str = "PNG", mode: str = "RGB", **save: object) -> bytes:
    held = BytesIO()
    Image.new(mode, size).save(held, kind, **save)
    return held.getvalue()


def exif() -> bytes:
    camera = Image.Exif()
    camera[0x010F] = "Camera"
    camera[0x0112] = 6  # lying on its side
    return camera.tobytes()


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "L"), ("WEBP", "RGB")]
)
def test_a_picture_comes_out_as_a_clean_jpeg(kind: str, mode: str) -> None:
    clean = Image.open(clean_picture(picture(kind=kind, mode=mode)))
    assert (clean.format, clean.size) == ("JPEG", (400, 300))


def test_metadata_is_stripped_after_the_picture_is_set_upright() -> None:
    clean = Image.open(clean_picture(picture(kind="JPEG", exif=exif())))
    assert clean.size == (300, 400)
    assert len(clean.getexif()) == 0


def test_a_large_picture_is_brought_down_to_size() -> None:
    assert max(Image.open(clean_picture(picture((4000, 3000), "JPEG"))).size) == 1920


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no picture at all", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (picture(kind="GIF", mode="P"), "not a picture"),
        (picture((100, 300)), "needs 200 pixels"),
        (picture((9000, 9000), mode="1"), "megapixels"),
        (picture()[:200], "damaged"),
        (b"x" * (MAX_BYTES + 1), "MB"),
    ],
    ids=["text", "svg", "gif", "tiny", "bomb", "cut short", "heavy"],
)
def test_what_is_no_picture_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(BadPicture, match=said):
        clean_picture(data)
    form = StillForm({"alt": "A drawing"}, {"image": SimpleUploadedFile("still.png", data, "image/png")})
    assert said in " ".join(form.errors["image"])


def test_a_still_without_alt_text_is_refused() -> None:
    form = StillForm({"alt": ""}, {"image": SimpleUploadedFile("still.png", picture(), "image/png")})
    assert "alt" in form.errors
