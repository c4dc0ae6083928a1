"""The public record must make sense at every moment: no show without its page, none that names another nobody knows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from programming.actions.errors import Refused
from programming.models import FeedEntry, PublishedScreening, PublishedTitle
from programming.models.publication import Version


def refuse_orphans(versions: Iterable[Version]) -> None:
    """Raises Refused where a show of these versions' titles would be public while its page is not, and where one would
    name a show that plays instead and is not public. Called once everything is stored, within the transaction.
    """
    slugs = {version.facts["slug"] for version in versions}
    pages: defaultdict[str, list[PublishedTitle]] = defaultdict(list)
    for page in PublishedTitle.objects.filter(slug__in=slugs).select_related("publication"):
        pages[page.slug].append(page)
    entries = FeedEntry.objects.filter(feed__in=[f"films/{slug}" for slug in slugs])
    shows = PublishedScreening.objects.standing().listed().filter(pk__in=entries.values("version"))
    for facts, live_from in shows.values_list("facts", "live_from").iterator():
        if facts["slug"] in slugs and not _has_page(live_from, pages[facts["slug"]]):
            said = _(
                "%(title)s would be public without its page, which waits for its hour or is withdrawn. Publish both "
                "together, or the page first."
            )
            raise Refused(said % {"title": facts["title"]})


def refuse_unnamed(uids: Iterable[str]) -> None:
    """Raises Refused where a public show says that one of these, which are to be withdrawn, plays instead of it."""
    naming = PublishedScreening.objects.standing().listed().filter(facts__replaced_by__in=list(uids))
    for show in naming.defer("vevent", "farewell"):
        said = _("%(title)s says that this plays instead of it. Put that right first.")
        raise Refused(said % {"title": show.facts["title"]})


def _has_page(live_from: datetime, pages: Iterable[PublishedTitle]) -> bool:
    """Whether one is public when a show begins to be, at `live_from`, and the last word on it is not that it goes."""
    stands = any(page.live_until is None and page.is_listed for page in pages)
    return stands and any(page.is_live(live_from) for page in pages)
