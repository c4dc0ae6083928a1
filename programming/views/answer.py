"""What every public answer has: a strong ETag, 304 where the client has it already, compression, a time to live."""

from calendar import timegm
from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date


def answer(
    request: HttpRequest,
    response: HttpResponse,
    *,
    fresh_seconds: int,
    modified: datetime | None = None,
    private: bool = False,
) -> HttpResponseBase:
    """`response`, or 304. `modified` (aware) is when what it says last changed, where that is known;
    `private` keeps it out of shared caches.
    """
    tag = f'"{sha256(response.content).hexdigest()[:32]}"'
    seconds = timegm(modified.utctimetuple()) if modified else None
    response["ETag"] = tag
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    reach = {"private": True} if private else {"public": True}
    patch_cache_control(response, max_age=fresh_seconds, stale_if_error=86400, **reach)
    found = get_conditional_response(request, etag=tag, last_modified=seconds, response=response) or response
    return GZipMiddleware(lambda _request: found).process_response(request, found)
