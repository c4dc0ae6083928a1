"""What can be taken back of what was done to the working schedule."""

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from programming.models import Deed
from programming.models.prepared import prepared

LOOKED_THROUGH = 30
"""Deeds that are looked through for those to undo."""
STEPS = 6
"""Deeds that are offered to be undone."""


def undoable() -> list[Deed]:
    """The last deeds that stand and touched a show, the newest first. One query.

    Several, because the last may be one that cannot be undone any more.
    """
    return [Deed(pk=key, label=label) for key, label in _on_shows()]


@prepared
def _on_shows() -> "QuerySet[Deed, tuple[int, str]]":
    """What they changed stays in the database: for a week held over it is a hundred kilobytes."""
    last = Deed.objects.filter(undone_at=None).order_by("-pk")[:LOOKED_THROUGH]
    told = Deed.objects.filter(pk__in=last.values("pk")).annotate(told=Cast("after", TextField()))
    return told.filter(told__contains='"screening-').order_by("-pk").values_list("pk", "label")[:STEPS]
