"""What staff call a programme, a run, a show: by film, not by address."""

from programming.choices import ItemKind
from programming.models import Programme

# What a queryset must prefetch so that naming its programmes asks nothing more.
FILMS_OF_A_PROGRAMME = "items__film"


def programme_name(programme: Programme) -> str:
    """Its title, or else its films: “Gun Crazy + Detour”. Reads the items."""
    films = [item.film.title for item in programme.items.all() if item.film and item.kind == ItemKind.FILM]
    return programme.title or " + ".join(films) or str(programme)
