"""Addresses as people paste them."""

from functools import lru_cache
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.urls import get_script_prefix, reverse

from programming.listings.house import Desk


def path_within(desk: Desk, url: str) -> str:
    """The path of an address of this house's site, with http or https; empty for any other."""
    try:
        asked, own = urlsplit(url.strip()), urlsplit(desk.venue.site_url)
    except ValueError:
        return ""
    if asked.scheme not in ("http", "https") or asked.netloc.lower() != own.netloc.lower():
        return ""
    return unquote(asked.path) or "/"


def href(name: str, *which: str | UUID) -> str:
    """The address called `name`. A page of many shows asks for the same few over and over."""
    return _reversed(get_script_prefix(), name, *which)


@lru_cache(maxsize=4096)
def _reversed(_prefix: str, name: str, *which: str | UUID) -> str:
    return reverse(name, args=which)
