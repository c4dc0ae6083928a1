from typing import ClassVar

from django.contrib import admin

from programming.admin.site import house_site
from programming.models import Programme, ProgrammeItem, SeriesEntry


class ItemInline(admin.TabularInline):
    model = ProgrammeItem
    extra = 1
    autocomplete_fields = ("film", "material")
    fields = ("order", "kind", "film", "material", "minutes", "label", "person")


class SeriesInline(admin.TabularInline):
    model = SeriesEntry
    extra = 0
    autocomplete_fields = ("series",)


@admin.register(Programme, site=house_site)
class ProgrammeAdmin(admin.ModelAdmin):
    list_display = ("__str__", "kind", "slug")
    list_filter = ("kind",)
    search_fields = ("slug", "folded", "items__film__folded")
    prepopulated_fields: ClassVar = {"slug": ("title",)}
    inlines = (ItemInline, SeriesInline)
    fields = (("title", "slug"), "kind", "admission", "short_note", "note")
