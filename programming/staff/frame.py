"""What the frame of every staff page needs."""

from typing import Any

from django.http import HttpRequest

from programming.admin.site import house_site


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context that the panel's own pages share."""
    return house_site.each_context(request)
