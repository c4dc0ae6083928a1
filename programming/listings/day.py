"""One house day, by the hour."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programming.listings.bills import bills
from programming.listings.house import Desk
from programming.listings.pages import DayPage
from programming.listings.parts import Link
from programming.listings.shows import shows_between
from programming.timetable.dates import month_day, short_day, weekday


def day_page(desk: Desk, day: date) -> DayPage:
    """One query."""
    shows = shows_between(desk, day, day)
    earlier, later = day - timedelta(days=1), day + timedelta(days=1)
    return DayPage(
        heading=capfirst(weekday(day)),
        date=month_day(day, with_year=True),
        is_today=day == desk.today,
        bill=bills(desk, shows),
        empty=_("No shows are announced for this day.")
        if day >= desk.today
        else _("No shows are on record for this day."),
        pager=(
            Link(short_day(earlier), reverse("day", args=[earlier])),
            Link(_("The whole week"), reverse("week", args=[desk.venue.week_of(day).first])),
            Link(short_day(later), reverse("day", args=[later])),
        ),
        shows=shows,
    )
