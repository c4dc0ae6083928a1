from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from programming.admin.history import RecordAdmin
from programming.admin.site import house_site
from programming.forms.house import NoticeForm, ScreenForm, VenueForm
from programming.models import Closure, Notice, Screen, Venue


class ScreenInline(admin.TabularInline):
    model = Screen
    form = ScreenForm
    extra = 0
    fields = ("name", "slug", "seats", "formats", "turnaround_minutes", "access_note", "order")
    prepopulated_fields: ClassVar = {"slug": ("name",)}


@admin.register(Venue, site=house_site)
class VenueAdmin(RecordAdmin):
    form = VenueForm
    inlines = (ScreenInline,)
    fieldsets = (
        (None, {"fields": ("name", "tagline", ("street", "locality"), ("region", "postal_code", "country"))}),
        (_("Contact"), {"fields": ("phone", "email", "site_url", ("latitude", "longitude"))}),
        (_("Time"), {"fields": ("time_zone", "rollover_hour", "week_starts", "clock_style", "ten_eleven")}),
        (_("Shows"), {"fields": ("preshow_minutes", "turnaround_minutes", "hard_minimum_minutes", "grid_minutes")}),
        (
            _("Hours"),
            {
                "fields": (
                    ("opens_at", "closes_at", "doors_minutes"),
                    ("licensed_from", "licensed_until"),
                    "last_train_at",
                ),
                "description": _("What is left empty is not checked."),
            },
        ),
        (_("Tickets and access"), {"fields": ("admission", "ticketing_note", "access_note")}),
        (_("Calendars and press"), {"fields": ("calendar_days", "press_lead_days")}),
        (_("Colour"), {"fields": ("spot", "spot_dark")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """One installation speaks for one house."""
        return not Venue.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Venue | None = None) -> bool:
        return False


class ClosureInline(admin.TabularInline):
    model = Closure
    extra = 0


@admin.register(Screen, site=house_site)
class ScreenAdmin(RecordAdmin):
    form = ScreenForm
    inlines = (ClosureInline,)
    list_display = ("name", "seats", "turnaround_minutes", "access_note")
    search_fields = ("name",)


@admin.register(Notice, site=house_site)
class NoticeAdmin(RecordAdmin):
    form = NoticeForm
    list_display = ("heading", "starts_on", "ends_on", "text")
    search_fields = ("heading", "text")
    date_hierarchy = "starts_on"
