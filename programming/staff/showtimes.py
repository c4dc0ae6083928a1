"""Type a run's showtimes, see the shows they make, save them."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.actions.errors import Refused
from programming.actions.place import Plan, place, plan
from programming.forms.showtimes import ShowtimesForm
from programming.listings.typed import PlannedDay, planned_days, typed_line
from programming.models import Run
from programming.staff.frame import frame


@staff_member_required(login_url="staff:login")
@permission_required("programming.change_run", raise_exception=True)
def showtimes(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the line as it stands; POST shows what the typed line makes, and with `save` does it."""
    run = get_object_or_404(Run.objects.select_related("programme", "screen__venue"), pk=pk)
    form = ShowtimesForm(request.POST or None, run=run, initial=_standing(run))
    made: Plan | None = None
    if form.is_bound and form.is_valid():
        made = _do(request, run, form)
        if made is not None and "save" in request.POST and not form.errors:
            return redirect("staff-showtimes", pk=run.pk)
    context = {"run": run, "form": form, "made": made, "days": _days(made), "title": str(run)}
    return render(request, "staff/showtimes.html", frame(request) | context)


def _do(request: HttpRequest, run: Run, form: ShowtimesForm) -> Plan | None:
    """Plan, or place where the person asked for it; a refusal becomes an error of the form."""
    told = {name: form.cleaned_data[name] for name in ("shows", "first", "last", "screen")}
    try:
        if "save" not in request.POST:
            return plan(run=run, **told)
        made = place(run=run, **told, version=form.cleaned_data["version"], at=timezone.now())
    except Refused as refused:
        form.add_error(None, refused.message)
        for finding in refused.findings:
            form.add_error("text", finding.message)
        return None
    said = ngettext("%(count)s show saved.", "%(count)s shows saved.", len(made.new) + len(made.kept))
    messages.success(request, said % {"count": len(made.new) + len(made.kept)})
    return made


def _days(made: Plan | None) -> tuple[PlannedDay, ...]:
    if made is None:
        return ()
    new, kept = ([planned.screening for planned in shows] for shows in (made.new, made.kept))
    return planned_days(new, kept, made.gone)


def _standing(run: Run) -> dict[str, Any]:
    """The form as it opens: the run's own dates and the line its shows would print as."""
    first, last, text = typed_line(run, timezone.now())
    return {"first": first, "last": last, "screen": run.screen, "text": text, "version": run.version}
