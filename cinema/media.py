"""Uploaded pictures, and the smaller ones made of them."""

import errno

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from programming.models.renditions import TYPES, is_keyed

YEAR, HOUR = 31_536_000, 3600


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file under MEDIA_ROOT. One whose name follows from its bytes never changes: a browser asks for it once."""
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise Http404 from error
        raise
    # Not every machine's table of types knows the newer ones, and nosniff holds browsers to what is said.
    if "Content-Type" in response.headers and (known := TYPES.get(path.rpartition(".")[2])):
        response.headers["Content-Type"] = known
    if is_keyed(path):
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=HOUR)
    return response
