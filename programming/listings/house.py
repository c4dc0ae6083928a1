"""The frame of every page: the house, its notices, its standing links; and its way of writing days and times."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programming.listings.parts import House, Link, Notice
from programming.listings.remembered import while_it_stands
from programming.models import Notice as StoredNotice
from programming.models import Screen, Venue
from programming.text.colour import on_colour
from programming.text.measure import ems
from programming.timetable.clock import ClockStyle, clock_text
from programming.timetable.dates import long_day
from programming.timetable.playweek import PlayWeek


@dataclass(frozen=True, slots=True, eq=False)
class Hand:
    """How the house writes hours and addresses. There is one of each kind, so that what it wrote is kept with it."""

    clock: ClockStyle
    zone: ZoneInfo
    language: str
    prefix: str  # of addresses: staff read the public pages of another moment under one of their own

    def iso(self, moment: datetime) -> str:
        """As `datetime` attributes want it: local time with its offset."""
        return moment.astimezone(self.zone).isoformat(timespec="minutes")

    def hour(self, moment: datetime) -> str:
        return clock_text(moment.astimezone(self.zone).time(), self.clock)


hand_of = lru_cache(Hand)


@dataclass(frozen=True)
class Desk:
    """What every builder needs: the venue, the moment, the house day it falls on."""

    venue: Venue
    at: datetime
    today: date
    copy: str = ""  # the word that it goes by while it stands, empty where that is not known

    @classmethod
    def at_moment(cls, at: datetime, copy: str = "") -> "Desk | None":
        """The desk at `at` (aware), or None while no house has been set up. One query."""
        venue = while_it_stands(copy, Venue.objects.first)
        return cls(venue, at, venue.day_of(at), copy) if venue else None

    @cached_property
    def week(self) -> PlayWeek:
        return self.venue.week_of(self.today)

    @cached_property
    def hand(self) -> Hand:
        return hand_of(self.venue.style, self.venue.zone, get_language(), get_script_prefix())

    @cached_property
    def screens(self) -> tuple[Screen, ...]:
        """One query, once."""
        return while_it_stands(self.copy, _screens)

    @property
    def style(self) -> ClockStyle:
        return self.hand.clock

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.venue.zone)

    def iso(self, moment: datetime) -> str:
        """As `datetime` attributes want it: local time with its offset."""
        return self.hand.iso(moment)

    def clock(self, moment: datetime) -> str:
        return self.hand.hour(moment)

    def stamp(self, moment: datetime) -> str:
        """“Friday, November 20, 10:00 am”: a moment of any hour, so that a bare clock says am and pm."""
        local = self.local(moment)
        style = ClockStyle.MERIDIEM if self.style is ClockStyle.BARE else self.style
        day = long_day(local.date(), with_year=local.year != self.today.year)
        return f"{day}, {clock_text(local.time(), style)}"

    def wall(self, wall: time) -> str:
        """A wall time in the house's style."""
        return clock_text(wall, self.style)


def _screens() -> tuple[Screen, ...]:
    return tuple(Screen.objects.all())


def house_frame(desk: Desk) -> House:
    """Two queries: screens and notices."""
    return while_it_stands(desk.copy, _house, desk.venue, desk.screens, desk.today)


def _house(venue: Venue, screens: tuple[Screen, ...], today: date) -> House:
    return House(
        name=venue.name,
        tagline=venue.tagline,
        street=venue.street,
        locality=venue.locality,
        phone=venue.phone,
        admission=venue.admission,
        ticketing_note=venue.ticketing_note,
        access_note=venue.access_note,
        screens=tuple(screen.name for screen in screens),
        notices=_notices(today),
        times_rule=_("Times are from noon unless they say otherwise.") if venue.style is ClockStyle.BARE else "",
        today_href=reverse("home"),
        week_href=reverse("week", args=[venue.week_of(today).first]),
        month_href=reverse("month", args=[today.year, today.month]),
        calendar_address=venue.site_url.rstrip("/").partition("://")[2] + reverse("calendar-ics"),
    )


def _notices(day: date) -> tuple[Notice, ...]:
    standing = StoredNotice.objects.standing_on(day)
    return tuple(Notice(notice.heading, notice.text, notice.link) for notice in standing)


def standing_links(desk: Desk | None, path: str) -> tuple[Link, ...]:
    """The places of the masthead, the one that `path` lies in marked."""
    if desk is None:
        return ()
    (tonight, home, _home), *others = while_it_stands(desk.copy, _places, desk.week.first, desk.today)
    first = Link(tonight, home, path == home)
    return (first, *(Link(text, href, path.startswith(below)) for text, href, below in others))


def _places(week: date, today: date) -> tuple[tuple[str, str, str], ...]:
    """What each is called, its address, and what those within it begin with."""
    home = reverse("home")
    named = (
        (_("Films"), "films"),
        (_("Series"), "series"),
        (_("Archive"), "archive"),
        (_("Subscribe"), "subscribe"),
        (_("Search"), "search"),
    )
    return (
        (_("Tonight"), home, home),
        (_("This week"), reverse("week", args=[week]), f"{home}week/"),
        (_("Calendar"), reverse("month", args=[today.year, today.month]), f"{home}calendar/"),
        *((text, reverse(name), reverse(name)) for text, name in named),
    )


def house_colours(desk: Desk | None) -> str:
    """The style sheet that carries the house's colours and the width of its name."""
    venue = desk.venue if desk else Venue()
    return (
        ":root { "
        f"--house-spot: {venue.spot}; --house-on-spot: {on_colour(venue.spot)}; "
        f"--house-spot-dark: {venue.spot_dark}; --house-on-spot-dark: {on_colour(venue.spot_dark)}; "
        f"--house-em: {ems(venue.name or 'Held Over'):.2f} }}\n"
    )
