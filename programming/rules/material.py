"""P01 and P05: the copy, the booth that must run it, and what the public was told of it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from programming.rules.findings import Finding, Fix, Level
from programming.rules.fixes import another_copy, another_screen
from programming.rules.snapshot import Part, Show, Snapshot, about_show
from programming.rules.words import format_text


def unshowable(snapshot: Snapshot) -> Iterator[Finding]:
    """P01: a format that the screen does not project. One finding a show, on the first such film."""
    for show in snapshot.in_order:
        room = snapshot.room(show)
        for part in show.bill.parts:
            if part.copy and part.work and not room.shows(frozenset({part.copy.format})):
                said = _("%(screen)s cannot project the %(format)s of %(film)s assigned to %(show)s.") % {
                    "screen": room.name,
                    "format": format_text(part.copy.format),
                    "film": part.work.title,
                    "show": snapshot.name(show).rstrip(","),
                }
                fix = another_screen(snapshot, show) or another_copy(show, part, room.formats)
                yield about_show(show, Level.ERROR, "P01", said, (part.copy.format, str(part.copy.key)), fix=fix)
                break


def not_as_told(snapshot: Snapshot) -> Iterator[Finding]:
    """P05: a format that the public was told of, and another assigned. Listings mark a show by its first film."""
    for show in snapshot.in_order:
        part = next((part for part in show.bill.parts if part.work), None)
        if show.told and part and part.copy and part.copy.format != show.told:
            said = _("%(show)s was announced as %(told)s, but the copy assigned is %(assigned)s.") % {
                "show": snapshot.name(show),
                "told": format_text(show.told),
                "assigned": format_text(part.copy.format),
            }
            facts, fix = (show.told, part.copy.format), _as_told(snapshot, show, part)
            yield about_show(show, Level.ERROR, "P05", said, facts, fix=fix)


def _as_told(snapshot: Snapshot, show: Show, part: Part) -> Fix | None:
    """The copy that keeps the word, where there is one and the screen can run it."""
    told = frozenset({show.told})
    return another_copy(show, part, told) if snapshot.room(show).shows(told) else None
