"""A calendar of somebody's own: the choice goes into a signed address, so that nothing is stored about anyone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

SALT = "held-over.calendar"
MOST = 40
REMINDERS = (
    (0, _("No reminder")),
    (60, _("An hour before")),
    (180, _("Three hours before")),
    (1440, _("A day before")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which calendars (“formats/35mm”), and how many minutes before a show to remind: 0 for never."""

    feeds: tuple[str, ...]
    minutes_before: int = 0


def make_token(choice: Choice) -> str:
    return signing.dumps([sorted(choice.feeds), choice.minutes_before], salt=SALT, compress=True)


def read_token(token: str) -> Choice | None:
    """What `make_token` was given; None for a token that this house did not make."""
    try:
        feeds, minutes_before = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    is_list = isinstance(feeds, list) and all(isinstance(feed, str) for feed in feeds)
    return Choice(tuple(feeds), minutes_before) if is_list and isinstance(minutes_before, int) else None


class ListForm(forms.Form):
    """What to put in one calendar. `choices` are pairs of a calendar's address and its name."""

    feed = forms.MultipleChoiceField(
        label=_("Put in one calendar"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one thing.")},
    )
    remind = forms.TypedChoiceField(label=_("Remind me"), choices=REMINDERS, coerce=int, required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["feed"].choices = choices  # type: ignore[attr-defined]

    def clean_feed(self) -> list[str]:
        picked: list[str] = self.cleaned_data["feed"]
        if len(picked) > MOST:
            raise forms.ValidationError(_("That is nearly the whole house: subscribe to its calendar instead."))
        return picked

    @property
    def token(self) -> str:
        """Of a valid form."""
        return make_token(Choice(tuple(self.cleaned_data["feed"]), self.cleaned_data["remind"] or 0))
