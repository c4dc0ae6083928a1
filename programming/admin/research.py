"""Sources, claims, dates without a year and restorations in the panel. Decisions are made on the research page."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programming.admin.history import RecordAdmin
from programming.admin.site import house_site
from programming.choices import ClaimStatus
from programming.listings.research import field_counts
from programming.models import Claim, Film, Material, PrintedDate, Restoration, Source

DECIDED = ("reason", "decided_by", "decided_at")


def tell_sources(request: HttpRequest, context: dict[str, Any], row: Film | Material | None) -> None:
    """Say beside each field what the research file has on it, with the way there. One query."""
    if row is None or not request.user.has_perm("programming.view_claim"):
        return
    film = row.pk if isinstance(row, Film) else row.film_id
    there = reverse("staff-research", args=[film])
    context["research_href"] = there
    fields = context["adminform"].form.fields
    for name, told in field_counts(row).items():
        if name in fields:
            said = format_html_join(", ", "{}", ((one,) for one in told))
            link = format_html('<a href="{}">{}</a>', there, said)
            help_text = fields[name].help_text
            fields[name].help_text = format_html("{} {}", help_text, link) if help_text else link


class ShowsRestorations(admin.options.BaseModelAdmin):
    """For a form on a material: restorations are named after their films, which come along."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **how: Any) -> Any:
        if db_field.name == "restored":
            how["queryset"] = Restoration.objects.select_related("film")
        return super().formfield_for_foreignkey(db_field, request, **how)


@admin.register(Source, site=house_site)
class SourceAdmin(RecordAdmin):
    list_display = ("title", "publisher", "kind", "dated", "trust")
    list_filter = ("kind", "trust")
    search_fields = ("title", "publisher", "label")
    prepopulated_fields: ClassVar = {"label": ("title",)}


@admin.register(Claim, site=house_site)
class ClaimAdmin(RecordAdmin):
    """What is decided on keeps its words: another reading is another claim."""

    list_display = ("film", "question", "value", "source", "status")
    list_filter = ("status", "about")
    list_select_related = ("film", "source")
    search_fields = ("film__folded", "topic", "value")
    fields = ("film", "about", "topic", "scope", "material", "value", "source", "quote", "seen_on", "status", *DECIDED)
    readonly_fields = ("film", "about", "topic", "scope", "material", "status", *DECIDED)

    @admin.display(description=_("about"))
    def question(self, claim: Claim) -> str:
        return claim.question

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They are added on the film's research file."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        is_decided = isinstance(obj, Claim) and obj.status != ClaimStatus.UNVERIFIED
        return (*fields, "value", "source") if is_decided else fields


@admin.register(PrintedDate, site=house_site)
class PrintedDateAdmin(RecordAdmin):
    list_display = ("film", "about", "printed", "year", "source")
    list_select_related = ("film", "source")
    search_fields = ("film__folded", "about", "printed")
    autocomplete_fields = ("film",)
    fields = ("film", "about", "printed", "source", ("first_year", "last_year"), "fits", "year", *DECIDED)
    readonly_fields = ("fits", "year", *DECIDED)

    @admin.display(description=_("years in which it fits"))
    def fits(self, row: PrintedDate) -> str:
        return ", ".join(map(str, row.candidates)) if row.pk else gettext("Shown once it is saved.")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        is_decided = isinstance(obj, PrintedDate) and obj.year is not None
        return (*fields, "printed", "first_year", "last_year") if is_decided else fields


@admin.register(Restoration, site=house_site)
class RestorationAdmin(RecordAdmin):
    list_display = ("film", "label", "resolution", "laboratory", "element", "year")
    list_select_related = ("film",)
    search_fields = ("film__folded", "laboratory", "label")
    autocomplete_fields = ("film",)
