"""Series: seasons and strands. A programme may stand in many."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.choices import SeriesKind
from programming.models.fields import FoldedField
from programming.models.history import Kept
from programming.models.programme import Programme


class Series(models.Model):
    slug = models.SlugField(_("address"), unique=True, max_length=80)
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=SeriesKind.choices, default=SeriesKind.SEASON.value)
    deck = models.CharField(_("one sentence"), max_length=300, blank=True)
    essay = models.TextField(_("essay"), blank=True)
    curator = models.CharField(_("curator"), max_length=120, blank=True)
    image = models.ImageField(_("picture"), upload_to="series/%Y", blank=True, max_length=200)
    image_alt = models.CharField(_("alt text"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    programmes = models.ManyToManyField(Programme, through="SeriesEntry", related_name="series")
    folded = FoldedField(sources=("title",))

    history = Kept()

    class Meta:
        ordering = ("order", "title")
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(image="") | ~models.Q(image_alt=""),
                name="series_picture_has_alt_text",
                violation_error_message=_("The picture needs alt text."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def names(self) -> tuple[str, ...]:
        return (self.title,)


class SeriesEntry(models.Model):
    series = models.ForeignKey(Series, models.CASCADE, related_name="entries", verbose_name=_("series"))
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="entries", verbose_name=_("programme"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "programme"], name="programme_once_a_series"),
        ]

    def __str__(self) -> str:
        return str(self.programme)
