from django import forms
from django.utils.translation import gettext_lazy as _

from programming.forms.pictures import PictureField
from programming.models import Series


class SeriesForm(forms.ModelForm):
    image = PictureField(label=_("Picture"), required=False)

    class Meta:
        model = Series
        fields = ("slug", "title", "kind", "deck", "essay", "curator", "image", "image_alt", "order")
