"""How a listing becomes a response."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from programming.listings.house import Desk, house_frame, standing_links
from programming.views.answer import answer

FRESH_SECONDS = 60


def desk_for(request: HttpRequest) -> Desk:
    """The desk at this moment, or at `request.at` where staff look at another one (staff/as_of.py).

    Raises Http404 while no house has been set up.
    """
    desk = Desk.at_moment(getattr(request, "at", None) or timezone.now())
    if desk is None:
        raise Http404(_("No house has been set up yet."))
    return desk


def show_page(
    request: HttpRequest, desk: Desk, template: str, page: Any, *, title: str, description: str = ""
) -> HttpResponseBase:
    """Render `page` in the house's frame; 404 when there is no page."""
    if page is None:
        raise Http404
    context = {
        "page": page,
        "house": house_frame(desk),
        "nav": standing_links(desk, request.path),
        "title": f"{title}. {desk.venue.name}" if title else desk.venue.name,
        "description": description or desk.venue.tagline,
        "canonical": desk.venue.site_url.rstrip("/") + request.path,
    }
    return answer(request, render(request, f"listings/{template}.html", context), fresh_seconds=FRESH_SECONDS)
