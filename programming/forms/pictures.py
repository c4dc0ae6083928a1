"""Uploaded pictures made safe: verified, bounded, turned upright, in the colours of a screen, stripped of metadata."""

import struct
from hashlib import sha256
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, UnidentifiedImageError

from programming.actions.renditions import for_screens
from programming.text.alt import is_file_name, says_nothing

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
MIN_SIDE = 200
MAX_SIDE = 1920
KINDS = ("JPEG", "PNG", "WEBP")
MOVING = ("PNG", "WEBP")  # a JPEG of several pictures is one that a phone keeps a second size of
STEM = 60
PICTURE_HELP = gettext_lazy(
    "JPEG, PNG or WebP, at least 200 pixels a side and at most 20 MB. It is stored as a JPEG of at most 1,920 pixels, "
    "and in smaller sizes for phones; place, camera and other metadata are taken out."
)
ALT_HELP = gettext_lazy(
    "What the picture shows, for those who cannot see it: “Veronika on the stair, looking up”. Required."
)
# What Pillow's readers raise on bytes that are not what they seem, besides its own errors.
BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, struct.error)


class BadPicture(ValueError):
    """The upload is refused; the message is a sentence for the person who uploaded it."""


def clean_picture(data: bytes) -> BytesIO:
    """A JPEG of at most 1,920 pixels a side, in sRGB, without metadata, from an uploaded JPEG, PNG or WebP.

    Raises BadPicture for anything else, for what moves, for more than 20 MB or 50 megapixels, and for under 200 pixels
    a side.
    """
    if len(data) > MAX_BYTES:
        raise BadPicture(
            _("The picture has more than %(most)d MB. Save it smaller, and try again.") % {"most": MAX_BYTES >> 20}
        )
    picture = _read(data)
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    clean = BytesIO()
    picture.save(clean, "JPEG", quality=86, optimize=True, progressive=True)
    clean.seek(0)
    return clean


def stored_name(upload: str, data: bytes) -> str:
    """What a clean picture is stored as: with a part that follows from its bytes, so that it may be cached for long."""
    stem = slugify(PurePath(upload).stem)[:STEM].strip("-_") or "picture"
    return f"{stem}-{sha256(data).hexdigest()[:12]}.jpg"


def alt_trouble(alt: str, upload: str = "") -> str:
    """What is wrong with an alt text, in a sentence; empty for one that may say something."""
    if is_file_name(alt, upload):
        return _("“%(alt)s” is the name of a file. Say what the picture shows.") % {"alt": alt}
    if says_nothing(alt):
        return _("“%(alt)s” is true of every picture. Say what this one shows.") % {"alt": alt}
    return ""


def _read(data: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(data), formats=KINDS)
        _check(picture)  # before a pixel is read
        picture.draft(None, (MAX_SIDE, MAX_SIDE))  # a JPEG need not be read larger than it is kept
        return for_screens(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise BadPicture(_("The picture has far more pixels than a screen can show.")) from bomb
    except UnidentifiedImageError:
        raise BadPicture(_("This is not a picture. Save it as JPEG, PNG or WebP, and try again.")) from None
    except BadPicture:
        raise
    except BROKEN as broken:
        raise BadPicture(_("The picture is damaged and cannot be read. Save it again, and retry.")) from broken


def _check(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise BadPicture(
            _("The picture has %(many)d megapixels; at most %(most)d are taken.")
            % {"many": picture.width * picture.height / 1e6, "most": MAX_PIXELS // 10**6}
        )
    if min(picture.size) < MIN_SIDE:
        raise BadPicture(
            _("The picture is %(width)d × %(height)d; it needs %(least)d pixels a side.")
            % {"width": picture.width, "height": picture.height, "least": MIN_SIDE}
        )
    if picture.format in MOVING and getattr(picture, "is_animated", False):
        raise BadPicture(_("This picture moves. Save one frame of it, and try again."))


class PictureField(forms.ImageField):
    """An upload that comes out as a clean JPEG, or with a sentence on why not."""

    def to_python(self, data: Any) -> Any:
        if data is None or not hasattr(data, "read"):
            return data
        try:
            clean = clean_picture(data.read(MAX_BYTES + 1)).read()
        except BadPicture as bad:
            raise forms.ValidationError(str(bad), code="bad-picture") from bad
        return SimpleUploadedFile(stored_name(data.name or "", clean), clean, "image/jpeg")
