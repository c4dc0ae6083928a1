"""News and changes as Atom feeds (RFC 4287)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.feedgenerator import Atom1Feed

from programming.listings.changes import LogEntry


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself. `updated` is when it last changed; `host` and `since` make its entries' tag: ids."""

    title: str
    subtitle: str
    site: str  # https://aurora.example
    page: str  # path of the page that says the same
    source: str  # its own path
    author: str
    language: str
    updated: datetime


class Feed(Atom1Feed):
    """Django's, with the newest change of ours as its time: an empty feed says when it was empty."""

    content_type = "application/atom+xml; charset=utf-8"

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated


def atom(head: Head, entries: Iterable[LogEntry]) -> bytes:
    """The whole feed. The same arguments give the same bytes."""
    feed = Feed(
        title=head.title,
        link=head.site + head.page,
        description=head.subtitle,
        subtitle=head.subtitle,
        language=head.language,
        author_name=head.author,
        feed_url=head.site + head.source,
        updated=head.updated,
    )
    host = head.site.partition("://")[2].partition(":")[0]
    for entry in entries:
        told = entry.told
        feed.add_item(
            title=f"{told.label}: {told.title}",
            link=head.site + told.href,
            description=told.text,
            unique_id=f"tag:{host},{entry.at:%Y-%m-%d}:{entry.key}",
            pubdate=entry.at,
            updateddate=entry.at,
            categories=[told.kind],
        )
    written: str = feed.writeString("utf-8")
    return written.encode()
