"""The public site as it was or will be at another moment, for staff: the same pages under an address of their own."""

from datetime import UTC, datetime

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, get_script_prefix, resolve, reverse, set_script_prefix
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from programming.forms.days import YEARS
from programming.forms.publishing import AsOfForm
from programming.listings.house import Desk
from programming.staff.frame import frame

STAMP = "%Y-%m-%dT%H%MZ"


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.view_publication", raise_exception=True)
def choose(request: HttpRequest) -> HttpResponse:
    """GET asks for a moment; POST goes to the home page at it."""
    desk = Desk.at_moment(timezone.now())
    if desk is None:
        raise Http404(_("No house has been set up yet."))
    form = AsOfForm(request.POST or None, zone=desk.venue.zone, initial={"moment": desk.at})
    if form.is_valid():
        return redirect(_prefix(form.cleaned_data["moment"].astimezone(UTC).strftime(STAMP)))
    return render(request, "staff/as_of.html", frame(request) | {"form": form, "title": _("Another moment")})


@never_cache
@require_safe
@staff_member_required(login_url="staff:login")
@permission_required("programming.view_publication", raise_exception=True)
def page(request: HttpRequest, stamp: str, path: str) -> HttpResponseBase:
    """The public page at `path` as of the moment `stamp` (UTC). Links on it lead to pages of the same moment."""
    try:
        at = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
        found = resolve("/" + path)
        if at.year not in YEARS:
            raise ValueError(stamp)
    except (ValueError, Resolver404) as wrong:
        raise Http404 from wrong
    if found.url_name in (None, "media") or found.route.startswith("staff/"):
        raise Http404
    request.at = at  # type: ignore[attr-defined]
    request.resolver_match = found
    usual = get_script_prefix()
    try:
        set_script_prefix(_prefix(stamp))
        response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
        return response
    finally:
        set_script_prefix(usual)


def _prefix(stamp: str) -> str:
    """The address that stands before those of the public pages."""
    return f"{reverse('staff-as-of')}{stamp}/"
