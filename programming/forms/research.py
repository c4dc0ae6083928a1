"""The research file: a reading put on file, a decision on one, the year of a date."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programming.choices import ClaimScope, ClaimStatus
from programming.models import Claim, Film, Material, PrintedDate, Source


class ClaimForm(forms.ModelForm):
    class Meta:
        model = Claim
        fields = ("about", "topic", "value", "source", "quote", "seen_on", "scope", "material")
        widgets = {"seen_on": forms.DateInput(attrs={"type": "date"})}  # noqa: RUF012  Django's own shape

    def __init__(self, *args: Any, film: Film, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.film = film
        copies: Any = self.fields["material"]
        copies.queryset = Material.objects.filter(film=film)
        copies.label_from_instance = lambda one: f"{one.get_format_display()} ({one.label})"
        sources: Any = self.fields["source"]
        sources.queryset = Source.objects.order_by("title")
        self.fields["scope"].initial = ClaimScope.WORK.value


class DecideForm(forms.Form):
    """`status` may be a status, or “spelling” for a reading that is right beside another."""

    SPELLING = "spelling"

    claim = forms.ModelChoiceField(Claim.objects.none(), error_messages={"required": _("Choose a reading.")})
    status = forms.ChoiceField(choices=[*ClaimStatus.choices, (SPELLING, _("a spelling"))])
    reason = forms.CharField(max_length=200, error_messages={"required": _("Say why.")})
    seen = forms.CharField(max_length=16)
    instead = forms.ChoiceField(
        choices=[one for one in ClaimStatus.choices if one[0] != ClaimStatus.ACCEPTED.value], required=False
    )

    def __init__(self, *args: Any, film: Film, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        claims: Any = self.fields["claim"]
        claims.queryset = Claim.objects.filter(film=film)

    @property
    def decision(self) -> dict[str, Any]:
        """What the deed wants to know, once the form is valid."""
        told = self.cleaned_data
        as_variant = told["status"] == self.SPELLING
        return told | {"status": ClaimStatus.ACCEPTED.value if as_variant else told["status"], "as_variant": as_variant}


class YearForm(forms.Form):
    printed = forms.ModelChoiceField(PrintedDate.objects.none())
    year = forms.IntegerField(error_messages={"required": _("Choose a year.")})
    reason = forms.CharField(max_length=200, error_messages={"required": _("Say why.")})
    seen = forms.IntegerField()

    def __init__(self, *args: Any, film: Film, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dates: Any = self.fields["printed"]
        dates.queryset = PrintedDate.objects.filter(film=film)
