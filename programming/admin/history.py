"""The history of a record: who changed what, and a way back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from programming.admin.lock import Locked, stamp
from programming.admin.revert import put_back
from programming.listings.history import Change, changes


class RecordAdmin(Locked):
    """A record that keeps its history, and that nobody saves over unawares."""

    object_history_template = "admin/record_history.html"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """GET lists what was changed; POST puts the record back as it was left by one of the changes."""
        if request.method == "POST":
            return self._put_back(request, object_id)
        record = self.get_object(request, unquote(object_id))
        told = changes(record, self.beside(), stamp()) if record else ()
        more = {
            "changes": told,
            "title": str(record),
            "may_change": self.has_change_permission(request, record),
        }
        return super().history_view(request, object_id, {**more, **(extra_context or {})})

    def _put_back(self, request: HttpRequest, object_id: str) -> HttpResponse:
        with transaction.atomic():
            record = self.locked(request, unquote(object_id))
            if record is None or not self.has_change_permission(request, record):
                raise PermissionDenied
            told = changes(record, self.beside(), stamp())
            trouble = self._trouble(request, record, told)
            if trouble:
                transaction.set_rollback(True)
        for said in trouble:
            messages.error(request, said)
        if not trouble:
            messages.success(request, _("Put back. What stood before is in the history too."))
        return HttpResponseRedirect(request.path)

    def _trouble(self, request: HttpRequest, record: Model, told: tuple[Change, ...]) -> list[str]:
        """Puts the record back; what stood in the way, if anything did."""
        wanted = next((change for change in told if change.stamp == request.POST.get("to")), None)
        if wanted is None or told[0].stamp != request.POST.get("seen"):
            return [_("It was changed while you looked at its history. Look again.")]
        why = _("Put back as it was left on %(when)s") % {"when": wanted.when}
        return put_back(self, request, record, datetime.fromisoformat(wanted.stamp), why)
