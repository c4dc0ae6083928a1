"""Calendars, and the house's colours."""

from datetime import timedelta
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from programming.exporters.ical import Calendar, calendar
from programming.listings.calendars import events_since
from programming.listings.house import Desk, house_colours
from programming.views.page import desk_now

PAST_DAYS = 120
"""How long a show stays in the calendars after its day."""


@require_safe
def house_calendar(request: HttpRequest) -> HttpResponse:
    desk = desk_now()
    return _answer(request, _house_calendar(desk), f"{desk.venue.name}.ics")


def _house_calendar(desk: Desk) -> bytes:
    events = events_since(desk, desk.today - timedelta(days=PAST_DAYS))
    site = desk.venue.site_url.rstrip("/")
    told = Calendar(
        name=desk.venue.name,
        description=_("Every show at %(house)s.") % {"house": desk.venue.name},
        zone=desk.venue.time_zone,
        page=f"{site}/",
        source=f"{site}{reverse('calendar-ics')}",
        uid=str(uuid5(NAMESPACE_URL, "held-over:house")),
        modified=events.modified,
        first=events.first,
        last=events.last,
    )
    return calendar(told, events.bytes)


@require_safe
def house_css(request: HttpRequest) -> HttpResponse:
    """The colours a house may set, and the width of its name."""
    desk = Desk.at_moment(timezone.now())
    return _answer(request, house_colours(desk).encode(), content_type="text/css; charset=utf-8")


def _answer(
    request: HttpRequest, body: bytes, filename: str = "", content_type: str = "text/calendar; charset=utf-8"
) -> HttpResponse:
    """The body with a strong ETag, or 304 where the client has it already."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'

    @condition(etag_func=lambda request: tag)
    def answer(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(body, content_type=content_type)
        if filename:
            response["Content-Disposition"] = f'inline; filename="{filename}"'
        return response

    response = answer(request)
    patch_cache_control(response, public=True, max_age=300, stale_if_error=86400)
    return response
