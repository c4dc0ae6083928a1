"""Search in the panel as the public knows it: case, accents and punctuation do not matter."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from programming.text.titles import fold


class FoldedSearch(admin.ModelAdmin):
    """For an admin whose `search_fields` are folded columns: what is typed is folded too."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        folded = fold(search_term)
        if search_term.strip() and not folded:
            return queryset.none(), False
        return super().get_search_results(request, queryset, folded)


class SettledAddress(admin.ModelAdmin):
    """For rows with a public page: once published, the address on it never changes."""

    def is_settled(self, row: Model) -> bool:
        raise NotImplementedError

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, "slug") if obj is not None and self.is_settled(obj) else fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict[str, Sequence[str]]:
        return {} if obj is not None and self.is_settled(obj) else super().get_prepopulated_fields(request, obj)
