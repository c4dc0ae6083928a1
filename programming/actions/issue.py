"""Store the versions of a publication: number them, end those they follow, build their calendar events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from programming.actions.errors import Refused
from programming.actions.freeze import withdrawn
from programming.actions.recount import recount_for
from programming.actions.search import index_films, index_series, index_titles
from programming.actions.vevent import farewell, vevent
from programming.actions.whole import refuse_orphans
from programming.choices import ChangeKind
from programming.models import FeedEntry, Publication, PublishedRun, PublishedScreening, PublishedTitle, Venue
from programming.models.facts import ScreeningFacts
from programming.models.plain import in_batches, insert_plain, insert_rows
from programming.models.publication import Version

ROW_OF: dict[type[Version], tuple[str, ...]] = {
    PublishedScreening: ("screening_id",),
    PublishedRun: ("run_id",),
    PublishedTitle: ("film_id", "programme_id"),
}
"""The columns that say which row a version is of; one of them is set."""
PLACE = ("id", "publication_id", "follows_id", "sequence", "live_from", "live_until")
"""What a version has by its place in line, not by what it says."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A version to be, not stored yet, with the one it follows and the films and series it speaks of."""

    version: Version
    follows: Version | None = None
    films: tuple[int, ...] = ()
    series: tuple[int, ...] = ()


def new_publication(
    *, by: User | None, at: datetime, live_from: datetime | None, note: str, rolls_back: Publication | None = None
) -> tuple[Publication, Venue]:
    """The next publication, not stored yet, and the house, locked: one publisher at a time.

    Raises Refused when `live_from` is past.
    """
    venue = Venue.objects.select_for_update().get()
    if live_from is not None and live_from < at:
        raise Refused(_("A publication cannot go live in the past."))
    number = (Publication.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Publication(
        number=number, made_at=at, made_by=by, live_from=live_from or at, note=note, rolls_back=rolls_back
    )
    return made, venue


def repeat(version: Version, follows: Version, change: ChangeKind, *, is_listed: bool) -> Draft:
    """A draft that says again what `version` said, behind `follows`, the last one of the row. Reads its links."""
    model = type(version)
    columns = [field.attname for field in model._meta.concrete_fields if field.attname not in PLACE]
    made = model(**{name: getattr(version, name) for name in columns})
    made.change, made.is_listed, made.public_note = change.value, is_listed, ""
    if isinstance(made, PublishedScreening) and isinstance(follows, PublishedScreening):
        facts = ScreeningFacts.from_json(made.facts)
        facts = facts.leaving(ScreeningFacts.from_json(follows.facts))
        made.facts = (facts if is_listed else withdrawn(facts)).to_json()
        made.status = made.facts["status"]
    return Draft(made, follows, _links(version, "films"), _links(version, "series"))


def _links(version: Version, name: str) -> tuple[int, ...]:
    return tuple(getattr(version, name).values_list("pk", flat=True)) if hasattr(version, name) else ()


def refuse_waiting(versions: Iterable[Version | None], at: datetime) -> None:
    """Raises Refused where a version to be followed waits under an embargo at `at`."""
    for version in versions:
        if version is not None and version.is_waiting(at):
            said = _(
                "A change to the same row waits in publication %(number)s until %(moment)s UTC. Take that back or "
                "bring it forward first."
            )
            told = {"number": version.publication.number, "moment": f"{version.live_from:%Y-%m-%d %H:%M}"}
            raise Refused(said % told)


def issue(publication: Publication, venue: Venue, drafts: Sequence[Draft]) -> Publication | None:
    """Store the publication with its versions; None, and nothing stored, where there is no draft.

    Raises Refused when a version that one of them follows waits under an embargo.
    """
    if not drafts:
        return None
    refuse_waiting((draft.follows for draft in drafts), publication.made_at)
    publication.save()
    for model in ROW_OF:
        own = [draft for draft in drafts if isinstance(draft.version, model)]
        _end([draft.follows.pk for draft in own if draft.follows], model, publication.live_from)
        _number(own, model, publication)
        for draft in own:
            if isinstance(draft.version, PublishedScreening):
                if not draft.version.facts["announced_at"]:
                    draft.version.facts["announced_at"] = publication.live_from.astimezone(UTC).isoformat()
                write_events(draft.version, venue)
        insert_rows(model, [draft.version for draft in own])
    _store_links(drafts)
    _index(drafts)
    refuse_orphans(draft.version for draft in drafts)
    recount_for((one for draft in drafts for one in (draft.version, draft.follows)), venue, publication.made_at)
    return publication


def _index(drafts: Sequence[Draft]) -> None:
    """What search finds them by, from the hour that they are live."""
    titles = [draft.version for draft in drafts if isinstance(draft.version, PublishedTitle)]
    index_titles(titles)
    index_films(title.film_id for title in titles if title.film_id)
    index_series({key for draft in drafts for key in draft.series})


def write_events(version: PublishedScreening, venue: Venue) -> None:
    """Build the version's calendar events from its facts, sequence and hour. Stores nothing."""
    facts = version.said = ScreeningFacts.from_json(version.facts)
    told: dict[str, Any] = {
        "uid": version.uid,
        "sequence": version.sequence,
        "stamp": version.live_from,
        "venue": venue,
        "note": version.public_note,
    }
    version.vevent = vevent(facts, **told)
    version.farewell = farewell(facts, **told)


def row_of(version: Version) -> tuple[str, int]:
    """Which row a version is of: a column of `ROW_OF` and its key."""
    return next((name, key) for name in ROW_OF[type(version)] if (key := getattr(version, name)) is not None)


def _end(keys: Sequence[int], model: type[Version], live_from: datetime) -> None:
    for batch in in_batches(keys):
        model._default_manager.filter(pk__in=batch).update(live_until=live_from)


def _number(drafts: Sequence[Draft], model: type[Version], publication: Publication) -> None:
    """Each version takes the number after the last of its row, those taken back counted (RFC 5545 3.8.7.4)."""
    rows = [row_of(draft.version) for draft in drafts]
    last: dict[tuple[str, int], int] = {}
    for name in ROW_OF[model]:
        for batch in in_batches([key for column, key in rows if column == name]):
            found = model._default_manager.filter(Q(**{f"{name}__in": batch})).values(name)
            last.update({(name, row[name]): row["last"] for row in found.annotate(last=Max("sequence")).order_by()})
    for draft, row in zip(drafts, rows, strict=True):
        draft.version.publication = publication
        draft.version.follows = draft.follows
        draft.version.live_from = publication.live_from
        draft.version.sequence = last[row] + 1 if row in last else 0


def _store_links(drafts: Sequence[Draft]) -> None:
    shows = [draft for draft in drafts if isinstance(draft.version, PublishedScreening)]
    runs = [draft for draft in drafts if isinstance(draft.version, PublishedRun)]
    _link(PublishedScreening.films.through, "publishedscreening_id", "film_id", [(one, one.films) for one in shows])
    _link(PublishedScreening.series.through, "publishedscreening_id", "series_id", [(one, one.series) for one in shows])
    _link(PublishedRun.films.through, "publishedrun_id", "film_id", [(one, one.films) for one in runs])
    entries = (entry for one in shows for entry in _feed_entries(one.version))
    insert_plain(FeedEntry, ("version_id", "feed", "has_left"), entries)


def _link(through: Any, own: str, other: str, pairs: list[tuple[Draft, tuple[int, ...]]]) -> None:
    insert_plain(through, (own, other), ((draft.version.pk, key) for draft, keys in pairs for key in keys))


def _feed_entries(version: Version) -> Iterable[tuple[int, str, bool]]:
    if isinstance(version.said, ScreeningFacts):
        yield from ((version.pk, feed, False) for feed in version.said.feeds)
        yield from ((version.pk, feed, True) for feed in version.said.left)
