"""Keys as they come from a browser: Django's own pages fail on those that are no numbers, or longer than any key."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import BadRequest
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse

from programming.forms.numbers import whole_number


class KnownRow(AutocompleteSelect):
    """Where something was typed that is no key, no row is shown as chosen; the form says the rest."""

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        return super().optgroups(name, [one for one in value if whole_number(str(one)) is not None], attr)


class ReadsKeys(admin.options.BaseModelAdmin):
    """For records, and for rows beside them that have `autocomplete_fields`."""

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownRow(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PicksKeys(ReadsKeys, admin.ModelAdmin):
    """For lists on which rows are ticked and something is done with them."""

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any], *where: Any) -> HttpResponse | None:
        if any(whole_number(key) is None for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("A row was ticked that has no key.")
        return super().response_action(request, queryset, *where)
