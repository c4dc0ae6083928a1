from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("For staff: why, in a few words.")
    )
