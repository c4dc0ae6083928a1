from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from programming.actions.renditions import renew_of
from programming.actions.search import index_films, index_people
from programming.admin.further import EditionInline, ReadingInline, RelatedFilmInline
from programming.admin.history import RecordAdmin
from programming.admin.keys import ReadsKeys
from programming.admin.quotes import QuoteInline, save_quotes
from programming.admin.research import ShowsRestorations, tell_sources
from programming.admin.search import FoldedSearch, SettledAddress
from programming.admin.site import house_site
from programming.forms.film import StillForm
from programming.forms.rating import QuotedRatingForm
from programming.listings.pictures import picture
from programming.models import (
    Accolade,
    Credit,
    Film,
    Material,
    NameVariant,
    OtherTitle,
    Person,
    PressLine,
    ProgrammeNote,
    PublishedTitle,
    PullQuote,
    QuotedRating,
    Still,
)

AT_ONCE = 12
"""Stills whose smaller pictures are made while somebody waits: about half a second each."""
SHAPES = ("wide", "list", "square")
"""How pages crop: a strip across the sheet, a card in a list, an app that shares the address."""


class OpensOneMore(admin.options.InlineModelAdmin):
    """With `?add=stills` the form stands open for one more row, so that a link may lead to the missing field."""

    rows_of_film = ""
    """The name under which a film knows them."""

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **how: Any) -> int:
        is_asked = request.GET.get("add") == self.rows_of_film
        return 1 if is_asked else super().get_extra(request, obj, **how)


class OtherTitleInline(admin.TabularInline):
    model = OtherTitle
    extra = 0


class CreditInline(OpensOneMore, ReadsKeys, admin.TabularInline):
    model = Credit
    rows_of_film = "credits"
    extra = 0
    autocomplete_fields = ("person",)
    fields = ("order", "role", "person", "is_possessive", "character")


class AccoladeInline(admin.TabularInline):
    model = Accolade
    extra = 0
    fields = ("order", "line", "award", "festival", "year", "result")


class PressLineInline(admin.TabularInline):
    model = PressLine
    extra = 0


class QuotedRatingInline(admin.StackedInline):
    model = QuotedRating
    form = QuotedRatingForm
    extra = 0
    fields = (("source", "address"), ("seen_on", "score", "order"), "stars", "note")


class StillInline(OpensOneMore, admin.StackedInline):
    model = Still
    rows_of_film = "stills"
    form = StillForm
    extra = 0
    readonly_fields = ("preview",)
    fields = ("preview", ("focal_x", "focal_y"), "image", "alt", ("caption", "credit"), "order")

    class Media:
        js = (Script("js/focus.js", type="module"),)

    @admin.display(description=_("As it stands"))
    def preview(self, still: Still) -> SafeString | str:
        if not still.pk:
            return gettext("Shown once it is saved.")
        shown = picture(still)
        return render_to_string(
            "admin/still.html", {"still": still, "picture": shown, "shapes": SHAPES, "focus": shown.focus}
        )


class ProgrammeNoteInline(OpensOneMore, admin.StackedInline):
    model = ProgrammeNote
    rows_of_film = "programme_notes"
    extra = 0
    fields = (("kind", "title"), "text", ("author", "dated"), ("source", "credit"), ("on_sheet", "order"))


class MaterialInline(OpensOneMore, ShowsRestorations, admin.StackedInline):
    model = Material
    rows_of_film = "materials"
    extra = 0
    fields = (
        ("label", "format", "running_minutes", "order"),
        ("ratio", "sound", "audio", "subtitles"),
        ("restored", "restoration", "lender"),
    )


@admin.register(Film, site=house_site)
class FilmAdmin(FoldedSearch, SettledAddress, RecordAdmin):
    list_display = ("title", "year", "countries", "running_minutes", "slug")
    list_filter = ("materials__format",)
    search_fields = ("folded", "other_titles__folded", "credits__person__folded", "credits__person__variants__folded")
    sounding = ("search_words", "credits__person__search_words")
    search_help_text = _("Any title of the film, or a name in its credits, in any spelling.")
    prepopulated_fields: ClassVar = {"slug": ("title",)}

    class Media:
        js = (Script("js/field.js", type="module"),)

    inlines = (
        CreditInline,
        MaterialInline,
        StillInline,
        QuoteInline,
        AccoladeInline,
        PressLineInline,
        ProgrammeNoteInline,
        EditionInline,
        RelatedFilmInline,
        ReadingInline,
        QuotedRatingInline,
        OtherTitleInline,
    )
    fieldsets = (
        (None, {"fields": ("title", "slug", ("display_title", "original_title"))}),
        (
            _("Facts"),
            {
                "fields": (
                    ("year", "countries", "languages"),
                    ("running_minutes", "is_approximate"),
                    ("colour", "sound"),
                )
            },
        ),
        (
            pgettext_lazy("what is written of a film", "Copy"),
            {"fields": ("strapline", "short_note", "note", "content_advice", "rating", "wikidata")},
        ),
    )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """With its words for the search; and the smaller pictures of its stills, made once all of it is stored."""
        super().save_related(request, form, formsets, change)
        index_films([form.instance.pk])
        transaction.on_commit(partial(_make_smaller, request, form.instance))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:
        """Quotes are kept by their own deed, which knows when an approval lapses."""
        if formset.model is PullQuote:
            save_quotes(request, formset)
        else:
            super().save_formset(request, form, formset, change)

    def is_settled(self, row: Model) -> bool:
        return PublishedTitle.objects.filter(film=row.pk).exists()

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **how: Any) -> HttpResponse:
        film = how.get("obj")
        tell_sources(request, context, film)
        if film is not None:
            context["sheet_href"] = reverse("staff-door-sheet", args=[film.pk])
        return super().render_change_form(request, context, *args, **how)


def _make_smaller(request: HttpRequest, film: Film) -> None:
    left, trouble = renew_of(film=film, most=AT_ONCE)
    if left:
        messages.info(
            request,
            ngettext(
                "%(left)d still has no smaller sizes yet; manage.py make_renditions makes them.",
                "%(left)d stills have no smaller sizes yet; manage.py make_renditions makes them.",
                left,
            )
            % {"left": left},
        )
    for why in trouble:
        messages.warning(request, gettext("Saved, but a picture has no smaller sizes: %(why)s") % {"why": why})


class VariantInline(admin.TabularInline):
    model = NameVariant
    extra = 1


@admin.register(Person, site=house_site)
class PersonAdmin(FoldedSearch, RecordAdmin):
    list_display = ("name", "sort_name")
    search_fields = ("folded", "variants__folded")
    sounding = ("search_words",)
    search_help_text = _("Any spelling of the name.")
    inlines = (VariantInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        index_people([form.instance.pk])


@admin.register(Material, site=house_site)
class MaterialAdmin(ShowsRestorations, FoldedSearch, RecordAdmin):
    list_display = ("film", "label", "format", "running_minutes", "ratio", "lender")
    list_filter = ("format",)
    search_fields = ("film__folded", "label", "lender")
    search_help_text = _("Film, label or lender.")
    autocomplete_fields = ("film",)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **how: Any) -> HttpResponse:
        tell_sources(request, context, how.get("obj"))
        return super().render_change_form(request, context, *args, **how)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Material]:
        """With the film, which names the material wherever one is looked up."""
        return super().get_queryset(request).select_related("film")
