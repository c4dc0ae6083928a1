"""Some of the staff may write a part of a record only: the box office a show's tickets, the booth its material."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Model
from django.http import HttpRequest


class InParts(admin.ModelAdmin):
    """`parts` says which fields a permission opens to those who may not change the whole record."""

    parts: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    rows: ClassVar[tuple[str, ...]] = ()
    """Permissions that open rows beside the record, and none of its fields."""

    def opened_to(self, request: HttpRequest) -> set[str]:
        return {name for permission, names in self.parts.items() if request.user.has_perm(permission) for name in names}

    def may_change_all(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return (
            self.may_change_all(request, obj)
            or bool(self.opened_to(request))
            or any(request.user.has_perm(permission) for permission in self.rows)
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        if self.may_change_all(request, obj) or obj is None:
            return fields
        every = flatten_fieldsets(self.get_fieldsets(request, obj))
        return tuple(name for name in every if name in fields or name not in self.opened_to(request))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """What somebody may write stands first for them."""
        sets = super().get_fieldsets(request, obj)
        if self.may_change_all(request, obj) or obj is None:
            return sets
        opened = self.opened_to(request)
        return sorted(sets, key=lambda one: not opened & set(flatten_fieldsets([one])))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict[str, Any]:
        return super().get_prepopulated_fields(request, obj) if self.may_change_all(request, obj) else {}
