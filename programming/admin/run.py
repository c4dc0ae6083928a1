from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programming.admin.history import RecordAdmin
from programming.admin.keys import ReadsKeys
from programming.admin.parts import InParts
from programming.admin.search import FoldedSearch
from programming.admin.site import house_site
from programming.forms.run import QuoteField, RunForm, RunQuoteForm
from programming.listings.desk import FILMS_OF_A_PROGRAMME
from programming.models import Holdover, PullQuote, Run, RunQuote


class HoldoverInline(ReadsKeys, admin.TabularInline):
    model = Holdover
    extra = 0
    fields = ("first_on", "last_on", "is_final", "decided_on", "decided_by")
    autocomplete_fields = ("decided_by",)


class RunQuoteInline(admin.TabularInline):
    """The quotes that this run prints, of those of its films."""

    model = RunQuote
    form = RunQuoteForm
    extra = 0
    verbose_name_plural = _("quotes that this run prints (none chosen: all that are approved)")

    def get_formset(self, request: HttpRequest, obj: Any = None, **how: Any) -> Any:
        formset = super().get_formset(request, obj, **how)
        field = formset.form.base_fields.get("quote")
        if obj is not None and isinstance(field, QuoteField):
            field.queryset = PullQuote.objects.filter(film__in=obj.programme.items.values("film"))
        return formset


@admin.register(Run, site=house_site)
class RunAdmin(FoldedSearch, InParts, RecordAdmin):
    """Dates and state here; shows are typed on the page of the run's showtimes."""

    form = RunForm
    list_display = ("name", "screen", "opens_on", "closes_on", "state", "announcement", "showtimes_link")
    list_filter = ("state", "announcement", "screen")
    search_help_text = _("A title, or a film that plays.")
    search_fields = ("programme__folded", "programme__slug", "programme__items__film__folded")
    date_hierarchy = "opens_on"
    autocomplete_fields = ("programme", "material")
    inlines = (HoldoverInline, RunQuoteInline)
    parts: ClassVar = {"programming.assign_material": ("material",)}
    rows = ("programming.change_runquote",)
    readonly_fields = ("showtimes_link",)
    fieldsets = (
        (None, {"fields": ("programme", ("screen", "material"), ("opens_on", "closes_on"), ("state", "announcement"))}),
        (_("Listing"), {"fields": ("line_override", "note", "showtimes_link")}),
    )

    def get_inlines(self, request: HttpRequest, obj: Run | None) -> Any:
        """Quotes are chosen once it is known what plays."""
        return self.inlines if obj else (HoldoverInline,)

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        """The way to the showtimes only for those who may type them."""
        shown = tuple(super().get_list_display(request))
        return shown if self.may_change_all(request) else tuple(name for name in shown if name != "showtimes_link")

    def get_fieldsets(self, request: HttpRequest, obj: Run | None = None) -> Any:
        if self.may_change_all(request, obj):
            return self.fieldsets
        return (self.fieldsets[0], (_("Listing"), {"fields": ("line_override", "note")}))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Run]:
        """With the programme and its films, which name the run wherever one is looked up."""
        rows = super().get_queryset(request).select_related("programme", "screen")
        return rows.prefetch_related(f"programme__{FILMS_OF_A_PROGRAMME}")

    @admin.display(description=_("run"), ordering="programme__slug")
    def name(self, run: Run) -> str:
        return run.programme.full_title

    @admin.display(description=_("Showtimes"))
    def showtimes_link(self, run: Run) -> SafeString | str:
        if not run.pk:
            return gettext("Save the run first, then type its showtimes.")
        return format_html('<a href="{}">{}</a>', reverse("staff-showtimes", args=[run.pk]), _("Type showtimes"))

    def response_add(self, request: HttpRequest, obj: Run, post_url_continue: str | None = None) -> HttpResponse:
        """A new run goes straight on to its showtimes."""
        if "_addanother" in request.POST or "_continue" in request.POST or "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return HttpResponseRedirect(reverse("staff-showtimes", args=[obj.pk]))
