"""The house's colours, and its mark for who looks for it where browsers did before pages named one."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from programming.listings.house import Desk, house_colours
from programming.views.answer import answer

FRESH_SECONDS = 300
DAY_SECONDS = 86400


@require_safe
def house_css(request: HttpRequest) -> HttpResponseBase:
    """The colours a house may set, and the width of its name."""
    colours = house_colours(Desk.at_moment(timezone.now()))
    response = HttpResponse(colours, content_type="text/css; charset=utf-8")
    return answer(response, fresh_seconds=FRESH_SECONDS)


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    response = HttpResponseRedirect(static("img/icon.svg"))
    patch_cache_control(response, public=True, max_age=DAY_SECONDS)
    return response
