"""A play week: seven days, the times of each title together."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from programming.listings.house import Desk
from programming.listings.pages import ShowGroup, WeekDay, WeekPage
from programming.listings.parts import Link
from programming.listings.shows import Show, by_day, film_href, key_of, show_time, shows_between
from programming.models.facts import SegmentFacts
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


def groups(desk: Desk, shows: Iterable[Show]) -> tuple[ShowGroup, ...]:
    """Shows of one day by page, in the order of their first times; the other films of a bill under its first."""
    titles: dict[str, list[Show]] = {}
    for show in shows:
        titles.setdefault(show.facts.slug, []).append(show)
    return tuple(_group(desk, own) for own in titles.values())


def _group(desk: Desk, shows: list[Show]) -> ShowGroup:
    facts = shows[0].facts
    return ShowGroup(
        times=tuple(show_time(desk, show) for show in shows),
        title=facts.title,
        href=film_href(facts.slug),
        spec=_spec(shows),
        companions=_companions(desk, shows),
    )


def _spec(shows: list[Show]) -> str:
    """“Carol Reed, 1949. Screen 1, + introduction by Ines Calloway”"""
    facts = shows[0].facts
    who = ", ".join(part for part in (facts.directors, facts.year) if part)
    screens = ", ".join(dict.fromkeys(show.facts.screen.replace(" ", "\u00a0") for show in shows))
    lines = dict.fromkeys(show.facts.event_line for show in shows if show.facts.event_line)
    return ". ".join(part for part in (who, screens, *lines) if part)


def _companions(desk: Desk, shows: list[Show]) -> tuple[ShowGroup, ...]:
    if shows[0].facts.kind != "double_bill":
        return ()
    second: dict[str, list[tuple[Show, SegmentFacts]]] = {}
    for show in shows:
        for film in show.facts.films[1:]:
            second.setdefault(film.slug, []).append((show, film))
    return tuple(
        ShowGroup(
            times=tuple(show_time(desk, show, film) for show, film in own),
            title=own[0][1].title,
            href=film_href(slug),
            spec=", ".join(part for part in (own[0][1].directors, own[0][1].year) if part),
        )
        for slug, own in second.items()
    )
