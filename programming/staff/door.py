"""Who gets past the door: nobody under /staff/ whose second step is due, nor in a session that has lasted too long."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from programming.actions.door import is_over, note, note_failure, tidy
from programming.actions.second_step import Due, standing
from programming.choices import DoorKind
from programming.forms.visitor import address_of
from programming.listings.house import Desk
from programming.staff.frame import frame

SINCE, SEEN = "door.since", "door.seen"
MINUTE = 60.0
OPEN = frozenset({"staff:login", "staff:logout"})
STEPS = {Due.CODE: "staff-second-step", Due.SET_UP: "staff-second-step-set-up"}


class DoorKeeper:
    """Middleware, so that no address of the panel can forget to ask, one that is added tomorrow included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if _is_staff(request):
            del answer["Access-Control-Allow-Origin"]  # what the API says at another moment is for staff
            if not answer.has_header("Cache-Control"):
                add_never_cache_headers(answer)  # Django leaves its page for a new password to whoever caches
        return answer

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        found = request.resolver_match
        if found is None or not _is_staff(request) or found.view_name in OPEN:
            return None
        person = request.user
        if not isinstance(person, User) or not person.is_authenticated:
            return None  # each page asks for a log-in itself
        now = timezone.now()
        if is_over(request.session.get(SINCE), now, timedelta(hours=settings.SESSION_HOURS)):
            logout(request)
            messages.info(request, _("You had been logged in for a long time. Please log in again."))
            return redirect(_with_next(request, reverse("staff:login")))
        _stay(request, now.timestamp())
        due = Due.NOTHING if getattr(person, "otp_device", None) else standing(person).due
        if due is Due.NOTHING or found.view_name == STEPS[due]:
            return None
        return redirect(_with_next(request, reverse(STEPS[due])))


def _is_staff(request: HttpRequest) -> bool:
    return request.path_info.startswith("/staff/")


def _stay(request: HttpRequest, now: float) -> None:
    """Put off the end of an idle session: once a minute, not with every page."""
    request.session.setdefault(SINCE, now)
    if now - request.session.get(SEEN, 0.0) > MINUTE:
        request.session[SEEN] = now


def _with_next(request: HttpRequest, address: str) -> str:
    wanted = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("staff:index")
    return f"{address}?{urlencode({'next': wanted})}"


def shut_out(request: HttpRequest, _response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """What somebody reads who typed too many wrong passwords: django-axes asks for it."""
    name, now = str((credentials or {}).get("username", "")), timezone.now()
    asked = AccessAttempt.objects.filter(username=name, ip_address=address_of(request))
    last = asked.aggregate(last=Max("attempt_time"))["last"] or now
    until = last + settings.AXES_COOLOFF_TIME
    minutes = max(1, -(-int((until - now).total_seconds()) // 60))
    desk = Desk.at_moment(now)
    told = {"title": _("Too many wrong passwords"), "hour": desk.clock(until) if desk else "", "minutes": minutes}
    context = frame(request) | {"has_permission": False} | told
    answer = render(request, "staff/shut_out.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    answer["Retry-After"] = str(minutes * 60)
    answer["Cache-Control"] = "no-store"
    return answer


# --- What the door book hears of ------------------------------------------------------------------


def on_log_in(request: HttpRequest, user: User, **_how: Any) -> None:
    now = timezone.now()
    request.session[SINCE] = request.session[SEEN] = now.timestamp()
    note(DoorKind.IN, at=now, about=user, address=address_of(request))
    tidy(now)


def on_log_out(request: HttpRequest, user: User | None, **_how: Any) -> None:
    if user:
        note(DoorKind.OUT, at=timezone.now(), about=user, address=address_of(request))


def on_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **_how: Any) -> None:
    """A name that is shut out already fails without a line of its own: the book cannot be filled from outside."""
    if request is not None and not getattr(request, "axes_locked_out", False):
        note_failure(str(credentials.get("username", "")), at=timezone.now(), address=address_of(request))


def on_shut_out(request: HttpRequest, username: str, **_how: Any) -> None:
    """Axes says so at each further try as well; the first is enough."""
    if getattr(request, "axes_failures_since_start", None):
        person = User.objects.filter(username=username).first()
        note(DoorKind.SHUT_OUT, at=timezone.now(), about=person, address=address_of(request))
