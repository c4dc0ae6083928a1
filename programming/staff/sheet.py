"""The sheet that is handed out at the door: one side of A4 with a film's programme notes."""

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from programming.listings.house import Desk
from programming.listings.notes import door_sheet
from programming.models import Film
from programming.staff.frame import frame


@never_cache
@require_safe
@staff_member_required(login_url="staff:login")
@permission_required("programming.view_film", raise_exception=True)
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as it is printed, with a word on whether it fits."""
    desk, film = Desk.at_moment(timezone.now()), get_object_or_404(Film, pk=pk)
    if desk is None:
        raise Http404(_("No house has been set up yet."))
    context = {"title": _("Sheet for the door"), "film": film, "sheet": door_sheet(desk, film)}
    return render(request, "staff/door_sheet.html", frame(request) | context)
