"""sitemap.xml and robots.txt (sitemaps.org, RFC 9309): pages in, bytes out."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from programming.listings.sitemap import Page

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""Addresses a file may hold."""


def in_files(pages: Sequence[Page], most: int = MOST) -> list[Sequence[Page]]:
    """The pages, as many together as one file may hold; at least one file."""
    return [pages[first : first + most] for first in range(0, len(pages) or 1, most)]


def sitemap(site: str, pages: Iterable[Page]) -> bytes:
    return _written("urlset", "url", ((site + page.href, page.changed) for page in pages))


def sitemap_index(site: str, hrefs: Sequence[str], files: Sequence[Sequence[Page]]) -> bytes:
    """`hrefs` are the addresses of the files, in their order."""
    rows = zip(hrefs, map(_newest, files), strict=True)
    return _written("sitemapindex", "sitemap", ((site + href, changed) for href, changed in rows))


def robots(site: str, *, keep_out: Iterable[str], sitemap_href: str) -> bytes:
    """Everything may be read, calendars and feeds too, but for `keep_out`."""
    lines = ["User-agent: *", "Allow: /", *(f"Disallow: {path}" for path in keep_out), ""]
    return "\n".join([*lines, f"Sitemap: {site}{sitemap_href}", ""]).encode()


def _newest(pages: Sequence[Page]) -> datetime | None:
    return max((page.changed for page in pages if page.changed), default=None)


def _written(root: str, row: str, addresses: Iterable[tuple[str, datetime | None]]) -> bytes:
    """A row is two elements without attributes: written by hand, as a house has hundreds of thousands of them."""
    stamps: dict[datetime | None, str] = {None: ""}  # a publication changes many pages at one moment
    rows = [f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{NAMESPACE}">']
    for address, changed in addresses:
        if changed and changed not in stamps:
            stamps[changed] = f"<lastmod>{changed.astimezone(UTC).isoformat(timespec='seconds')}</lastmod>"
        rows.append(f"<{row}><loc>{escape(address)}</loc>{stamps[changed]}</{row}>")
    rows.append(f"</{root}>")
    return "".join(rows).encode()
