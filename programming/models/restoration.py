"""Restoration provenance: what was restored, from which element, by whom and when. A record beside the copies."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.models.film import Film
from programming.models.history import Kept


class Restoration(models.Model):
    film = models.ForeignKey(Film, models.CASCADE, related_name="restorations", verbose_name=_("film"))
    label = models.SlugField(_("label"), max_length=40, help_text=_("“mosfilm-2017”: one word for staff."))
    resolution = models.CharField(_("resolution"), max_length=20, blank=True, help_text=_("“2K”, “4K”."))
    laboratory = models.CharField(_("laboratory or archive"), max_length=160, blank=True)
    element = models.CharField(
        _("element"), max_length=160, blank=True, help_text=_("What it was made from: “35mm original camera negative”.")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1895), MaxValueValidator(2199)]
    )
    premiere = models.CharField(_("first shown"), max_length=160, blank=True, help_text=_("“the Berlinale, 2018”."))
    note = models.TextField(_("note"), blank=True, help_text=_("For staff."))

    history = Kept()

    class Meta:
        ordering = ("film", "year", "label")
        verbose_name = _("restoration")
        verbose_name_plural = _("restorations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["film", "label"], name="restoration_label_once_a_film"),
            models.CheckConstraint(
                condition=~models.Q(resolution="", laboratory="", element="", year__isnull=True),
                name="restoration_says_something",
                violation_error_message=_("Say by whom, from what, in which resolution, or when."),
            ),
        ]

    def __str__(self) -> str:
        told = (self.resolution, self.laboratory, str(self.year or ""))
        return f"{self.film.title}: {' '.join(part for part in told if part) or self.label}"
