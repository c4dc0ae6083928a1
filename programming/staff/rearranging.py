"""Copy a day or a week, shift it by minutes: looked at first, then done, and undone with one button."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from programming.actions.errors import Refused
from programming.actions.rearrange import Rearrangement, copy_days, plan_copy, plan_shift, shift_days
from programming.actions.undo import undo
from programming.forms.numbers import whole_number
from programming.forms.rearranging import CopyForm, DaysForm, ShiftForm
from programming.listings.house import Desk
from programming.listings.typed import PlannedDay, planned_days
from programming.models import Deed
from programming.staff.frame import frame

PLANS: dict[str, Callable[..., Rearrangement]] = {"copy": plan_copy, "shift": plan_shift}
DEEDS: dict[str, Callable[..., Deed | None]] = {"copy": copy_days, "shift": shift_days}
FORMS: dict[str, type[DaysForm]] = {"copy": CopyForm, "shift": ShiftForm}


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.change_screening", raise_exception=True)
def rearranging(request: HttpRequest) -> HttpResponse:
    """GET asks what to copy or shift; POST shows what would come of it, and with `save` does it."""
    desk = Desk.at_moment(timezone.now())
    if desk is None:
        raise Http404(_("No house has been set up yet."))
    if request.method == "POST" and "undo" in request.POST:
        return _undo(request, desk)
    asked = request.POST.get("deed", "") if request.method == "POST" else ""
    forms = {name: form(request.POST if name == asked else None, initial=_week(desk)) for name, form in FORMS.items()}
    plan: Rearrangement | None = None
    if asked in forms and forms[asked].is_valid():
        plan = _do(request, desk, asked, forms[asked])
        if plan is None and not forms[asked].errors:
            return redirect("staff-rearrange")
    context = {"forms": forms, "plan": plan, "days": _days(plan, asked), "asked": asked, "last": _last()}
    return render(request, "staff/rearrange.html", frame(request) | context | {"title": _("Copy and shift")})


def _do(request: HttpRequest, desk: Desk, asked: str, form: DaysForm) -> Rearrangement | None:
    """The plan to look at; None once it is done, or refused, which becomes an error of the form."""
    seen = request.POST.get("save")
    try:
        if seen is None:
            return PLANS[asked](**form.cleaned_data)
        by = request.user if request.user.is_authenticated else None
        deed = DEEDS[asked](**form.cleaned_data, seen=seen, by=by, at=desk.at)
    except Refused as refused:
        form.add_error(None, refused.message)
        return None
    messages.success(request, _("Done: %(deed)s.") % {"deed": deed} if deed else _("Nothing had to be done."))
    return None


def _undo(request: HttpRequest, desk: Desk) -> HttpResponse:
    deed = Deed.objects.filter(pk=whole_number(request.POST["undo"]) or 0).first()
    if deed is None:
        raise Http404
    try:
        undo(deed=deed, at=desk.at)
        messages.success(request, _("Undone: %(deed)s.") % {"deed": deed})
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("staff-rearrange")


def _last() -> Deed | None:
    return Deed.objects.standing().first()


def _week(desk: Desk) -> dict[str, Any]:
    """This play week, to be copied to the next."""
    week = desk.week
    return {"first": week.first, "last": week.last, "to": week.last + timedelta(days=1), "minutes": 15}


def _days(plan: Rearrangement | None, asked: str) -> tuple[PlannedDay, ...]:
    if plan is None:
        return ()
    state = "new" if asked == "copy" else "changed"
    return planned_days((state, show, (show.programme.full_title, str(show.screen))) for show in plan.shows)
