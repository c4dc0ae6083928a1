"""Headers that neither Django nor django-csp sets."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

# What a listings page never asks a browser for, so that nothing embedded in it can ask either.
POLICY = ", ".join(f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb"))

WRITTEN = ("text/html", "text/calendar", "application/atom+xml")

Handler = Callable[[HttpRequest], HttpResponse]


def permissions_policy(get_response: Handler) -> Handler:
    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
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
