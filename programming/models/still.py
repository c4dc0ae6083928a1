"""Pictures of a film. A still without alt text cannot be stored."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.models.fields import DerivedField, percentage
from programming.models.film import Film
from programming.models.history import Kept
from programming.models.renditions import Renditions


class Still(models.Model):
    film = models.ForeignKey(Film, models.CASCADE, related_name="stills", verbose_name=_("film"))
    image = models.ImageField(
        _("picture"), upload_to="stills/%Y", width_field="width", height_field="height", max_length=200
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(
        _("alt text"), max_length=300, help_text=_("What the picture shows, for those who cannot see it. Required.")
    )
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    focal_x = percentage(verbose_name=_("focal point, % from the left"))
    focal_y = percentage(verbose_name=_("focal point, % from the top"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    renditions = DerivedField()

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("still")
        verbose_name_plural = _("stills")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(alt=""), name="still_has_alt_text"),
            models.CheckConstraint(condition=models.Q(focal_x__lte=100, focal_y__lte=100), name="still_focus_inside"),
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def made(self) -> Renditions:
        """The smaller pictures made of the picture that it has now; none while there are only those of another."""
        made = Renditions.from_json(self.renditions)
        return made if made.of == self.image.name else Renditions()
