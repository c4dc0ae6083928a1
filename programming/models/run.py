"""The run: an engagement of a programme, and the holdovers that extend it, the quotes it prints."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.choices import Announcement, RunState
from programming.models.history import Kept
from programming.models.house import Screen
from programming.models.material import Material
from programming.models.praise import PullQuote
from programming.models.programme import Programme


class RunQuerySet(models.QuerySet["Run"]):
    def announced(self) -> "RunQuerySet":
        """Runs that a publication may carry to the public."""
        return self.filter(state=RunState.CONFIRMED)

    def pencilled(self) -> "RunQuerySet":
        """The others: few, whatever the age of the house."""
        return self.exclude(state=RunState.CONFIRMED)


class Run(models.Model):
    """`opens_on` and `closes_on` are house days; an open end is an empty `closes_on`."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="runs", verbose_name=_("programme"))
    screen = models.ForeignKey(
        Screen, models.PROTECT, null=True, blank=True, related_name="runs", verbose_name=_("usual screen")
    )
    material = models.ForeignKey(
        Material,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("material"),
        help_text=_("Empty: the film's usual copy."),
    )
    opens_on = models.DateField(_("opens"), null=True, blank=True)
    closes_on = models.DateField(
        _("closes"), null=True, blank=True, help_text=_("The last house day as first booked; holdovers extend it.")
    )
    state = models.CharField(_("state"), max_length=10, choices=RunState.choices, default=RunState.PENCILLED.value)
    announcement = models.CharField(
        _("announcement"), max_length=10, choices=Announcement.choices, default=Announcement.TIMED.value
    )
    line_override = models.CharField(
        _("engagement line"), max_length=120, blank=True, help_text=_("Empty: derived from the schedule.")
    )
    note = models.TextField(_("note for staff"), blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = RunQuerySet.as_manager()
    history = Kept()

    class Meta:
        ordering = ("-opens_on", "pk")
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closes_on__isnull=True) | models.Q(closes_on__gte=models.F("opens_on")),
                name="run_closes_after_it_opens",
                violation_error_code="closes-before-opening",
                violation_error_message=_("The run ends before it opens."),
            ),
            models.CheckConstraint(
                condition=models.Q(opens_on__isnull=False)
                | models.Q(announcement=Announcement.UNDATED.value, closes_on__isnull=True),
                name="run_without_a_date_is_undated",
                violation_error_code="no-opening",
                violation_error_message=_("When does the run open? Only a run announced without dates needs none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.opens_on or ''}".strip()

    @property
    def is_announced(self) -> bool:
        return self.state == RunState.CONFIRMED

    def plays_on(self, day: date) -> bool:
        """Whether the house day lies within the engagement, holdovers counted. Reads the holdovers."""
        last = self.last_day
        return self.opens_on is not None and self.opens_on <= day and (last is None or day <= last)

    @property
    def last_day(self) -> date | None:
        """The last house day with every holdover counted; None for an open end. Reads the holdovers."""
        ends = [holdover.last_on for holdover in self.holdovers.all()]
        return max([self.closes_on, *ends]) if self.closes_on else (max(ends) if ends else None)


class Holdover(models.Model):
    """Append-only: a run kept on, from one house day through another."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="holdovers", verbose_name=_("run"))
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("through"))
    is_final = models.BooleanField(_("final: must end"), default=False)
    decided_on = models.DateField(_("decided on"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    history = Kept()

    class Meta:
        ordering = ("first_on", "pk")
        verbose_name = _("holdover")
        verbose_name_plural = _("holdovers")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")),
                name="holdover_ends_after_it_starts",
                violation_error_message=_("The holdover ends before it starts."),
            ),
            models.UniqueConstraint(fields=["run", "first_on"], name="holdover_once_from_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.first_on} – {self.last_on}"


class RunQuote(models.Model):
    """A quote that a run prints. A run that chooses none of a film's prints all that are approved, in their order."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="chosen_quotes", verbose_name=_("run"))
    quote = models.ForeignKey(PullQuote, models.CASCADE, related_name="chosen", verbose_name=_("pull-quote"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("quote of the run")
        verbose_name_plural = _("quotes of the run")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "quote"],
                name="quote_once_in_a_run",
                violation_error_message=_("The run prints this quote already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.quote)
