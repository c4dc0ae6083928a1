"""One's own log-in: the second step, where one is logged in, and what the door book says of oneself."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django_otp.plugins.otp_totp.models import TOTPDevice

from programming.actions import second_step
from programming.actions.door import log_out_everywhere, sessions_of
from programming.actions.errors import Refused
from programming.forms.door import PasswordForm
from programming.forms.visitor import address_of
from programming.listings.house import Desk
from programming.models import DoorEntry
from programming.staff.frame import frame
from programming.staff.second_step import is_verified, let_through, show_codes

LATEST = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the door book as its page says it."""

    when: str
    what: str
    by: str
    address: str


@never_cache
@staff_member_required(login_url="staff:login")
def account(request: HttpRequest) -> HttpResponse:
    """GET tells; POST does what the button says: “out”, “codes” or “off”."""
    person = request.user
    if not isinstance(person, User):
        return redirect("staff:login")
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    if deed == "out":
        return _out(request, person)
    form = PasswordForm(request.POST if deed in ("codes", "off") else None, person=person)
    if form.is_bound and form.is_valid():
        return _codes(request, person) if deed == "codes" else _off(request, person)
    return render(request, "staff/account.html", frame(request) | _told(person, form))


def _told(person: User, form: PasswordForm) -> dict[str, object]:
    now = timezone.now()
    desk = Desk.at_moment(now)
    entries = DoorEntry.objects.about(person).select_related("by")[:LATEST]
    return {
        "title": _("Your log-in"),
        "step": second_step.standing(person),
        "left": second_step.codes_left(person),
        "places": sum(1 for _session in sessions_of(person)),
        "form": form,
        "lines": [
            Line(
                desk.stamp(entry.at) if desk else f"{entry.at:%Y-%m-%d %H:%M} UTC",
                entry.get_kind_display(),
                entry.by.get_username() if entry.by else "",
                entry.address or "",
            )
            for entry in entries
        ],
    }


def _out(request: HttpRequest, person: User) -> HttpResponse:
    keep, address = request.session.session_key, address_of(request)
    count = log_out_everywhere(person, at=timezone.now(), by=person, address=address, keep=keep)
    said = ngettext(
        "You were logged out in %(count)s other place.", "You were logged out in %(count)s other places.", count
    )
    messages.success(request, said % {"count": count})
    return redirect("staff-account")


def _codes(request: HttpRequest, person: User) -> HttpResponse:
    if not is_verified(person):
        return redirect("staff-account")
    codes = second_step.new_codes(person, at=timezone.now(), address=address_of(request))
    let_through(request, TOTPDevice.objects.filter(user=person, confirmed=True).first())
    return show_codes(request, codes, reverse("staff-account"))


def _off(request: HttpRequest, person: User) -> HttpResponse:
    try:
        second_step.turn_off(person, at=timezone.now(), by=person, address=address_of(request))
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The second step is turned off: your password alone lets you in."))
    return redirect("staff-account")
