from typing import ClassVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from programming.admin.history import RecordAdmin
from programming.admin.keys import ReadsKeys
from programming.admin.parts import InParts
from programming.admin.search import FoldedSearch, SettledAddress
from programming.admin.site import house_site
from programming.listings.desk import FILMS_OF_A_PROGRAMME
from programming.models import Programme, ProgrammeItem, PublishedScreening, SeriesEntry


class ItemInline(ReadsKeys, admin.TabularInline):
    model = ProgrammeItem
    extra = 1
    autocomplete_fields = ("film", "material")
    fields = ("order", "kind", "film", "material", "minutes", "label", "person")


class SeriesInline(ReadsKeys, admin.TabularInline):
    model = SeriesEntry
    extra = 0
    autocomplete_fields = ("series",)


@admin.register(Programme, site=house_site)
class ProgrammeAdmin(FoldedSearch, SettledAddress, InParts, RecordAdmin):
    list_display = ("name", "kind", "slug")
    list_filter = ("kind",)
    search_fields = ("slug", "folded", "items__film__folded", "items__film__other_titles__folded")
    search_help_text = _("A title, or a film that plays in it.")
    prepopulated_fields: ClassVar = {"slug": ("title",)}
    inlines = (ItemInline, SeriesInline)
    parts: ClassVar = {"programming.write_programme": ("short_note", "note")}
    fields = (("title", "slug"), "kind", "admission", "short_note", "note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Programme]:
        return super().get_queryset(request).prefetch_related(FILMS_OF_A_PROGRAMME)

    @admin.display(description=_("programme"), ordering="slug")
    def name(self, programme: Programme) -> str:
        return programme.full_title

    def is_settled(self, row: Model) -> bool:
        return PublishedScreening.objects.filter(programme=row.pk).exists()
