"""Which field of a record an accepted claim is written to: the one place that says so."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from programming.choices import ClaimProperty, ClaimScope
from programming.models.film import Film
from programming.models.material import Material
from programming.models.research import Claim
from programming.text.titles import fold
from programming.timetable.runtime import Runtime

FILM: Mapping[str, str] = {
    ClaimProperty.TITLE.value: "title",
    ClaimProperty.ORIGINAL_TITLE.value: "original_title",
    ClaimProperty.YEAR.value: "year",
    ClaimProperty.COUNTRY.value: "countries",
    ClaimProperty.LANGUAGE.value: "languages",
    ClaimProperty.RUNNING_TIME.value: "running_minutes",
    ClaimProperty.COLOUR.value: "colour",
    ClaimProperty.SOUND.value: "sound",
}
MATERIAL: Mapping[str, str] = {
    ClaimProperty.RUNNING_TIME.value: "running_minutes",
    ClaimProperty.RATIO.value: "ratio",
    ClaimProperty.SOUND.value: "sound",
    ClaimProperty.LANGUAGE.value: "audio",
    ClaimProperty.SUBTITLES.value: "subtitles",
}


def record_of(claim: Claim) -> Film | Material | None:
    """The record that the question is about, where one of its fields answers it."""
    if not field_of(claim):
        return None
    return claim.film if claim.scope == ClaimScope.WORK else claim.material


def field_of(claim: Claim) -> str:
    """The name of that field; nothing where the question has none, or belongs to no copy of the house's."""
    if claim.topic:
        return ""
    if claim.scope == ClaimScope.WORK:
        return FILM.get(claim.about, "")
    return MATERIAL.get(claim.about, "") if claim.material_id else ""


def stored(row: Film | Material, field: str) -> str:
    """What the field says, as a claim would."""
    value = getattr(row, field)
    if field == "running_minutes" and value:
        return str(Runtime(value, isinstance(row, Film) and row.is_approximate)).replace("\u00a0", " ")
    return str(value or "")


def write(row: Film | Material, field: str, value: str) -> bool:
    """Set the field to what the claim says, and save nothing: whether it changed. Raises ValidationError."""
    before = stored(row, field)
    if field == "running_minutes":
        _write_length(row, value)
    else:
        column: Any = row._meta.get_field(field)
        setattr(row, field, column.clean(value, row))
    return stored(row, field) != before


def _write_length(row: Film | Material, value: str) -> None:
    try:
        length = Runtime.parse(value)
    except ValueError as wrong:
        raise ValidationError(str(wrong)) from wrong
    if isinstance(row, Film):
        row.is_approximate = length.approximate
    elif length.approximate:
        raise ValidationError(_("An approximate length belongs to the film; that of a copy is measured."))
    row.running_minutes = length.minutes


def is_same(about: str, one: str, other: str) -> bool:
    """Whether two readings say the same. Capitals, accents and punctuation make no other reading, except of names."""
    if about == ClaimProperty.RUNNING_TIME:
        try:
            return Runtime.parse(one).minutes == Runtime.parse(other).minutes
        except ValueError:
            return one == other
    if ClaimProperty(about).is_spelled:
        return one == other
    return fold(one) == fold(other) if fold(one) else one == other
