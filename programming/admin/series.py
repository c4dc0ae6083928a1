from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from programming.actions.search import index_series
from programming.admin.history import RecordAdmin
from programming.admin.keys import ReadsKeys
from programming.admin.search import FoldedSearch, SettledAddress
from programming.admin.site import house_site
from programming.forms.series import SeriesForm
from programming.models import PublishedScreening, Series, SeriesEntry


class EntryInline(ReadsKeys, admin.TabularInline):
    model = SeriesEntry
    extra = 1
    autocomplete_fields = ("programme",)


@admin.register(Series, site=house_site)
class SeriesAdmin(FoldedSearch, SettledAddress, RecordAdmin):
    form = SeriesForm
    list_display = ("title", "kind", "curator", "order")
    list_filter = ("kind",)
    search_fields = ("folded",)
    search_help_text = _("A word of its title.")
    prepopulated_fields: ClassVar = {"slug": ("title",)}
    inlines = (EntryInline,)
    fields = (("title", "slug"), ("kind", "order"), "deck", "curator", "essay", "image", "image_alt")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        index_series([form.instance.pk])

    def is_settled(self, row: Model) -> bool:
        return PublishedScreening.objects.filter(series=row.pk).exists()
