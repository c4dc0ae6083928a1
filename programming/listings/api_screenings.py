"""Published shows as the API says them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from programming.listings.api import Sheet, Values, address, cut
from programming.listings.api_cursors import ScreeningPlace
from programming.listings.house import Desk
from programming.models import FeedEntry, PublishedScreening, Screen
from programming.models.facts import ExtraFacts, ScreeningFacts, SegmentFacts
from programming.models.publication import PublishedScreeningQuerySet

WORDS = ("credit", "directors", "year", "spec", "event_line", "admission", "price", "note", "reason", "replaced_by")
SEGMENT_WORDS = ("credit", "directors", "year", "format", "language", "subtitles", "spec", "person")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which shows: of house days `first` through `last`, in every one of `feeds` (“formats/35mm”), of that status."""

    first: date
    last: date | None = None
    feeds: tuple[str, ...] = ()
    status: str = ""


def screenings(desk: Desk, wanted: Wanted, *, after: ScreeningPlace | None, limit: int) -> Sheet:
    """By house day and start, those cancelled and replaced included. One query."""
    rows = PublishedScreening.objects.live(desk.at).filter(house_day__gte=wanted.first)
    rows = rows.filter(house_day__lte=wanted.last) if wanted.last else rows
    rows = rows.filter(status=wanted.status) if wanted.status else rows
    for feed in wanted.feeds:
        rows = rows.filter(Exists(FeedEntry.objects.filter(version=OuterRef("pk"), feed=feed, has_left=False)))
    rows = rows.filter(after.behind) if after else rows
    found = list(_read(rows).order_by("house_day", "starts_at", "uid")[: limit + 1])
    kept, more = cut(found, limit, lambda row: ScreeningPlace(row.house_day, row.starts_at, row.uid).text)
    return [screening(desk, version) for version in kept], more


def one_screening(desk: Desk, uid: UUID) -> Values | None:
    """One query; None where the public knows of none."""
    version = _read(PublishedScreening.objects.live(desk.at).filter(uid=uid)).first()
    return screening(desk, version) if version else None


def _read(rows: PublishedScreeningQuerySet) -> PublishedScreeningQuerySet:
    return rows.select_related("screening").defer("vevent", "farewell")


def known_screens() -> list[str]:
    """The slugs of every screen. One query."""
    return list(Screen.objects.values_list("slug", flat=True))


def screening(desk: Desk, version: PublishedScreening) -> Values:
    """A published version of a show, with what is live at once. Asks nothing where `screening` has been joined."""
    facts = ScreeningFacts.from_json(version.facts)
    lead = facts.films[0] if facts.films else None
    return {name: getattr(facts, name) or None for name in WORDS} | {
        "uid": version.uid,
        "title": facts.title,
        "canonical_title": (lead.canonical if lead and lead.slug == facts.slug else "") or facts.title,
        "film": facts.slug,
        "kind": facts.kind,
        "run": run_id(version.run_id) if version.run_id else None,
        "screen": {"slug": facts.screen_slug, "name": facts.screen},
        "house_day": facts.day,
        "starts_at": desk.local(facts.starts),
        "ends_at": _moment(desk, facts.ends_at),
        "status": facts.status,
        "moved_from": _moment(desk, facts.moved_from),
        "announced_at": _moment(desk, facts.announced_at),
        "format": facts.format or None,
        "formats": list(facts.formats),
        "language": (lead.language if lead else "") or None,
        "subtitles": (lead.subtitles if lead else "") or None,
        "is_free": facts.is_free,
        "access": list(facts.access),
        "extras": [_extra(extra) for extra in facts.extras],
        "series": [{"slug": slug, "title": title} for slug, title in facts.series],
        "segments": [_segment(desk, segment) for segment in facts.segments],
        "availability": version.screening.availability or None,
        "ticket_url": version.screening.ticket_url or None,
        "sequence": version.sequence,
        "published_at": desk.local(version.live_from),
        "links": {
            "page": address(desk, "screening", version.uid),
            "calendar": address(desk, "screening-ics", version.uid),
            "film": address(desk, "film", facts.slug),
        },
    }


def run_id(key: int) -> str:
    """“run-12”: how the API names a run, for good."""
    return f"run-{key}"


def _moment(desk: Desk, text: str) -> datetime | None:
    return desk.local(datetime.fromisoformat(text)) if text else None


def _segment(desk: Desk, segment: SegmentFacts) -> Values:
    return {name: getattr(segment, name) or None for name in SEGMENT_WORDS} | {
        "kind": segment.kind,
        "title": segment.title,
        "canonical_title": segment.canonical or segment.title,
        "film": segment.slug or None,
        "starts_at": desk.local(segment.at),
        "minutes": segment.minutes,
    }


def _extra(extra: ExtraFacts) -> Values:
    return {
        "kind": extra.kind,
        "person": extra.person or None,
        "minutes": extra.minutes,
        "note": extra.note or None,
    }
