"""What a film's or a programme's page says of the bill: its parts in order, its other films, where it plays next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from programming.choices import ItemKind, ProgrammeKind, ScreeningStatus
from programming.listings.house import Desk
from programming.listings.parts import Link, Time
from programming.listings.remembered import while_it_stands
from programming.listings.shows import Show, Told, as_told, film_href, show_time, shows_of
from programming.listings.title import Title
from programming.models import Film, PublishedScreening
from programming.models.facts import ScreeningFacts, SegmentFacts, TitleFacts
from programming.models.prepared import prepared
from programming.text.markup import to_html
from programming.timetable.dates import long_day


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a programme. `time` is its own where one show is to come, else None."""

    time: Time | None
    title: str
    href: str  # empty where it has no page
    credit: str
    spec: str
    note: str  # safe HTML


def parts(desk: Desk, shows: Sequence[Show]) -> tuple[Part, ...]:
    """What a programme under its own title is made of, where the public may know: that of the next show, else of the
    last. One query.
    """
    on = [show for show in shows if show.is_on]
    ahead = [show for show in on if show.day >= desk.today]
    segments = [segment for show in (*ahead[:1], *on[-1:])[:1] for segment in show.facts.segments]
    timed = ahead[0] if len(ahead) == 1 else None
    told = _notes(desk, segments)
    return tuple(_part(desk, timed, segment, told.get(segment.slug, "")) for segment in segments)


def _notes(desk: Desk, segments: Iterable[SegmentFacts]) -> dict[str, str]:
    """What the house writes of the films, short where it can be, as safe HTML by address. One query."""
    return while_it_stands(desk.copy, _written, *(segment.slug for segment in segments if segment.slug))


def _written(*slugs: str) -> dict[str, str]:
    films = Film.objects.filter(slug__in=slugs)
    return {film.slug: to_html(film.short_note or film.note) for film in films}


def _part(desk: Desk, show: Show | None, segment: SegmentFacts, note: str) -> Part:
    spec = segment.spec or _("%(minutes)s minutes") % {"minutes": segment.minutes}
    return Part(
        time=show_time(desk, show, segment) if show and segment.is_film else None,
        title=segment.title,
        href=film_href(segment.slug) if segment.slug else "",
        credit=segment.credit,
        spec=", ".join(part for part in (spec, segment.person) if part),
        note=note,
    )


def bill_of(facts: TitleFacts, shows: Iterable[Show]) -> Link | None:
    """The programme, under a title of its own, that the film is part of in the next of `shows`."""
    for show in shows:
        if show.facts.slug != facts.slug and show.facts.kind != ProgrammeKind.DOUBLE_BILL:
            return Link(show.facts.title, film_href(show.facts.slug))
        return None
    return None


def company(facts: TitleFacts, show: ScreeningFacts) -> str:
    """What the title of a page was shown with, or in: “with Detour”, “in Six Films by Maya Deren”."""
    if show.kind == ProgrammeKind.DOUBLE_BILL:
        others = " + ".join(film.title for film in show.films if film.slug != facts.slug)
        return _("with %(titles)s") % {"titles": others} if others else ""
    return _("in %(title)s") % {"title": show.title} if show.slug != facts.slug else ""


def notes(desk: Desk, facts: TitleFacts, shows: Sequence[Show]) -> tuple[tuple[str, str], ...]:
    """Title and note, as safe HTML, of the other films of a double bill, in order. One query."""
    bills = [show.facts.films for show in shows if show.facts.kind == ProgrammeKind.DOUBLE_BILL]
    others = [film for films in bills[:1] for film in films if film.slug != facts.slug]
    told = _notes(desk, others)
    return tuple((film.title, told[film.slug]) for film in others if told.get(film.slug))


def next_booking(desk: Desk, title: Title, shown: Sequence[Show]) -> Link | None:
    """Where what this page told of plays next: one of its films, else the next show of its series. One query."""
    films = [film.slug for show in shown[-1:] for film in show.facts.films]
    series = {slug for show in shown[-1:] for slug, _title in show.facts.series}
    coming = shows_of(_coming(desk.at, desk.today, title.programme)) if title.programme else ()
    again = (show for show in coming if any(film.slug in films for film in show.facts.films))
    related = (show for show in coming if any(slug in series for slug, _title in show.facts.series))
    for show in (*again, *related):
        told = {"title": show.facts.title, "day": long_day(show.day, with_year=show.day.year != desk.today.year)}
        return Link(_("Next: %(title)s, %(day)s") % told, film_href(show.facts.slug))
    return None


@prepared
def _coming(at: datetime, today: date, apart_from: int) -> Told:
    live = PublishedScreening.objects.live(at).filter(house_day__gte=today, status=ScreeningStatus.SCHEDULED)
    return as_told(live.exclude(programme=apart_from))


def breaks(show: Show) -> int:
    """Minutes of intermission."""
    return sum(segment.minutes for segment in show.facts.segments if segment.kind == ItemKind.INTERMISSION)
