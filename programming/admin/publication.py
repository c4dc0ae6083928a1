"""The public record, to look at: it is made by publishing and never edited."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from programming.admin.lock import Discreet
from programming.admin.site import house_site
from programming.models import Import, Publication


class ReadOnly(Discreet):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Publication, site=house_site)
class PublicationAdmin(ReadOnly):
    list_display = ("number", "made_at", "made_by", "live_from", "note")
    search_fields = ("note", "number")
    date_hierarchy = "made_at"
    list_select_related = ("made_by",)


@admin.register(Import, site=house_site)
class ImportAdmin(ReadOnly):
    list_display = ("source", "made_at", "around")
