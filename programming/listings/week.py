"""A play week: seven days, the times of each title together."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from programming.listings.groups import groups
from programming.listings.house import Desk
from programming.listings.pages import WeekDay, WeekPage
from programming.listings.parts import Link
from programming.listings.shows import Show, by_day, key_of, shows_between
from programming.timetable.dates import long_day, month_day, short_weekday
from programming.timetable.playweek import PlayWeek


def week_page(desk: Desk, week: PlayWeek) -> WeekPage:
    """One query."""
    shows = shows_between(desk, week.first, week.last)
    days = by_day(shows)
    return WeekPage(
        heading=_heading(desk, week),
        label=week.label_for(desk.today),
        days=tuple(_day(desk, day, days.get(day, [])) for day in week.days),
        marks=key_of(shows),
        pager=(
            Link(_("The week before"), reverse("week", args=[week.previous.first])),
            Link(_("The week after"), reverse("week", args=[week.next.first])),
            Link(_("The calendar"), reverse("month", args=[week.first.year, week.first.month])),
        ),
        shows=shows,
    )


def _heading(desk: Desk, week: PlayWeek) -> str:
    if week == desk.week:
        return _("This week")
    if week == desk.week.next:
        return _("Next week")
    return _("Week of %(day)s") % {"day": month_day(week.first)}


def _day(desk: Desk, day: date, shows: list[Show]) -> WeekDay:
    return WeekDay(
        weekday=short_weekday(day),
        number=str(day.day),
        label=long_day(day),
        href=reverse("day", args=[day]),
        is_today=day == desk.today,
        note="" if shows else _("No shows"),
        shows=groups(desk, shows),
    )
