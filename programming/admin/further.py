"""Further viewing and reading in the panel: rows of the film's form; an edition's extras and scores on its own."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programming.admin.history import RecordAdmin
from programming.admin.keys import ReadsKeys
from programming.admin.site import house_site
from programming.models import Edition, EditionExtra, EditionScore, Reading, RelatedFilm

FACTS = (
    ("label", "number", "carrier"),
    ("region", "ratio", "sound", "subtitles"),
    ("released_on", "source", "order"),
    "note",
)


class EditionInline(admin.StackedInline):
    """Extras and scores have a form of their own, a link away."""

    model = Edition
    extra = 0
    show_change_link = True
    fields = FACTS


class RelatedFilmInline(ReadsKeys, admin.TabularInline):
    model = RelatedFilm
    fk_name = "film"
    extra = 0
    autocomplete_fields = ("on_file",)
    fields = ("order", "on_file", "title", "year", "why", "source")


class ReadingInline(admin.StackedInline):
    model = Reading
    extra = 0
    fields = (("kind", "title", "author"), ("published", "address"), "note", ("source", "order"))


class ExtraInline(admin.TabularInline):
    model = EditionExtra
    extra = 0
    fields = ("order", "title", "what", "year", "minutes")


class ScoreInline(admin.TabularInline):
    model = EditionScore
    extra = 0
    fields = ("order", "about", "score", "source")


@admin.register(Edition, site=house_site)
class EditionAdmin(RecordAdmin):
    list_display = ("film", "label", "number", "carrier", "region", "released_on")
    list_filter = ("label", "carrier")
    list_select_related = ("film",)
    search_fields = ("film__folded", "label", "number")
    search_help_text = _("Film, label or number.")
    autocomplete_fields = ("film",)
    inlines = (ExtraInline, ScoreInline)
    fields = ("film", *FACTS)
