"""What audiences wrote: read, approve, refuse."""

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from programming.actions.errors import Refused
from programming.actions.ratings import moderate
from programming.choices import WordsState
from programming.forms.numbers import whole_number
from programming.listings.house import Desk
from programming.listings.moderation import moderation_page
from programming.staff.frame import frame


@never_cache
@staff_member_required(login_url="staff:login")
@permission_required("programming.moderate_vote", raise_exception=True)
def ratings(request: HttpRequest) -> HttpResponse:
    """GET lists what waits and what was decided last; POST decides on one."""
    desk = Desk.at_moment(timezone.now())
    if desk is None:
        raise Http404(_("No house has been set up yet."))
    if request.method == "POST":
        return _decide(request, desk)
    context = {"title": _("Ratings"), "page": moderation_page(desk)}
    return render(request, "staff/ratings.html", frame(request) | context)


def _decide(request: HttpRequest, desk: Desk) -> HttpResponse:
    said = request.POST.get("verdict", "")
    verdict = WordsState(said) if said in WordsState.values else WordsState.NONE
    vote, seen = (whole_number(request.POST.get(name, "")) or 0 for name in ("vote", "seen"))
    by = request.user if request.user.is_authenticated else None
    try:
        moderate(vote=vote, verdict=verdict, seen=seen, by=by, at=desk.at)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        who = {"who": request.user.get_username()}
        told = (
            _("Approved by %(who)s: it is public now.") if verdict is WordsState.APPROVED else _("Refused by %(who)s.")
        )
        messages.success(request, told % who)
    return redirect("staff-ratings")
