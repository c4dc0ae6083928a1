"""The board: every show of a play week where it stands; moved, copied, put on and called off, and undone."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from programming.actions.errors import Refused
from programming.actions.move import assign, call_off, copy, move, put, replace, start_on
from programming.actions.snapshot import load
from programming.actions.undo import undo
from programming.forms.board import PlaceForm, PutForm, ReplaceForm
from programming.forms.days import YEARS
from programming.forms.numbers import whole_number
from programming.listings.board import board
from programming.listings.house import Desk
from programming.listings.undoable import undoable
from programming.models import Deed, Material, Programme, Run, Screen, Screening
from programming.rules.findings import Level
from programming.rules.judge import PLACING, judge
from programming.rules.slots import clean_slots
from programming.staff.frame import frame
from programming.timetable.dates import short_weekday

MOST_SLOTS = 8
LONGEST = timedelta(days=30)


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.view_screening", raise_exception=True)
def week(request: HttpRequest, day: date | None = None) -> HttpResponse:
    """The play week that holds `day`, or this one; with `?to=` the days from `day` through that one, at most 31."""
    desk = _desk()
    span = desk.venue.week_of(day or desk.today)
    last = _day(request.GET.get("to", "")) or span.last
    first = span.first if last == span.last else day or span.first
    snapshot = load(first, min(max(last, first), first + LONGEST), venue=desk.venue)
    may_change = request.user.has_perm("programming.change_screening")
    context = {
        "board": board(desk, snapshot, judge(snapshot), may_change=may_change),
        "undoable": undoable() if may_change else [],
        "may_change": may_change,
    }
    return render(request, "staff/board.html", frame(request) | context | {"title": _("The board")})


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.change_screening", raise_exception=True)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks where the show is to be; POST moves it, copies it, calls it off, or looks where it fits."""
    desk = _desk()
    rows = Screening.objects.select_related("screen__venue", "programme", "run", "material")
    stored = get_object_or_404(rows.prefetch_related("programme__items__film"), pk=pk)
    replacing = request.POST.get("deed") == "replace"
    instead = ReplaceForm(request.POST if replacing else None, initial={"version": stored.version})
    if replacing and instead.is_valid() and _replace(request, desk, stored, instead):
        return _back(request, stored.house_day)
    form = PlaceForm(None if replacing else request.POST or None, initial=_place(desk, stored) | _looked(request))
    if request.method == "POST" and not replacing and _is_meant(request, form) and _do(request, desk, stored, form):
        return _back(request, form.cleaned_data["day"])
    form.ask_which()
    context = {
        "form": form,
        "instead": instead,
        "show": stored,
        "slots": _slots(desk, stored, form),
        "title": stored.programme.full_title,
    }
    return render(request, "staff/board_show.html", frame(request) | context)


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.add_screening", raise_exception=True)
def put_on(request: HttpRequest) -> HttpResponse:
    """GET asks what plays where; POST puts it there, or looks where it fits."""
    desk = _desk()
    told = request.POST or request.GET
    run = Run.objects.filter(pk=whole_number(told.get("run", "")) or 0).select_related("programme").first()
    initial = {"day": desk.today, "screen": (run and run.screen) or Screen.objects.first(), "wall": "19:00"}
    initial |= _looked(request)
    form = (
        PlaceForm(request.POST or None, initial=initial)
        if run
        else PutForm(request.POST or None, initial=initial, named=request.GET.get("q", "").strip())
    )
    if request.method == "POST" and _is_meant(request, form):
        try:
            where = form.cleaned_data
            programme = run.programme if run else where["programme"]
            starts_at = start_on(where["screen"], where["day"], where["wall"], where["which"])
            made = put(
                programme=programme, run=run, starts_at=starts_at, screen=where["screen"], by=_by(request), at=desk.at
            )
            messages.success(request, _("Added: %(show)s.") % {"show": _said(desk, made)} + _found(made))
            return _back(request, where["day"])
        except Refused as refused:
            form.add_error(None, refused.message)
    title = run.programme.full_title if run else _("Put something on")
    slots = _slots(desk, _supposed(run, form), form)
    form.ask_which()
    context = {"form": form, "run": run, "slots": slots, "title": title}
    return render(request, "staff/board_put.html", frame(request) | context)


@require_POST
@staff_member_required(login_url="staff:login")
@permission_required("programming.change_screening", raise_exception=True)
def fix(request: HttpRequest) -> HttpResponse:
    """Do what a finding suggests: another start, another screen, another copy."""
    desk = _desk()
    told = {name: whole_number(request.POST.get(name, "")) for name in ("screening", "version", "screen", "material")}
    stored = get_object_or_404(Screening.objects.select_related("screen"), pk=told["screening"] or 0)
    who: dict[str, Any] = {"version": told["version"] or 0, "by": _by(request), "at": desk.at}
    try:
        if told["material"]:
            assign(screening=stored, material=get_object_or_404(Material, pk=told["material"]), **who)
        else:
            screen = get_object_or_404(Screen, pk=told["screen"]) if told["screen"] else stored.screen
            move(screening=stored, starts_at=_moment(request, stored), screen=screen, **who)
        messages.success(request, _("Done as suggested."))
    except Refused as refused:
        messages.error(request, refused.message)
    return _back(request, stored.house_day)


@require_POST
@staff_member_required(login_url="staff:login")
@permission_required("programming.change_screening", raise_exception=True)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a deed."""
    desk = _desk()
    deed = get_object_or_404(Deed, pk=pk)
    day = _day(request.POST.get("day", ""))  # first: a form that cannot be read does nothing
    try:
        undo(deed=deed, at=desk.at)
        messages.success(request, _("Undone: %(deed)s.") % {"deed": deed})
    except Refused as refused:
        messages.error(request, refused.message)
    return _back(request, day or desk.today)


def _is_meant(request: HttpRequest, form: PlaceForm) -> bool:
    """Whether the form is whole and something is to be done with it: “Where does it fit?” only looks."""
    return form.is_valid() and request.POST.get("deed") != "look"


def _do(request: HttpRequest, desk: Desk, stored: Screening, form: PlaceForm) -> bool:
    """Whether it was done; a refusal becomes an error of the form."""
    where, deed = form.cleaned_data, request.POST.get("deed", "move")
    who: dict[str, Any] = {"by": _by(request), "at": desk.at}
    version = -1 if where["version"] is None else where["version"]
    try:
        if deed == "off":
            call_off(screening=stored, version=version, reason=request.POST.get("reason", "")[:200], **who)
            messages.success(request, _("Called off: %(show)s.") % {"show": _said(desk, stored)})
            return True
        starts_at = start_on(where["screen"], where["day"], where["wall"], _fold(desk, stored, where))
        if deed == "copy":
            made = copy(screening=stored, starts_at=starts_at, screen=where["screen"], **who)
            messages.success(request, _("Copied: %(show)s.") % {"show": _said(desk, made)} + _found(made))
        else:
            move(screening=stored, starts_at=starts_at, screen=where["screen"], version=version, **who)
            stored.refresh_from_db()
            messages.success(request, _("Saved: %(show)s.") % {"show": _said(desk, stored)} + _found(stored))
    except Refused as refused:
        form.add_error(None, refused.message)
        return False
    return True


def _replace(request: HttpRequest, desk: Desk, stored: Screening, form: ReplaceForm) -> bool:
    """Whether it was done; a refusal becomes an error of the form."""
    try:
        made = replace(screening=stored, **form.cleaned_data, by=_by(request), at=desk.at)
    except Refused as refused:
        form.add_error(None, refused.message)
        return False
    messages.success(request, _("Instead: %(show)s.") % {"show": _said(desk, made)} + _found(made))
    return True


def _slots(desk: Desk, wanted: Screening | None, form: PlaceForm) -> list[tuple[str, str]]:
    """The clean starts of the evening and screen that the form names, nicest first: wall time and words."""
    told = getattr(form, "cleaned_data", {}) if form.is_bound else form.initial
    day, screen = told.get("day"), told.get("screen")
    if day is None or screen is None or wanted is None:
        return []
    snapshot = load(day, day, supposing=[wanted])
    one = next(show for show in snapshot.shows if show.key == (wanted.pk or -1))
    window = snapshot.rules.window(snapshot.house.day(day))
    if window is None or not snapshot.rooms[screen.pk].shows(one.bill.formats):
        return []
    booked = [other.span for other in snapshot.shows if other.screen == screen.pk and other.key != one.key]
    booked += [closed.span for closed in snapshot.rules.closures if closed.screen == screen.pk]
    found = clean_slots(
        one.span.ends_at - one.span.starts_at, booked, window, snapshot.rooms[screen.pk].turnaround, snapshot.house.zone
    )
    return [(f"{slot.starts_at:%H:%M}", desk.clock(slot.starts_at)) for slot in found[:MOST_SLOTS]]


def _supposed(run: Run | None, form: PlaceForm) -> Screening | None:
    """What is to be put on, as a show that is not stored; None while nobody has said what."""
    told = getattr(form, "cleaned_data", {}) if form.is_bound else form.initial
    programme, day, screen = run.programme if run else told.get("programme"), told.get("day"), told.get("screen")
    if programme is None or day is None or screen is None:
        return None
    return Screening(run=run, programme=programme, screen=screen, starts_at=_noon(screen, day), house_day=day)


def _noon(screen: Screen, day: date) -> datetime:
    return screen.venue.house_day(day).at(time(12))


def _looked(request: HttpRequest) -> dict[str, Any]:
    """The evening, screen and programme that the address asks about; what is none is left out."""
    day = _day(request.GET.get("day", ""))
    screens = Screen.objects.select_related("venue").filter(pk=whole_number(request.GET.get("screen", "")) or 0)
    programmes = Programme.objects.filter(pk=whole_number(request.GET.get("programme", "")) or 0)
    told = {"day": day, "screen": screens.first(), "programme": programmes.first()} if request.GET else {}
    return {name: value for name, value in told.items() if value}


def _fold(desk: Desk, stored: Screening, where: dict[str, Any]) -> int | None:
    """Which of two equal times is meant: as was said, else, where the time is not moved, the one it has."""
    local = desk.local(stored.starts_at)
    stays = (stored.house_day, local.time().replace(fold=0)) == (where["day"], where["wall"])
    return local.fold if where["which"] is None and stays else where["which"]


def _place(desk: Desk, stored: Screening) -> dict[str, Any]:
    wall = desk.local(stored.starts_at).time().replace(fold=0)
    return {"day": stored.house_day, "wall": wall, "screen": stored.screen, "version": stored.version}


def _said(desk: Desk, stored: Screening) -> str:
    day = f"{short_weekday(stored.house_day)} {stored.house_day.day}"
    return f"{stored.programme.full_title}, {day}, {desk.clock(stored.starts_at)}, {stored.screen}"


def _found(stored: Screening) -> str:
    """What the rules say of the show where it stands now, to be read and heard with the answer."""
    found = judge(load(stored.house_day, stored.house_day, placing=True), about=[stored.pk], rules=PLACING)
    return "".join(f" {finding.message}" for finding in found if finding.level is not Level.NOTE)


def _moment(request: HttpRequest, stored: Screening) -> datetime:
    try:
        told = datetime.fromisoformat(request.POST.get("starts_at", ""))
    except ValueError:
        return stored.starts_at
    if told.year not in YEARS or told.second:
        return stored.starts_at
    return told if told.utcoffset() is not None else told.replace(tzinfo=UTC)


def _back(request: HttpRequest, day: date) -> HttpResponse:
    """To the board the person came from, or to that of `day`."""
    shown, last = _day(request.POST.get("board", "")), _day(request.POST.get("to", ""))
    if shown and last:
        return redirect(f"{reverse('staff-board-week', args=[shown])}?to={last}")
    first = Desk.at_moment(timezone.now())
    week_of = first.venue.week_of(shown or day).first if first else day
    return redirect("staff-board-week", week_of)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _by(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def _desk() -> Desk:
    desk = Desk.at_moment(timezone.now())
    if desk is None:
        raise Http404(_("No house has been set up yet."))
    return desk
