"""A note of every file read in: who, when, with what outcome."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Import(models.Model):
    source = models.CharField(_("source"), max_length=200)
    made_at = models.DateTimeField(_("made"))
    around = models.DateField(
        _("laid around"), null=True, blank=True, help_text=_("The day relative dates count from.")
    )
    report = models.JSONField(_("report"), default=dict)

    class Meta:
        ordering = ("-made_at",)
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.source}, {self.made_at:%Y-%m-%d %H:%M} UTC"
