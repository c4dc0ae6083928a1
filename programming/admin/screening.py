from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from programming.admin.site import house_site
from programming.forms.screening import ScreeningForm
from programming.models import Screening, ScreeningExtra


class ExtraInline(admin.TabularInline):
    model = ScreeningExtra
    extra = 0
    fields = ("order", "kind", "person", "minutes", "note")


@admin.register(Screening, site=house_site)
class ScreeningAdmin(admin.ModelAdmin):
    form = ScreeningForm
    list_display = ("programme", "screen", "house_day", "wall_time", "status", "availability")
    list_filter = ("status", "availability", "screen", "is_free")
    list_select_related = ("programme", "screen__venue")
    search_fields = ("programme__folded", "programme__slug", "programme__items__film__folded")
    date_hierarchy = "house_day"
    autocomplete_fields = ("run", "programme", "material")
    inlines = (ExtraInline,)
    fieldsets = (
        (None, {"fields": (("programme", "run"), ("screen", "house_day", "wall"), "material")}),
        (_("What is special"), {"fields": ("access", ("is_free", "price"), "note")}),
        (_("Live at once"), {"fields": (("availability", "ticket_url"),)}),
        (_("Change"), {"fields": (("status", "reason"), "seen_version")}),
    )

    @admin.display(description=_("time"), ordering="starts_at")
    def wall_time(self, screening: Screening) -> str:
        return f"{screening.starts_at.astimezone(screening.screen.venue.zone):%H:%M}"

    def has_delete_permission(self, request: HttpRequest, obj: Screening | None = None) -> bool:
        """What was published is cancelled or withdrawn, never deleted."""
        return obj is not None and not obj.published.exists() and super().has_delete_permission(request, obj)
