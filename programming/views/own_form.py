"""Whether a form was sent from one of our own pages, for forms that come without a cookie."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_from_us(request: HttpRequest) -> bool:
    """What Django's own check cannot do here: it compares a token in the form with one in a cookie, and anonymous pages
    set none.

    A signed token in the form alone would not do. It proves that this house made the form, but not for whom: whoever
    builds a page that votes in its visitors' names fetches a form first and copies the token. With no cookie to tie it
    to, only the browser can say where the form stood, and every browser of the last years does, in a header that no
    page can write: Sec-Fetch-Site, or Origin where the site is reached without https. The Referer is for those that
    send neither with a form of the same site; whoever sends none of the three is refused.

    The signed ballot paper in the form has another task (forms/rating.py): it makes one vote of two presses.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    said = request.headers.get("Origin") or _origin(request.headers.get("Referer", ""))
    return said in {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
