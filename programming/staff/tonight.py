"""Today for the house: the sheet that hangs in the booth and lies at the door."""

from datetime import date, timedelta

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from programming.actions.snapshot import load
from programming.listings.house import Desk
from programming.listings.tonight import house_night
from programming.staff.frame import frame
from programming.timetable.dates import long_day

DAY = timedelta(days=1)


@never_cache
@require_safe
@staff_member_required(login_url="staff:login")
@permission_required("programming.view_screening", raise_exception=True)
def tonight(request: HttpRequest, day: date | None = None) -> HttpResponse:
    """The house day `day`, or the one it is."""
    desk = Desk.at_moment(timezone.now())
    if desk is None:
        trouble = _("No house has been set up yet: there is no tonight.")
        return render(request, "staff/tonight.html", frame(request) | {"title": _("Tonight"), "trouble": trouble})
    day = day or desk.today
    try:
        beside = [day - DAY, day + DAY]
        night = house_night(desk, day, load(day, day))
    except OverflowError as far:
        raise Http404 from far
    context = {
        "title": _("Tonight") if day == desk.today else long_day(day),
        "night": night,
        "day": long_day(day, with_year=day.year != desk.today.year),
        "is_today": day == desk.today,
        "house": desk.venue.name,
        "admission": desk.venue.admission,
        "beside": [(reverse("staff-tonight-day", args=[one]), long_day(one)) for one in beside],
    }
    return render(request, "staff/tonight.html", frame(request) | context)
