from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programming.admin.history import RecordAdmin
from programming.admin.research import ShowsRestorations, tell_sources
from programming.admin.search import FoldedSearch, SettledAddress
from programming.admin.site import house_site
from programming.forms.film import QuoteForm, StillForm
from programming.models import (
    Accolade,
    Credit,
    Film,
    Material,
    NameVariant,
    OtherTitle,
    Person,
    PressLine,
    PublishedTitle,
    PullQuote,
    Still,
)


class OtherTitleInline(admin.TabularInline):
    model = OtherTitle
    extra = 0


class CreditInline(admin.TabularInline):
    model = Credit
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


class QuoteInline(admin.StackedInline):
    model = PullQuote
    form = QuoteForm
    extra = 0
    fields = ("text", "cut", ("critic", "outlet", "work"), ("source", "dated"), ("is_approved", "order"))


class StillInline(admin.StackedInline):
    model = Still
    form = StillForm
    extra = 0
    readonly_fields = ("preview",)
    fields = ("preview", "image", "alt", ("caption", "credit"), ("focal_x", "focal_y", "order"))

    @admin.display(description=_("As it stands"))
    def preview(self, still: Still) -> SafeString | str:
        if not still.pk:
            return gettext("Shown once it is saved.")
        return format_html('<img class="preview" src="{}" alt="{}" width="240">', still.image.url, still.alt)


class MaterialInline(ShowsRestorations, admin.StackedInline):
    model = Material
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
    search_help_text = _("Any title of the film, or a name in its credits. Accents and capitals do not matter.")
    prepopulated_fields: ClassVar = {"slug": ("title",)}
    inlines = (
        CreditInline,
        MaterialInline,
        StillInline,
        QuoteInline,
        AccoladeInline,
        PressLineInline,
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
        (_("Copy"), {"fields": ("strapline", "short_note", "note", "content_advice", "rating", "wikidata")}),
    )

    def is_settled(self, row: Model) -> bool:
        return PublishedTitle.objects.filter(film=row.pk).exists()

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **how: Any) -> HttpResponse:
        tell_sources(request, context, how.get("obj"))
        return super().render_change_form(request, context, *args, **how)


class VariantInline(admin.TabularInline):
    model = NameVariant
    extra = 1


@admin.register(Person, site=house_site)
class PersonAdmin(FoldedSearch, RecordAdmin):
    list_display = ("name", "sort_name")
    search_fields = ("folded", "variants__folded")
    search_help_text = _("Any spelling of the name.")
    inlines = (VariantInline,)


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
