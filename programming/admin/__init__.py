"""The staff panel: Django's admin as the house's own site, a file per concept."""

from programming.admin import film, house, programme, publication, quotes, research, run, screening, series, users
from programming.admin.site import house_site

__all__ = [
    "film",
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
