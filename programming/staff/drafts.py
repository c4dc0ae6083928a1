"""Scenario drafts: a week arranged apart from the schedule, compared with it, swapped in."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from programming.actions.drafts import arrange, compare, make_draft, swap_in
from programming.actions.errors import Refused
from programming.forms.drafts import AddForm, ArrangeForm, NewDraftForm
from programming.listings.drafts import differences_of, draft_lines
from programming.listings.house import Desk
from programming.models import Draft
from programming.staff.frame import frame
from programming.timetable.dates import day_range


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.change_screening", raise_exception=True)
def drafts(request: HttpRequest) -> HttpResponse:
    """GET lists the drafts of this week and later; POST copies a week as a new one."""
    desk = _desk()
    form = NewDraftForm(request.POST or None, initial={"day": desk.week.first})
    if form.is_valid():
        try:
            first = desk.venue.week_of(form.cleaned_data["day"]).first
            by = request.user if request.user.is_authenticated else None
            return redirect(
                "staff-draft", make_draft(name=form.cleaned_data["name"], first=first, by=by, at=desk.at).pk
            )
        except Refused as refused:
            form.add_error("name", refused.message)
    rows = Draft.objects.filter(last_on__gte=desk.today).select_related("made_by")
    context = {"form": form, "drafts": [(row, _week(desk, row)) for row in rows], "title": _("Drafts")}
    return render(request, "staff/drafts.html", frame(request) | context)


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.change_screening", raise_exception=True)
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the draft beside the schedule; POST arranges a line, swaps the draft in, or throws it away."""
    desk = _desk()
    stored = get_object_or_404(Draft, pk=pk)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    typed = _typed_form(request, stored, deed)
    refused = ""
    try:
        if _do(request, desk, stored, deed, typed):
            return redirect("staff-drafts") if deed == "throw-away" else redirect("staff-draft", pk=pk)
    except Refused as why:
        refused = why.message
    stored.refresh_from_db()
    found = compare(stored)
    context = {
        "draft": stored,
        "week": _week(desk, stored),
        "lines": _line_forms(desk, stored, deed, typed),
        "add": typed if deed == "add" else AddForm(draft=stored, initial={"version": stored.version}, prefix="add"),
        "found": found,
        "differences": differences_of(desk, found.added, found.moved, found.gone),
        "refused": refused,
        "title": stored.name,
    }
    return render(request, "staff/draft.html", frame(request) | context)


def _do(request: HttpRequest, desk: Desk, stored: Draft, deed: str, typed: ArrangeForm | None) -> bool:
    """Whether the deed was done. Raises Refused."""
    if deed == "throw-away":
        if request.POST.get("version") != str(stored.version):
            raise Refused(_("Somebody else arranged this draft while you looked at it. Look again."))
        stored.delete()
        messages.success(request, _("The draft is thrown away. The schedule stays as it is."))
    elif deed == "swap-in":
        by = request.user if request.user.is_authenticated else None
        done = swap_in(draft=stored, seen=request.POST.get("seen", ""), by=by, at=desk.at)
        messages.success(request, _("The draft is the schedule now.") if done else _("The schedule is that already."))
    elif typed is not None and typed.is_valid():
        told = {name: typed.cleaned_data[name] for name in ("programme", "run", "screen", "shows", "version")}
        arrange(draft=stored, **told)
    else:
        return False
    return True


def _typed_form(request: HttpRequest, stored: Draft, deed: str) -> ArrangeForm | None:
    if deed == "add":
        return AddForm(request.POST, draft=stored, prefix="add")
    return ArrangeForm(request.POST, draft=stored, prefix=deed) if deed.count("-") == 2 else None


def _line_forms(desk: Desk, stored: Draft, deed: str, typed: ArrangeForm | None) -> list[tuple[Any, ArrangeForm]]:
    """A form for each line; the one that was refused as it was typed."""
    return [
        (
            line,
            typed
            if typed is not None and line.key == deed
            else ArrangeForm(
                draft=stored,
                prefix=line.key,
                initial={
                    "programme": line.programme,
                    "run": line.run,
                    "screen": line.screen,
                    "text": line.text,
                    "version": stored.version,
                },
            ),
        )
        for line in draft_lines(desk, stored)
    ]


def _week(desk: Desk, stored: Draft) -> str:
    return day_range(stored.first_on, stored.last_on, with_year=stored.first_on.year != desk.today.year)


def _desk() -> Desk:
    desk = Desk.at_moment(timezone.now())
    if desk is None:
        raise Http404(_("No house has been set up yet."))
    return desk
