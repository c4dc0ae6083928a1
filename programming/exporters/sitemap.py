"""sitemap.xml and robots.txt (sitemaps.org, RFC 9309): pages in, bytes out."""

from collections.abc import Iterable
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from programming.listings.sitemap import Page

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(site: str, pages: Iterable[Page]) -> bytes:
    return _written("urlset", "url", ((site + page.href, page.changed) for page in pages))


def sitemap_index(site: str, files: Iterable[Page]) -> bytes:
    """`files` are sitemaps, each with the newest change of its pages."""
    return _written("sitemapindex", "sitemap", ((site + file.href, file.changed) for file in files))


def robots(site: str, *, keep_out: Iterable[str], sitemap_href: str) -> bytes:
    """Everything may be read, calendars and feeds too, but for `keep_out`."""
    lines = ["User-agent: *", "Allow: /", *(f"Disallow: {path}" for path in keep_out), ""]
    return "\n".join([*lines, f"Sitemap: {site}{sitemap_href}", ""]).encode()


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
