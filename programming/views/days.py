"""Pages of time: home, day, week, month."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from programming.listings.day import day_page
from programming.listings.home import home_page
from programming.listings.month import month_page
from programming.listings.week import week_page
from programming.views.page import desk_for, show_page


def home(request: HttpRequest) -> HttpResponseBase:
    desk = desk_for(request)
    return show_page(
        request, desk, "home", home_page(desk), title=_("Tonight at %(house)s") % {"house": desk.venue.name}
    )


def day(request: HttpRequest, day: date) -> HttpResponseBase:
    desk = desk_for(request)
    page = day_page(desk, day)
    return show_page(request, desk, "day", page, title=f"{page.heading}, {page.date}")


def week(request: HttpRequest, day: date) -> HttpResponseBase:
    desk = desk_for(request)
    found = desk.venue.week_of(day)
    if found.first != day:
        return redirect("week", found.first, permanent=True)
    page = week_page(desk, found)
    return show_page(request, desk, "week", page, title=page.label)


def month(request: HttpRequest, year: int, month: int) -> HttpResponseBase:
    desk = desk_for(request)
    try:
        page = month_page(desk, year, month)
    except (ValueError, OverflowError) as wrong:
        raise Http404 from wrong
    return show_page(request, desk, "month", page, title=f"{page.heading} {page.year}")
