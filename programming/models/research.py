"""The research file of a film: what others say of it, each reading with its source, and what the house holds of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.choices import ClaimProperty, ClaimScope, ClaimStatus, SourceKind, Trust
from programming.models.film import Film
from programming.models.history import Kept
from programming.models.material import Material
from programming.timetable.undated import UndatedDay

one_line = RegexValidator(r"\A[^\r\n]*\Z", _("A line at most."))


class Source(models.Model):
    """Something that was read, or somebody who was asked. `dated` is the date as printed, whatever its form."""

    label = models.SlugField(_("label"), max_length=40, unique=True, help_text=_("One word for staff."))
    kind = models.CharField(_("kind"), max_length=10, choices=SourceKind.choices)
    title = models.CharField(_("title"), max_length=200, help_text=_("Of a person: the name."))
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    dated = models.CharField(_("date as printed"), max_length=60, blank=True)
    address = models.URLField(_("address"), max_length=300, blank=True)
    trust = models.PositiveSmallIntegerField(_("trust"), choices=Trust.choices, default=Trust.FAIR.value)
    note = models.TextField(_("note"), blank=True, help_text=_("How it was read, and what to mind about it."))

    history = Kept()

    class Meta:
        ordering = ("-trust", "title")
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(title=""), name="source_has_a_title")]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.title, self.publisher, self.dated) if part)


def _once(*fields: str, name: str, said: Any, only: models.Q | None = None) -> list[models.UniqueConstraint]:
    """Two constraints, since no two rows without a material are the same to a database."""
    found = []
    for has, more in ((False, ()), (True, ("material",))):
        condition = models.Q(material__isnull=not has) & (only or models.Q())
        found.append(
            models.UniqueConstraint(
                fields=[*fields, *more],
                condition=condition,
                name=f"{name}_of_a_copy" if has else name,
                violation_error_message=said,
            )
        )
    return found


class Claim(models.Model):
    """One reading of one question about a film, from one source. Two readings are two rows.

    The question is `about`, topic, scope and material together. `topic` tells questions about one property apart: the
    person whose name is spelled, the prize, the credit. A spelling that is right beside another `is_variant`.
    """

    film = models.ForeignKey(Film, models.CASCADE, related_name="claims", verbose_name=_("film"))
    about = models.CharField(_("about"), max_length=20, choices=ClaimProperty.choices)
    topic = models.CharField(
        _("which one"),
        max_length=120,
        blank=True,
        help_text=_("Where there are several: the prize, the credit, the person as the house spells the name."),
    )
    scope = models.CharField(_("of"), max_length=10, choices=ClaimScope.choices, default=ClaimScope.WORK.value)
    material = models.ForeignKey(
        Material, models.CASCADE, null=True, blank=True, related_name="claims", verbose_name=_("material")
    )
    value = models.CharField(_("what it says"), max_length=300, validators=[one_line])
    source = models.ForeignKey(Source, models.PROTECT, related_name="claims", verbose_name=_("source"))
    quote = models.CharField(
        _("its own words"), max_length=160, blank=True, validators=[one_line], help_text=_("A line at most.")
    )
    seen_on = models.DateField(_("seen on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=ClaimStatus.choices, default=ClaimStatus.UNVERIFIED.value, editable=False
    )
    is_variant = models.BooleanField(_("as a spelling"), default=False, editable=False)
    reason = models.CharField(_("why"), max_length=300, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)

    history = Kept()

    class Meta:
        ordering = ("about", "topic", "pk")
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints: ClassVar = [
            *_once(
                "film",
                "about",
                "topic",
                "scope",
                name="one_accepted_claim",
                said=_("Another reading is accepted."),
                only=models.Q(status=ClaimStatus.ACCEPTED.value, is_variant=False),
            ),
            *_once(
                "film",
                "about",
                "topic",
                "scope",
                "source",
                "value",
                name="claim_once_a_source",
                said=_("The source's reading is on file already."),
            ),
            models.CheckConstraint(condition=~models.Q(value=""), name="claim_says_something"),
            models.CheckConstraint(
                condition=models.Q(material__isnull=True) | ~models.Q(scope=ClaimScope.WORK.value),
                name="claim_on_a_copy_is_not_on_the_work",
                violation_error_message=_("What is said of a copy is not said of the work. Choose version or copy."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_variant=False) | models.Q(status=ClaimStatus.ACCEPTED.value),
                name="only_accepted_claims_are_variants",
            ),
            models.CheckConstraint(
                condition=models.Q(status=ClaimStatus.UNVERIFIED.value)
                | (~models.Q(reason="") & models.Q(decided_at__isnull=False)),
                name="decided_claim_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"

    def clean(self) -> None:
        if self.material and self.material.film_id != self.film_id:
            raise ValidationError({"material": _("This is a copy of another film.")})

    @property
    def question(self) -> str:
        """“Spelling of a name: Tatyana Samoylova”"""
        label = str(ClaimProperty(self.about).label)
        label = label[:1].upper() + label[1:]
        return f"{label}: {self.topic}" if self.topic else label

    @property
    def is_a_spelling(self) -> bool:
        """Whether another reading may be right beside it."""
        return ClaimProperty(self.about).is_spelled

    @property
    def is_the_reading(self) -> bool:
        """Whether it is the reading that the house goes by."""
        return self.status == ClaimStatus.ACCEPTED and not self.is_variant


def undated(text: str) -> None:
    """Raise ValidationError for what is no day without a year."""
    try:
        UndatedDay.parse(text)
    except ValueError as wrong:
        raise ValidationError(str(wrong)) from wrong


class PrintedDate(models.Model):
    """A date that a source printed without a year: the text, the years it can be, the one chosen and why."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="printed_dates", verbose_name=_("film"))
    about = models.CharField(_("what happened"), max_length=120, help_text=_("“the run must end”."))
    printed = models.CharField(
        _("as printed"), max_length=80, validators=[undated], help_text=_("“Thursday, August 1”.")
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="printed_dates", verbose_name=_("source"))
    first_year = models.PositiveSmallIntegerField(
        _("not before"), default=1980, validators=[MinValueValidator(1895), MaxValueValidator(2199)]
    )
    last_year = models.PositiveSmallIntegerField(
        _("not after"), default=2030, validators=[MinValueValidator(1895), MaxValueValidator(2199)]
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, editable=False)
    reason = models.CharField(_("why"), max_length=300, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)

    history = Kept()

    class Meta:
        ordering = ("film", "about", "pk")
        verbose_name = _("date without a year")
        verbose_name_plural = _("dates without a year")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["film", "about", "source"], name="printed_date_once_a_source"),
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")),
                name="printed_date_years_in_order",
                violation_error_message=_("The last year comes before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(year__isnull=True) | (~models.Q(reason="") & models.Q(decided_at__isnull=False)),
                name="chosen_year_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed} ({self.year or '?'}): {self.about}"

    @property
    def candidates(self) -> tuple[int, ...]:
        """The years in which the weekday fits the day."""
        return UndatedDay.parse(self.printed).years(self.first_year, self.last_year)
