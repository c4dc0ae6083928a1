"""How long a show lasts, from the rows of its programme."""

from collections.abc import Iterable
from datetime import timedelta

from programming.choices import ExtraKind
from programming.models import Material, Programme, ProgrammeItem, Run, Screening


def shown_material(item: ProgrammeItem, *overrides: Material | None) -> Material | None:
    """The copy an item is shown from: the show's own, the run's, the item's, else the film's usual one."""
    chosen = first_copy(item, (*overrides, item.material))
    return chosen or (next(iter(item.film.materials.all()), None) if item.film else None)


def first_copy(item: ProgrammeItem, materials: Iterable[Material | None]) -> Material | None:
    """The first of these materials that is one of the item's film."""
    return next((one for one in materials if one is not None and one.film_id == item.film_id), None)


def item_minutes(item: ProgrammeItem, material: Material | None) -> int:
    if item.minutes is not None:
        return item.minutes
    if material is not None and material.running_minutes:
        return material.running_minutes
    return item.film.running_minutes if item.film else 0


def programme_minutes(programme: Programme, *overrides: Material | None) -> int:
    """The sum of the segments, without preshow and extras."""
    return sum(item_minutes(item, shown_material(item, *overrides)) for item in programme.items.all())


def extra_minutes(screening: Screening) -> int:
    extras = screening.extras.all() if screening.pk else ()
    return sum(extra.minutes or 0 for extra in extras if ExtraKind(extra.kind).adds_minutes)


def show_length(screening: Screening) -> timedelta:
    """From the advertised start to the last word: preshow, segments, extras."""
    run: Run | None = screening.run
    segments = programme_minutes(screening.programme, screening.material, run.material if run else None)
    return timedelta(minutes=screening.screen.venue.preshow_minutes + segments + extra_minutes(screening))
