"""What others said of a film: accolades, pull-quotes, and the lines of those who stand behind it."""

from textwrap import shorten
from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.choices import PressLineKind
from programming.models.fields import FoldedField
from programming.models.film import Film
from programming.models.history import Kept
from programming.text.titles import fold

TWICE = _("The film has this quote already. Change that one, or take it away first.")


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


class PullQuoteQuerySet(models.QuerySet["PullQuote"]):
    def approved(self) -> Self:
        """Those the public may read."""
        return self.filter(is_approved=True)


class PullQuote(models.Model):
    """An excerpt with its source; the cut is what listings print.

    At least one of critic, outlet, book and audience says whose words they are. Who approved it, and when, follows
    from approving: `actions.approval` writes both, and takes the approval back where what is printed has changed.
    """

    PRINTED: ClassVar = ("text", "cut", "critic", "outlet", "work", "audience")
    """What somebody approves: an approval holds as long as none of these changes."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="quotes", verbose_name=_("film"))
    text = models.TextField(
        _("exact text"), help_text=_("Word for word as in the source, without outer quotation marks.")
    )
    cut = models.TextField(
        _("cut used"),
        blank=True,
        help_text=_("Empty: the whole text. … stands for words left out, [brackets] hold words of the house."),
    )
    critic = models.CharField(_("critic"), max_length=120, blank=True, help_text=_("Or whoever else says it."))
    outlet = models.CharField(_("outlet"), max_length=120, blank=True, help_text=_("A paper, a station, a site."))
    work = models.CharField(_("book"), max_length=160, blank=True)
    audience = models.CharField(
        _("of the audience"),
        max_length=60,
        blank=True,
        help_text=_("What they are to the house: “member”. The name goes under critic, or stays empty."),
    )
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("Where it can be looked up: an address, a page. For staff."),
    )
    dated = models.CharField(_("date"), max_length=40, blank=True, help_text=_("Of the source. For staff."))
    is_approved = models.BooleanField(
        _("approved"),
        default=False,
        help_text=_("Only approved quotes are public. A changed text, cut or name needs approval again."),
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved on"), null=True, blank=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    folded = FoldedField(sources=PRINTED)

    objects = PullQuoteQuerySet.as_manager()
    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("pull-quote")
        verbose_name_plural = _("pull-quotes")
        permissions: ClassVar = [("approve_pullquote", _("Can approve pull-quotes"))]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(critic="", outlet="", work="", audience=""),
                name="quote_is_attributed",
                violation_error_message=_("A quote needs a critic, an outlet, a book or somebody of the audience."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_approved=True) | models.Q(approved_by__isnull=True, approved_at__isnull=True),
                name="only_an_approved_quote_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {shorten(self.printed, 60, placeholder=' …')}"

    @property
    def printed(self) -> str:
        return self.cut or self.text

    @property
    def who(self) -> str:
        """Whose words they are, in a word."""
        return self.critic or self.outlet or self.work or self.audience

    def clean(self) -> None:
        """Refuse the same text twice for one film, whatever its quotation marks."""
        others = type(self)._default_manager.filter(film=self.film_id or 0).exclude(pk=self.pk)
        if self.same_text in {other.same_text for other in others}:
            raise ValidationError({"text": ValidationError(TWICE, code="twice")})

    @property
    def same_text(self) -> str:
        """What two quotes with the same text have in common: its words."""
        return fold(self.text)


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
