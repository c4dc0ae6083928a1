"""For machines that find their way: the sitemap, robots.txt, oEmbed; and what other sites may frame."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from programming.exporters.oembed import Room, link, rich
from programming.exporters.sitemap import robots, sitemap, sitemap_index
from programming.forms.days import YEARS
from programming.listings.address import path_within
from programming.listings.embeds import pasted, tonight_page
from programming.listings.house import Desk
from programming.listings.sitemap import Page, changes_by_year, is_short, lasting_pages, public_pages, year_pages
from programming.views.answer import answer
from programming.views.page import desk_for

FRESH_SECONDS = 3600
FRAME_SECONDS = 60  # it is framed by pages that are not ours to make slow
XML = "application/xml; charset=utf-8"
LASTING = 1
"""The number of the sitemap of pages that are of no year."""


@require_safe
def site_map(request: HttpRequest) -> HttpResponseBase:
    """Every page, or of a house with many, every file of them: the lasting pages, then each year."""
    desk = desk_for(request)
    if is_short(desk):
        body = sitemap(_site(desk), public_pages(desk))
    else:
        lasting, years = changes_by_year(desk)
        parts = [(LASTING, lasting), *years.items()]
        files = [Page(reverse("sitemap-part", args=[number]), changed) for number, changed in parts]
        body = sitemap_index(_site(desk), files)
    return answer(HttpResponse(body, content_type=XML), fresh_seconds=FRESH_SECONDS)


@require_safe
def site_map_part(request: HttpRequest, number: int) -> HttpResponseBase:
    """The lasting pages, or those of the year that the number is."""
    desk = desk_for(request)
    if number != LASTING and number not in YEARS:
        raise Http404
    pages = lasting_pages(desk) if number == LASTING else year_pages(desk, number)
    if not pages:
        raise Http404
    return answer(HttpResponse(sitemap(_site(desk), pages), content_type=XML), fresh_seconds=FRESH_SECONDS)


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponseBase:
    desk = desk_for(request)
    keep_out = (reverse("staff:index"), reverse("search"))
    body = robots(_site(desk), keep_out=keep_out, sitemap_href=reverse("sitemap"))
    response = HttpResponse(body, content_type="text/plain; charset=utf-8")
    return answer(response, fresh_seconds=FRESH_SECONDS)


@require_safe
def oembed(request: HttpRequest) -> HttpResponseBase:
    """How to embed the page at `url`: 400 without one, 501 for another format than JSON, 404 where there is no page."""
    desk = desk_for(request)
    room = _room(request)
    if not request.GET.get("url") or room is None:
        return HttpResponseBadRequest(_("Give url, and maxwidth and maxheight as whole numbers."))
    if request.GET.get("format", "json") != "json":
        return HttpResponse(_("Only json is to be had here."), status=501, content_type="text/plain; charset=utf-8")
    found = _resolved(desk, request.GET["url"])
    page = pasted(desk, found.url_name or "", found.kwargs)
    if found.url_name == "home":
        told = rich(desk.venue, _("Tonight at %(house)s") % {"house": desk.venue.name}, room)
    elif page:
        told = link(desk.venue, page, room)
    else:
        raise Http404
    response = JsonResponse(told)
    response["Access-Control-Allow-Origin"] = "*"
    return answer(response, fresh_seconds=FRESH_SECONDS)


@csp_replace({"frame-ancestors": "*"})
@xframe_options_exempt
@require_safe
def embed_tonight(request: HttpRequest) -> HttpResponseBase:
    """Tonight's bill, for other sites to frame: the one page that they may."""
    page = tonight_page(desk_for(request))
    return answer(render(request, "embed/tonight.html", {"page": page}), fresh_seconds=FRAME_SECONDS)


def _site(desk: Desk) -> str:
    return desk.venue.site_url.rstrip("/")


def _room(request: HttpRequest) -> Room | None:
    """How much room the asking page has, or None where it says so in no numbers."""
    sizes = [request.GET.get(name, "") for name in ("maxwidth", "maxheight")]
    if any(size and not (size.isascii() and size.isdecimal() and int(size[:9]) > 0) for size in sizes):
        return None
    return Room(*(int(size[:9]) if size else None for size in sizes))


def _resolved(desk: Desk, url: str) -> ResolverMatch:
    """The address behind `url`. Raises Http404 where it is not one of ours."""
    path = path_within(desk, url)
    try:
        return resolve(path)
    except Resolver404 as wrong:
        raise Http404 from wrong
