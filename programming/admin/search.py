"""Search in the panel as the public knows it: case, accents and punctuation do not matter."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from programming.text.search import AskedWord, asked_words
from programming.text.titles import fold


class FoldedSearch(admin.ModelAdmin):
    """For an admin whose `search_fields` are folded columns: what is typed is folded too.

    `sounding` is where its rows reach the words that the public search knows, which find a name however it is spelt.
    """

    sounding: ClassVar[tuple[str, ...]] = ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        folded = fold(search_term)
        if search_term.strip() and not folded:
            return queryset.none(), False
        found, may_repeat = super().get_search_results(request, queryset, folded)
        asked = asked_words(search_term)
        if not self.sounding or not asked:
            return found, may_repeat
        sounds = queryset
        for word in asked:
            sounds = sounds.filter(self._sounds_like(word))
        return queryset.filter(Q(pk__in=found.values("pk")) | Q(pk__in=sounds.values("pk"))), False

    def _sounds_like(self, asked: AskedWord) -> Q:
        columns: dict[str, Any] = {f"{path}__key__in": asked.keys for path in self.sounding} if asked.keys else {}
        columns |= {f"{path}__word": asked.word for path in self.sounding}
        return reduce(or_, (Q(**{column: value}) for column, value in columns.items()))


class SettledAddress(admin.ModelAdmin):
    """For rows with a public page: once published, the address on it never changes."""

    def is_settled(self, row: Model) -> bool:
        raise NotImplementedError

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, "slug") if obj is not None and self.is_settled(obj) else fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict[str, Sequence[str]]:
        return {} if obj is not None and self.is_settled(obj) else super().get_prepopulated_fields(request, obj)
