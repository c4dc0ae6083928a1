"""What every answer of the API has: open to any site, a 304 where nothing is new, JSON for problems too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from programming.views.answer import answer

FRESH_SECONDS = 60
METHODS = ("GET", "HEAD", "OPTIONS")
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Expose-Headers": "ETag",
    "Access-Control-Max-Age": "86400",
}
RESTLESS = ("house", "changes")
"""They say since when a program knows all there is, which moves on with the clock (listings/api_cursors.py)."""
NOTHING = "Nothing is published at this address."

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """The view for everyone to read: GET, HEAD and OPTIONS, from any site."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **values: Any) -> HttpResponseBase:
        response = _answered(view, request, *args, **values)
        for name, value in OPEN.items():
            response[name] = value
        return response

    return csrf_exempt(shown)  # so that a POST is told what the API is for, in JSON


def problem(detail: str, status: int) -> HttpResponse:
    """Not kept by anyone: what is not here yet may be here at its hour."""
    response = JsonResponse({"detail": detail}, status=status)
    response["Cache-Control"] = "no-cache"
    return response


def _answered(view: View, request: HttpRequest, *args: Any, **values: Any) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
    if request.method not in METHODS:
        response = problem("The API is for reading: use GET.", 405)
        response["Allow"] = ", ".join(METHODS)
        return response
    try:
        found = _as_get(view, request, *args, **values)
    except Http404 as missing:
        return problem(str(missing) or NOTHING, 404)
    if found.status_code != 200 or not isinstance(found, HttpResponse):
        return found
    asked = request.resolver_match.url_name if request.resolver_match else ""
    return answer(found, fresh_seconds=FRESH_SECONDS, is_kept=asked not in RESTLESS)


def _as_get(view: View, request: HttpRequest, *args: Any, **values: Any) -> HttpResponseBase:
    """The operations know of GET alone; for HEAD the server leaves the body out."""
    asked, request.method = request.method, "GET"
    try:
        return view(request, *args, **values)
    finally:
        request.method = asked
