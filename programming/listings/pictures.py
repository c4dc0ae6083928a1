"""Stills for listings; a film without one is set as a title card."""

from collections import defaultdict
from collections.abc import Iterable

from django.core.files.storage import default_storage

from programming.listings.parts import Picture, Source
from programming.models import Still
from programming.models.renditions import PLAIN, TYPES, Renditions
from programming.text.measure import card_class


def stills_of(slugs: Iterable[str]) -> dict[str, tuple[Picture, ...]]:
    """The stills of films, by slug, in their order. One query."""
    found: defaultdict[str, list[Picture]] = defaultdict(list)
    for still in Still.objects.filter(film__slug__in=set(slugs)).select_related("film"):
        found[still.film.slug].append(picture(still))
    return {slug: tuple(pictures) for slug, pictures in found.items()}


def picture(still: Still) -> Picture:
    """The still and what was made of it, from its row alone: nothing is looked for on disk."""
    made = still.made
    widths = {kind: _srcset(made, kind) for kind in made.kinds}
    return Picture(
        src=still.image.url,
        alt=still.alt,
        width=still.width,
        height=still.height,
        caption=". ".join(part.rstrip(".") for part in (still.caption, still.credit) if part),
        focus=f"fx-{_tens(still.focal_x)} fy-{_tens(still.focal_y)}",
        sources=tuple(Source(TYPES[kind], srcset) for kind, srcset in widths.items() if kind != PLAIN),
        srcset=widths.get(PLAIN, ""),
    )


def _srcset(made: Renditions, kind: str) -> str:
    return ", ".join(f"{default_storage.url(made.name(width, kind))} {width}w" for width in made.widths)


def title_card(title: str, credit: str) -> Picture:
    return Picture("", "", 1200, 750, title=title, credit=credit, size=card_class(title))


def _tens(per_cent: int) -> int:
    return round(per_cent / 10) * 10
