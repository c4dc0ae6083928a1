"""What every public answer has: a strong ETag, a time to live, and whether it may be kept."""

from calendar import timegm
from datetime import datetime
from hashlib import sha256

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import http_date

from programming.views.packing import JoinedResponse


def answer(
    response: HttpResponse,
    *,
    fresh_seconds: int,
    modified: datetime | None = None,
    private: bool = False,
    is_kept: bool = True,
) -> HttpResponse:
    """`response` with its headers; views/keeping.py sends it, compressed, or 304 instead.

    `modified` (aware) is when what it says last changed, where that is known; `private` keeps it out of shared caches.
    With `is_kept` it is rendered once a revision: it must depend on its address, what is stored, and the moments of
    listings/moments.py alone.
    """
    digest = response.digest if isinstance(response, JoinedResponse) else sha256(response.content).hexdigest()
    response["ETag"] = f'"{digest[:32]}"'
    if modified:
        response["Last-Modified"] = http_date(timegm(modified.utctimetuple()))
    reach = {"private": True} if private else {"public": True}
    patch_cache_control(response, max_age=fresh_seconds, stale_if_error=86400, **reach)
    vars(response)["is_kept"] = is_kept and not private
    return response
