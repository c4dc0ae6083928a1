"""Type a run's showtimes, see the shows they make, save them."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from programming.actions.errors import Refused
from programming.actions.place import Plan, place, plan
from programming.forms.showtimes import ShowtimesForm
from programming.listings.typed import PlannedDay, planned_days, tags_of, typed_line
from programming.models import Run
from programming.staff.frame import frame, run_head


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.change_run", raise_exception=True)
def showtimes(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the line as it stands; POST shows what the typed line makes, and with `save` does it."""
    run = get_object_or_404(_runs(), pk=pk)
    form = ShowtimesForm(request.POST if request.method == "POST" else None, run=run, initial=_standing(run))
    made: Plan | None = None
    if form.is_bound and form.is_valid():
        made = _do(request, run, form)
        if made is not None and _is_save(request, form):
            return redirect("staff-showtimes", pk=run.pk)
    context = {"run": run, "form": form, "made": made, "days": _days(made), "can_save": _can_save(made)}
    return render(request, "staff/showtimes.html", frame(request) | run_head(run) | context)


def _runs() -> QuerySet[Run]:
    """Runs with all that tells how long their shows last, which is asked of each show that is typed."""
    rows = Run.objects.select_related("programme", "screen__venue", "material")
    return rows.prefetch_related("programme__items__film__materials", "programme__items__material", "holdovers")


def _is_save(request: HttpRequest, form: ShowtimesForm) -> bool:
    """Whether the person asked to save, and to save what was shown."""
    return request.POST.get("save") == form.fingerprint


def _can_save(made: Plan | None) -> bool:
    return made is not None and made.is_placeable and not made.changes_nothing


def _do(request: HttpRequest, run: Run, form: ShowtimesForm) -> Plan | None:
    """Plan, or place where the person asked for it; a refusal becomes an error of the form."""
    told = {name: form.cleaned_data[name] for name in ("shows", "first", "last", "screen")}
    try:
        if not _is_save(request, form):
            if "save" in request.POST:
                messages.warning(request, _("The line changed after you looked at it. Look at its shows, then save."))
            return plan(run=run, **told)
        made = place(run=run, **told, version=form.cleaned_data["version"], at=timezone.now())
    except Refused as refused:
        form.add_error(None, refused.message)
        for finding in refused.findings:
            form.add_error("text", finding.message)
        return None
    _say_saved(request, made)
    return made


def _say_saved(request: HttpRequest, made: Plan) -> None:
    count = len(made.new) + len(made.kept)
    said = ngettext("%(count)s show stands now.", "%(count)s shows stand now.", count) % {"count": count}
    off = ngettext("%(count)s came off.", "%(count)s came off.", len(made.gone)) % {"count": len(made.gone)}
    parts = (said, off if made.gone else "", reverse("staff-publish"), _("Publish…"))
    messages.success(request, format_html('{} {} <a href="{}">{}</a>', *parts))


def _days(made: Plan | None) -> tuple[PlannedDay, ...]:
    if made is None:
        return ()
    return planned_days(
        (
            *(("new", planned.screening, planned.tags) for planned in made.new),
            *(("changed" if planned.retagging else "kept", planned.screening, planned.tags) for planned in made.kept),
            *(("gone", screening, tags_of(screening)) for screening in made.gone),
        )
    )


def _standing(run: Run) -> dict[str, Any]:
    """The form as it opens: the run's own dates and the line its shows would print as."""
    first, last, text = typed_line(run, timezone.now())
    return {"first": first, "last": last, "screen": run.screen, "text": text, "version": run.version}
