"""Monday: look at what came of the week, decide what is held over, see the week it makes, do it, undo it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from programming.actions.errors import Refused
from programming.actions.hold_over import (
    Decision,
    Outcome,
    WeekPlan,
    fingerprint,
    hold_over,
    plan_holdover,
    runs_to_decide,
)
from programming.actions.undo import undo
from programming.forms.holdovers import AdmissionsFileForm, AdmissionsForm, DayCells, DecisionForm
from programming.forms.numbers import whole_number
from programming.importers.admissions import read_admissions
from programming.importers.report import Report
from programming.listings.holdovers import ON, HeldRun, HoldoverDesk, holdover_desk, holdover_sheet
from programming.listings.house import Desk
from programming.listings.outlook import Verdict, Way, WeekScreen, coming_week, in_the_way, planned, verdict
from programming.models import Deed, Screening
from programming.rules.findings import Finding
from programming.staff.frame import frame
from programming.timetable.dates import day_range, long_day
from programming.timetable.playweek import PlayWeek

RECENT = timedelta(days=14)
MOST_DEEDS = 20


@dataclass
class Monday:
    """One request: the desk, what was typed, and what is to be shown."""

    request: HttpRequest
    desk: Desk
    week: PlayWeek
    seen: str
    page: HoldoverDesk
    forms: list[DecisionForm]
    counts: AdmissionsForm
    file: AdmissionsFileForm
    plan: WeekPlan | None = None
    refused: str = ""
    findings: tuple[Finding, ...] = ()
    report: Report | None = None
    ways: tuple[Way, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    coming: tuple[WeekScreen, ...] = ()
    extra_off: set[int] = field(default_factory=set)

    @property
    def deed(self) -> str:
        return str(self.request.POST.get("do", "")).partition(":")[0]

    @property
    def subject(self) -> str:
        return str(self.request.POST.get("do", "")).partition(":")[2]

    @property
    def off(self) -> set[int]:
        """Primary keys of the shows ticked to come off."""
        ticked = (whole_number(text) for text in self.request.POST.getlist("off"))
        return {key for key in ticked if key is not None} | self.extra_off

    @property
    def looked(self) -> str:
        """Stands for the choices of the page: what is done must have been shown."""
        return sha256("\0".join(form.typed for form in self.decided).encode()).hexdigest()[:16]

    @property
    def tally(self) -> dict[str, int]:
        """How many figures a file brought, changed, and found there."""
        report = self.report or Report()
        counts = {"created": report.created, "changed": report.changed, "same": report.unchanged}
        return {name: sum(count.values()) for name, count in counts.items()}

    @property
    def decided(self) -> list[DecisionForm]:
        return [form for form in self.forms if form.is_decided]

    @property
    def groups(self) -> list[tuple[str, bool, list[tuple[HeldRun, DecisionForm, tuple[DayCells, ...]]]]]:
        """The runs by what is due: the name of the group, whether it stands open, and each with what is typed of it."""
        forms = {form.row.key: form for form in self.forms}
        return [
            (
                name,
                state != ON or any(forms[run.key].is_decided for run in runs),
                [(run, forms[run.key], self.counts.days(run)) for run in runs],
            )
            for state, name, runs in self.page.groups
        ]


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.view_run", raise_exception=True)
def holdovers(request: HttpRequest, day: date | None = None) -> HttpResponse:
    """GET shows the week and what is promised; POST looks at choices, does them, undoes them, or takes figures."""
    desk = Desk.at_moment(timezone.now())
    if desk is None:
        trouble = _("No house has been set up yet: there is nothing to hold over.")
        return render(request, "staff/holdovers.html", frame(request) | {"title": _("Monday"), "trouble": trouble})
    monday = _monday(request, desk, _week(desk, day))
    if request.method == "POST" and _do(monday):
        return redirect(request.path)
    _outlook(monday)
    return render(request, "staff/holdovers.html", frame(request) | _context(monday))


@never_cache
@require_safe
@staff_member_required(login_url="staff:login")
@permission_required("programming.view_run", raise_exception=True)
def sheet(request: HttpRequest, day: date) -> HttpResponse:
    """The holdover sheet of the play week that holds `day`: one page of paper."""
    desk = Desk.at_moment(timezone.now())
    if desk is None:
        raise Http404(_("No house has been set up yet."))
    week = _week(desk, day)
    page = holdover_desk(desk, week)
    context = {
        "title": _("Holdover sheet"),
        "house": desk.venue.name,
        "lines": holdover_sheet(page),
        "before": day_range(page.before.first, page.before.last),
        "coming": day_range(week.first, week.last, with_year=True),
        "back": reverse("staff-holdovers-week", args=[week.first]),
    }
    return render(request, "staff/holdover_sheet.html", frame(request) | context)


def _week(desk: Desk, day: date | None) -> PlayWeek:
    """The coming week, or the one of `day`. A day at the end of the calendar has no weeks beside it."""
    if day is None:
        return desk.week.next
    try:
        week = desk.venue.week_of(day)
        _reach = (week.previous.previous.previous, week.next.next, week.next.next.last)
    except OverflowError as far:
        raise Http404 from far
    return week


def _monday(request: HttpRequest, desk: Desk, week: PlayWeek, *, anew: str = "") -> Monday:
    """`anew` is the key of a run whose choice is forgotten."""
    seen = fingerprint(week)  # before the page: what changes in between is noticed
    page = holdover_desk(desk, week)
    data = request.POST if request.method == "POST" else None
    forms = []
    for row in page.runs:
        is_typed = data is not None and f"run-{row.key}-choice" in data and str(row.key) != anew
        typed = data if is_typed else None
        forms.append(DecisionForm(typed, prefix=f"run-{row.key}", row=row, week=week, screens=page.screens))
    counts = AdmissionsForm(data, page.runs)
    return Monday(request, desk, week, seen, page, forms, counts, AdmissionsFileForm(data, request.FILES or None))


DECIDE = "programming.add_holdover"
COUNT = ("programming.change_screening", "programming.sell_screening")
"""Either lets somebody say how many came."""


# -- what the buttons do


def _do(monday: Monday) -> bool:
    """Whether what the pressed button means was done, so that the page is shown anew. Raises PermissionDenied."""
    deciding = monday.deed != "count"
    if not any(map(monday.request.user.has_perm, (DECIDE,) if deciding else COUNT)):
        raise PermissionDenied
    if monday.deed == "undo":
        return _undo(monday)
    if monday.deed == "count":
        _count(monday)
        return False
    if monday.deed == "clear":
        monday.extra_off = {key for text in monday.subject.split(",") if (key := whole_number(text)) is not None}
    return _decide(monday)


def _decide(monday: Monday) -> bool:
    """Plan what was chosen, and do it where the person asked for what was shown."""
    chosen = monday.decided
    if monday.deed == "hold" and monday.subject:
        chosen = [form for form in chosen if str(form.row.key) == monday.subject]
    if False in [form.is_valid() for form in chosen]:  # each, so that each says what is wrong
        monday.refused = _("Something is not clear yet: see beside the run.")
        return False
    if not chosen:
        monday.refused = _("Choose first what becomes of a run.")
        return False
    decisions = _decisions(chosen)
    if monday.deed == "hold":
        if monday.request.POST.get("looked") == monday.looked:
            return _hold(monday, decisions)
        monday.refused = _("The choices changed after you looked. This is what they make now.")
    _plan(monday, decisions)
    return False


def _decisions(chosen: Iterable[DecisionForm]) -> list[Decision]:
    chosen = list(chosen)
    runs = {run.pk: run for run in runs_to_decide(form.row.key for form in chosen)}
    found = (form.decision(runs[form.row.key]) for form in chosen)
    return [decision for decision in found if decision is not None]


def _plan(monday: Monday, decisions: Sequence[Decision]) -> None:
    try:
        monday.plan = plan_holdover(decisions=decisions, week=monday.week, off=monday.off, at=monday.desk.at)
    except Refused as refused:
        monday.refused = refused.message


def _hold(monday: Monday, decisions: Sequence[Decision]) -> bool:
    try:
        done = hold_over(
            decisions=decisions,
            week=monday.week,
            off=monday.off,
            reason=str(monday.request.POST.get("reason", "")).strip()[:200],
            seen=str(monday.request.POST.get("seen", "")),
            by=_by(monday.request),
            at=monday.desk.at,
        )
    except Refused as refused:
        _plan(monday, decisions)
        monday.refused = refused.message
        return False
    said = _('{}. Nothing is public before you publish. <a href="{}">Publish…</a>')
    messages.success(monday.request, format_html(said, done.deed.label, reverse("staff-publish")))
    others = [form for form in monday.decided if str(form.row.key) != monday.subject]
    if not monday.subject or not others:
        return True
    stored = _monday(monday.request, monday.desk, monday.week, anew=monday.subject)
    monday.seen, monday.page, monday.forms, monday.counts = stored.seen, stored.page, stored.forms, stored.counts
    if False not in [form.is_valid() for form in monday.decided]:
        _plan(monday, _decisions(monday.decided))
    return False


def _undo(monday: Monday) -> bool:
    deed = Deed.objects.filter(pk=whole_number(monday.subject) or 0).first()
    if deed is None:
        raise Http404
    try:
        undo(deed=deed, at=monday.desk.at)
    except Refused as refused:
        messages.error(monday.request, refused.message)
    else:
        messages.success(monday.request, _("Undone: %(what)s.") % {"what": deed.label})
    return True


def _count(monday: Monday) -> None:
    """Store the figures typed in, and those of a file. What is wrong stays in its place; choices stay as they are."""
    told = monday.file.cleaned_data.get("file") if monday.file.is_valid() else None
    monday.counts.is_valid()
    with transaction.atomic():
        for show in Screening.objects.select_for_update().filter(pk__in=monday.counts.changed):
            show.admissions = monday.counts.changed[show.pk]
            show.save(update_fields=["admissions"])
    if told is not None:
        monday.report = read_admissions(told.name, told.read(), at=monday.desk.at)
    count = len(monday.counts.changed)
    if count:
        said = ngettext("%(count)s figure written down.", "%(count)s figures written down.", count)
        messages.success(monday.request, said % {"count": count})
    wrong = monday.counts.errors
    stored = _monday(monday.request, monday.desk, monday.week)
    monday.seen, monday.page, monday.forms = stored.seen, stored.page, stored.forms
    monday.counts = _shown(stored, wrong)


def _shown(stored: Monday, wrong: Mapping[str, str]) -> AdmissionsForm:
    """The figures as they are now stored, and what was refused as it was typed."""
    typed = {name: stored.request.POST[name] for name in wrong}
    typed |= {was: str(stored.request.POST[was]) for name in wrong if (was := name.replace("came", "was")) in typed}
    form = AdmissionsForm(typed, stored.page.runs)
    form.errors = dict(wrong)
    return form


def _by(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


# -- what is shown


def _outlook(monday: Monday) -> None:
    """Turn the plan into words; without one, the coming week as it stands."""
    plan, desk, page = monday.plan, monday.desk, monday.page
    if plan is None:
        monday.coming = coming_week(desk, page)
        return
    names = {run.key: f"{run.title} + {run.companions}" if run.companions else run.title for run in page.runs}
    monday.verdicts = tuple(_verdict(monday, one, names[one.run.pk]) for one in plan.outcomes)
    # What is in the way is told show by show, with a way out.
    told = {one.show.key for one in plan.displaced}
    monday.findings = tuple(finding for finding in plan.findings if told.isdisjoint(finding.screenings))
    rows = ((one.show, one.by, one.is_public, one.comes_off) for one in plan.displaced)
    monday.ways = in_the_way(desk, page, rows)
    off = {*plan.off, *(show.pk for one in plan.outcomes for show in one.gone)}
    new = [
        planned(desk, show.screening, outcome.run.programme.full_title)
        for outcome in plan.outcomes
        for show in outcome.new
    ]
    marks = {outcome.run.pk: "new" for outcome in plan.outcomes}
    monday.coming = coming_week(desk, page, new=new, off=off, decided=marks)


def _verdict(monday: Monday, outcome: Outcome, title: str) -> Verdict:
    return verdict(
        monday.desk,
        monday.page,
        run=outcome.run.pk,
        title=title,
        after=outcome.after,
        is_held=outcome.first_on is not None,
        shows=outcome.shows,
        new=len(outcome.new),
        gone=len(outcome.gone),
        plain=outcome.plain,
    )


def _context(monday: Monday) -> dict[str, Any]:
    week, today = monday.week, monday.desk.today
    return {
        "title": _("Monday"),
        "today": long_day(today, with_year=today.year != week.first.year),
        "said": _said(monday),
        "monday": monday,
        "label": week.label_for(today),
        "short": day_range(week.first, week.last),
        "deeds": _deeds(monday.desk.at),
        "before_href": reverse("staff-holdovers-week", args=[week.previous.first]),
        "after_href": reverse("staff-holdovers-week", args=[week.next.first]),
        "sheet_href": reverse("staff-holdovers-sheet", args=[week.first]),
    }


def _said(monday: Monday) -> str:
    ending = monday.page.ending
    said = ngettext("%(count)s run ends this week.", "%(count)s runs end this week.", ending) % {"count": ending}
    asks = _("What plays from %(day)s?") % {"day": long_day(monday.week.first)}
    return f"{said if ending else _('No run ends this week.')} {asks}"


def _deeds(at: datetime) -> list[Deed]:
    """What was decided here lately and stands: the newest first. One query."""
    deeds = Deed.objects.standing().filter(done_at__gte=at - RECENT).select_related("done_by")[:MOST_DEEDS]
    return [deed for deed in deeds if any(name.startswith(("holdover-", "run-")) for name in deed.before)][:3]
