"""The pages of the second step: setting it up, passing it, and of whom the house asks it."""

from typing import Any

import django_otp
from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import Group, User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_otp.util import random_hex

from programming.actions import second_step
from programming.actions.errors import Refused
from programming.exporters.qr import qr_svg
from programming.forms.door import CodeForm, FirstCodeForm, RulesForm, way_on
from programming.forms.visitor import address_of
from programming.models import SecondStepRule, Venue
from programming.staff.frame import frame

KEY = "door.key"


@never_cache
@staff_member_required(login_url="staff:login")
def code(request: HttpRequest) -> HttpResponse:
    """GET asks for a code; POST takes it and leads to where somebody wanted to go."""
    person, onward = _person(request), way_on(request, reverse("staff:index"))
    if is_verified(person) or not second_step.standing(person).has:
        return redirect(onward)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            device = second_step.check(
                person, form.cleaned_data["code"], at=timezone.now(), address=address_of(request)
            )
        except Refused as refused:
            form.add_error("code", refused.message)
        else:
            let_through(request, device)
            return redirect(onward)
    return _page(request, "second_step", _("Second step"), form=form, next=onward, is_let_in=False)


@never_cache
@staff_member_required(login_url="staff:login")
def set_up(request: HttpRequest) -> HttpResponse:
    """GET shows a key for the telephone; POST takes its first code, and shows the recovery codes this once."""
    person, onward = _person(request), way_on(request, reverse("staff:index"))
    told = second_step.standing(person)
    if told.has:
        return redirect(onward if is_verified(person) else "staff-second-step")
    key = request.session.setdefault(KEY, random_hex(20))
    form = FirstCodeForm(request.POST or None)
    if form.is_valid():
        try:
            device, codes = second_step.set_up(
                person, key=key, code=form.cleaned_data["code"], at=timezone.now(), address=address_of(request)
            )
        except Refused as refused:
            form.add_error("code", refused.message)
        else:
            del request.session[KEY]
            let_through(request, device)
            return show_codes(request, codes, onward)
    house = Venue.objects.values_list("name", flat=True).first() or "Held Over"
    drawn = qr_svg(second_step.key_address(key, person, house)).decode()
    more: dict[str, Any] = {"form": form, "next": onward, "qr": drawn, "key": second_step.key_text(key)}
    title = _("Set up your second step")
    return _page(request, "second_step_set_up", title, is_let_in=not told.must, must=told.must, **more)


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required(["auth.change_group", "auth.change_user"], raise_exception=True)
def rules(request: HttpRequest) -> HttpResponse:
    """GET shows of which roles the house asks a second step; POST changes that."""
    there = list(SecondStepRule.objects.values_list("group", flat=True))
    form = RulesForm(
        request.POST or None, initial={"everybody": None in there, "groups": [one for one in there if one]}
    )
    if request.method == "POST":
        form = RulesForm(request.POST)
    if form.is_bound and form.is_valid():
        groups: list[Group] = list(form.cleaned_data["groups"])
        everybody: bool = form.cleaned_data["everybody"]
        person = _person(request)
        second_step.ask_of(groups, everybody=everybody, at=timezone.now(), by=person, address=address_of(request))
        messages.success(request, _("Saved. Whoever has none is asked to set it up before anything else."))
        return redirect("staff-second-step-rules")
    return _page(request, "second_step_rules", _("Who needs a second step"), form=form)


def is_verified(person: User) -> bool:
    return getattr(person, "otp_device", None) is not None


def let_through(request: HttpRequest, device: Any) -> None:
    """From here on the session is one that has passed; it gets another key, which nobody knew before."""
    request.session.cycle_key()
    django_otp.login(request, device)


def show_codes(request: HttpRequest, codes: tuple[str, ...], onward: str) -> HttpResponse:
    return _page(request, "recovery_codes", _("Your recovery codes"), codes=codes, next=onward)


def _person(request: HttpRequest) -> User:
    person = request.user
    assert isinstance(person, User)  # noqa: S101  staff_member_required lets nobody else in
    return person


def _page(request: HttpRequest, template: str, title: str, *, is_let_in: bool = True, **more: Any) -> HttpResponse:
    """A page of the panel; without its places for those who may not go there yet."""
    context = frame(request) | {"title": title, **more}
    if not is_let_in:
        context |= {"has_permission": False, "is_waiting": True}
    return render(request, f"staff/{template}.html", context)
