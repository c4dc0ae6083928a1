"""The house's colours."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from programming.listings.house import Desk, house_colours
from programming.views.answer import answer

FRESH_SECONDS = 300


@require_safe
def house_css(request: HttpRequest) -> HttpResponseBase:
    """The colours a house may set, and the width of its name."""
    colours = house_colours(Desk.at_moment(timezone.now()))
    response = HttpResponse(colours, content_type="text/css; charset=utf-8")
    return answer(response, fresh_seconds=FRESH_SECONDS)
