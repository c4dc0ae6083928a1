"""The pictures that stand beside our addresses where they are shared."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from programming.exporters.card import WIDTHS, card_png
from programming.listings.cards import Card, film_card, house_card, series_card
from programming.views.answer import answer
from programming.views.page import desk_for

FRESH_SECONDS = 900


@require_safe
def film(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _show(request, film_card(desk_for(request), slug))


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _show(request, series_card(desk_for(request), slug))


@require_safe
def house(request: HttpRequest) -> HttpResponseBase:
    return _show(request, house_card(desk_for(request)))


def _show(request: HttpRequest, card: Card | None) -> HttpResponseBase:
    """The card as a picture; 404 for what the public may not see, and for a width that no card has."""
    widths = {str(width): width for width in WIDTHS}
    width = widths.get(request.GET.get("width", str(WIDTHS[0])))
    if card is None or width is None:
        raise Http404
    png = card_png(card, font=str(settings.FONT_PATH), width=width)
    return answer(HttpResponse(png, content_type="image/png"), fresh_seconds=FRESH_SECONDS)
