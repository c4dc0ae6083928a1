from typing import ClassVar

from django.contrib import admin

from programming.admin.site import house_site
from programming.forms.series import SeriesForm
from programming.models import Series, SeriesEntry


class EntryInline(admin.TabularInline):
    model = SeriesEntry
    extra = 1
    autocomplete_fields = ("programme",)


@admin.register(Series, site=house_site)
class SeriesAdmin(admin.ModelAdmin):
    form = SeriesForm
    list_display = ("title", "kind", "curator", "order")
    list_filter = ("kind",)
    search_fields = ("title", "folded")
    prepopulated_fields: ClassVar = {"slug": ("title",)}
    inlines = (EntryInline,)
    fields = (("title", "slug"), ("kind", "order"), "deck", "curator", "essay", "image", "image_alt")
