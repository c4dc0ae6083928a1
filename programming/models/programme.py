"""The programme: what plays on one admission, in order."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.choices import ItemKind, ProgrammeKind
from programming.models.fields import FoldedField
from programming.models.film import Film
from programming.models.history import Kept
from programming.models.material import Material


class Programme(models.Model):
    slug = models.SlugField(_("address"), unique=True, max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=ProgrammeKind.choices, default=ProgrammeKind.SINGLE.value)
    title = models.CharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("Empty where the first film leads: a single, a double bill."),
    )
    short_note = models.TextField(_("short note"), blank=True)
    note = models.TextField(_("note"), blank=True)
    admission = models.CharField(
        _("admission line"), max_length=80, blank=True, help_text=_("“2 films for 1 admission” is printed by itself.")
    )
    folded = FoldedField(sources=("title",))

    history = Kept()

    class Meta:
        ordering = ("slug",)
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        permissions: ClassVar = [("write_programme", _("Can write a programme's notes"))]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(title="")
                | models.Q(kind__in=[kind.value for kind in ProgrammeKind if kind.leads_with_film]),
                name="programme_without_lead_has_a_title",
                violation_error_message=_("Only a single film or a double bill can do without a title."),
            )
        ]

    def __str__(self) -> str:
        return self.title or self.slug.replace("-", " ").capitalize()

    @property
    def full_title(self) -> str:
        """Its title, or its films': “Double Indemnity + Detour”. Reads the items."""
        return self.title_of(self.items.all())

    def title_of(self, items: Iterable["ProgrammeItem"]) -> str:
        """Its title, where these are its items."""
        films = " + ".join(item.film.printed_title for item in items if item.film)
        return self.title or films or str(self)


class ProgrammeItem(models.Model):
    """A segment. Its length is what is typed here, else its material's, else its film's."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="items", verbose_name=_("programme"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=ItemKind.choices, default=ItemKind.FILM.value)
    film = models.ForeignKey(
        Film, models.PROTECT, null=True, blank=True, related_name="programme_items", verbose_name=_("film")
    )
    material = models.ForeignKey(
        Material, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("material")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    label = models.CharField(_("label"), max_length=120, blank=True)
    person = models.CharField(_("person"), max_length=120, blank=True)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("item")
        verbose_name_plural = _("items")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["film", "short"], film__isnull=False)
                | (~models.Q(kind__in=["film", "short"]) & models.Q(film__isnull=True)),
                name="item_names_a_film_or_is_none",
                violation_error_message=_("A film or short names its film; other items have none."),
            ),
            models.CheckConstraint(
                condition=models.Q(film__isnull=False) | models.Q(minutes__isnull=False),
                name="item_has_a_length",
                violation_error_message=_("How many minutes does this item last?"),
            ),
        ]

    def __str__(self) -> str:
        return self.label or (self.film.title if self.film else self.get_kind_display())
