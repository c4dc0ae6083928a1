"""Addresses: public pages, feeds, staff. They never change once printed."""

from datetime import date

from django.urls import path, register_converter

from programming.admin import house_site
from programming.forms.days import YEARS
from programming.listings.calendars import KINDS
from programming.staff import as_of, board, drafts, record, second_step
from programming.staff.account import account
from programming.staff.copy import copy_desk
from programming.staff.holdovers import holdovers, sheet
from programming.staff.publishing import publishing
from programming.staff.ratings import ratings
from programming.staff.rearranging import rearranging
from programming.staff.research import research
from programming.staff.sheet import door
from programming.staff.showtimes import showtimes
from programming.staff.tonight import tonight
from programming.views import api, calendars, cards, changes, days, discovery, films, rating, style, subscribe


class DayConverter:
    """A calendar day as 2026-11-21; an impossible one is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Raises ValueError for a day that is none, or that no house has lived."""
        day = date.fromisoformat(value)
        if day.year not in YEARS:
            raise ValueError(value)
        return day

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


class KindConverter:
    """What calendars go by."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "kind")
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
    path("films/<slug:slug>/notes/", films.notes, name="film-notes"),
    path("series/", films.all_series, name="series"),
    path("series/<slug:slug>/", films.series, name="series-page"),
    path("archive/", films.archive, name="archive"),
    path("archive/<yyyy:year>/", films.archive, name="archive-year"),
    path("search/", films.search, name="search"),
    path("search/suggest", films.suggest, name="search-suggest"),
    path("screenings/<uuid:uid>/", changes.screening, name="screening"),
    path("changes/", changes.changes, name="changes"),
    path("subscribe/", subscribe.subscribe, name="subscribe"),
    path("rate/<slug:code>/", rating.rate, name="rate"),
    path("foyer/", rating.foyer, name="foyer"),
]

outlets = [
    path("calendar.ics", calendars.house, name="calendar-ics"),
    path("<kind:kind>/<slug:slug>.ics", calendars.filtered, name="calendar-of"),
    path("screenings/<uuid:uid>.ics", calendars.single, name="screening-ics"),
    path("calendars/<str:token>.ics", calendars.own, name="calendar-own"),
    path("<path:rest>.ics", calendars.unknown),
    path("feed.atom", changes.news_atom, name="feed-atom"),
    path("changes.atom", changes.changes_atom, name="changes-atom"),
    path("subscribe/qr.svg", subscribe.qr, name="qr"),
    path("rate/<slug:code>.svg", rating.qr, name="rate-qr"),
    path("house.css", style.house_css, name="house-css"),
    path("favicon.ico", style.favicon, name="favicon"),
    path("cards/films/<slug:slug>.png", cards.film, name="card-film"),
    path("cards/series/<slug:slug>.png", cards.series, name="card-series"),
    path("cards/house.png", cards.house, name="card-house"),
    path("sitemap.xml", discovery.site_map, name="sitemap"),
    path("sitemap-<int:number>.xml", discovery.site_map_part, name="sitemap-part"),
    path("robots.txt", discovery.robots_txt, name="robots"),
    path("oembed", discovery.oembed, name="oembed"),
    path("embed/tonight/", discovery.embed_tonight, name="embed-tonight"),
]

data = [
    path("api/", api.docs, name="api-docs"),
    path("api/v1/", api.urls),
]

staff = [
    path("staff/copy/", copy_desk, name="staff-copy"),
    path("staff/films/<int:pk>/research/", research, name="staff-research"),
    path("staff/films/<int:pk>/sheet/", door, name="staff-door-sheet"),
    path("staff/runs/<int:pk>/showtimes/", showtimes, name="staff-showtimes"),
    path("staff/holdovers/", holdovers, name="staff-holdovers"),
    path("staff/holdovers/<day:day>/", holdovers, name="staff-holdovers-week"),
    path("staff/holdovers/<day:day>/sheet/", sheet, name="staff-holdovers-sheet"),
    path("staff/ratings/", ratings, name="staff-ratings"),
    path("staff/tonight/", tonight, name="staff-tonight"),
    path("staff/tonight/<day:day>/", tonight, name="staff-tonight-day"),
    path("staff/publish/", publishing, name="staff-publish"),
    path("staff/copy-and-shift/", rearranging, name="staff-rearrange"),
    path("staff/board/", board.week, name="staff-board"),
    path("staff/board/<day:day>/", board.week, name="staff-board-week"),
    path("staff/board/show/<int:pk>/", board.show, name="staff-board-show"),
    path("staff/board/put/", board.put_on, name="staff-board-put"),
    path("staff/board/fix/", board.fix, name="staff-board-fix"),
    path("staff/board/undo/<int:pk>/", board.take_back, name="staff-board-undo"),
    path("staff/drafts/", drafts.drafts, name="staff-drafts"),
    path("staff/drafts/<int:pk>/", drafts.draft, name="staff-draft"),
    path("staff/publications/", record.publications, name="staff-publications"),
    path("staff/publications/<int:number>/", record.publication, name="staff-publication"),
    path("staff/screenings/<int:pk>/versions/", record.show_versions, name="staff-show-record"),
    path("staff/as-of/", as_of.choose, name="staff-as-of"),
    path("staff/as-of/<str:stamp>/<path:path>", as_of.page, name="staff-as-of-page"),
    path("staff/as-of/<str:stamp>/", as_of.page, {"path": ""}),
    path("staff/account/", account, name="staff-account"),
    path("staff/second-step/", second_step.code, name="staff-second-step"),
    path("staff/second-step/set-up/", second_step.set_up, name="staff-second-step-set-up"),
    path("staff/second-step/roles/", second_step.rules, name="staff-second-step-rules"),
    path("staff/", house_site.urls),
]

urlpatterns = [*public, *outlets, *data, *staff]
