"""The stage door: who came in and who could not, whose rights changed, and of whom a second step is asked."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from programming.choices import DoorKind

ADDRESSES = timedelta(days=30)
"""How long the address is kept that somebody came from: long enough to look into a break-in."""
ENTRIES = timedelta(days=365)
"""How long the rest of an entry is kept."""


class DoorEntryQuerySet(models.QuerySet["DoorEntry"]):
    def about(self, person: models.Model) -> "DoorEntryQuerySet":
        return self.filter(user_id=person.pk)

    def forget(self, at: datetime) -> None:
        """Drop what has been kept for as long as it is needed. Two queries."""
        self.filter(at__lt=at - ENTRIES).delete()
        self.filter(at__lt=at - ADDRESSES, address__isnull=False).update(address=None)


class DoorEntry(models.Model):
    """A line of the door book. It is written once and changed by nobody; no password is ever in it."""

    at = models.DateTimeField(_("when"), db_index=True)
    kind = models.CharField(_("what"), max_length=20, choices=DoorKind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="door", verbose_name=_("who")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("done by")
    )
    # Never as typed: people type their password where their name should be.
    name = models.CharField(_("name"), max_length=150, blank=True)
    address = models.GenericIPAddressField(
        _("came from"),
        null=True,
        blank=True,
        help_text=_("Where it came from. Kept for 30 days, the entry for a year."),
    )
    detail = models.CharField(_("more"), max_length=300, blank=True)

    objects = DoorEntryQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("entry in the door book")
        verbose_name_plural = _("entries in the door book")
        indexes: ClassVar = [models.Index(fields=["user", "-at"], name="door_by_user")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=DoorKind.values), name="door_kind_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.name or _('unknown')}: {self.get_kind_display()}"


class SecondStepRule(models.Model):
    """Of whoever has this role a second step is asked at log-in. Without a role: of those who may do everything."""

    group = models.OneToOneField(Group, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("role"))

    class Meta:
        default_permissions = ()
        verbose_name = _("rule of the second step")
        verbose_name_plural = _("rules of the second step")
        constraints: ClassVar = [models.UniqueConstraint(Coalesce("group", 0), name="second_step_rule_once_a_role")]

    def __str__(self) -> str:
        return str(self.group or _("those who may do everything"))
