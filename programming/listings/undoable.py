"""What can be taken back of what was done to the working schedule."""

from programming.models import Deed
from programming.models.plain import read_plain

LOOKED_THROUGH = 30
"""Deeds that are looked through for those to undo."""
STEPS = 6
"""Deeds that are offered to be undone."""
UNDOABLE = f"""
id IN (SELECT id FROM {Deed._meta.db_table} WHERE undone_at IS NULL ORDER BY id DESC LIMIT %s)
AND CAST(after AS text) LIKE %s
"""  # noqa: S608


def undoable() -> list[Deed]:
    """The last deeds that stand and touched a show, the newest first. One query.

    Several, because the last may be one that cannot be undone any more. Their columns stay in the database: those of
    a week held over are a hundred kilobytes.
    """
    rows = read_plain(Deed, ("id", "label"), UNDOABLE, (LOOKED_THROUGH, '%"screening-%'))
    return [Deed(pk=key, label=label) for key, label in rows[:STEPS]]
