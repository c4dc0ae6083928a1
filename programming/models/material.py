"""The version of a film that the house shows: format, length and language belong here."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.choices import Format
from programming.models.film import Film
from programming.models.history import Kept
from programming.models.restoration import Restoration


class Material(models.Model):
    film = models.ForeignKey(Film, models.CASCADE, related_name="materials", verbose_name=_("film"))
    label = models.SlugField(_("label"), max_length=40, help_text=_("“dcp-2k”, “archive-print”: one word for staff."))
    format = models.CharField(_("format"), max_length=10, choices=Format.choices)
    running_minutes = models.PositiveSmallIntegerField(
        _("running time, minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as the film's."),
    )
    ratio = models.CharField(_("aspect ratio"), max_length=12, blank=True)
    sound = models.CharField(_("sound"), max_length=60, blank=True)
    audio = models.CharField(_("audio language"), max_length=80, blank=True)
    subtitles = models.CharField(_("subtitle languages"), max_length=80, blank=True)
    restoration = models.CharField(
        _("restoration as printed"),
        max_length=300,
        blank=True,
        help_text=_("Printed where no restoration is linked: “2K restoration by …, 2017”."),
    )
    restored = models.ForeignKey(
        Restoration, models.SET_NULL, null=True, blank=True, related_name="materials", verbose_name=_("restoration")
    )
    lender = models.CharField(_("lender"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("The first is the usual copy."))

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["film", "label"], name="material_label_once_a_film"),
            models.CheckConstraint(
                condition=models.Q(running_minutes__isnull=True) | models.Q(running_minutes__gte=1),
                name="material_lasts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.film.title}: {self.get_format_display()} ({self.label})"

    def clean(self) -> None:
        if self.restored and self.restored.film_id != self.film_id:
            raise ValidationError({"restored": _("This is a restoration of another film.")})
