"""Nobody saves over somebody else unawares: the one rule of the panel for people who have the same record open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ForeignKey, Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from programming.admin.keys import PicksKeys
from programming.forms.opened import Opened, Sheet
from programming.forms.stale import Stale, changed_since, merge, stale
from programming.listings.history import changes
from programming.listings.house import Desk
from programming.models.history import is_kept

MOST_ROWS = 200
OPENED = "opened"
"""The name under which a page carries what it was opened on."""


@dataclass(frozen=True)
class Late:
    """A save that somebody else was quicker than."""

    stale: Stale
    opened: Opened
    """What a second save is to be compared with."""
    by: tuple[tuple[str, str], ...]
    """Who changed it meanwhile, and when."""

    @property
    def message(self) -> str:
        who = ", ".join(dict.fromkeys(name for name, _when in self.by if name)) or _("Somebody else")
        return _("%(who)s changed this while you had it open. Nothing of yours has been saved yet.") % {"who": who}


class Discreet(PicksKeys):
    """Who may not see such records does not learn either which of them exist: Django's history tells it."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)


class Locked(Discreet):
    """Checked inside the transaction that saves, behind a lock on the record and the rows beside it."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        vars(request)["asked_at"] = timezone.now()
        with transaction.atomic():
            if object_id is not None and request.method == "POST" and OPENED in request.POST:
                self._compare(request, unquote(object_id))
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _compare(self, request: HttpRequest, key: str) -> None:
        """When the page was opened before the last change, bring what it sent up to date and mark the request late."""
        record = self.locked(request, key)
        if record is None or not self.has_change_permission(request, record):
            return
        opened, now = Opened.read(request.POST[OPENED]), self.sheet(request, record)
        if not changed_since(opened.digests, now):
            return
        mine = self.sheet(request, self.get_object(request, key) or record, is_bound=True)
        mine.clean()
        changed = changed_since(opened.digests, now, mine)
        by = tuple(self._changed_by(record, opened.at))
        vars(request)["late"] = Late(stale(changed, now, mine), Opened(timezone.now(), now.digests()), by)
        posted = request.POST.copy()
        merge(posted, request.FILES, changed, now, mine)
        request.POST = posted  # type: ignore[assignment]  # a request takes any QueryDict

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Model | None = None) -> Iterator[Any]:
        """Django takes two thousand rows of each kind, which no film has and no server sets in time."""
        for inline in self.get_inline_instances(request, obj):
            yield inline.get_formset(request, obj, max_num=MOST_ROWS, absolute_max=MOST_ROWS), inline

    def locked(self, request: HttpRequest, key: str) -> Model | None:
        """The record as it is stored, behind a lock until the transaction ends; None where there is none."""
        found = self.get_object(request, key)
        if found is None:
            return None
        own = self.model._default_manager.select_for_update(no_key=True)
        list(own.filter(pk=found.pk).values_list("pk"))
        for model, parent in self.beside().items():
            rows = model._default_manager.select_for_update(no_key=True).filter(**{parent: found})
            list(rows.order_by("pk").values_list("pk"))
        return self.get_object(request, key)

    def sheet(self, request: HttpRequest, record: Model, *, is_bound: bool = False) -> Sheet:
        """The forms of the record's page, as far as this person may change it."""
        told = (request.POST, request.FILES) if is_bound else (None, None)
        form = self.form_of(request, record)(told[0], told[1], instance=record)
        return Sheet(form, [kind(*told, **how) for kind, how in self.formsets_of(request, record)])

    def form_of(self, request: HttpRequest, record: Model) -> type[ModelForm]:
        fields = flatten_fieldsets(self.get_fieldsets(request, record))
        form: type[ModelForm] = self.get_form(request, record, change=True, fields=fields)
        return form

    def formsets_of(self, request: HttpRequest, record: Model) -> Iterator[tuple[Any, dict[str, Any]]]:
        """Each kind of rows that this person may change, and what it is made with."""
        for kind, inline in self.get_formsets_with_inlines(request, record):
            if inline.has_change_permission(request, record):
                prefix, rows = kind.get_default_prefix(), inline.get_queryset(request)
                yield kind, {"instance": record, "prefix": prefix, "queryset": rows}

    def _changed_by(self, record: Model, since: datetime) -> Iterator[tuple[str, str]]:
        """Who changed the record after `since`, and when: by its history, else by the panel's own log."""
        say = stamp()
        if is_kept(self.model):
            yield from ((one.who, one.when) for one in changes(record, self.beside(), say) if one.at > since)
            return
        kind = ContentType.objects.get_for_model(self.model)
        log = LogEntry.objects.filter(content_type=kind, object_id=record.pk, action_time__gt=since)
        yield from ((one.user.get_username(), say(one.action_time)) for one in log.select_related("user"))

    def beside(self) -> dict[type[Model], str]:
        """The models of the rows on the record's page, and by which column they belong to it."""
        return {
            inline.model: next(
                field.name
                for field in inline.model._meta.concrete_fields
                if isinstance(field, ForeignKey) and field.related_model is self.model
            )
            for inline in self.inlines
        }

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **how: Any) -> Any:  # noqa: FBT001, FBT002
        form = super().get_form(request, obj, change=change, **how)
        late: Late | None = vars(request).get("late")
        return _refusing(form, late.message) if late else form

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **how: Any) -> HttpResponse:
        late: Late | None = vars(request).get("late")
        if late:
            context |= {"late": late, "opened": late.opened, "errors": _but_for(late, context["errors"])}
        elif request.method == "POST":
            context["opened"] = request.POST.get(OPENED, "")
        elif how.get("change"):
            formsets = [one.formset for one in context["inline_admin_formsets"] if one.has_change_permission]
            digests = Sheet(context["adminform"].form, formsets).digests()
            context["opened"] = Opened(vars(request)["asked_at"], digests)
        return super().render_change_form(request, context, *args, **how)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        """A row that counts its versions, for pages that look at nothing else, counts this one."""
        if change and hasattr(obj, "version"):
            obj.version += 1
        super().save_model(request, obj, form, change)


def _refusing(form: Any, message: str) -> Any:
    """The same form, which takes nothing."""

    class Refusing(form):  # type: ignore[misc]
        def full_clean(self) -> None:
            super().full_clean()
            if self.is_bound:
                self.add_error(None, ValidationError(message, code="stale"))

    return Refusing


def _but_for(late: Late, errors: list[Any]) -> list[Any]:
    """What else is wrong: the page says at its head that the save came late."""
    return [said for said in errors if list(said) != [late.message]]


def stamp() -> Callable[[datetime], str]:
    """How the house says a moment."""
    desk = Desk.at_moment(timezone.now())
    return desk.stamp if desk else lambda moment: f"{moment:%Y-%m-%d %H:%M} UTC"
