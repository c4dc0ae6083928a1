"""Addresses as people paste them."""

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.urls import get_script_prefix, reverse

from programming.listings.house import Desk

ANY = str(UUID(int=0))
"""A key, which is a slug, too."""


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
    """The address called `name`, of the one that has this slug or key; before it may stand of which kind it is."""
    *kind, key = which
    return hrefs(name, *kind)(key)


def hrefs(name: str, *kind: str | UUID) -> Callable[[str | UUID], str]:
    """As `href`, of one after the other: some pages ask for hundreds."""
    before, after = _around(get_script_prefix(), name, *kind)
    return lambda which: f"{before}{which}{after}"


@lru_cache(256)
def _around(_prefix: str, name: str, *kind: str | UUID) -> tuple[str, str]:
    """What stands before a slug or a key, and after."""
    before, _any, after = reverse(name, args=[*kind, ANY]).rpartition(ANY)
    return before, after
