"""Calendars: one builder, and an address for each filter."""

from dataclasses import replace
from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programming.exporters.ical import FOOT, Calendar, calendar, head
from programming.forms.subscribing import read_token
from programming.listings.calendars import (
    Entries,
    Event,
    Feed,
    entries,
    feed_of,
    house_feed,
    last_change,
    one_event,
    own_feed,
)
from programming.listings.house import Desk
from programming.models.reading import unnoticed
from programming.views.answer import answer
from programming.views.event_pieces import Manner, pieces_of
from programming.views.packing import JoinedResponse, Piece
from programming.views.page import desk_for

FRESH_SECONDS = 300
TYPE = "text/calendar; charset=utf-8"
MOST_HEADS = 64
"""Heads that a process keeps, some 2 KB each."""
END = Piece.of(FOOT)


@require_safe
def house(request: HttpRequest) -> HttpResponseBase:
    """Every show the public knows of, cancelled ones included."""
    desk = desk_for(request)
    return _send(request, desk, house_feed(desk))


@require_safe
def filtered(request: HttpRequest, kind: str, slug: str) -> HttpResponseBase:
    """The shows of a film, a series, a screen, a format, an access kind."""
    desk = desk_for(request)
    feed = feed_of(desk, kind, slug)
    return _send(request, desk, feed) if feed else _unknown(desk)


@require_safe
def own(request: HttpRequest, token: str) -> HttpResponseBase:
    """A list of somebody's own: the choice is in the signed address."""
    desk = desk_for(request)
    choice = read_token(token)
    if choice is None:
        return _unknown(desk)
    return _send(request, desk, own_feed(desk, choice.feeds), private=True, minutes_before=choice.minutes_before)


@require_safe
def single(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """One show, to keep: a copy that does not change."""
    desk = desk_for(request)
    found = one_event(desk, uid)
    if found is None:
        return _unknown(desk)
    feed = Feed(f"{desk.venue.name}: {found.title}", found.title, f"/screenings/{uid}/")
    told = _calendar(request, desk, feed, found)
    body = HttpResponse(calendar(told, [found.bytes]), content_type=TYPE)
    response = _named(body, found.title, disposition="attachment")
    return answer(response, fresh_seconds=FRESH_SECONDS, modified=found.modified)


@require_safe
def unknown(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Any other address of a calendar."""
    return _unknown(desk_for(request))


def _send(
    request: HttpRequest, desk: Desk, feed: Feed, *, private: bool = False, minutes_before: int = 0
) -> HttpResponseBase:
    cancelled = request.GET.get("cancelled", "keep")
    found = entries(desk, feed, drops_cancelled=cancelled == "drop")
    if not found.days:
        feed = replace(feed, name=_("%(name)s (nothing announced)") % {"name": feed.name})
    told = _calendar(request, desk, feed, found)
    how = Manner(shows_cancelled=cancelled == "mark", minutes_before=minutes_before)
    top = Piece.of(head(told)) if private else _top(told)
    pieces = (top, *pieces_of(found.days, how, is_kept=not private), END)
    response = _named(JoinedResponse(pieces, content_type=TYPE), feed.name)
    with unnoticed():  # what says the same as before has not changed, whatever else was published since
        modified = last_change(desk)
    return answer(response, fresh_seconds=FRESH_SECONDS, modified=modified, private=private)


@lru_cache(MOST_HEADS)
def _top(told: Calendar) -> Piece:
    return Piece.of(head(told))


def _calendar(request: HttpRequest, desk: Desk, feed: Feed, found: Entries | Event) -> Calendar:
    site = desk.venue.site_url.rstrip("/")
    return Calendar(
        name=feed.name,
        description=feed.description,
        zone=desk.venue.time_zone,
        page=site + feed.page,
        source=site + request.path,
        modified=found.modified,
        first=found.first,
        last=found.last,
    )


def _named(response: HttpResponse, name: str, *, disposition: str = "inline") -> HttpResponse:
    response["Content-Disposition"] = f'{disposition}; filename="{slugify(name) or "calendar"}.ics"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _unknown(desk: Desk) -> HttpResponse:
    """404, as a calendar: a program that asks for one can read the answer."""
    told = Calendar(
        name=_("%(house)s: no such calendar") % {"house": desk.venue.name},
        description=_("Nothing is published at this address."),
        zone=desk.venue.time_zone,
        page=desk.venue.site_url,
        source=desk.venue.site_url,
        modified=None,
        first=desk.at,
        last=desk.at,
    )
    return HttpResponse(calendar(told, ()), content_type=TYPE, status=404)
