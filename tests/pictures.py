"""Pictures for tests: drawn, and stored as a still."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from programming.forms.pictures import clean_picture, stored_name
from programming.models import Film, Still


def drawn(kind: str, size: tuple[int, int] = (640, 400), mode: str = "RGB", **how: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, how.pop("colour", 1)).save(out, kind, **how)
    return out.getvalue()


def still(of: Film, size: tuple[int, int] = (640, 400), alt: str = "A woman on a stair", **facts: Any) -> Still:
    """Stored as an upload is, without its renditions; pictures of one colour and size have the same bytes."""
    data = clean_picture(drawn("PNG", size, colour=facts.pop("colour", "red"))).getvalue()
    return Still.objects.create(film=of, alt=alt, image=ContentFile(data, name=stored_name("stair.png", data)), **facts)
