"""The screening: one show, of a run or on its own, and what is special about it."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.choices import Access, Availability, ExtraKind, RunState, ScreeningStatus
from programming.models.fields import list_of
from programming.models.history import Kept
from programming.models.house import Screen
from programming.models.material import Material
from programming.models.programme import Programme
from programming.models.run import Run


def known_access(value: object) -> None:
    list_of(Access, value)


class ScreeningQuerySet(models.QuerySet["Screening"]):
    def between(self, first: date, last: date) -> "ScreeningQuerySet":
        """Shows of the house days `first` through `last`."""
        return self.filter(house_day__gte=first, house_day__lte=last)

    def on(self) -> "ScreeningQuerySet":
        """Shows an audience can come to, as far as staff have decided."""
        return self.filter(status=ScreeningStatus.SCHEDULED)

    def announced(self) -> "ScreeningQuerySet":
        """Shows that a publication may carry: singles, and those of confirmed runs whose times are announced."""
        return self.filter(
            models.Q(run__isnull=True) | models.Q(run__state=RunState.CONFIRMED, run__announcement="timed")
        )


class Screening(models.Model):
    """`starts_at` is the advertised start (UTC); `house_day` the evening it belongs to."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(
        Run, models.PROTECT, null=True, blank=True, related_name="screenings", verbose_name=_("run")
    )
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="screenings", verbose_name=_("programme"))
    screen = models.ForeignKey(Screen, models.PROTECT, related_name="screenings", verbose_name=_("screen"))
    starts_at = models.DateTimeField(_("starts"))
    house_day = models.DateField(_("house day"))
    status = models.CharField(
        _("status"), max_length=10, choices=ScreeningStatus.choices, default=ScreeningStatus.SCHEDULED.value
    )
    reason = models.CharField(
        _("reason"), max_length=200, blank=True, help_text=_("Printed beside a cancelled or moved show.")
    )
    replaced_by = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    material = models.ForeignKey(
        Material,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("material"),
        help_text=_("Empty: as the run's."),
    )
    access = models.JSONField(_("access"), default=list, blank=True, validators=[known_access])
    price = models.CharField(_("price"), max_length=80, blank=True, help_text=_("Empty: the house's admission."))
    is_free = models.BooleanField(_("free"), default=False)
    ticket_url = models.URLField(_("ticket link"), blank=True)
    availability = models.CharField(
        _("availability"), max_length=10, choices=Availability.choices, default="", blank=True
    )
    admissions = models.PositiveIntegerField(_("admissions"), null=True, blank=True, help_text=_("How many came."))
    note = models.CharField(_("public note"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = ScreeningQuerySet.as_manager()
    history = Kept()

    class Meta:
        ordering = ("starts_at", "screen")
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        permissions: ClassVar = [
            ("sell_screening", _("Can set availability, ticket link and admissions")),
            ("assign_material", _("Can choose which material a show or a run plays")),
        ]
        indexes: ClassVar = [
            models.Index(fields=["house_day", "starts_at"]),
            models.Index(fields=["programme", "house_day"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["screen", "starts_at"],
                condition=models.Q(status=ScreeningStatus.SCHEDULED.value),
                name="one_show_at_a_time_on_a_screen",
                violation_error_code="screen-taken",
                violation_error_message=_("Another show starts on this screen at this time."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=ScreeningStatus.values), name="screening_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.starts_at:%Y-%m-%d %H:%M} UTC, {self.screen}"

    @property
    def is_on(self) -> bool:
        return ScreeningStatus(self.status).is_on

    @property
    def is_announced(self) -> bool:
        return self.run is None or (self.run.is_announced and self.run.announcement == "timed")


class ScreeningExtra(models.Model):
    """An introduction, a Q&A, live music: for this show only."""

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="extras", verbose_name=_("screening"))
    kind = models.CharField(_("kind"), max_length=20, choices=ExtraKind.choices)
    person = models.CharField(_("with"), max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("extra")
        verbose_name_plural = _("extras")

    def __str__(self) -> str:
        return self.get_kind_display()
