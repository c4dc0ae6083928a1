"""Publish what changed: see it first, choose, then do it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from programming.actions.diff import differences
from programming.actions.errors import Refused
from programming.actions.heed import Review, acknowledge, review
from programming.actions.publish import CHANGED_SINCE, publish
from programming.forms.publishing import PublishForm
from programming.listings.house import Desk
from programming.listings.pending import PendingChange, PendingWeek, pending
from programming.models import Acknowledgement, Publication
from programming.rules.findings import Finding
from programming.staff.frame import frame

NOTE = "note-"


@dataclass(frozen=True)
class Waiting:
    """What waits, as it was found and as it is shown."""

    weeks: tuple[PendingWeek, ...]
    review: Review
    is_whole: bool = False
    keys: dict[str, str] = field(default_factory=dict)  # fingerprint by key

    @property
    def changes(self) -> tuple[PendingChange, ...]:
        return tuple(change for week in self.weeks for change in week.changes)

    @property
    def questions(self) -> tuple[tuple[str, tuple[Finding, ...]], ...]:
        """Open warnings by code: one reason answers for all of a code."""
        codes = sorted({finding.code for finding in self.review.open})
        return tuple((code, tuple(one for one in self.review.open if one.code == code)) for code in codes)

    @property
    def answered(self) -> tuple[tuple[Finding, Acknowledgement], ...]:
        given = self.review.answers
        return tuple((one, given[one.fingerprint]) for one in self.review.findings if one.fingerprint in given)

    @property
    def seen(self) -> str:
        return sha256(" ".join(sorted(change.choice for change in self.changes)).encode()).hexdigest()[:16]


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.add_publication", raise_exception=True)
def publishing(request: HttpRequest) -> HttpResponse:
    """GET lists what waits; POST publishes what was chosen of it."""
    at = timezone.now()
    desk = Desk.at_moment(at)
    if desk is None:
        trouble = _("No house has been set up yet: there is nothing to publish.")
        return render(request, "staff/publish.html", frame(request) | {"title": _("Publish"), "trouble": trouble})
    is_whole = "whole" in (request.POST or request.GET)
    form = PublishForm(request.POST or None, zone=desk.venue.zone, at=at)
    waiting = _waiting(desk, _notes(request), is_whole=is_whole)
    if request.method == "POST" and _do(request, desk, form, waiting):
        return redirect(request.get_full_path())
    context = {"form": form, "waiting": waiting, "title": _("Publish"), "embargoed": Publication.objects.waiting(at)}
    return render(request, "staff/publish.html", frame(request) | context)


def _do(request: HttpRequest, desk: Desk, form: PublishForm, waiting: Waiting) -> bool:
    """Whether what the pressed button means was done."""
    if "answer" in request.POST:
        return _answer(request, desk, form, waiting)
    return form.is_valid() and _publish(request, desk, form, waiting)


def _answer(request: HttpRequest, desk: Desk, form: PublishForm, waiting: Waiting) -> bool:
    """Answer for all open warnings of one code."""
    code = request.POST["answer"]
    findings = [finding for finding in waiting.review.open if finding.code == code]
    try:
        given = acknowledge(
            findings=findings, reason=request.POST.get(f"reason-{code}", ""), by=_by(request), at=desk.at
        )
    except Refused as refused:
        form.is_valid()
        form.add_error(None, refused.message)
        return False
    said = ngettext("You answer for %(count)s warning.", "You answer for %(count)s warnings.", len(given))
    messages.success(request, said % {"count": len(given)})
    return True


def _by(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def _publish(request: HttpRequest, desk: Desk, form: PublishForm, waiting: Waiting) -> bool:
    """Whether it was done; a refusal becomes an error of the form."""
    try:
        made = publish(
            first=None if waiting.is_whole else desk.week.first,
            last=None,
            by=_by(request),
            at=desk.at,
            live_from=form.cleaned_data["live_from"],
            note=form.cleaned_data["note"],
            only=_chosen(request, waiting),
            public_notes={key: note for key, note in _notes(request).items() if note},
            heed=True,
        )
    except Refused as refused:
        form.add_error(None, refused.message)
        return False
    _say(request, desk, made)
    return True


def _say(request: HttpRequest, desk: Desk, made: Publication | None) -> None:
    if made is None:
        messages.success(request, _("Nothing had changed."))
    elif made.is_waiting(desk.at):
        said = _("{} is ready. Nobody sees it before {}.")
        messages.success(request, format_html(said, made, desk.stamp(made.live_from)))
    else:
        messages.success(request, _("Published as %(number)s. The public sees it now.") % {"number": made})


def _chosen(request: HttpRequest, waiting: Waiting) -> dict[str, str]:
    """The changes that the pressed button means, with what they looked like. Raises Refused where none is meant."""
    what, _colon, which = request.POST.get("what", "all").partition(":")
    if what == "chosen":
        picked = [choice for choice in request.POST.getlist("change") if ":" in choice]
        if not picked:
            raise Refused(_("Tick the changes that you want to publish."))
        return dict(choice.rsplit(":", 1) for choice in picked)
    if request.POST.get("seen") != waiting.seen:
        raise Refused(str(CHANGED_SINCE))
    week, _slash, slug = which.partition("/")
    return {
        change.key: waiting.keys[change.key]
        for one in waiting.weeks
        for film in one.films
        for change in film.changes
        if not change.waits and (what == "all" or (one.key == week and slug in ("", film.slug)))
    }


def _waiting(desk: Desk, notes: Mapping[str, str], *, is_whole: bool) -> Waiting:
    changes = differences(first=None if is_whole else desk.week.first, last=None)
    found = review(changes)
    return Waiting(
        pending(desk, changes, found.by_key, notes),
        found,
        is_whole,
        {change.key: change.fingerprint for change in changes},
    )


def _notes(request: HttpRequest) -> dict[str, str]:
    """Public notes as typed, by the key of their change, cut to what a version can hold."""
    typed: dict[str, Any] = request.POST.dict()
    return {name.removeprefix(NOTE): str(said).strip()[:200] for name, said in typed.items() if name.startswith(NOTE)}
