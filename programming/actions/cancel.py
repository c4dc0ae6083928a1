"""Cancel a show, or take it off the schedule altogether while nobody has been told of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programming.actions.errors import Stale
from programming.choices import ScreeningStatus
from programming.models import Screening


@transaction.atomic
def cancel(*, screening: Screening, reason: str, at: datetime, version: int | None = None) -> Screening:
    """Mark the show cancelled; `reason` is printed beside it. Raises Stale when `version` is not the stored one."""
    stored = Screening.objects.select_for_update().get(pk=screening.pk)
    if version is not None and stored.version != version:
        raise Stale(_("Somebody else changed this show while you looked at it."))
    stored.status = ScreeningStatus.CANCELLED.value
    stored.reason = reason
    stored.version += 1
    stored.save(update_fields=["status", "reason", "version"])
    return stored


@transaction.atomic
def take_off(*, screening: Screening, reason: str, at: datetime) -> None:
    """Cancel a show that was published; delete one that never was."""
    if screening.published.exists():
        cancel(screening=screening, reason=reason, at=at)
    else:
        Screening.objects.filter(pk=screening.pk).delete()
