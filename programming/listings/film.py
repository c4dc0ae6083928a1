"""The page of a film, or of a programme that goes by its own name: what plays, what it is, what it played."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from programming.choices import Format, ProgrammeKind
from programming.listings.address import href
from programming.listings.engagements import (
    Playing,
    bookings,
    closing_lines,
    engagements_where,
    lines,
    printed,
    showings,
)
from programming.listings.exceptions import exceptions
from programming.listings.film_copy import TitleCopy, film_copy, programme_copy
from programming.listings.further import addressed
from programming.listings.house import Desk
from programming.listings.pages import DayRow, Fact, FilmPage, Past, Quote
from programming.listings.parts import Link, Slot, Time
from programming.listings.pictures import title_card
from programming.listings.played import appearance_of, told
from programming.listings.programme import bill_of, breaks, company, next_booking, notes, parts
from programming.listings.rating import ratings_of
from programming.listings.remembered import while_it_stands
from programming.listings.shows import Show, by_day, calendar_href, film_href, show_time
from programming.listings.title import Title, title_at
from programming.listings.works import published
from programming.models import Screen, Venue
from programming.models.facts import TitleFacts
from programming.text.measure import line_class
from programming.timetable.dates import day_range, short_month_day, short_weekday

LEAST_PLACES = 2
MOST_PLACES = 6


def film_page(desk: Desk, slug: str, *, is_whole: bool = True) -> FilmPage | None:
    """The page at `slug`, or None when the public may not see one. A fixed number of queries.

    Where it is not wanted whole, what audiences say and what there is to see and read besides is not asked for.
    """
    title = title_at(desk, slug)
    if title is None:
        return None
    of = ("films", title.film) if title.film else ("programme", title.programme)
    found = [part for one in engagements_where(desk, *of).values() for part in bookings(one)]
    playing = sorted(found, key=lambda one: one.first or desk.today)
    copy = _copy(desk, title)
    page = _page(desk, title.facts, playing, copy)
    if not is_whole:
        return page
    shown = [show for one in playing for show in one.on]
    return replace(
        page,
        next_booking=next_booking(desk, title, shown) if page.status else None,
        ratings=ratings_of(desk, shown, title, copy.quoted),
        further=addressed(desk, copy.further),
    )


def _copy(desk: Desk, title: Title) -> TitleCopy:
    if title.film:
        return while_it_stands(desk.copy, film_copy, title.film)
    return while_it_stands(desk.copy, programme_copy, title.programme)


def _page(desk: Desk, facts: TitleFacts, playing: Sequence[Playing], copy: TitleCopy) -> FilmPage:
    now = [one for one in playing if not one.is_over(desk)]
    over = [one for one in reversed(playing) if one.is_over(desk)]
    ahead = [show for one in now for show in one.shows if show.day >= desk.today]
    return FilmPage(
        status=_("Previously played") if over and not now else "",
        strand=_series(ahead or [show for one in over[:1] for show in one.shows]),
        credit=facts.credit,
        title=facts.title,
        line_class=line_class(facts.title),
        event_line=_event_line(ahead),
        original_title=facts.original_title,
        lines=printed(lines(desk, now[0])) if now else closing_lines(desk, over[0]) if over else (),
        companions=_companions(facts, now),
        bill=bill_of(facts, ahead),
        admission=next((show.facts.admission for show in ahead if show.facts.admission), ""),
        strapline=copy.strapline,
        accolades=copy.accolades,
        columns=_columns(facts, ahead),
        rows=_rows(desk, facts, ahead),
        exceptions=exceptions(desk, ahead),
        year=facts.year,
        note=copy.note,
        notes=notes(desk, facts, [show for one in now for show in one.on]),
        parts=() if copy.work else parts(desk, [show for one in playing for show in one.shows]),
        spec=facts.spec,
        facts=(*copy.facts, *_shown(desk, facts.slug, playing)),
        house_facts=_house_facts(desk, ahead),
        press_lines=copy.press_lines,
        release=copy.release,
        advice=copy.advice,
        stills=copy.stills or (title_card(facts.title, facts.credit),),
        quotes=_quotes(copy, now),
        series=_series(show for one in now for show in one.shows),
        played=tuple(while_it_stands(desk.copy, _past, desk.venue, facts, one) for one in over if one.on),
        description=copy.description,
        slug=facts.slug,
        calendar=calendar_href(facts.slug),
        work=published(copy.work, facts) if copy.work else None,
        shows=tuple(ahead),
        programme_notes=copy.programme_notes,
    )


def _series(shows: Iterable[Show]) -> tuple[Link, ...]:
    found = dict(pair for show in shows for pair in show.facts.series)
    return tuple(Link(title, href("series-page", slug)) for slug, title in found.items())


def _event_line(ahead: Sequence[Show]) -> str:
    """What the only show has besides; of several shows the generated sentences tell."""
    return ahead[0].facts.event_line if len(ahead) == 1 else ""


def _companions(facts: TitleFacts, now: Sequence[Playing]) -> tuple[Link, ...]:
    for one in now[:1]:
        for show in one.on[:1]:
            if show.facts.kind == ProgrammeKind.DOUBLE_BILL:
                others = [film for film in show.facts.films if film.slug != facts.slug]
                return tuple(Link(film.title, film_href(film.slug)) for film in others)
    return ()


def _columns(facts: TitleFacts, ahead: Sequence[Show]) -> tuple[str, ...]:
    """The page's own film, and the other films of bills it plays in."""
    others = {
        film.title: None
        for show in ahead
        if show.facts.kind == ProgrammeKind.DOUBLE_BILL
        for film in show.facts.films
        if film.slug != facts.slug
    }
    return (facts.title, *others)


def _rows(desk: Desk, facts: TitleFacts, ahead: Sequence[Show]) -> tuple[DayRow, ...]:
    columns = _columns(facts, ahead)
    days = {
        day: [[time for show in shows for time in _times(desk, facts, column, show)] for column in columns]
        for day, shows in by_day(ahead).items()
    }
    places = [_places(desk, (row[column] for row in days.values())) for column in range(len(columns))]
    return tuple(_row(desk, day, tuple(map(_slot, columns, places, times))) for day, times in days.items())


def _places(desk: Desk, times: Iterable[list[Time]]) -> dict[str, int]:
    """Where each time of day stands in its column, from 1: so that a missing show leaves a hole."""
    times = list(times)
    if max(map(len, times), default=0) < LEAST_PLACES:
        return {}
    found = {time.iso[11:16]: time.text for row in times for time in row}
    late = sorted(found, key=lambda wall: (wall < f"{desk.venue.rollover_hour:02}:00", wall))
    return {wall: place + 1 for place, wall in enumerate(late)} if len(found) <= MOST_PLACES else {}


def _slot(film: str, places: dict[str, int], times: list[Time]) -> Slot:
    return Slot(film, tuple(times), tuple(places.get(time.iso[11:16], 0) for time in times))


def _row(desk: Desk, day: date, slots: tuple[Slot, ...]) -> DayRow:
    is_today = day == desk.today
    return DayRow(
        day=_("Today") if is_today else short_weekday(day),
        date=short_month_day(day, with_year=day.year != desk.today.year),
        is_today=is_today,
        starts_week=day.weekday() == desk.venue.week_starts,
        slots=slots,
    )


def _times(desk: Desk, facts: TitleFacts, column: str, show: Show) -> list[Time]:
    """When the film of a column starts within a show."""
    if show.facts.slug == facts.slug and column == facts.title:
        return [show_time(desk, show)]
    return [
        show_time(desk, show, film)
        for film in show.facts.films
        if film.title == column and (column != facts.title or film.slug == facts.slug)
    ]


def _shown(desk: Desk, slug: str, playing: Sequence[Playing]) -> tuple[Fact, ...]:
    """How often it has played here, and when and on what last."""
    one = appearance_of(desk, slug, (show for engagement in playing for show in engagement.shows))
    return (Fact(_("In this house"), told(one)),) if one else ()


def _house_facts(desk: Desk, ahead: Sequence[Show]) -> tuple[Fact, ...]:
    if not ahead:
        return ()
    names = list(dict.fromkeys(show.facts.screen for show in ahead))
    screens = {screen.name: screen for screen in desk.screens}
    where = "; ".join(
        ". ".join(part for part in (f"{name}{_seats(screens.get(name))}", _access(screens.get(name))) if part)
        for name in names
    )
    prices = {show.facts.price or _usual_price(desk, show) for show in ahead}
    tickets = prices.pop() if len(prices) == 1 else desk.venue.admission
    told = [Fact(_("Where"), where)]
    if tickets:
        told.append(Fact(_("Tickets"), tickets))
    lasts = {(round((_end(show) - show.starts_at).total_seconds() / 60), breaks(show)) for show in ahead}
    if len(lasts) == 1:
        told.append(Fact(_("Lasts"), _hours(*lasts.pop())))
    return tuple(told)


def _usual_price(desk: Desk, show: Show) -> str:
    """The house's, unless the programme's own line speaks of admission: that of a double bill does not name a price."""
    is_told = show.facts.admission and show.facts.kind != ProgrammeKind.DOUBLE_BILL
    return "" if is_told else desk.venue.admission


def _end(show: Show) -> datetime:
    return datetime.fromisoformat(show.facts.ends_at)


def _hours(minutes: int, pause: int) -> str:
    hours, rest = divmod(minutes, 60)
    told = {"hours": hours, "minutes": rest, "pause": pause}
    if pause:
        return _("%(hours)s h %(minutes)02d, with %(pause)s minutes of intermission") % told
    return _("%(hours)s h %(minutes)02d, with everything") % told


def _seats(screen: Screen | None) -> str:
    return _(", %(seats)s seats") % {"seats": screen.seats} if screen else ""


def _access(screen: Screen | None) -> str:
    return screen.access_note if screen else ""


def _quotes(copy: TitleCopy, now: Sequence[Playing]) -> tuple[Quote, ...]:
    """Those that the run now on chose of the film's, else all, as far as they are approved."""
    run = next((one.run for one in now if one.run), 0)
    return tuple(copy.quotes[key] for key in copy.chosen.get(run, copy.quotes) if key in copy.quotes)


def _past(venue: Venue, facts: TitleFacts, one: Playing) -> Past:
    """As it was at the last show."""
    first, last = one.on[0].day, one.on[-1].day
    desk = Desk(venue, one.on[-1].starts_at, last)
    formats = dict.fromkeys(str(Format(show.facts.format).label) for show in one.on if show.facts.format)
    week = venue.week_of(last)
    told = [line for show in one.on for line in (company(facts, show.facts), show.facts.event_line)]
    return Past(
        when=day_range(first, last, with_year=True),
        lines=closing_lines(desk, one),
        showings=showings(desk, [show for show in one.on if show.day in week], max(first, week.first), last),
        spec=", ".join((*formats, *dict.fromkeys(line for line in told if line))),
    )
