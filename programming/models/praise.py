"""What others said of a film: accolades, pull-quotes, and the lines of those who stand behind it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.choices import PressLineKind
from programming.models.film import Film
from programming.models.history import Kept


class Accolade(models.Model):
    film = models.ForeignKey(Film, models.CASCADE, related_name="accolades", verbose_name=_("film"))
    line = models.CharField(_("line as printed"), max_length=200)
    award = models.CharField(_("award"), max_length=120, blank=True)
    festival = models.CharField(_("festival"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=40, blank=True, help_text=_("“winner”, “nominee”."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("accolade")
        verbose_name_plural = _("accolades")

    def __str__(self) -> str:
        return self.line


class PullQuote(models.Model):
    """An excerpt with its source. Critic, outlet, either, or a book; the cut is what listings print."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="quotes", verbose_name=_("film"))
    text = models.TextField(_("exact text"), help_text=_("As in the source, without outer quotation marks."))
    cut = models.TextField(_("cut used"), blank=True, help_text=_("Empty: the whole text."))
    critic = models.CharField(_("critic"), max_length=120, blank=True)
    outlet = models.CharField(_("outlet"), max_length=120, blank=True)
    work = models.CharField(_("book"), max_length=160, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    dated = models.CharField(_("date"), max_length=40, blank=True)
    is_approved = models.BooleanField(_("approved"), default=False, help_text=_("Only approved quotes are public."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("pull-quote")
        verbose_name_plural = _("pull-quotes")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(critic="", outlet="", work=""),
                name="quote_is_attributed",
                violation_error_message=_("A quote needs a critic, an outlet or a book."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.critic or self.outlet or self.work}: {self.printed[:60]}"

    @property
    def printed(self) -> str:
        return self.cut or self.text


class PressLine(models.Model):
    """“A Janus Films release”: printed as given, in the order of its kinds."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="press_lines", verbose_name=_("film"))
    kind = models.CharField(_("kind"), max_length=20, choices=PressLineKind.choices)
    line = models.CharField(_("line as printed"), max_length=300)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("press line")
        verbose_name_plural = _("press lines")

    def __str__(self) -> str:
        return self.line
