"""A few hundred inputs of `make fuzz`, the same each time; and that it sees what it looks for."""

import time
from collections import Counter
from collections.abc import Iterator
from gzip import compress
from random import Random
from typing import Any

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.urls import path

from cinema import urls
from programming.models import Film
from tests.fuzz import site as fuzz
from tests.fuzz.addresses import routes
from tests.fuzz.asked import Asked
from tests.fuzz.house import AT, CHIEF, build
from tests.fuzz.importers import seeds
from tests.fuzz.run import SHARES, TRIALS, Told, tried
from tests.fuzz.site import Site
from tests.fuzz.values import MARK

pytestmark = pytest.mark.django_db
COUNTS = {"addresses": 60, "forms": 25, "bodies": 25, "admissions": 25, "seeds": 1, "showtimes": 100, "texts": 100}


@pytest.fixture
def site() -> Iterator[Site]:
    with time_machine.travel(AT, tick=True):
        yield Site(build())


def test_a_few_of_each_kind(site: Site) -> None:
    found = {name: tried(site, name, 1, count) for name, count in COUNTS.items()}
    assert {name: done for name, (done, _failed) in found.items()} == COUNTS
    assert [complaint for _done, failed in found.values() for complaint in failed] == []


def test_every_kind_is_tried_and_every_address_known() -> None:
    assert set(COUNTS) == set(TRIALS) == set(SHARES)
    assert {"/films/<slug:slug>/", "/api/v1/runs/<id>", "/staff/board/put/", "/media/<path:path>"} <= set(routes())


# --- What it looks for ----------------------------------------------------------------------------


def halfway(_request: HttpRequest) -> HttpResponse:
    Film.objects.update(strapline="half a deed")
    return HttpResponse(status=409)


def slowly(_request: HttpRequest) -> HttpResponse:
    until = time.process_time() + 0.05
    while time.process_time() < until:
        pass
    return HttpResponse("late")


BAD = {
    "throws": (lambda _request: 1 / 0, "ZeroDivisionError"),
    "says": (lambda _request: HttpResponse(status=502), "status 502"),
    "back": (lambda _request: HttpResponse(f"<p>{MARK}></p>"), "says back unescaped"),
    "zipped": (
        lambda _request: HttpResponse(compress(f"<p>{MARK}></p>".encode()), headers={"Content-Encoding": "gzip"}),
        "says back unescaped",
    ),
    "half": (halfway, "answered with an error (409), and changed programming_film"),
    "slow": (slowly, "took 0."),
    "torn": (lambda _request: HttpResponse('{"a":', content_type="application/json"), "is no JSON"),
}  # fmt: skip
urlpatterns = [*(path(f"bad/{name}/", view) for name, (view, _said) in BAD.items()), *urls.urlpatterns]
handler500 = urls.handler500


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("name", BAD)
def test_what_is_bad_is_seen(site: Site, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    if name == "slow":
        monkeypatch.setattr(fuzz, "SLOW_SECONDS", 0.04)
    with site.watched():
        assert BAD[name][1] in site.wrong_with(Asked(CHIEF, "POST", f"/bad/{name}/"))
    assert not Film.objects.filter(strapline="half a deed").exists()


def test_an_import_that_refuses_and_writes_is_seen(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def writes(*_told: Any, **_how: Any) -> Any:
        Film.objects.update(strapline="half a folder")
        report = fuzz.Report()
        report.refuse("films.csv", 1, "No.")
        return report

    monkeypatch.setattr("tests.fuzz.importers.load_seeds", writes)
    with site.watched():
        outcome = seeds(site, Random(1))
    assert outcome[1] == "refused, and changed programming_film"


def test_what_parts_say_is_put_together() -> None:
    part, whole = Told(Counter(forms=2), ["forms:1"], Counter({"POST 200": 2}), {"/b/", "/a/"}), Told()
    whole.add(str(part))
    whole.add(str(part))
    assert whole == Told(Counter(forms=4), ["forms:1"] * 2, Counter({"POST 200": 4}), {"/a/", "/b/"})
