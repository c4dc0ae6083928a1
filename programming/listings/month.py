"""A month as play weeks: what runs all week stands across the row, single shows stand in their days."""

from collections import defaultdict
from datetime import date, timedelta

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programming.listings.bills import bills
from programming.listings.engagements import Playing, engagements_of, lines, print_style, typed
from programming.listings.house import Desk
from programming.listings.pages import MonthDay, MonthPage, MonthRun, MonthWeek
from programming.listings.parts import Link
from programming.listings.shows import Show, by_day, film_href, key_of, shows_between
from programming.timetable import showtimes
from programming.timetable.dates import long_day, month_name, month_year, short_weekday
from programming.timetable.playweek import PlayWeek

ALL_WEEK = 5


def month_page(desk: Desk, year: int, month: int) -> MonthPage:
    """Three queries: shows, and the engagements they belong to."""
    first = date(year, month, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    before = first - timedelta(days=1)
    weeks = _weeks(desk, first, following - timedelta(days=1))
    shows = shows_between(desk, weeks[0].first, weeks[-1].last)
    days, playing = by_day(shows), engagements_of(desk, shows, known=shows)
    return MonthPage(
        heading=capfirst(month_name(month)),
        year=str(year),
        weeks=tuple(_week(desk, week, month, days, playing) for week in weeks),
        marks=key_of(shows),
        shows=tuple(show for show in shows if show.day.month == month),
        empty="" if shows else _("No shows are announced for this month."),
        pager=(
            Link(capfirst(month_year(before)), reverse("month", args=[before.year, before.month])),
            Link(capfirst(month_year(following)), reverse("month", args=[following.year, following.month])),
        ),
    )


def _weeks(desk: Desk, first: date, last: date) -> list[PlayWeek]:
    weeks = [desk.venue.week_of(first)]
    while weeks[-1].last < last:
        weeks.append(weeks[-1].next)
    return weeks


def _week(
    desk: Desk, week: PlayWeek, month: int, days: dict[date, list[Show]], playing: dict[tuple[str, int], Playing]
) -> MonthWeek:
    own = [show for day in week.days for show in days.get(day, ())]
    parts: defaultdict[tuple[str, int], list[Show]] = defaultdict(list)
    for show in own:
        if show.is_on:
            parts[show.engagement].append(show)
    across = {key: shows for key, shows in parts.items() if len({show.day for show in shows}) >= ALL_WEEK}
    singles = by_day(show for show in own if show.engagement not in across)
    return MonthWeek(
        label=week.label,
        runs=tuple(_run(desk, week, playing[key], across[key]) for key in sorted(across)),
        days=tuple(_day(desk, day, month, singles.get(day, [])) for day in week.days),
    )


def _run(desk: Desk, week: PlayWeek, playing: Playing, shows: list[Show]) -> MonthRun:
    own = [typed(desk, show) for show in shows]
    style = print_style(desk, week.first, week.last)
    said = [line for line in lines(desk, playing) if not line.is_past and week.last >= desk.today]
    return MonthRun(
        title=playing.title,
        href=film_href(playing.slug),
        times=showtimes.print(own, style),
        line=said[0].text if said else "",
    )


def _day(desk: Desk, day: date, month: int, shows: list[Show]) -> MonthDay:
    return MonthDay(
        weekday=short_weekday(day),
        number=str(day.day),
        label=long_day(day),
        href=reverse("day", args=[day]),
        is_today=day == desk.today,
        is_other=day.month != month,
        shows=bills(desk, shows),
    )
