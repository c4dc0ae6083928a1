"""The copy desk."""

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from programming.forms.numbers import whole_number
from programming.listings.copy import USUAL_WEEKS, WEEKS, copy_desk_page
from programming.listings.house import Desk
from programming.staff.frame import frame


@never_cache
@require_safe
@staff_member_required(login_url="staff:login")
@permission_required("programming.change_film", raise_exception=True)
def copy_desk(request: HttpRequest) -> HttpResponse:
    """What is missing of the copy of the next weeks, as many as `weeks` says."""
    desk = Desk.at_moment(timezone.now())
    asked = whole_number(request.GET.get("weeks", ""))
    weeks = asked if asked in WEEKS else USUAL_WEEKS
    page = copy_desk_page(desk, weeks) if desk else None
    context = {"title": _("Copy desk"), "page": page, "spans": WEEKS}
    return render(request, "staff/copy.html", frame(request) | context)
