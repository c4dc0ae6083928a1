"""Uploaded pictures made safe: verified, bounded, turned upright, stripped of metadata."""

import struct
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
MIN_SIDE = 200
MAX_SIDE = 1920
KINDS = ("JPEG", "PNG", "WEBP")
PICTURE_HELP = _(
    "JPEG, PNG or WebP, at least 200 pixels a side and at most 20 MB. It is stored as a JPEG of at most 1,920 pixels; "
    "place, camera and other metadata are taken out."
)
# What Pillow's readers raise on bytes that are not what they seem, besides its own errors.
BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, struct.error)


class BadPicture(ValueError):
    """The upload is refused; the message is a sentence for the person who uploaded it."""


def clean_picture(data: bytes) -> BytesIO:
    """A JPEG of at most 1,920 pixels a side, without metadata, from an uploaded JPEG, PNG or WebP.

    Raises BadPicture for anything else, for more than 20 MB or 50 megapixels, and for under 200 pixels a side.
    """
    if len(data) > MAX_BYTES:
        told = {"size": f"{len(data) / 1_048_576:.0f}", "most": MAX_BYTES // 1_048_576}
        raise BadPicture(_("The picture has %(size)s MB; at most %(most)s are taken.") % told)
    picture = _on_white(_upright(data))
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    clean = BytesIO()
    # An empty comment, because Pillow would carry the upload's own over.
    picture.save(clean, "JPEG", quality=86, optimize=True, progressive=True, comment=b"")
    clean.seek(0)
    return clean


def _upright(data: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(data), formats=KINDS)
        _check_size(picture)  # before a pixel is read
        return ImageOps.exif_transpose(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise BadPicture(_("The picture has far more pixels than a screen can show.")) from bomb
    except UnidentifiedImageError:
        raise BadPicture(_("This is not a picture. Save it as JPEG, PNG or WebP and try again.")) from None
    except BadPicture:
        raise
    except BROKEN as broken:
        raise BadPicture(_("The picture is damaged and cannot be read. Save it again and retry.")) from broken


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        told = {"size": f"{picture.width * picture.height / 1e6:.0f}", "most": MAX_PIXELS // 10**6}
        raise BadPicture(_("The picture has %(size)s megapixels; at most %(most)s.") % told)
    if min(picture.size) < MIN_SIDE:
        told = {"width": picture.width, "height": picture.height, "least": MIN_SIDE}
        raise BadPicture(_("The picture is %(width)s × %(height)s; it needs %(least)s pixels a side.") % told)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGB", "L"):
        return picture
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda grey: grey / 256).convert("L")
    if "A" not in picture.getbands() and picture.mode != "P":
        return picture.convert("RGB")
    layers = picture.convert("RGBA")
    paper = Image.new("RGB", layers.size, "white")
    paper.paste(layers, mask=layers.getchannel("A"))
    return paper


class PictureField(forms.ImageField):
    """An upload that comes out as a clean JPEG, or with a sentence on why not."""

    def to_python(self, data: Any) -> Any:
        if data is None or not hasattr(data, "read"):
            return data
        try:
            clean = clean_picture(data.read(MAX_BYTES + 1))
        except BadPicture as bad:
            raise forms.ValidationError(str(bad), code="bad-picture") from bad
        name = f"{PurePath(data.name or 'picture').stem}.jpg"
        return SimpleUploadedFile(name, clean.read(), "image/jpeg")
