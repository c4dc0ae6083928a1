"""The staff panel: Django's admin as the house's own site, a file per concept."""

from programming.admin import (
    film,
    further,
    house,
    programme,
    publication,
    quotes,
    research,
    run,
    screening,
    series,
    users,
)
from programming.admin.site import house_site

__all__ = [
    "film",
    "further",
    "house",
    "house_site",
    "programme",
    "publication",
    "quotes",
    "research",
    "run",
    "screening",
    "series",
    "users",
]
