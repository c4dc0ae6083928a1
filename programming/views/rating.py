"""The audience's vote: its form behind a short link, the link as a QR code, and the screen in the foyer."""

from datetime import timedelta
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from programming.actions.errors import Refused
from programming.actions.ratings import Mark
from programming.actions.ratings import rate as cast
from programming.exporters.qr import SVG, qr_svg
from programming.forms.rating import MarkForm, mark_forms, new_paper, read_marks, read_paper
from programming.forms.throttle import is_crowded
from programming.listings.foyer import foyer_page
from programming.listings.house import Desk
from programming.listings.rating import RatePage, rate_page, words_of
from programming.rules.ballot import link_code, read_code
from programming.views.answer import answer
from programming.views.own_form import is_from_us
from programming.views.page import desk_for, frame

COOKIE = "ballot"
DAY_SECONDS = 86400
FOYER_SECONDS = 20


@csrf_exempt  # views/own_form.py says what is asked instead, and why
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows the form, as this browser filled it in before, or says why there is none; POST counts the vote."""
    screening = _screening(code)
    if code != link_code(screening):
        return redirect("rate", link_code(screening))
    desk = desk_for(request)
    paper = request.COOKIES.get(COOKIE, "")
    page = rate_page(desk, screening, read_paper(paper, screening))
    if page is None:
        raise Http404
    if request.method == "POST":
        return _post(request, desk, page)
    return _show(request, desk, page, mark_forms(page.titles, page.mine), paper=paper if page.mine else "")


@require_safe
def qr(request: HttpRequest, code: str) -> HttpResponseBase:
    """The link as a QR code, in an SVG."""
    desk = desk_for(request)
    address = desk.venue.site_url.rstrip("/") + reverse("rate", args=[link_code(_screening(code))])
    return answer(HttpResponse(qr_svg(address), content_type=SVG), fresh_seconds=DAY_SECONDS)


@require_safe
def foyer(request: HttpRequest) -> HttpResponseBase:
    """What has just ended, for a screen in the foyer."""
    page = foyer_page(desk_for(request))
    shown = render(request, "listings/foyer.html", {"page": page})
    return answer(shown, fresh_seconds=FOYER_SECONDS, is_kept=False)  # it tells the time


def _screening(code: str) -> int:
    screening = read_code(code)
    if screening is None:
        raise Http404(_("This is no link of ours: a letter may be wrong."))
    return screening


def _post(request: HttpRequest, desk: Desk, page: RatePage) -> HttpResponse:
    """The vote, and back to the form, which then shows it; or the form again with what stood in the way."""
    forms = mark_forms(page.titles, page.mine, request.POST)
    paper = request.COOKIES.get(COOKIE, "") if page.mine else request.POST.get("paper", "")
    voter = read_paper(paper, page.ballot.screening)
    if page.trouble:
        return _show(request, desk, page, (), status=409)
    if not is_from_us(request) or not voter:
        said = _("This form did not come from our own page, so nothing was counted. Send it once more from here.")
        untouched = mark_forms(page.titles, page.mine)  # not with what somebody else filled in
        return _show(request, desk, page, untouched, said=said, status=403)
    marks = read_marks(forms)
    if not marks:
        return _show(request, desk, page, forms, paper=paper, status=422)
    if is_crowded(request):
        said = _(
            "Very many votes come from where you are just now, and yours was not counted yet. "
            "Wait five minutes and send it again."
        )
        return _show(request, desk, page, forms, paper=paper, said=said, status=429)
    return _cast(request, desk, page, forms=forms, marks=marks, paper=paper)


def _cast(
    request: HttpRequest,
    desk: Desk,
    page: RatePage,
    *,
    forms: tuple[MarkForm, ...],
    marks: tuple[Mark, ...],
    paper: str,
) -> HttpResponse:
    screening = page.ballot.screening
    try:
        cast(screening=screening, voter=read_paper(paper, screening), marks=marks, at=desk.at)
    except Refused as refused:
        return _show(request, desk, page, forms, paper=paper, said=refused.message, status=409)
    response = redirect("rate", link_code(screening))
    _keep(request, response, paper, page.ballot.closes_at - desk.at)
    return response


def _keep(request: HttpRequest, response: HttpResponse, paper: str, length: timedelta) -> None:
    """The one cookie that a visitor is ever given: it is sent nowhere but to this show's form, ends with the link, and
    tells only that this browser holds this ballot paper.
    """
    response.set_cookie(
        COOKIE,
        paper,
        max_age=int(length.total_seconds()),
        path=request.path,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def _show(
    request: HttpRequest,
    desk: Desk,
    page: RatePage,
    forms: tuple[MarkForm, ...],
    *,
    paper: str = "",
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "forms": forms,
        "paper": paper or new_paper(page.ballot.screening),
        "said": said,
        "mine": words_of(page.titles, page.mine) if status == HTTPStatus.OK else "",
    }
    title = _("Rate %(title)s") % {"title": page.title}
    told = frame(request, desk, page, title=title) | context
    return render(request, "listings/rate.html", told, status=status)
