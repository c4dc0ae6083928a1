"""Tags typed behind a showtime, and what they say of the show: `7:00 [35mm, Q&A]`."""

from dataclasses import dataclass

from programming.actions.errors import Refused
from programming.choices import Access, ExtraKind, Format
from programming.models import Material, Programme

ACCESS = {access.mark: access for access in Access}
EXTRAS = {
    "INTRO": (ExtraKind.INTRODUCTION, ""),
    "Q&A": (ExtraKind.QA, ""),
    "TALK": (ExtraKind.DISCUSSION, ""),
    "SIGNING": (ExtraKind.SIGNING, ""),
    "QUIZ": (ExtraKind.QUIZ, ""),
    "LIVE MUSIC": (ExtraKind.LIVE_MUSIC, ""),
    "PIANO": (ExtraKind.LIVE_MUSIC, "piano"),
    "ORGAN": (ExtraKind.LIVE_MUSIC, "organ"),
}
FORMATS = {str(format.label).upper(): format for format in Format}
FREE = "FREE"


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is special about a show. `extras` pairs a kind with its note ("piano")."""

    access: tuple[Access, ...] = ()
    extras: tuple[tuple[ExtraKind, str], ...] = ()
    material: Material | None = None
    is_free: bool = False


def read_tags(tags: tuple[str, ...], programme: Programme) -> Particulars:
    """What `tags` (in capitals) mean for a show of `programme`. Raises Refused for a tag that means nothing here."""
    known = ACCESS.keys() | EXTRAS.keys() | FORMATS.keys() | {FREE}
    for tag in tags:
        if tag.upper() not in known:
            raise Refused(f"“{tag}” is not a mark of this house. Known: {', '.join(sorted(known))}.")
    typed = [tag.upper() for tag in tags]
    formats = [FORMATS[tag] for tag in typed if tag in FORMATS]
    return Particulars(
        access=tuple(ACCESS[tag] for tag in typed if tag in ACCESS),
        extras=tuple(EXTRAS[tag] for tag in typed if tag in EXTRAS),
        material=_copy(programme, formats[0]) if formats else None,
        is_free=FREE in typed,
    )


def _copy(programme: Programme, format: Format) -> Material:
    for item in programme.items.all():
        for material in item.film.materials.all() if item.film else ():
            if material.format == format:
                return material
    raise Refused(f"No {format.label} of {programme} is on file. Add the material to the film first.")
