from django import forms
from django.utils.translation import gettext_lazy as _

from programming.forms.pictures import PICTURE_HELP, PictureField
from programming.models import Still


class StillForm(forms.ModelForm):
    image = PictureField(label=_("Picture"), help_text=PICTURE_HELP)

    class Meta:
        model = Still
        fields = ("image", "alt", "caption", "credit", "focal_x", "focal_y", "order")
