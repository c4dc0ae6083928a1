"""Tags typed behind a showtime, and what they say of the show: `7:00 [35mm, Q&A]`."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from programming.actions.errors import Refused
from programming.choices import Access, ExtraKind, Format
from programming.models import Material, Programme

INSTRUMENTS = {"PIANO": gettext_noop("piano"), "ORGAN": gettext_noop("organ")}
FREE = gettext_noop("FREE")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is special about a show. `extras` pairs a kind with its note ("piano")."""

    access: tuple[Access, ...] = ()
    extras: tuple[tuple[ExtraKind, str], ...] = ()
    material: Material | None = None
    is_free: bool = False


def read_tags(tags: tuple[str, ...], programme: Programme) -> Particulars:
    """What `tags` (in capitals) mean for a show of `programme`. Raises Refused for a tag that means nothing here."""
    if not tags:
        return Particulars()
    access, extras, formats, free = _access(), _extras(), _formats(), {FREE, gettext(FREE)}
    known = access.keys() | extras.keys() | formats.keys() | free
    for tag in tags:
        if tag.upper() not in known:
            said = _("“%(tag)s” is not a mark of this house. Known: %(known)s.")
            raise Refused(said % {"tag": tag, "known": ", ".join(sorted(known))})
    typed = [tag.upper() for tag in tags]
    copies = [formats[tag] for tag in typed if tag in formats]
    return Particulars(
        access=tuple(access[tag] for tag in typed if tag in access),
        extras=tuple(extras[tag] for tag in typed if tag in extras),
        material=_copy(programme, copies[0]) if copies else None,
        is_free=bool(free.intersection(typed)),
    )


# Marks are read as the house prints them, and in English, which is what the showtime language makes of its own words.


def _access() -> dict[str, Access]:
    return {mark: access for access in Access for mark in (access.typed, access.mark)}


def _extras() -> dict[str, tuple[ExtraKind, str]]:
    kinds = {mark: (kind, "") for kind in ExtraKind for mark in (kind.typed, kind.mark)}
    music = {word: gettext(note) for tag, note in INSTRUMENTS.items() for word in (tag, gettext(note).upper())}
    return kinds | {mark: (ExtraKind.LIVE_MUSIC, note) for mark, note in music.items()}


def _formats() -> dict[str, Format]:
    return {str(format.label).upper(): format for format in Format}


def _copy(programme: Programme, format: Format) -> Material:
    for item in programme.items.all():
        for material in item.film.materials.all() if item.film else ():
            if material.format == format:
                return material
    said = _("No %(format)s of %(programme)s is on file. Add the material to the film first.")
    raise Refused(said % {"format": format.label, "programme": programme})
