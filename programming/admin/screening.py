from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from programming.admin.history import RecordAdmin
from programming.admin.parts import InParts
from programming.admin.search import FoldedSearch
from programming.admin.site import house_site
from programming.forms.screening import ScreeningForm
from programming.listings.desk import FILMS_OF_A_PROGRAMME
from programming.models import Screening, ScreeningExtra
from programming.timetable.clock import clock_text


class ExtraInline(admin.TabularInline):
    model = ScreeningExtra
    extra = 0
    fields = ("order", "kind", "person", "minutes", "note")


@admin.register(Screening, site=house_site)
class ScreeningAdmin(FoldedSearch, InParts, RecordAdmin):
    form = ScreeningForm
    list_display = ("name", "screen", "house_day", "wall_time", "status", "availability")
    list_filter = ("status", "availability", "screen", "is_free")
    search_help_text = _("A title, or a film that plays.")
    search_fields = ("programme__folded", "programme__slug", "programme__items__film__folded")
    date_hierarchy = "house_day"
    ordering = ("-house_day", "starts_at")
    autocomplete_fields = ("run", "programme", "material")
    inlines = (ExtraInline,)
    parts: ClassVar = {
        "programming.sell_screening": ("availability", "ticket_url", "admissions"),
        "programming.assign_material": ("material",),
    }
    fieldsets = (
        (None, {"fields": (("programme", "run"), ("screen", "house_day", "wall"), "material")}),
        (_("What is special"), {"fields": ("access", ("is_free", "price"), "note")}),
        (_("Live at once"), {"fields": (("availability", "ticket_url"),)}),
        (_("Afterwards"), {"fields": ("admissions",)}),
        (_("Change"), {"fields": (("status", "reason"),)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Screening]:
        """With all that names a show, wherever one is looked up."""
        rows = super().get_queryset(request).select_related("programme", "screen__venue")
        return rows.prefetch_related(f"programme__{FILMS_OF_A_PROGRAMME}")

    @admin.display(description=_("show"), ordering="programme__slug")
    def name(self, screening: Screening) -> str:
        return screening.programme.full_title

    @admin.display(description=_("Time"))
    def wall(self, screening: Screening) -> str:
        """For those who may only look: the field of the form is a time to type."""
        return self.wall_time(screening)

    @admin.display(description=_("time"), ordering="starts_at")
    def wall_time(self, screening: Screening) -> str:
        venue = screening.screen.venue
        return clock_text(screening.starts_at.astimezone(venue.zone).time(), venue.style)

    def has_delete_permission(self, request: HttpRequest, obj: Screening | None = None) -> bool:
        """What was published is cancelled or withdrawn, never deleted."""
        return obj is not None and not obj.published.exists() and super().has_delete_permission(request, obj)
