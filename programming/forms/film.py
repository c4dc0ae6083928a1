from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from programming.forms.pictures import ALT_HELP, PICTURE_HELP, PictureField, alt_trouble
from programming.models import PullQuote, Still
from programming.models.praise import TWICE
from programming.text.cuts import misquoted


class StillForm(forms.ModelForm):
    image = PictureField(label=_("Picture"), help_text=PICTURE_HELP)

    class Meta:
        model = Still
        fields = ("image", "alt", "caption", "credit", "focal_x", "focal_y", "order")
        help_texts: ClassVar = {
            "alt": ALT_HELP,
            "focal_x": _("What must stay in sight where a page crops the picture: a face. Click on it, or type it."),
            "order": _("The lowest comes first, and stands for the film in lists."),
        }

    def clean_alt(self) -> str:
        alt: str = self.cleaned_data["alt"]
        upload = self.files.get(self.add_prefix("image"))
        if why := alt_trouble(alt, str(getattr(upload, "name", "") or "")):
            raise forms.ValidationError(why, code="empty-alt")
        return alt


class QuoteForm(forms.ModelForm):
    """The cut must follow from the source's words; what does not is somebody else's sentence."""

    class Meta:
        model = PullQuote
        fields = ("text", "cut", "critic", "audience", "outlet", "work", "source", "dated", "is_approved", "order")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("cut") and told.get("text") and (why := misquoted(told["cut"], told["text"])):
            self.add_error("cut", why)
        return told


class QuoteFormSet(forms.models.BaseInlineFormSet):
    """The quotes of a film: no text twice, among those typed at once either."""

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            if form in self.deleted_forms or not form.cleaned_data.get("text"):
                continue
            if form.instance.same_text in seen and not form.has_error("text"):
                form.add_error("text", TWICE)
            seen.add(form.instance.same_text)
