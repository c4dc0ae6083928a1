"""The research file of a film: readings side by side, a form to add one, buttons to decide."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from programming.actions.errors import Refused
from programming.actions.research import Taken, choose_year, claim, decide
from programming.forms.research import ClaimForm, DecideForm, YearForm
from programming.listings.house import Desk
from programming.listings.research import research_file
from programming.models import Claim, Film
from programming.staff.frame import frame


@dataclass(slots=True)
class Asked:
    """What a POST asked for, and what stood in the way. `of` is the key of the claim or the date it was about."""

    deed: str = ""
    refused: str = ""
    of: str = ""
    reason: str = ""
    standing: Claim | None = None
    done: str = ""


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.view_claim", raise_exception=True)
def research(request: HttpRequest, pk: int) -> HttpResponse:
    """GET lists every question with its readings; POST adds a reading, decides on one, or chooses a year."""
    film = get_object_or_404(Film, pk=pk)
    asked = Asked(request.POST.get("deed", "") if request.method == "POST" else "")
    adding = ClaimForm(request.POST if asked.deed == "add" else None, film=film)
    if request.method == "POST":
        _do(request, film, asked, adding)
        if asked.done:
            messages.success(request, asked.done)
            return redirect(f"{reverse('staff-research', args=[pk])}#{slugify(request.POST.get('at', ''))}")
    desk = Desk.at_moment(timezone.now())
    say = desk.stamp if desk else lambda moment: f"{moment:%Y-%m-%d %H:%M} UTC"
    film.refresh_from_db()
    file = research_file(film, say)
    if asked.of not in file.keys:
        asked.of = ""  # what it was about is not on the page: it is said at the head
    context = {"film": film, "file": file, "asked": asked, "adding": adding, "title": film.title}
    return render(request, "staff/research.html", frame(request) | context)


def _do(request: HttpRequest, film: Film, asked: Asked, adding: ClaimForm) -> None:
    """The deed; `asked` says afterwards that it was done, or why not."""
    may = {
        "add": "programming.add_claim",
        "decide": "programming.change_claim",
        "year": "programming.change_printeddate",
    }
    if not request.user.has_perm(may.get(asked.deed, "programming.change_claim")):
        raise PermissionDenied
    by = request.user if isinstance(request.user, User) else None
    try:
        if asked.deed == "add":
            _add(adding, film, asked, by)
        elif asked.deed == "decide":
            _decide(request, film, asked, by)
        elif asked.deed == "year":
            _choose_year(request, film, asked, by)
    except Taken as taken:
        asked.refused, asked.standing = taken.message, taken.standing
    except Refused as refused:
        asked.refused = refused.message


def _add(form: ClaimForm, film: Film, asked: Asked, by: User | None) -> None:
    if form.is_valid():
        made = claim(film=film, by=by, **form.cleaned_data)
        asked.done = _("On file: %(claim)s.") % {"claim": made}


def _decide(request: HttpRequest, film: Film, asked: Asked, by: User | None) -> None:
    asked.of, asked.reason = f"c{request.POST.get('claim', '')}", request.POST.get("reason", "")
    form = DecideForm(request.POST, film=film)
    if not form.is_valid():
        asked.refused = _first(form)
        return
    made = decide(**form.decision, by=by, at=timezone.now())
    asked.done = _("Decided: %(claim)s is %(status)s.") % {"claim": made, "status": made.get_status_display()}


def _choose_year(request: HttpRequest, film: Film, asked: Asked, by: User | None) -> None:
    asked.of, asked.reason = f"d{request.POST.get('printed', '')}", request.POST.get("reason", "")
    form = YearForm(request.POST, film=film)
    if not form.is_valid():
        asked.refused = _first(form)
        return
    made = choose_year(**form.cleaned_data, by=by, at=timezone.now())
    asked.done = _("Decided: %(printed)s is a day of %(year)s.") % {"printed": made.printed, "year": made.year}


def _first(form: Any) -> str:
    """The first thing that is wrong."""
    return str(next(iter(form.errors.values()))[0])
