"""The form of a vote, the ballot paper that comes with it, and ratings typed from elsewhere."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programming.actions.ratings import Mark
from programming.models import QuotedRating
from programming.models.rating import LEAST, MOST, WORDS
from programming.rules.ballot import Rated
from programming.rules.rating import HALVES, stars_text

PAPER = "held-over.ballot"


def new_paper(screening: int) -> str:
    """A ballot paper for the show: a random number under the house's seal. It goes into the form and, once it is cast,
    into the browser's cookie; the same paper cast twice, by a second press of the button or a second thought, is one
    vote. It says nothing about whoever holds it.
    """
    return signing.Signer(salt=f"{PAPER}.{screening}").sign(secrets.token_urlsafe(12))


def read_paper(paper: str, screening: int) -> str:
    """Who the vote of this paper is counted as; empty for one that this house did not hand out for the show.

    What is stored is a digest: a copy of the database changes nobody's vote.
    """
    try:
        number = signing.Signer(salt=f"{PAPER}.{screening}").unsign(paper)
    except signing.BadSignature:
        return ""
    return sha256(f"{screening}:{number}".encode()).hexdigest()


def stars_label(half_stars: int) -> str:
    text = stars_text(half_stars)
    return _("%(stars)s star") % {"stars": text} if half_stars <= 2 else _("%(stars)s stars") % {"stars": text}


def star_choices() -> list[tuple[int, str]]:
    return [(half, stars_label(half)) for half in HALVES]


class MarkForm(forms.Form):
    """What somebody gives to one title. Left empty, it is no vote on it."""

    stars = forms.TypedChoiceField(
        label=gettext_lazy("How was it?"),
        choices=star_choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("In a few words, if you like"),
        max_length=WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For the film’s page. Somebody of the house reads them first. No names, please."),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, rated: Rated, initial: dict[str, Any] | None) -> None:
        super().__init__(data, prefix=rated.slug, initial=initial)
        self.rated = rated

    def clean_words(self) -> str:
        return " ".join(str(self.cleaned_data["words"]).split())

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("words") and not told.get("stars") and "stars" not in self.errors:
            self.add_error("stars", _("Choose how many stars, so that your words can be counted with the others."))
        return told

    @property
    def mark(self) -> Mark | None:
        """Of a valid form; None where it was left empty."""
        stars = self.cleaned_data.get("stars")
        return Mark(self.rated.slug, stars, self.cleaned_data["words"]) if stars else None


def mark_forms(
    titles: Iterable[Rated], mine: Mapping[str, tuple[int, str]], data: Mapping[str, Any] | None = None
) -> tuple[MarkForm, ...]:
    """A form for each title of a show, as this browser filled it in before."""
    before = {slug: {"stars": stars, "words": words} for slug, (stars, words) in mine.items()}
    return tuple(MarkForm(data, rated=title, initial=before.get(title.slug)) for title in titles)


def read_marks(asked: Sequence[MarkForm]) -> tuple[Mark, ...]:
    """The marks of forms that are filled in; none where one of them is wrong, which it then says."""
    if any([not form.is_valid() for form in asked]):  # noqa: C419  each one says what is wrong with it
        return ()
    marks = tuple(form.mark for form in asked if form.mark)
    if not marks:
        asked[0].add_error("stars", _("Choose how many stars."))
    return marks


def read_stars(text: str) -> list[int]:
    """“2.5, 3, 3½” as half-stars. Raises ValueError for what is no number of half-stars."""
    return [_half(part) for part in text.replace("|", ",").split(",") if part.strip()]


def _half(part: str) -> int:
    try:
        half = Decimal(part.strip().replace("½", ".5")) * 2
    except InvalidOperation as wrong:
        raise ValueError(_("“%(text)s” is no number of stars.") % {"text": part.strip()}) from wrong
    if not half.is_finite() or half != int(half) or not LEAST <= half <= MOST:
        raise ValueError(_("%(text)s is not from 0.5 to 5 in halves.") % {"text": part.strip()})
    return int(half)


class StarsField(forms.CharField):
    """Ratings typed in a row: “2.5, 3, 3.5”."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(f"{half / 2:g}" for half in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        try:
            return read_stars(value or "")
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def has_changed(self, initial: Any, data: Any) -> bool:
        """However it is typed: “2.5,3” says what “2.5, 3” says."""
        try:
            return bool(self.to_python(data) != (initial or []))
        except forms.ValidationError:
            return True


class QuotedRatingForm(forms.ModelForm):
    stars = StarsField(
        label=gettext_lazy("Single ratings"),
        required=False,
        help_text=gettext_lazy("Stars with commas between, as they stand there: 2.5, 3, 3.5. Empty: none."),
    )

    class Meta:
        model = QuotedRating
        fields = ("source", "address", "seen_on", "score", "stars", "note", "order")
