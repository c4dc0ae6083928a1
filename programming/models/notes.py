"""Programme notes: what the house has to tell of a film beyond its listing, in order, for a page and for the door."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.choices import NoteKind
from programming.models.film import Film
from programming.models.history import Kept
from programming.models.research import Source


class ProgrammeNote(models.Model):
    """One text on a film, in the house's markup. `source` is one on file, `credit` whatever else is to be said."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="programme_notes", verbose_name=_("film"))
    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind.choices)
    title = models.CharField(_("title"), max_length=160, blank=True, help_text=_("Empty: the kind stands there."))
    text = models.TextField(_("text"), help_text=_("An empty line begins a paragraph. *Title*, **bold**, [link](…)."))
    author = models.CharField(_("author"), max_length=120, blank=True)
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programme_notes",
        verbose_name=_("source"),
        help_text=_("Where the facts come from, if it is on file."),
    )
    credit = models.CharField(
        _("source in words"), max_length=200, blank=True, help_text=_("Printed as it stands, instead of the source.")
    )
    dated = models.CharField(_("date"), max_length=40, blank=True, help_text=_("Of the text, as it is to be printed."))
    on_sheet = models.BooleanField(
        _("on the sheet"), default=False, help_text=_("Printed on the sheet that is handed out at the door.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("programme note")
        verbose_name_plural = _("programme notes")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(text=""), name="programme_note_says_something"),
            models.CheckConstraint(condition=models.Q(kind__in=NoteKind.values), name="programme_note_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        """Its title, or what kind of text it is."""
        label = str(self.get_kind_display())
        return self.title or label[:1].upper() + label[1:]
