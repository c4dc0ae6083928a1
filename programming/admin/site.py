"""The site at /staff/."""

from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programming.actions.diff import differences
from programming.actions.door import note
from programming.admin.places import places
from programming.choices import DoorKind
from programming.forms.throttle import is_crowded
from programming.forms.visitor import address_of
from programming.listings.desk import run_weeks
from programming.listings.house import Desk
from programming.models import Publication, Venue
from programming.models.prepared import prepared
from programming.timetable.dates import long_day

# How far ahead the first page looks for shows that wait to be published: no house prints its programme earlier.
AHEAD = timedelta(days=366)


@prepared
def _name() -> "QuerySet[Venue, tuple[str]]":
    return Venue.objects.values_list("name")


class HouseSite(AdminSite):
    site_header = gettext_lazy("Held Over")
    site_title = gettext_lazy("Held Over")
    index_title = gettext_lazy("The desk")
    site_url = "/"
    enable_nav_sidebar = False  # the places stand in the masthead, as on the public pages

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Django's frame under the house's own name, with the places of its masthead. One query more."""
        names = _name()
        own = {"site_header": names[0][0] if names else self.site_header, "places": places(request)}
        return super().each_context(request) | own

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Django's own, put together once somebody looks: most pages are given it and do not show it."""
        return SimpleLazyObject(partial(super().get_app_list, request, app_label))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's own; who tries one name after the other is stopped before a password is looked at."""
        if request.method == "POST" and is_crowded(request, "log-in"):
            context = self.each_context(request) | {"title": _("Too many tries"), "has_permission": False}
            return render(request, "staff/crowded.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
        return super().login(request, extra_context)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Django's own, which logs every other session of this person out."""
        answer = super().password_change(request, extra_context)
        if request.method == "POST" and answer.status_code == HTTPStatus.FOUND and isinstance(request.user, User):
            note(DoorKind.PASSWORD, at=timezone.now(), about=request.user, address=address_of(request))
        return answer

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().index(request, {**_desk(request, timezone.now()), **(extra_context or {})})

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The same page with a part of what is on file."""
        return super().app_index(request, app_label, {**_desk(request, timezone.now()), **(extra_context or {})})


def _desk(request: HttpRequest, at: datetime) -> dict[str, Any]:
    """The first page at `at`, as far as this person may see it; `today` is empty while no house has been set up."""
    desk = Desk.at_moment(at)
    if desk is None:
        return {"today": ""}
    may = request.user.has_perm
    waiting, said = _waiting(desk) if may("programming.add_publication") else (0, "")
    weeks = run_weeks(desk) if may("programming.view_run") else ()
    return {"today": long_day(desk.today), "weeks": weeks, "waiting": waiting, "said": said}


def _waiting(desk: Desk) -> tuple[int, str]:
    """How many changes from today on the public does not see yet, and a sentence that says so."""
    count = len(differences(first=desk.today, last=desk.today + AHEAD))
    held = Publication.objects.waiting(desk.at).order_by("live_from").first()
    if held:
        said = _("%(publication)s waits until %(hour)s.")
        return count, said % {"publication": held, "hour": desk.stamp(held.live_from)}
    if count:
        return count, _("The public does not see the latest changes yet.")
    return 0, _("The public sees every show from today on as it stands.")


house_site = HouseSite(name="staff")
