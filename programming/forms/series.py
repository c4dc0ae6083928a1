from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programming.forms.pictures import PICTURE_HELP, PictureField, alt_trouble
from programming.models import Series


class SeriesForm(forms.ModelForm):
    image = PictureField(label=_("Picture"), required=False, help_text=PICTURE_HELP)

    class Meta:
        model = Series
        fields = ("slug", "title", "kind", "deck", "essay", "curator", "image", "image_alt", "order")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("image") and not told.get("image_alt"):
            self.add_error("image_alt", _("Say what the picture shows, for those who cannot see it."))
        elif told.get("image_alt") and (why := alt_trouble(told["image_alt"])):
            self.add_error("image_alt", why)
        return told
