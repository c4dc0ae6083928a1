"""Every version that has gone live, in the order in which it did: what a mirror applies to stay in step."""

from collections.abc import Callable, Sequence
from heapq import merge
from itertools import islice
from typing import Any

from programming.listings.api import Values, title
from programming.listings.api_cursors import BEGINNING, ChangePlace, after_number, hold_back
from programming.listings.api_runs import run
from programming.listings.api_screenings import run_id, screening
from programming.listings.house import Desk
from programming.models import PublishedRun, PublishedScreening, PublishedTitle
from programming.models.publication import Version, VersionQuerySet

KINDS: tuple[type[Version], ...] = (PublishedTitle, PublishedRun, PublishedScreening)
"""In the order in which one publication tells of them: what a show names comes before the show."""


def changes(desk: Desk, *, since: str, limit: int) -> tuple[list[Values], str | None, str]:
    """The first `limit` versions behind `since`: a cursor, the number of a publication, or "" for all.

    Returns them with the cursor of what follows at once, None at the end; and the cursor to ask from next time, which
    may tell the newest ones again. Three queries, and one where `since` is a number.
    """
    place = start(desk, since)
    found = [_versions(desk, model, place, limit + 1) for model in KINDS]
    rows = list(islice(merge(*found, key=_place), limit + 1))
    kept = rows[:limit]
    last = _place(kept[-1]) if kept else place
    return (
        [_change(desk, version) for version in kept],
        last.text if len(rows) > limit else None,
        hold_back(desk.at, last).text,
    )


def start(desk: Desk, since: str) -> ChangePlace:
    if not since:
        return ChangePlace(BEGINNING)
    return ChangePlace.read(since) if len(since) > len("123456789") else after_number(desk.at, int(since))


def _versions(desk: Desk, model: type[Version], place: ChangePlace, limit: int) -> Sequence[Version]:
    rows: VersionQuerySet[Any] = VersionQuerySet(model).seen_by(desk.at).filter(place.behind(KINDS.index(model)))
    rows = rows.filter(publication__live_from__lte=desk.at, publication__taken_back_at=None)
    rows = rows.select_related("publication")
    if model is PublishedScreening:
        rows = rows.select_related("screening").defer("vevent", "farewell")
    return list(rows.order_by("publication__live_from", "publication__number", "pk")[:limit])


def _place(version: Version) -> ChangePlace:
    made = version.publication
    return ChangePlace(made.live_from, made.number, KINDS.index(type(version)), version.pk)


def _change(desk: Desk, version: Version) -> Values:
    kind, name, told = _said(desk, version)
    return {
        "publication": version.publication.number,
        "live_from": desk.local(version.live_from),
        "kind": kind,
        "id": name,
        "change": version.change,
        "sequence": version.sequence,
        "public_note": version.public_note or None,
        "withdrawn": not version.is_listed,
        "object": told() if version.is_listed else None,
    }


def _said(desk: Desk, version: Version) -> tuple[str, str, Callable[[], Values]]:
    """The kind of object, its stable name, and how to say it."""
    if isinstance(version, PublishedScreening):
        return "screening", str(version.uid), lambda: screening(desk, version)
    if isinstance(version, PublishedRun):
        return "run", run_id(version.run_id), lambda: run(desk, version)
    assert isinstance(version, PublishedTitle)  # noqa: S101  what is left is a title
    return "film", version.slug, lambda: title(desk, version)
