"""Films, series, the archive, search."""

import re
from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programming.listings.archive import archive_page
from programming.listings.film import film_page
from programming.listings.notes import notes_page
from programming.listings.search import search_page, suggestions
from programming.listings.series import series_index, series_page
from programming.listings.titles import films_page
from programming.views.answer import answer
from programming.views.page import desk_for, show_page

SUGGESTED_SECONDS = 60
YEAR = re.compile("[0-9]{4}")


def films(request: HttpRequest) -> HttpResponseBase:
    desk = desk_for(request)
    letter = request.GET.get("letter", "")
    title = _("Films: %(letter)s") % {"letter": letter} if letter else _("Films")
    part = {"letter": letter} if letter else None
    return show_page(request, desk, "films", films_page(desk, letter), title=title, part=part)


def film(request: HttpRequest, slug: str) -> HttpResponseBase:
    desk = desk_for(request)
    page = film_page(desk, slug)
    title = page.title if page else ""
    return show_page(request, desk, "film", page, title=title, description=page.description if page else "")


def notes(request: HttpRequest, slug: str) -> HttpResponseBase:
    desk = desk_for(request)
    page = notes_page(desk, slug)
    title = _("Notes on %(film)s") % {"film": page.title} if page else ""
    return show_page(request, desk, "notes", page, title=title, description=page.description if page else "")


def all_series(request: HttpRequest) -> HttpResponseBase:
    desk = desk_for(request)
    return show_page(request, desk, "series_index", series_index(desk), title=_("Series"))


def series(request: HttpRequest, slug: str) -> HttpResponseBase:
    desk = desk_for(request)
    year = request.GET.get("year", "")
    if year and not YEAR.fullmatch(year):
        raise Http404
    page = series_page(desk, slug, int(year) if year else None)
    title, deck = (page.title, page.deck) if page else ("", "")
    title = _("%(series)s in %(year)s") % {"series": title, "year": year} if year else title
    part = {"year": year} if year else None
    return show_page(request, desk, "series", page, title=title, description=deck, part=part)


def archive(request: HttpRequest, year: int | None = None) -> HttpResponseBase:
    desk = desk_for(request)
    page = archive_page(desk, year)
    return show_page(
        request, desk, "archive", page, title=_("Archive") if year is None else _("Archive %(year)s") % {"year": year}
    )


def search(request: HttpRequest) -> HttpResponseBase:
    desk = desk_for(request)
    page = search_page(desk, request.GET.get("q", ""))
    return show_page(request, desk, "search", page, title=_("Search"))


@require_safe
def suggest(request: HttpRequest) -> HttpResponseBase:
    """What somebody may want who has typed “q” so far, as JSON for static/js/suggest.js."""
    found = suggestions(desk_for(request), request.GET.get("q", ""))
    return answer(JsonResponse(asdict(found)), fresh_seconds=SUGGESTED_SECONDS)
