"""oEmbed answers (oembed.com): a page as a link with its card, the home page as tonight's bill in a frame."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from programming.exporters.card import SIZE, WIDTHS
from programming.listings.embeds import Pasted
from programming.models import Venue

FRAME = (600, 720)
CACHE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Room:
    """How wide and high the asking page lets an answer be; None is as it likes."""

    width: int | None = None
    height: int | None = None

    def holds(self, width: int, height: int) -> bool:
        return width <= (self.width or width) and height <= (self.height or height)


def link(venue: Venue, page: Pasted, room: Room) -> dict[str, Any]:
    return {"type": "link", **_common(venue, page.title), **_thumbnail(venue, page.card, room)}


def rich(venue: Venue, title: str, room: Room) -> dict[str, Any]:
    """The home page, as a frame of tonight's bill no larger than the room."""
    width, height = min(FRAME[0], room.width or FRAME[0]), min(FRAME[1], room.height or FRAME[1])
    html = format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" frameborder="0"></iframe>',
        _site(venue) + reverse("embed-tonight"),
        width,
        height,
        title,
    )
    card = _thumbnail(venue, reverse("card-house"), room)
    return {"type": "rich", **_common(venue, title), "html": str(html), "width": width, "height": height, **card}


def _common(venue: Venue, title: str) -> dict[str, Any]:
    return {
        "version": "1.0",
        "title": title,
        "provider_name": venue.name,
        "provider_url": f"{_site(venue)}/",
        "cache_age": CACHE_SECONDS,
    }


def _thumbnail(venue: Venue, card: str, room: Room) -> dict[str, Any]:
    """The largest card that the room holds, or none."""
    for width in WIDTHS:
        height = round(SIZE[1] * width / SIZE[0])
        if room.holds(width, height):
            url = _site(venue) + card + (f"?width={width}" if width != SIZE[0] else "")
            return {"thumbnail_url": url, "thumbnail_width": width, "thumbnail_height": height}
    return {}


def _site(venue: Venue) -> str:
    return venue.site_url.rstrip("/")
