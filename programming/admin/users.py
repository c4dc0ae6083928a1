"""Who works here, their rights, and who came in at the door."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programming.actions import door, second_step
from programming.admin.lock import Locked
from programming.admin.publication import ReadOnly
from programming.admin.site import house_site
from programming.choices import DoorKind
from programming.forms.visitor import address_of
from programming.models import DoorEntry

POWERS = ("is_superuser", "user_permissions", "groups")
"""What nobody may give who does not have everything: else whoever looks after accounts could give it to themselves."""


@admin.register(User, site=house_site)
class StaffAdmin(Locked, UserAdmin):
    readonly_fields = ("last_login", "date_joined")  # facts, and the first changes while somebody has the form open
    change_form_template = "admin/staff_change.html"

    def get_urls(self) -> list[URLPattern]:
        own = path("<path:object_id>/door/", self.admin_site.admin_view(self.door_view), name="auth_user_door")
        return [own, *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if request.user.is_superuser else (*fields, *POWERS)

    def door_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """POST does what the button says: “out”, “in” or “reset”."""
        person = self.get_object(request, unquote(object_id))
        if request.method != "POST" or person is None or not self.has_change_permission(request, person):
            raise PermissionDenied
        told: dict[str, Any] = {"at": timezone.now(), "by": request.user, "address": address_of(request)}
        name = {"name": person.get_username()}
        deed = request.POST.get("deed")
        if deed == "in":
            door.let_in(person, **told)
            messages.success(request, _("%(name)s can log in again at once.") % name)
        elif deed == "out":
            door.log_out_everywhere(person, **told)
            messages.success(request, _("%(name)s is logged out everywhere.") % name)
        elif deed == "reset" and person != request.user:
            second_step.turn_off(person, **told)
            door.log_out_everywhere(person, **told)
            messages.success(request, _("%(name)s has no second step any more, and is logged out everywhere.") % name)
        return HttpResponseRedirect(reverse("staff:auth_user_change", args=[person.pk]))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **how: Any) -> HttpResponse:
        person = how.get("obj")
        if person is not None:
            context["step"] = second_step.standing(person)
        return super().render_change_form(request, context, *args, **how)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        vars(request)["rights_before"] = rights_of(User.objects.get(pk=obj.pk)) if change else frozenset()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        before, after = vars(request)["rights_before"], rights_of(User.objects.get(pk=form.instance.pk))
        if before != after:
            _note_rights(request, form.instance, before, after)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Django's own page for a colleague's new password says so here, and nowhere else."""
        if request.resolver_match and request.resolver_match.view_name == "staff:auth_user_password_change":
            _note(request, DoorKind.PASSWORD, obj)
        return super().log_change(request, obj, message)


@admin.register(Group, site=house_site)
class RoleAdmin(Locked, GroupAdmin):
    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if request.user.is_superuser else (*fields, "permissions")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        role = form.instance
        before = frozenset(role.permissions.values_list("codename", flat=True))
        super().save_related(request, form, formsets, change)
        after = frozenset(role.permissions.values_list("codename", flat=True))
        if before != after:
            _note_rights(request, None, before, after, role=role.name)


@admin.register(DoorEntry, site=house_site)
class DoorEntryAdmin(ReadOnly):
    list_display = ("at", "kind", "name", "by", "address", "detail")
    list_filter = ("kind", ("user", admin.RelatedOnlyFieldListFilter))
    search_fields = ("name", "address", "detail")
    date_hierarchy = "at"
    list_select_related = ("by",)


def rights_of(person: User) -> frozenset[str]:
    """What somebody may do, as the door book says it: roles, single rights, and what Django calls status."""
    marks = [mark for mark in ("is_active", "is_staff", "is_superuser") if getattr(person, mark)]
    roles = person.groups.values_list("name", flat=True)
    single = person.user_permissions.values_list("codename", flat=True)
    return frozenset([*marks, *roles, *single])


def _may_touch(request: HttpRequest, obj: User | None) -> bool:
    return request.user.is_superuser or obj is None or not obj.is_superuser


def _note_rights(
    request: HttpRequest, person: User | None, before: frozenset[str], after: frozenset[str], role: str = ""
) -> None:
    told = [f"+{right}" for right in sorted(after - before)] + [f"-{right}" for right in sorted(before - after)]
    _note(request, DoorKind.RIGHTS, person, f"{role}: {', '.join(told)}" if role else ", ".join(told))


def _note(request: HttpRequest, kind: DoorKind, person: Any, detail: str = "") -> None:
    by = request.user if isinstance(request.user, User) else None
    door.note(kind, at=timezone.now(), about=person, by=by, address=address_of(request), detail=detail)
