"""Further viewing and reading: what to watch at home and what to read. Nothing of it is a fact about a screening."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.choices import ReadingKind
from programming.models.film import Film, printed_year
from programming.models.history import Kept
from programming.models.research import Source


class Edition(models.Model):
    """A home-video edition of a film, as its label describes it. Its ratio and sound are those of the disc."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="editions", verbose_name=_("film"))
    label = models.CharField(_("label"), max_length=120, help_text=_("Who brings it out: “The Criterion Collection”."))
    number = models.CharField(_("number"), max_length=20, blank=True)
    carrier = models.CharField(_("carrier"), max_length=60, help_text=_("“Blu-ray”, “DVD, two discs”."))
    region = models.CharField(_("region"), max_length=20, blank=True, help_text=_("“A”, “2”, “all”."))
    ratio = models.CharField(_("aspect ratio"), max_length=12, blank=True)
    sound = models.CharField(_("sound"), max_length=60, blank=True)
    subtitles = models.CharField(_("subtitle languages"), max_length=80, blank=True)
    released_on = models.DateField(_("released on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("Printed below it."))
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="editions", verbose_name=_("source")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("edition on disc")
        verbose_name_plural = _("editions on disc")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["film", "label", "number", "carrier"],
                name="edition_once_a_film",
                violation_error_message=_("This edition is on file already."),
            ),
            models.CheckConstraint(condition=~models.Q(label=""), name="edition_has_a_label"),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.label, self.number) if part) + f" ({self.carrier})"


class EditionExtra(models.Model):
    """What is on an edition besides the film."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="extras", verbose_name=_("edition on disc"))
    title = models.CharField(_("title"), max_length=200)
    what = models.CharField(_("what it is"), max_length=120, blank=True, help_text=_("“interview”, “documentary”."))
    year = models.CharField(_("year"), max_length=9, blank=True, validators=[printed_year])
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True, validators=[MinValueValidator(1)])
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("extra")
        verbose_name_plural = _("extras")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "title"], name="extra_once_an_edition"),
            models.CheckConstraint(
                condition=models.Q(minutes__isnull=True) | models.Q(minutes__gte=1), name="extra_lasts"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EditionScore(models.Model):
    """What a reviewer gives an edition, on a scale of their own: quoted as printed, never counted with."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="scores", verbose_name=_("edition on disc"))
    about = models.CharField(_("about"), max_length=40, help_text=_("“picture”, “sound”, “extras”."))
    score = models.CharField(_("score as printed"), max_length=20, help_text=_("With its scale: “8/10”."))
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="edition_scores", verbose_name=_("source"), help_text=_("Who reviewed it.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("reviewer’s score")
        verbose_name_plural = _("reviewers’ scores")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "about", "source"], name="score_once_a_reviewer"),
            models.CheckConstraint(condition=~models.Q(score=""), name="edition_score_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.score}"


class RelatedFilm(models.Model):
    """Another film to see. Films of the same people that are on file find their way by their credits, without a row."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="related_films", verbose_name=_("film"))
    on_file = models.ForeignKey(
        Film,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("film on file"),
        help_text=_("Where the house has a record of it: title and year come from there."),
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    year = models.CharField(_("year"), max_length=9, blank=True, validators=[printed_year])
    why = models.CharField(_("why"), max_length=200, blank=True, help_text=_("“the director’s last film”."))
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="related_films", verbose_name=_("source")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("related film")
        verbose_name_plural = _("related films")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(on_file__isnull=False) | ~models.Q(title=""),
                name="related_film_is_named",
                violation_error_message=_("Choose a film on file, or write a title."),
            ),
        ]

    def __str__(self) -> str:
        return self.on_file.title if self.on_file else self.title

    def clean(self) -> None:
        if self.on_file_id and self.on_file_id == self.film_id:
            raise ValidationError({"on_file": _("This is the film itself.")})


class Reading(models.Model):
    """A book, an article, a play to read on."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="readings", verbose_name=_("film"))
    kind = models.CharField(_("kind"), max_length=10, choices=ReadingKind.choices)
    title = models.CharField(_("title"), max_length=200)
    author = models.CharField(_("author"), max_length=160, blank=True)
    published = models.CharField(
        _("published"), max_length=160, blank=True, help_text=_("Where and when: “The Lantern Press, 2003”.")
    )
    address = models.URLField(_("address"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("Printed after it."))
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="readings", verbose_name=_("source")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("further reading")
        verbose_name_plural = _("further reading")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(title=""), name="reading_has_a_title"),
            models.CheckConstraint(condition=models.Q(kind__in=ReadingKind.values), name="reading_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.title
