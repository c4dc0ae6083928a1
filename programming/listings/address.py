"""Addresses as people paste them."""

from urllib.parse import unquote, urlsplit

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
