"""The film: a work, whatever copy of it is shown."""

from typing import ClassVar

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.models.fields import FoldedField
from programming.models.history import Kept
from programming.text.titles import sort_title

printed_year = RegexValidator(r"^\d{4}([–/]\d{2,4})?\Z", _("Write a year as 1957, or two as 1966/2025."))


class Film(models.Model):
    """A work. Format, ratio and the length of a copy belong to its materials."""

    slug = models.SlugField(_("address"), unique=True, max_length=80, help_text=_("Never changes once published."))
    title = models.CharField(_("title"), max_length=200)
    display_title = models.CharField(
        _("title as printed"), max_length=200, blank=True, help_text=_("Only where listings print another.")
    )
    original_title = models.CharField(_("original title"), max_length=200, blank=True)
    year = models.CharField(_("year"), max_length=9, validators=[printed_year])
    countries = models.CharField(_("countries"), max_length=200, help_text=_("Separated by commas."))
    languages = models.CharField(_("spoken languages"), max_length=200, blank=True)
    colour = models.CharField(_("colour"), max_length=60, blank=True, help_text=_("“black and white”."))
    sound = models.CharField(_("sound"), max_length=60, blank=True, help_text=_("“silent”, where it is."))
    running_minutes = models.PositiveSmallIntegerField(_("running time, minutes"), validators=[MinValueValidator(1)])
    is_approximate = models.BooleanField(_("running time approximate"), default=False)
    note = models.TextField(_("note"), blank=True)
    short_note = models.TextField(_("short note"), blank=True, help_text=_("One or two sentences, for the home page."))
    strapline = models.CharField(_("strapline"), max_length=200, blank=True, help_text=_("“From the director of …”."))
    content_advice = models.CharField(_("content advice"), max_length=300, blank=True)
    rating = models.CharField(_("rating"), max_length=20, blank=True)
    wikidata = models.CharField(_("Wikidata"), max_length=20, blank=True, validators=[RegexValidator(r"^Q\d+\Z")])
    folded = FoldedField(sources=("title", "display_title", "original_title"))

    history = Kept()

    class Meta:
        ordering = ("title", "year")
        verbose_name = _("film")
        verbose_name_plural = _("films")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(running_minutes__gte=1), name="film_lasts"),
            models.CheckConstraint(condition=~models.Q(title=""), name="film_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"

    @property
    def printed_title(self) -> str:
        return self.display_title or self.title

    @property
    def sort_title(self) -> str:
        return sort_title(self.printed_title)

    @property
    def is_silent(self) -> bool:
        return self.sound == "silent"


class OtherTitle(models.Model):
    """A title the film is also known by: for search, and for “also known as”."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="other_titles", verbose_name=_("film"))
    title = models.CharField(_("title"), max_length=200)
    folded = FoldedField(sources=("title",))

    history = Kept()

    class Meta:
        ordering = ("title",)
        verbose_name = _("other title")
        verbose_name_plural = _("other titles")
        constraints: ClassVar = [models.UniqueConstraint(fields=["film", "title"], name="other_title_once_a_film")]

    def __str__(self) -> str:
        return self.title

    @property
    def names(self) -> tuple[str, ...]:
        return (self.title,)
