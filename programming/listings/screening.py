"""The page of one show: when and where, what became of it, and how to keep it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from programming.choices import ChangeKind, ExtraKind, ScreeningStatus
from programming.listings.address import href
from programming.listings.house import Desk
from programming.listings.pages import Fact
from programming.listings.parts import Link, Time
from programming.listings.shows import (
    FACTS_AS_STORED,
    Show,
    as_told,
    calendar_href,
    facts_of,
    film_href,
    show_time,
    shows_of,
)
from programming.listings.shows import Told as Versions
from programming.listings.telling import Told, tell
from programming.models import PublishedScreening
from programming.models.comparison import kinds_of_change
from programming.models.facts import ScreeningFacts, SegmentFacts
from programming.models.prepared import prepared
from programming.timetable.dates import long_day


@dataclass(frozen=True, slots=True)
class ScreeningPage:
    show: Show
    status: str  # "Cancelled", "Replaced", "Over", or ""
    day: str  # "Saturday, November 21"
    night: str  # for a show after midnight: "In the night of …"
    time: Time
    credit: str
    title: str
    event_line: str
    spec: str
    instead: Link | None  # what plays in its place
    facts: tuple[Fact, ...]
    film: Link
    series: tuple[Link, ...]
    history: tuple[tuple[str, Told], ...]  # when, what: the newest first
    calendar: str  # address of the show's event
    film_calendar: str
    description: str


def screening_page(desk: Desk, uid: UUID) -> ScreeningPage | None:
    """The page of the show, or None where the public knows of none. Two queries."""
    shows = shows_of(_live(desk.at, uid))
    if not shows:
        return None
    show = shows[0]
    facts = show.facts
    local = desk.local(show.starts_at)
    day = long_day(local.date(), with_year=local.year != desk.today.year)
    time = show_time(desk, show)
    return ScreeningPage(
        show=show,
        status=_status(desk, show),
        day=day,
        night=_("In the night of %(day)s.") % {"day": long_day(show.day)} if local.date() != show.day else "",
        time=time,
        credit=facts.credit,
        title=facts.title,
        event_line=facts.event_line,
        spec=facts.spec,
        instead=_instead(facts),
        facts=_facts(desk, facts),
        film=Link(facts.title, film_href(facts.slug)),
        series=tuple(Link(title, href("series-page", slug)) for slug, title in facts.series),
        history=_history(desk, uid),
        calendar=reverse("screening-ics", args=[uid]),
        film_calendar=calendar_href(facts.slug),
        description=f"{facts.title}, {day}, {time.text}. {facts.screen}.",
    )


@prepared
def _live(at: datetime, uid: UUID) -> Versions:
    return as_told(PublishedScreening.objects.live(at).filter(uid=uid))


def _status(desk: Desk, show: Show) -> str:
    if not show.is_on:
        return str(ScreeningStatus(show.facts.status).label).capitalize()
    return _("Over") if show.starts_at < desk.at else ""


def _instead(facts: ScreeningFacts) -> Link | None:
    if not facts.replaced_by:
        return None
    return Link(facts.replacement, reverse("screening", args=[UUID(facts.replaced_by)]))


def _facts(desk: Desk, facts: ScreeningFacts) -> tuple[Fact, ...]:
    told = [
        Fact(_("Where"), facts.screen),
        *(_part(desk, segment) for segment in (facts.segments if len(facts.segments) > 1 else ())),
        *(Fact(str(ExtraKind(extra.kind).label), extra.person or extra.note) for extra in facts.extras),
        Fact(_("Tickets"), _("Free") if facts.is_free else facts.price or desk.venue.admission),
        Fact(_("Admission"), facts.admission),
        Fact(_("Note"), facts.note),
    ]
    return tuple(fact for fact in told if fact.text)


def _part(desk: Desk, segment: SegmentFacts) -> Fact:
    """A part of a programme of several, with its own time."""
    return Fact(
        segment.title, ", ".join(part for part in (desk.clock(segment.at), segment.spec, segment.person) if part)
    )


def _history(desk: Desk, uid: UUID) -> tuple[tuple[str, Told], ...]:
    """What the public was told of the show since it was first announced."""
    told: list[tuple[str, Told]] = []
    was: ScreeningFacts | None = None
    for since, is_listed, note, stored in _versions(desk.at, uid):
        now = facts_of(stored) if is_listed else None
        if was is not None and now is not None:
            kinds = tuple(kind for kind in kinds_of_change(was, now) if kind.is_told)
            if kinds:
                told.append((desk.stamp(since), tell(desk, was, now, kinds, note)))
        elif now is not None:
            told.append((desk.stamp(since), tell(desk, None, now, (ChangeKind.ADDED,), note)))
        was = now
    return tuple(reversed(told))


@prepared
def _versions(at: datetime, uid: UUID) -> "QuerySet[PublishedScreening, tuple[datetime, bool, str, str]]":
    rows = PublishedScreening.objects.seen_by(at).filter(uid=uid).order_by("sequence")
    return rows.values_list("live_from", "is_listed", "public_note", FACTS_AS_STORED)
