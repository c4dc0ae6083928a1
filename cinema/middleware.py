"""Headers that neither Django nor django-csp sets, or not on every answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

# What a listings page never asks a browser for, so that nothing embedded in it can ask either.
POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "hid",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
    )
)

SHOWN_ELSEWHERE = ("/media/", "/cards/", "/embed/")
"""Pictures that other sites print beside their links, and the page they frame."""

WRITTEN = ("text/html", "text/calendar", "application/atom+xml")

Handler = Callable[[HttpRequest], HttpResponse]


def safety_headers(get_response: Handler) -> Handler:
    """On every answer, those included that Django's own middleware gives before it sets its headers.

    Across origins only that is read which is made for it: what says so itself (Access-Control-Allow-Origin: the API,
    calendars, feeds, oEmbed, none of which knows a cookie) and what other sites show.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_open = "Access-Control-Allow-Origin" in response.headers or request.path.startswith(SHOWN_ELSEWHERE)
        for name, value in {
            "Permissions-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
            "Cross-Origin-Resource-Policy": "cross-origin" if is_open else "same-origin",
        }.items():
            response.headers.setdefault(name, value)
        return response

    return answer


def content_language(get_response: Handler) -> Handler:
    """The house's language, on what is written in it."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith(WRITTEN):
            response.headers.setdefault("Content-Language", get_language() or settings.LANGUAGE_CODE)
        return response

    return answer
