"""People: one person, many spellings."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.choices import CreditRole
from programming.models.fields import FoldedField
from programming.models.film import Film
from programming.models.history import Kept


class Person(models.Model):
    name = models.CharField(_("name"), max_length=120, unique=True)
    sort_name = models.CharField(_("sorted as"), max_length=120, blank=True)
    folded = FoldedField(sources=("name",))

    history = Kept()

    class Meta:
        ordering = ("name",)
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> tuple[str, ...]:
        """What search finds the person by. Reads the variants."""
        return (self.name, *(variant.name for variant in self.variants.all()))


class NameVariant(models.Model):
    """Another spelling or script of a person's name, found by search and never printed."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="variants", verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=120)
    folded = FoldedField(sources=("name",))

    history = Kept()

    class Meta:
        ordering = ("name",)
        verbose_name = _("spelling")
        verbose_name_plural = _("spellings")
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "name"], name="variant_once_a_person")]

    def __str__(self) -> str:
        return self.name


class Credit(models.Model):
    film = models.ForeignKey(Film, models.CASCADE, related_name="credits", verbose_name=_("film"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="credits", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=CreditRole.choices)
    character = models.CharField(_("character"), max_length=120, blank=True)
    is_possessive = models.BooleanField(
        _("possessive"), default=False, help_text=_("Stands above the title: “Mikhail Kalatozov’s”.")
    )
    order = models.PositiveSmallIntegerField(_("billing"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        indexes: ClassVar = [models.Index(fields=["person", "film"])]  # whose films a search reads of many people
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["film", "role", "person"], name="credit_once_a_role"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.person}"
