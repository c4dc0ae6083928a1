"""Publish what changed: see the shows first, then do it."""

from datetime import datetime

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from programming.actions.errors import Refused
from programming.actions.judge import line_findings
from programming.actions.publish import changes, publish
from programming.forms.publishing import PublishForm
from programming.listings.house import Desk
from programming.listings.pending import PendingDay, pending
from programming.staff.frame import frame


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.add_publication", raise_exception=True)
def publishing(request: HttpRequest) -> HttpResponse:
    """GET lists what waits; POST publishes it."""
    at = timezone.now()
    days, trouble = _waiting(at)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not trouble and form.is_valid() and _publish(request, form, at):
        return redirect("staff-publish")
    waiting = sum(len(day.shows) for day in days)
    context = {
        "form": form,
        "days": days,
        "waiting": waiting,
        "trouble": trouble,
        "title": _("Publish"),
        "findings": line_findings(),
    }
    return render(request, "staff/publish.html", frame(request) | context)


def _publish(request: HttpRequest, form: PublishForm, at: datetime) -> bool:
    """Whether it was done; a refusal becomes an error of the form."""
    by = request.user if request.user.is_authenticated else None
    try:
        made = publish(first=None, last=None, by=by, at=at, note=form.cleaned_data["note"])
    except Refused as refused:
        form.add_error(None, refused.message)
        return False
    said = _("Published as %(number)s. The public sees it now.") if made else _("Nothing had changed.")
    messages.success(request, said % {"number": made})
    return True


def _waiting(at: datetime) -> tuple[tuple[PendingDay, ...], str]:
    """What waits, and why nothing can be published: empty where it can."""
    desk = Desk.at_moment(at)
    if desk is None:
        return (), _("No house has been set up yet: there is nothing to publish.")
    try:
        return pending(desk, changes(first=None, last=None, at=at)), ""
    except Refused as refused:
        return (), refused.message
