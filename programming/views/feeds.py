"""Calendars, and the house's colours."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programming.exporters.ical import Calendar, calendar
from programming.listings.calendars import Events, events_since
from programming.listings.house import Desk, house_colours
from programming.views.answer import answer
from programming.views.page import desk_for

PAST_DAYS = 120
"""How long a show stays in the calendars after its day."""
FRESH_SECONDS = 300


@require_safe
def house_calendar(request: HttpRequest) -> HttpResponseBase:
    """Every show the public knows of, cancelled ones included."""
    desk = desk_for(request)
    events = events_since(desk, desk.today - timedelta(days=PAST_DAYS))
    response = HttpResponse(calendar(_told(desk, events), events.bytes), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{slugify(desk.venue.name) or "calendar"}.ics"'
    response["Access-Control-Allow-Origin"] = "*"
    return answer(request, response, fresh_seconds=FRESH_SECONDS, modified=events.modified)


def _told(desk: Desk, events: Events) -> Calendar:
    site = desk.venue.site_url.rstrip("/")
    return Calendar(
        name=desk.venue.name,
        description=_("Every show at %(house)s.") % {"house": desk.venue.name},
        zone=desk.venue.time_zone,
        page=f"{site}/",
        source=f"{site}{reverse('calendar-ics')}",
        modified=events.modified,
        first=events.first,
        last=events.last,
    )


@require_safe
def house_css(request: HttpRequest) -> HttpResponseBase:
    """The colours a house may set, and the width of its name."""
    colours = house_colours(Desk.at_moment(timezone.now()))
    response = HttpResponse(colours, content_type="text/css; charset=utf-8")
    return answer(request, response, fresh_seconds=FRESH_SECONDS)
