"""The JSON API: what the house has published, for programs. Read only, from any site."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Query
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import JSONRenderer
from ninja.responses import Response

from programming.listings import api as listing
from programming.listings import api_changes, api_runs, api_screenings
from programming.listings.api_cursors import ScreeningPlace
from programming.listings.api_docs import api_page
from programming.listings.house import Desk
from programming.models import Venue
from programming.views import api_params as asked
from programming.views import api_schemas as told
from programming.views.api_answer import NOTHING, problem, public
from programming.views.page import desk_for, show_page

DESCRIPTION = """\
What the house has published: films, series, runs and screenings, as they stand on its pages and in its calendars.

Days are house days: a show after midnight belongs to the evening before. Times carry the house's offset. What nobody
has said is null. Lists are walked with `cursor`: give the `next` of an answer until it is null. Anyone may read, from
any site, without a key. Ask as often as once a minute, with `If-None-Match`: an answer that has not changed is a 304.
"""
OURS = ("openapi-json", "api-root")
"""Addresses that answer as the rest does, not as the library would."""
ASKED = ("BySlug", "RunsWanted", "ScreeningsWanted", "ChangesWanted")
PROBLEMS: dict[int, Any] = {404: told.Problem, 422: told.Problem}


class Plain(JSONRenderer):
    """Letters as they are written: half the bytes of escaped ones."""

    json_dumps_params = MappingProxyType({"ensure_ascii": False})


class Api(NinjaAPI):
    """Operations go by the name of their function."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = Api(
    title="Held Over", version="1", description=DESCRIPTION, docs_url=None, urls_namespace="api", renderer=Plain()
)


@api.get("/house", response={200: told.House} | PROBLEMS, tags=["House"])
def house(request: HttpRequest) -> Any:
    """The cinema: where it is, how it counts its days, its screens, its pages and feeds."""
    return listing.house(desk_for(request))


@api.get("/films", response={200: told.Films} | PROBLEMS, tags=["Titles"])
def films(request: HttpRequest, walk: Query[asked.BySlug]) -> Any:
    """Every film that has been published, and every programme with a page of its own, by slug."""
    return _sheet(*listing.titles(desk_for(request), after=walk.cursor or "", limit=walk.limit))


@api.get("/films/{slug}", response={200: told.Film} | PROBLEMS, tags=["Titles"])
def film(request: HttpRequest, slug: asked.Slug) -> Any:
    """One film, or one programme with a page of its own."""
    return _found(listing.one_title(desk_for(request), slug))


@api.get("/series", response={200: told.AllSeries} | PROBLEMS, tags=["Titles"])
def series(request: HttpRequest, walk: Query[asked.BySlug]) -> Any:
    """Every series that has a published show, past ones included, by slug."""
    return _sheet(*listing.all_series(desk_for(request), after=walk.cursor or "", limit=walk.limit))


@api.get("/series/{slug}", response={200: told.Series} | PROBLEMS, tags=["Titles"])
def one_series(request: HttpRequest, slug: asked.Slug) -> Any:
    """One series."""
    return _found(listing.one_series(desk_for(request), slug))


@api.get("/runs", response={200: told.Runs} | PROBLEMS, tags=["Schedule"])
def runs(request: HttpRequest, wanted: Query[asked.RunsWanted]) -> Any:
    """Engagements, each with the line that the listing has on it now, in the order in which they were booked."""
    chosen = api_runs.Wanted(wanted.film or "", wanted.series or "", wanted.when or "", wanted.first, wanted.last)
    return _sheet(*api_runs.runs(desk_for(request), chosen, after=int(wanted.cursor or 0), limit=wanted.limit))


@api.get("/runs/{id}", response={200: told.RunNow} | PROBLEMS, tags=["Schedule"])
def run(request: HttpRequest, id: asked.RunId) -> Any:
    """One engagement."""
    return _found(api_runs.one_run(desk_for(request), int(id.removeprefix("run-"))))


@api.get("/screenings", response={200: told.Screenings} | PROBLEMS, tags=["Schedule"])
def screenings(request: HttpRequest, wanted: Query[asked.ScreeningsWanted]) -> Any:
    """Shows by house day and start, from today on. Those cancelled or replaced stay, and say so.

    The filters narrow each other. For the archive, ask from an early day.
    """
    desk = desk_for(request)
    after = ScreeningPlace.read(wanted.cursor) if wanted.cursor else None
    return _sheet(*api_screenings.screenings(desk, _wanted(desk, wanted), after=after, limit=wanted.limit))


@api.get("/screenings/{uid}", response={200: told.Screening} | PROBLEMS, tags=["Schedule"])
def screening(request: HttpRequest, uid: asked.ScreeningUid) -> Any:
    """One show."""
    return _found(api_screenings.one_screening(desk_for(request), uid))


@api.get("/changes", response={200: told.Changes} | PROBLEMS, tags=["Staying in step"])
def changes(request: HttpRequest, wanted: Query[asked.ChangesWanted]) -> Any:
    """Every published version since you last asked, in the order in which they went live.

    Put each `object` in the place of the one with its `id`; forget one that is `withdrawn`. Walk on with `cursor`
    until `next` is null, then keep `since`. A change may be told twice; it is the same both times.
    `availability`, `ticket_url`, the `lines` of runs, and series are live without a publication: read them where
    they stand.
    """
    since = wanted.cursor or wanted.since or ""
    items, more, kept = api_changes.changes(desk_for(request), since=since, limit=wanted.limit)
    return {"items": items, "next": more, "since": kept}


def _sheet(items: list[listing.Values], more: str | None) -> listing.Values:
    return {"items": items, "next": more}


def _found(values: listing.Values | None) -> listing.Values:
    if values is None:
        raise Http404(NOTHING)
    return values


def _wanted(desk: Desk, wanted: asked.ScreeningsWanted) -> api_screenings.Wanted:
    """Raises HttpError for a screen that the house does not have."""
    if wanted.screen and wanted.screen not in (known := api_screenings.known_screens()):
        raise HttpError(422, f"screen: Known are: {', '.join(known)}.")
    filters = {
        "films": wanted.film,
        "series": wanted.series,
        "screens": wanted.screen,
        "formats": wanted.format,
        "access": wanted.access,
    }
    feeds = tuple(f"{kind}/{value}" for kind, value in filters.items() if value)
    return api_screenings.Wanted(wanted.first or desk.today, wanted.last, feeds, wanted.status or "")


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    told = (f"{error['loc'][-1]}: {error['msg'].removeprefix('Value error, ')}" for error in wrong.errors)
    return problem(" ".join(told), 422)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, wrong: HttpError) -> HttpResponse:
    return problem(wrong.message, wrong.status_code)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, missing: Http404) -> HttpResponse:
    return problem(str(missing) or NOTHING, 404)


# --- The document, and the page made from it ------------------------------------------------------


def document(venue: Venue, screens: Sequence[str]) -> OpenAPISchema:
    """The OpenAPI document of this house: with its own address, and the slugs of its own screens."""
    made = api.get_openapi_schema()
    made["info"]["title"] = f"{venue.name}: listings"
    made["servers"] = [{"url": venue.site_url.rstrip("/")}]
    for operation in (methods["get"] for methods in made["paths"].values()):
        for parameter in operation["parameters"]:
            parameter.pop("examples", None)  # they stand in its schema; here OpenAPI wants them by name
            if parameter["name"] == "screen" and screens:
                parameter["schema"]["enum"] = [*screens]
    for name in ASKED:  # told parameter by parameter
        made["components"]["schemas"].pop(name, None)
    return made


def openapi_json(request: HttpRequest) -> HttpResponseBase:
    return Response(document(desk_for(request).venue, api_screenings.known_screens()))


def nothing(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    raise Http404(_("The API has nothing here. See %(page)s.") % {"page": "/api/"})


@require_safe
def docs(request: HttpRequest) -> HttpResponseBase:
    """The API in words, for people who write programs."""
    desk = desk_for(request)
    page = api_page(desk, document(desk.venue, api_screenings.known_screens()))
    return show_page(request, desk, "api", page, title=_("The programme as data"), description=page.deck)


def _patterns() -> list[URLPattern]:
    """The operations, opened to everyone; the document, and an answer for what is none."""
    found = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name not in OURS]
    for pattern in found:
        pattern.callback = public(pattern.callback)
    return [
        path("openapi.json", public(openapi_json), name="openapi-json"),
        *found,
        path("", public(nothing), name="api-root"),
        path("<path:rest>", public(nothing)),
    ]


urls = (_patterns(), "ninja", "api")
