"""How a listing becomes a response."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from programming.exporters.jsonld import page_graph
from programming.exporters.jsonld_event import Node
from programming.listings.house import Desk, house_frame, standing_links
from programming.listings.parts import Link
from programming.listings.sharing import share_of
from programming.views.answer import answer

FRESH_SECONDS = 0
"""Browsers and proxies ask each time: what has not changed costs one read here, and no body."""


def desk_for(request: HttpRequest) -> Desk:
    """The desk at this moment, or at `request.at` where staff look at another one (staff/as_of.py); that of the page
    keeper (views/keeping.py) where it asked already.

    Raises Http404 while no house has been set up.
    """
    desk = getattr(request, "desk", None) or Desk.at_moment(getattr(request, "at", None) or timezone.now())
    if desk is None:
        raise Http404(_("No house has been set up yet."))
    return desk


def show_page(
    request: HttpRequest,
    desk: Desk,
    template: str,
    page: Any,
    *,
    title: str,
    description: str = "",
    more: Iterable[Node] = (),
    forms: Mapping[str, Any] | None = None,
    part: Mapping[str, str] | None = None,
) -> HttpResponseBase:
    """Render `page` in the house's frame; 404 when there is no page. `more` is what it says in JSON-LD besides;
    `forms` are those it holds; `part` is the query that tells this page from the others at its path.
    """
    if page is None:
        raise Http404
    context = frame(request, desk, page, title=title, description=description, more=more) | dict(forms or {})
    if part:
        context["canonical"] += f"?{urlencode(part)}"
    return answer(render(request, f"listings/{template}.html", context), fresh_seconds=FRESH_SECONDS)


def frame(
    request: HttpRequest, desk: Desk, page: Any, *, title: str, description: str = "", more: Iterable[Node] = ()
) -> dict[str, Any]:
    """What base.html expects, and the page."""
    path = "/" + request.path.removeprefix(reverse("home"))  # where the public finds it
    house, nav = house_frame(desk), standing_links(desk, request.path)
    return {
        "page": page,
        "copy": desk.copy,
        "house": house,
        "nav": nav,
        "share": share_of(desk, page, path),
        "structured": page_graph(desk, house, page, _way(nav, title, request.path), more=more),
        "title": f"{title}. {desk.venue.name}" if title else desk.venue.name,
        "description": description or desk.venue.tagline,
        "canonical": desk.venue.site_url.rstrip("/") + path,
        "as_of": desk.stamp(desk.at) if hasattr(request, "at") else "",
    }


def _way(nav: Sequence[Link], title: str, path: str) -> tuple[Link, ...]:
    """From the home page down to the page at `path`: the place of the masthead it lies in, then itself."""
    places = tuple(link for link in nav if link.is_current and link.href != path)
    return (*places, Link(title, path)) if path != reverse("home") else ()
