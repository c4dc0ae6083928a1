"""What changed since it was printed: the page and the feeds; the page of one show."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programming.exporters.atom import Feed, Head, atom
from programming.forms.numbers import whole_number
from programming.listings.changes import NEWS, TOLD, LogEntry, changes_page, latest
from programming.listings.house import Desk
from programming.listings.screening import screening_page
from programming.views.answer import answer
from programming.views.page import desk_for, show_page

FRESH_SECONDS = 300


@require_safe
def changes(request: HttpRequest) -> HttpResponseBase:
    desk = desk_for(request)
    page = changes_page(desk, whole_number(request.GET.get("before", "")))
    return show_page(
        request, desk, "changes", page, title=_("Changes"), description=_("What changed since we said it.")
    )


@require_safe
def screening(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    desk = desk_for(request)
    page = screening_page(desk, uid)
    title, description = (page.title, page.description) if page else ("", "")
    return show_page(request, desk, "screening", page, title=title, description=description)


@require_safe
def changes_atom(request: HttpRequest) -> HttpResponseBase:
    desk = desk_for(request)
    title = _("%(house)s: changes") % {"house": desk.venue.name}
    subtitle = _("What changed since we said it.")
    return _send(request, desk, latest(desk, TOLD), title=title, subtitle=subtitle, page=reverse("changes"))


@require_safe
def news_atom(request: HttpRequest) -> HttpResponseBase:
    desk = desk_for(request)
    title = _("%(house)s: news of the programme") % {"house": desk.venue.name}
    subtitle = _("What is new, and what is held over.")
    return _send(request, desk, latest(desk, NEWS), title=title, subtitle=subtitle, page=reverse("home"))


def _send(request: HttpRequest, desk: Desk, entries: Sequence[LogEntry], **told: str) -> HttpResponseBase:
    updated = entries[0].at if entries else desk.venue.house_day(desk.today).span.starts_at
    head = Head(
        site=desk.venue.site_url.rstrip("/"),
        source=request.path,
        author=desk.venue.name,
        language=get_language() or "en",
        updated=updated,
        **told,
    )
    response = HttpResponse(atom(head, entries), content_type=Feed.content_type)
    response["Access-Control-Allow-Origin"] = "*"
    return answer(response, fresh_seconds=FRESH_SECONDS, modified=updated)
