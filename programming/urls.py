"""Addresses: public pages, feeds, staff. They never change once printed."""

from datetime import date

from django.urls import path, register_converter

from programming.admin import house_site
from programming.staff.publishing import publishing
from programming.staff.showtimes import showtimes
from programming.views import days, feeds, films


class DayConverter:
    """A calendar day as 2026-11-21; an impossible one is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class YearConverter:
    regex = r"\d{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class MonthConverter(YearConverter):
    regex = r"0[1-9]|1[0-2]"

    def to_url(self, value: int) -> str:
        return f"{value:02}"


register_converter(DayConverter, "day")
register_converter(YearConverter, "yyyy")
register_converter(MonthConverter, "mm")

public = [
    path("", days.home, name="home"),
    path("on/<day:day>/", days.day, name="day"),
    path("week/<day:day>/", days.week, name="week"),
    path("calendar/<yyyy:year>/<mm:month>/", days.month, name="month"),
    path("films/", films.films, name="films"),
    path("films/<slug:slug>/", films.film, name="film"),
    path("series/", films.all_series, name="series"),
    path("series/<slug:slug>/", films.series, name="series-page"),
    path("archive/", films.archive, name="archive"),
    path("archive/<yyyy:year>/", films.archive, name="archive-year"),
    path("search/", films.search, name="search"),
]

outlets = [
    path("calendar.ics", feeds.house_calendar, name="calendar-ics"),
    path("house.css", feeds.house_css, name="house-css"),
]

staff = [
    path("staff/runs/<int:pk>/showtimes/", showtimes, name="staff-showtimes"),
    path("staff/publish/", publishing, name="staff-publish"),
    path("staff/", house_site.urls),
]

urlpatterns = [*public, *outlets, *staff]
