"""Where to get the programme: calendars, feeds, data; and a list of one's own."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programming.exporters.qr import SVG, TooLong, qr_svg
from programming.forms.subscribing import ListForm
from programming.listings.subscribe import SubscribePage, offer, subscribe_page
from programming.views.answer import answer
from programming.views.page import desk_for, show_page

CALENDARS = ("calendar-ics", "calendar-of", "calendar-own", "screening-ics")
FRESH_SECONDS = 86400


@require_safe
def subscribe(request: HttpRequest) -> HttpResponseBase:
    """The page; with a choice in its query, the address of that list."""
    desk = desk_for(request)
    page: SubscribePage = subscribe_page(desk)
    form = ListForm(request.GET if "feed" in request.GET or "remind" in request.GET else None, choices=page.choices)
    if form.is_bound and form.is_valid():
        path = reverse("calendar-own", args=[form.token])
        page = replace(page, own=offer(desk, path, _("Your list")))
    title, description = _("Subscribe"), _("The programme in your own calendar: it changes when ours does.")
    forms = {"form": form}
    return show_page(request, desk, "subscribe", page, title=title, description=description, forms=forms)


@require_safe
def qr(request: HttpRequest) -> HttpResponseBase:
    """The QR code of one of our calendars, as an SVG; 404 for any other address."""
    desk = desk_for(request)
    path = request.GET.get("of", "")
    try:
        found = resolve(path)
    except Resolver404 as wrong:
        raise Http404 from wrong
    if found.url_name not in CALENDARS:
        raise Http404
    try:
        drawn = qr_svg("webcal://" + desk.venue.site_url.rstrip("/").partition("://")[2] + path)
    except TooLong as wrong:
        raise Http404 from wrong
    return answer(HttpResponse(drawn, content_type=SVG), fresh_seconds=FRESH_SECONDS)
