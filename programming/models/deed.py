"""Deeds on the working schedule, kept with what they changed so that they can be undone; and weeks only planned."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.models.house import Screen
from programming.models.material import Material
from programming.models.programme import Programme
from programming.models.run import Run
from programming.models.screening import Screening


class DeedQuerySet(models.QuerySet["Deed"]):
    def standing(self) -> "DeedQuerySet":
        """Deeds that have not been undone, the newest first."""
        return self.filter(undone_at__isnull=True).order_by("-pk")


class Deed(models.Model):
    """What somebody did to the working schedule. `before` and `after` hold the columns of each row by its name
    (“screening-12”), or null where the row was not there.
    """

    label = models.CharField(_("what"), max_length=200)
    done_at = models.DateTimeField(_("when"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    before = models.JSONField(encoder=DjangoJSONEncoder)
    after = models.JSONField(encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = DeedQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("deed")
        verbose_name_plural = _("deeds")

    def __str__(self) -> str:
        return self.label


class Acknowledgement(models.Model):
    """A warning that somebody has seen and answers for. It lapses with the facts: `fingerprint` is the finding's."""

    fingerprint = models.CharField(max_length=16, unique=True)
    code = models.CharField(_("code"), max_length=4)
    message = models.CharField(_("finding"), max_length=400)
    reason = models.CharField(_("reason"), max_length=200)
    given_at = models.DateTimeField(_("when"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ("-given_at",)
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


class Draft(models.Model):
    """A play week as it might be: arranged apart from the working schedule, and swapped in when it is good."""

    name = models.CharField(_("name"), max_length=80)
    first_on = models.DateField(_("week from"))
    last_on = models.DateField(_("through"))
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ("first_on", "name")
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first_on", "name"], name="draft_name_once_a_week"),
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")), name="draft_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def spans(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on


class DraftShow(models.Model):
    """A show of a draft: one of the schedule's, perhaps elsewhere, or one that is only planned."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="shows")
    # Not a constraint: a show that is taken off and comes back by an undo is the same show.
    screening = models.ForeignKey(
        Screening, models.DO_NOTHING, null=True, blank=True, related_name="+", db_constraint=False
    )
    run = models.ForeignKey(Run, models.CASCADE, null=True, blank=True, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    screen = models.ForeignKey(Screen, models.CASCADE, related_name="+")
    material = models.ForeignKey(Material, models.SET_NULL, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField()
    house_day = models.DateField()

    class Meta:
        ordering = ("starts_at", "screen")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["draft", "screening"],
                condition=models.Q(screening__isnull=False),
                name="screening_once_a_draft",
            )
        ]
