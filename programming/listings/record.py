"""The public record for staff: publications, what each changed, and every version of one show."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from programming.choices import ChangeKind
from programming.listings.house import Desk
from programming.listings.telling import Told, tell
from programming.models import Publication, PublishedRun, PublishedScreening, PublishedTitle, Screening
from programming.models.comparison import kinds_of_change
from programming.models.publication import Version

MOST = 50


@dataclass(frozen=True, slots=True)
class PublicationLine:
    number: int
    made: str  # "Friday, November 20, 10:00 am, alice"
    live: str
    state: str  # "waiting", "taken back", "live"
    shows: int
    note: str


@dataclass(frozen=True, slots=True)
class PublicationPage:
    line: PublicationLine
    changes: tuple[tuple[int, Told], ...]  # the show's key, 0 for a run or title
    standing: int  # how many of its versions nothing has replaced
    rolls_back: int  # number of the publication it rolls back, 0 for none


@dataclass(frozen=True, slots=True)
class VersionLine:
    pk: int
    sequence: int
    live: str
    told: Told
    is_standing: bool
    was_seen: bool


def publication_lines(desk: Desk, before: int | None = None) -> tuple[PublicationLine, ...]:
    """The newest first, from `before` down. One query."""
    rows = Publication.objects.select_related("made_by").annotate(shows=Count("publishedscreening_versions"))
    if before:
        rows = rows.filter(number__lt=before)
    return tuple(_line(desk, row, row.shows) for row in rows.order_by("-number")[:MOST])


def publication_page(desk: Desk, publication: Publication) -> PublicationPage:
    """A fixed number of queries."""
    told: list[tuple[int, Told]] = []
    standing = 0
    for model in (PublishedRun, PublishedScreening, PublishedTitle):
        for version in _flat(model).filter(publication=publication).order_by("pk"):
            standing += version.live_until is None
            key = version.screening_id if isinstance(version, PublishedScreening) else 0
            told.append((key, _told(desk, version)))
    shows = sum(1 for key, _told_ in told if key)
    rolled = publication.rolls_back.number if publication.rolls_back else 0
    return PublicationPage(_line(desk, publication, shows), tuple(told), standing, rolled)


def show_record(desk: Desk, screening: Screening) -> tuple[VersionLine, ...]:
    """Every version of the show, the newest first. One query."""
    return tuple(
        VersionLine(
            pk=version.pk,
            sequence=version.sequence,
            live=desk.stamp(version.live_from),
            told=_told(desk, version),
            is_standing=version.live_until is None,
            was_seen=version.live_until != version.live_from,
        )
        for version in _flat(PublishedScreening).filter(Q(screening=screening)).order_by("-sequence")
    )


def _flat(model: type[Version]) -> QuerySet[Version]:
    """Versions with those they take over from, without calendar events."""
    rows = model._default_manager.select_related("follows")
    events = ("vevent", "farewell", "follows__vevent", "follows__farewell")
    return rows.defer(*events) if model is PublishedScreening else rows


def _told(desk: Desk, version: Version) -> Told:
    was = version.follows.said if version.follows and version.follows.is_listed else None
    kinds = kinds_of_change(was, version.said) if version.is_listed else (ChangeKind.WITHDRAWN,)
    return tell(desk, was, version.said, kinds or (ChangeKind.DETAILS,), version.public_note)


def _line(desk: Desk, row: Publication, shows: int) -> PublicationLine:
    by = row.made_by.get_username() if row.made_by else _("by command")
    state = "taken-back" if row.taken_back_at else "waiting" if row.is_waiting(desk.at) else "live"
    return PublicationLine(
        row.number, f"{desk.stamp(row.made_at)}, {by}", desk.stamp(row.live_from), state, shows, row.note
    )
