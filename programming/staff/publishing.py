"""Publish what changed: see the shows first, then do it."""

from datetime import datetime

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from programming.actions.errors import Refused
from programming.actions.publish import changes, publish
from programming.forms.publishing import PublishForm
from programming.listings.house import Desk
from programming.listings.pending import PendingDay, pending
from programming.staff.frame import frame


@staff_member_required(login_url="staff:login")
@permission_required("programming.add_publication", raise_exception=True)
def publishing(request: HttpRequest) -> HttpResponse:
    """GET lists what waits; POST publishes it."""
    at = timezone.now()
    form = PublishForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = publish(first=None, last=None, by=request.user, at=at, note=form.cleaned_data["note"])
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            said = _("Published as %(number)s. The public sees it now.") % {"number": made} if made else _("Nothing had changed.")
            messages.success(request, said)
            return redirect("staff-publish")
    context = {"form": form, "days": _waiting(at), "title": _("Publish")}
    return render(request, "staff/publish.html", frame(request) | context)


def _waiting(at: datetime) -> tuple[PendingDay, ...]:
    desk = Desk.at_moment(at)
    return pending(desk, changes(first=None, last=None, at=at)) if desk else ()
