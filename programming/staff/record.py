"""The public record: what was published, and the ways back."""

from datetime import datetime

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from programming.actions.embargo import set_hour, take_back
from programming.actions.errors import Refused
from programming.actions.roll_back import restore, roll_back
from programming.forms.numbers import whole_number
from programming.forms.publishing import HourForm
from programming.listings.house import Desk
from programming.listings.record import MOST, publication_lines, publication_page, show_record
from programming.models import Publication, PublishedScreening, Screening
from programming.staff.frame import frame


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.view_publication", raise_exception=True)
def publications(request: HttpRequest) -> HttpResponse:
    lines = publication_lines(_desk(), whole_number(request.GET.get("before", "")))
    context = {
        "lines": lines,
        "before": lines[-1].number if len(lines) == MOST else 0,
        "title": _("What was published"),
    }
    return render(request, "staff/publications.html", frame(request) | context)


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.view_publication", raise_exception=True)
def publication(request: HttpRequest, number: int) -> HttpResponse:
    """GET shows what it changed; POST sets its hour, takes it back or rolls it back."""
    desk = _desk()
    stored = get_object_or_404(Publication.objects.select_related("made_by", "rolls_back"), number=number)
    hour = HourForm(
        request.POST if request.POST.get("deed") == "hour" else None,
        zone=desk.venue.zone,
        at=desk.at,
        initial={"live_from": stored.live_from},
    )
    refused = ""
    if request.method == "POST":
        try:
            if _do(request, stored, hour, desk.at):
                return redirect("staff-publication", number=number)
        except Refused as why:
            refused = why.message
    context = {"page": publication_page(desk, stored), "hour": hour, "refused": refused, "title": str(stored)}
    return render(request, "staff/publication.html", frame(request) | context)


def _do(request: HttpRequest, stored: Publication, hour: HourForm, at: datetime) -> bool:
    """Whether the deed was done. Raises Refused, and PermissionDenied for who may not publish."""
    by = _publisher(request)
    deed = request.POST.get("deed")
    if deed == "now":
        set_hour(publication=stored, live_from=at, at=at)
        messages.success(request, _("%(number)s is public now.") % {"number": stored})
    elif deed == "hour" and hour.is_valid():
        set_hour(publication=stored, live_from=hour.cleaned_data["live_from"], at=at)
        messages.success(request, _("%(number)s has another hour.") % {"number": stored})
    elif deed == "back":
        take_back(publication=stored, by=by, at=at)
        messages.success(request, _("%(number)s is taken back. Its changes wait again.") % {"number": stored})
    elif deed == "roll-back":
        made = roll_back(publication=stored, by=by, at=at)
        messages.success(request, _("Rolled back by %(made)s. The public sees what it saw before.") % {"made": made})
    else:
        return False
    return True


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.view_publication", raise_exception=True)
def show_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """GET lists every version of a show; POST publishes an earlier one again."""
    desk = _desk()
    screening = get_object_or_404(Screening.objects.select_related("programme"), pk=pk)
    refused = ""
    if request.method == "POST":
        wanted = whole_number(request.POST.get("version", "")) or 0
        version = get_object_or_404(PublishedScreening, pk=wanted, screening=screening)
        try:
            made = restore(version=version, by=_publisher(request), at=desk.at)
            messages.success(request, _("Published again as %(made)s.") % {"made": made})
            return redirect("staff-show-record", pk=pk)
        except Refused as why:
            refused = why.message
    context = {"lines": show_record(desk, screening), "refused": refused, "title": screening.programme.full_title}
    return render(request, "staff/show_record.html", frame(request) | context)


def _desk() -> Desk:
    desk = Desk.at_moment(timezone.now())
    if desk is None:
        raise Http404(_("No house has been set up yet."))
    return desk


def _publisher(request: HttpRequest) -> User | None:
    """Raises PermissionDenied for who may not publish."""
    if not request.user.has_perm("programming.add_publication"):
        raise PermissionDenied
    return request.user if request.user.is_authenticated else None
