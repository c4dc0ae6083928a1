"""Addresses as people paste them."""

from collections.abc import Callable
from functools import cache
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


def href(name: str, which: str | UUID) -> str:
    """The address called `name`, of the one that has this slug or key."""
    return hrefs(name)(which)


def hrefs(name: str) -> Callable[[str | UUID], str]:
    """As `href`, of one after the other: some pages ask for hundreds."""
    before, after = _around(get_script_prefix(), name)
    return lambda which: f"{before}{which}{after}"


@cache
def _around(prefix: str, name: str) -> tuple[str, str]:
    """What stands before a slug or a key, and after."""
    before, _any, after = reverse(name, args=[ANY]).rpartition(ANY)
    return before, after
