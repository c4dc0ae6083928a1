"""Smaller pictures of a still, made once and kept beside it: AVIF, WebP and JPEG at the widths that pages ask for.

They are made when a still is saved, or by `manage.py make_renditions`; never by a page. A still without any is shown as
it was stored. Files carry a key that follows from the still's bytes, and are written whole under another name first: a
killed process leaves nothing half made behind.
"""

import os
import shutil
import time
from collections.abc import Collection
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image, ImageCms, ImageOps, features

from programming.models import Film, Still
from programming.models.renditions import FOLDER, PLAIN, RECIPE, TYPES, Renditions, widths_for

SAVED_AS: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", {"quality": 50, "speed": 6}),
    "webp": ("WEBP", {"quality": 75, "method": 5}),
    "jpg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
LEFT_OVER = 3600
"""Seconds after which a file that nothing claims is no longer somebody's at work."""
SCREEN = ImageCms.createProfile("sRGB")


class NotMade(Exception):
    """The renditions could not be made; the still stands as it was. Its text says why."""


def kinds() -> tuple[str, ...]:
    """What this Pillow can write."""
    return tuple(kind for kind in TYPES if kind == PLAIN or features.check(kind))


def renew(*, still: Still) -> bool:
    """Make what the still lacks, and put away what its former picture had. True if there was anything to make.

    Raises NotMade when the stored picture cannot be read or the disk takes no more.
    """
    if _is_whole(still):
        return False
    former = Renditions.from_json(still.renditions)
    try:
        made = _make(str(still.image.name), Path(still.image.path))
    except (OSError, SyntaxError, ValueError) as wrong:
        raise NotMade(f"{still.image.name}: {wrong}") from wrong
    still.renditions = made.to_json()
    # Neither a change to the record nor one to its history: what is stored follows from the picture.
    Still.objects.filter(pk=still.pk, image=still.image.name).update(renditions=still.renditions)
    for key in {former.key, made.key}:  # the new one too, if somebody put in another picture meanwhile
        discard(key=key)
    return True


def renew_of(*, film: Film, most: int) -> tuple[int, list[str]]:
    """Make those of a film's stills, `most` at once; how many were left for the command, and what went wrong."""
    done, left, trouble = 0, 0, []
    for still in film.stills.all():
        if done >= most and not still.made.key:
            left += 1
            continue
        try:
            done += renew(still=still)
        except NotMade as wrong:
            trouble.append(str(wrong))
    return left, trouble


def discard(*, key: str) -> None:
    """Remove the files of a key, unless a still has them yet: two may show the same picture."""
    if key and not Still.objects.filter(renditions__key=key).exists():
        shutil.rmtree(_path(f"{FOLDER}/{key}"), ignore_errors=True)


def forget(instance: Still, **_signal: object) -> None:
    """A still is gone, alone or with its film. Its own file stays: the way back in its history leads there."""
    key = Renditions.from_json(instance.renditions).key
    transaction.on_commit(partial(discard, key=key), robust=True)


def sweep(*, keys: Collection[str], now: float | None = None) -> int:
    """Remove what belongs to none of `keys`, and what a killed process left; how many folders and files went."""
    before = (time.time() if now is None else now) - LEFT_OVER
    gone = 0
    for folder in sorted(_path(FOLDER).glob("*")):
        if folder.name not in keys and folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
            continue
        for half in folder.glob(".*"):
            if half.stat().st_mtime < before:
                half.unlink(missing_ok=True)
                gone += 1
    return gone


def for_screens(picture: Image.Image) -> Image.Image:
    """The picture upright, in sRGB, on white where it was clear, and with nothing told beside its pixels."""
    profile = picture.info.get("icc_profile")
    shown = _in_srgb(_on_white(ImageOps.exif_transpose(picture)), profile)
    bare = Image.new(shown.mode, shown.size)
    bare.paste(shown)
    return bare


def _is_whole(still: Still) -> bool:
    names = still.made.names()
    return bool(names) and all(_path(name).is_file() for name in names)


def _make(name: str, path: Path) -> Renditions:
    data = path.read_bytes()
    with Image.open(BytesIO(data)) as stored:
        sheet = for_screens(stored)
        is_clean = stored.format == "JPEG" and not stored.getexif() and "icc_profile" not in stored.info
    key = sha256(f"{RECIPE} {' '.join(kinds())} ".encode() + data).hexdigest()[:20]
    widths = widths_for(sheet.width)
    made = Renditions(name, key, widths, kinds(), is_own=is_clean and widths[-1] == sheet.width)
    for width in made.widths:
        smaller = _at(sheet, width)
        for kind in made.kinds:
            _write(_path(made.name(width, kind)), smaller, kind)
    return made


def _at(sheet: Image.Image, width: int) -> Image.Image:
    if width == sheet.width:
        return sheet
    return sheet.resize((width, max(1, round(sheet.height * width / sheet.width))), Image.Resampling.LANCZOS)


def _write(path: Path, picture: Image.Image, kind: str) -> None:
    """The name appears when all of it is there; another process at the same picture writes the same."""
    if path.is_file():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    format, how = SAVED_AS[kind]
    picture.save(half, format, **how)
    half.replace(path)


def _path(name: str) -> Path:
    return Path(default_storage.path(name))


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGB", "L", "CMYK"):
        return picture
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda grey: grey / 256).convert("L")
    if "A" not in picture.getbands() and picture.mode != "P":
        return picture.convert("RGB")
    layers = picture.convert("RGBA")
    paper = Image.new("RGB", layers.size, "white")
    paper.paste(layers, mask=layers.getchannel("A"))
    return paper


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Its colours as its profile means them; a profile that is none, or of other colours than these, is passed over."""
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            told = ImageCms.ImageCmsProfile(BytesIO(profile))
            changed = ImageCms.profileToProfile(picture, told, SCREEN, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            changed = None
        if changed is not None:
            return changed
    return picture if picture.mode in ("RGB", "L") else picture.convert("RGB")
