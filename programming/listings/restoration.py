"""The restoration line of a copy: “2K restoration by Mosfilm, 2017, from the 35mm original camera negative”."""

from django.utils.translation import gettext as _

from programming.models import Material, Restoration


def restoration_line(material: Material) -> str:
    """From the restoration that is linked; where none is, as it was typed."""
    return said_of(material.restored) if material.restored else material.restoration


def said_of(restored: Restoration) -> str:
    told = (_made(restored), str(restored.year or ""), _element(restored), _premiere(restored))
    return ", ".join(part for part in told if part)


def _made(restored: Restoration) -> str:
    told = {"resolution": restored.resolution, "laboratory": restored.laboratory}
    if restored.resolution and restored.laboratory:
        return _("%(resolution)s restoration by %(laboratory)s") % told
    if restored.resolution:
        return _("%(resolution)s restoration") % told
    if restored.laboratory:
        return _("Restoration by %(laboratory)s") % told
    return _("Restoration")


def _element(restored: Restoration) -> str:
    return _("from the %(element)s") % {"element": restored.element} if restored.element else ""


def _premiere(restored: Restoration) -> str:
    return _("first shown at %(premiere)s") % {"premiere": restored.premiere} if restored.premiere else ""
