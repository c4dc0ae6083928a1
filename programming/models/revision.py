"""What tells that something the public reads has changed."""

from datetime import datetime
from enum import IntEnum
from typing import Any

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

STAMP = """
SELECT (SELECT token FROM programming_revision WHERE id = 1),
    (SELECT MAX(number) FROM programming_publication),
    (SELECT live_from FROM programming_publication WHERE live_from <= %s AND taken_back_at IS NULL
        ORDER BY live_from DESC LIMIT 1)
"""
"""The revision; the newest publication of all, which within one transaction is what changes first; the last that is
public, which comes by itself."""


class Part(IntEnum):
    """What a row speaks of: all that the public reads, or all of it that no publication changes."""

    ALL = 1
    COPY = 2


class RevisionQuerySet(models.QuerySet["Revision"]):
    def token(self, of: Part = Part.ALL) -> str:
        """A word that is another one after any change to what pages, or this part of them, are made of. Empty before
        the first. One query.
        """
        return self.tokens().get(of, "")

    def tokens(self) -> dict[int, str]:
        """Those of all parts. One query, past the object mapper: every page that is kept waits for nothing else."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, token FROM programming_revision")
            return dict(cursor.fetchall())

    def stamp(self, at: datetime) -> tuple[Any, ...]:
        """What is another one, too, when a publication has become public by `at`. One query, likewise."""
        with connection.cursor() as cursor:
            cursor.execute(STAMP, [connection.ops.adapt_datetimefield_value(at)])
            return tuple(cursor.fetchone())


class Revision(models.Model):
    """A row a part, written by the database itself (actions/watch.py), in the transaction of the change.

    The token is drawn by lot and is no count: a count comes back where a change is undone or a backup restored.
    """

    id = models.PositiveSmallIntegerField(primary_key=True)
    token = models.CharField(_("token"), max_length=36)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
