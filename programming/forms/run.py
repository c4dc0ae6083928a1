from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programming.forms.days import DayField
from programming.models import Material, Programme, PullQuote, Run, RunQuote


def check_material(programme: Programme | None, material: Material | None) -> None:
    """Raise ValidationError where `material` is of a film that `programme` does not play."""
    if programme and material and not programme.items.filter(film=material.film_id).exists():
        raise ValidationError(
            _("%(film)s does not play in this programme. Choose a material of a film that does."),
            code="other-film",
            params={"film": material.film.title},
        )


class RunForm(forms.ModelForm):
    class Meta:
        model = Run
        fields = (
            "programme",
            "screen",
            "material",
            "opens_on",
            "closes_on",
            "state",
            "announcement",
            "line_override",
            "note",
        )
        field_classes: ClassVar = {"opens_on": DayField, "closes_on": DayField}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        try:
            check_material(self._fact(told, "programme"), self._fact(told, "material"))
        except ValidationError as wrong:
            self.add_error("material", wrong)
        return told

    def _fact(self, told: dict[str, Any], name: str) -> Any:
        """What was typed, or what is stored where this person may type nothing."""
        return told.get(name) if name in self.fields else getattr(self.instance, name)


class QuoteField(forms.ModelChoiceField):
    """A quote by its words and whose they are, and whether the public may read it."""

    def label_from_instance(self, quote: PullQuote) -> str:
        return str(quote) if quote.is_approved else _("%(quote)s (not approved)") % {"quote": quote}


class RunQuoteForm(forms.ModelForm):
    quote = QuoteField(
        PullQuote.objects.none(),
        label=_("Pull-quote"),
        error_messages={"invalid_choice": _("Choose a quote of a film that plays in this run.")},
    )

    class Meta:
        model = RunQuote
        fields = ("order", "quote")
