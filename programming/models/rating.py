"""What audiences said: the house's own votes, and apart from them what other places print, as dated quotations."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programming.choices import WordsState
from programming.models.film import Film
from programming.models.history import Kept
from programming.models.screening import Screening

LEAST, MOST = 1, 10
"""Half-stars: half a star to five stars."""

WORDS = 400


def half_stars(value: Any) -> None:
    """Raise ValidationError unless `value` is a list of half-stars."""
    if not isinstance(value, list) or not all(type(one) is int and LEAST <= one <= MOST for one in value):
        raise ValidationError(_("Ratings are half-stars: whole numbers from 1 to 10."), code="half-stars")


class VoteQuerySet(models.QuerySet["Vote"]):
    def of_film(self, film: int) -> "VoteQuerySet":
        return self.filter(film=film)

    def of_programme(self, programme: int) -> "VoteQuerySet":
        """Votes on a programme that goes by its own name, as a whole."""
        return self.filter(film__isnull=True, screening__programme=programme)

    def pending(self) -> "VoteQuerySet":
        """Those with words that nobody of the house has read yet, the longest waiting first."""
        return self.filter(words_state=WordsState.PENDING).order_by("changed_at", "pk")

    def told(self) -> "VoteQuerySet":
        """Those with words that the public may read, the newest first."""
        return self.filter(words_state=WordsState.APPROVED).order_by("-changed_at", "-pk")


class Vote(models.Model):
    """One visitor on one show: of a film, or where `film` is empty of the show's programme as a whole.

    `voter` is a digest of the ballot paper that came with the form: random, of this show alone, and of no use to tell
    who voted. `version` counts what became of the words, so that nobody approves what was replaced while they read.
    """

    screening = models.ForeignKey(Screening, models.PROTECT, related_name="votes", verbose_name=_("screening"))
    film = models.ForeignKey(Film, models.PROTECT, null=True, blank=True, related_name="votes", verbose_name=_("film"))
    voter = models.CharField(max_length=64, editable=False)
    stars = models.PositiveSmallIntegerField(_("half-stars"))
    words = models.CharField(_("words"), max_length=WORDS, blank=True)
    words_state = models.CharField(
        _("state of the words"), max_length=10, choices=WordsState.choices, default="", blank=True
    )
    cast_at = models.DateTimeField(_("cast"))
    changed_at = models.DateTimeField(_("changed"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ("-cast_at", "-pk")
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        permissions: ClassVar = [("moderate_vote", _("Can approve or refuse what an audience wrote"))]
        indexes: ClassVar = [
            models.Index(fields=["film", "stars"]),  # the tally of a film reads this and no row
            models.Index(fields=["words_state", "changed_at"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stars__gte=LEAST, stars__lte=MOST), name="vote_is_half_stars"),
            models.CheckConstraint(condition=~Q(voter=""), name="vote_is_somebody_s"),
            models.CheckConstraint(
                condition=Q(words="", words_state="") | (~Q(words="") & ~Q(words_state="")),
                name="vote_words_have_a_state",
            ),
            models.CheckConstraint(condition=Q(words_state__in=WordsState.values), name="vote_words_state_is_known"),
            models.CheckConstraint(
                condition=Q(words_state__in=["approved", "refused"], decided_at__isnull=False)
                | (~Q(words_state__in=["approved", "refused"]) & Q(decided_at__isnull=True)),
                name="vote_words_are_decided_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["screening", "film", "voter"], condition=Q(film__isnull=False), name="one_vote_a_film"
            ),
            models.UniqueConstraint(
                fields=["screening", "voter"], condition=Q(film__isnull=True), name="one_vote_a_programme"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stars}/{MOST}"


class QuotedRating(models.Model):
    """What another place prints of a film, on the day somebody looked: its score as it stands there, never read as a
    number, and the single ratings beside it where there were any. Neither is mixed with the house's own.
    """

    film = models.ForeignKey(Film, models.CASCADE, related_name="quoted_ratings", verbose_name=_("film"))
    source = models.CharField(_("source"), max_length=160, help_text=_("Who says so: “Audience score of …”."))
    address = models.URLField(_("address"), max_length=300, blank=True)
    seen_on = models.DateField(_("seen on"), help_text=_("The day somebody looked."))
    score = models.CharField(
        _("score as printed"), max_length=40, blank=True, help_text=_("“93 %”, “8/10”: quoted, never counted with.")
    )
    stars = models.JSONField(_("single ratings"), default=list, blank=True, validators=[half_stars])
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("Printed after the source."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("rating quoted from elsewhere")
        verbose_name_plural = _("ratings quoted from elsewhere")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(source=""), name="quoted_rating_has_a_source"),
            models.CheckConstraint(
                condition=~Q(score="", stars=[]),
                name="quoted_rating_says_something",
                violation_error_message=_("Give the score as printed, or single ratings, or both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.score}" if self.score else self.source
