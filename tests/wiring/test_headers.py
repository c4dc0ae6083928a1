"""What every answer carries, whatever page it is, and whatever went wrong."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import zoneinfo
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as own
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from cinema.middleware import POLICY
from programming.forms.subscribing import Choice, make_token
from programming.models import PublishedScreening
from programming.rules.ballot import link_code
from programming.views import days
from tests.factories import FRIDAY, ScreenFactory, film, go_public, run, series, show
from tests.staff.test_roles import ADDRESSES, EXPECTED, filled_house, path_of

ROOT = Path(__file__).resolve().parents[2]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": POLICY,
}
CSP = {
    "default-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-src 'none'",
    "object-src 'none'",
}
SHUT, OPEN = "same-origin", "cross-origin"


def policy_of(answer: Any) -> set[str]:
    return {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")}


def check(answer: Any, *, reach: str = SHUT, is_framed: bool = False) -> None:
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert policy_of(answer) == CSP | {"frame-ancestors *" if is_framed else "frame-ancestors 'none'"}
    assert answer.headers.get("X-Frame-Options") == (None if is_framed else "DENY")
    assert answer.headers["Cross-Origin-Resource-Policy"] == reach
    if "html" in answer.headers.get("Content-Type", "") and not answer.streaming:
        no_inline(answer.content.decode())


def no_inline(page: str) -> None:
    """What the policy would not run anyhow is not there either."""
    found = re.findall(r"<script(?![^>]*(?:src=|type=.application/(?:ld\+)?json))[^>]*>|<style|\sstyle=|\son\w+=", page)
    assert found == []


@pytest.fixture
def house(db: None) -> dict[str, str]:
    """A published house; by what stands in an address, something that is there."""
    shown = film("The Third Man", director="Carol Reed")
    booked = run(shown, ScreenFactory())
    show(booked, FRIDAY, "17:00")
    series("Vienna", booked.programme)
    go_public()
    uid = PublishedScreening.objects.values_list("uid", flat=True)[0]
    return {
        "<day:day>": FRIDAY.isoformat(),
        "<yyyy:year>": "2026",
        "<mm:month>": "11",
        "films/<slug:slug>": "films/the-third-man",
        "series/<slug:slug>": "series/vienna",
        "<uuid:uid>": str(uid),
        "<slug:code>": link_code(PublishedScreening.objects.values_list("screening", flat=True)[0]),
        "<kind:kind>/<slug:slug>": "films/the-third-man",
        "<str:token>": make_token(Choice(("films/the-third-man",))),
        "<path:rest>": "no-such",
        "<path:path>": "no-such.jpg",
        "<int:number>": "1",
        "{slug}": "the-third-man",
        "<slug>": "the-third-man",
        "<uid>": str(uid),
        "<id>": "run-1",
        "screenings/<str:uid>": f"screenings/{uid}",
    }


def public_routes() -> Iterator[str]:
    def walk(patterns: list[Any], path: str) -> Iterator[str]:
        for one in patterns:
            here = path + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, here)
            elif isinstance(one, URLPattern):
                yield here

    return (route for route in walk(get_resolver().url_patterns, "") if not route.startswith("staff/"))


ROUTES = sorted(set(public_routes()))
READ_ELSEWHERE = re.compile(r".*\.ics|.*\.atom|oembed|api/v1/.*|media/.*|cards/.*|embed/.*")


def filled(route: str, house: dict[str, str]) -> str:
    for part in sorted(house, key=len, reverse=True):
        route = route.replace(part, house[part])
    return "/" + route.removesuffix("\\Z")


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_public_address_says_what_a_browser_may_do(house: dict[str, str], route: str, method: str) -> None:
    path = filled(route, house)
    assert not re.search(r"[<>{}]", path), path
    answer = getattr(Client(raise_request_exception=False), method)(path, {"url": "http://testserver/"})
    assert answer.status_code < 500
    told = "Access-Control-Allow-Origin" in answer.headers or re.match(r"media/|cards/|embed/", route)
    check(answer, reach=OPEN if told else SHUT, is_framed=route.startswith("embed/"))
    assert "Access-Control-Allow-Credentials" not in answer.headers
    if told:
        assert READ_ELSEWHERE.fullmatch(route)
    if not route.startswith("rate/"):
        assert not answer.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["anonymous", "everything"])
def test_every_staff_address_does_so_and_is_kept_by_nobody(who: str, method: str) -> None:
    rows = filled_house()
    client = Client()
    person = User.objects.create_superuser("chief")
    for name in (one for one in ADDRESSES if one in EXPECTED):
        if who == "everything":
            client.force_login(person)
        answer = getattr(client, method)(path_of(name, rows))
        check(answer)
        assert "Access-Control-Allow-Origin" not in answer.headers
        kept = answer.headers.get("Cache-Control", "")
        if answer.status_code == 200:
            assert "no-store" in kept, (name, kept)
        assert "public" not in kept, (name, kept)


# --- What goes wrong ------------------------------------------------------------------------------


def broken(*_args: Any) -> Any:
    raise RuntimeError("the film broke")


def forbidden(*_args: Any) -> Any:
    raise PermissionDenied


def at_home(what: Callable[..., Any]) -> Callable[[Client, pytest.MonkeyPatch], Any]:
    def ask(client: Client, patch: pytest.MonkeyPatch) -> Any:
        patch.setattr(days, "home_page", what)
        return client.get("/")

    return ask


FAULTS: dict[str, tuple[int, str, Callable[[Client, pytest.MonkeyPatch], Any]]] = {
    "no such page": (404, "Not on the programme", lambda client, _patch: client.get("/no-such-page/")),
    "broken": (500, "The film broke", at_home(broken)),
    "forbidden": (403, "Staff only", at_home(forbidden)),
    "no token": (
        403,
        "Please send it again",
        lambda _client, _patch: Client(enforce_csrf_checks=True).post("/staff/login/", {"username": "x"}),
    ),
    "too many fields": (
        400,
        "We could not read that",
        lambda client, _patch: client.post("/staff/login/", {f"field-{n}": "x" for n in range(5_001)}),
    ),
    "too large": (
        400,
        "We could not read that",
        lambda client, _patch: client.post(
            "/staff/login/", "x=" + "y" * 6_000_000, "application/x-www-form-urlencoded"
        ),
    ),
    "another host": (
        400,
        "We could not read that",
        lambda client, _patch: client.get("/staff/", headers={"Host": "evil.example"}),
    ),
    "no host": (400, "We could not read that", lambda client, _patch: client.get("/staff/", headers={"Host": "a b"})),
    "out of the folder": (400, "We could not read that", lambda client, _patch: client.get("/media/../settings.py")),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("https", [False, True])
def test_an_error_says_so_in_the_house_s_style(
    house: dict[str, str], settings: Any, monkeypatch: pytest.MonkeyPatch, fault: str, https: bool
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    status, said, ask = FAULTS[fault]
    client = Client(raise_request_exception=False)
    if https:
        settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        client.defaults["HTTP_X_FORWARDED_PROTO"] = "https"
        if fault == "no token":
            return
    answer = ask(client, monkeypatch)
    page = answer.content.decode()
    assert (answer.status_code, said in page, "css/tokens.css" in page) == (status, True, True)
    assert "Traceback" not in page
    assert "the film broke" not in page
    check(answer, reach=OPEN if fault == "out of the folder" else SHUT)
    if https:
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("template", ["500.html", "400.html", "403.html", "404.html", "403_csrf.html"])
@pytest.mark.django_db
def test_no_page_of_an_error_asks_the_database(rf: Any, template: str) -> None:
    from django.template.loader import render_to_string  # noqa: PLC0415

    with CaptureQueriesContext(connection) as queries:
        page = render_to_string(template, {}, None if template == "500.html" else rf.get("/"))
    assert (len(queries), "<h1>" in page) == (0, True)


def test_plain_http_is_led_to_https_with_every_header(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["testserver"]
    answer = Client().get("/films/?a=b")
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://testserver/films/?a=b")
    check(answer)


def test_static_files_have_them_and_are_not_read_across_origins(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "house.css").write_text("p { color: red }")
    settings.STATIC_ROOT = tmp_path
    answer = Client().get("/static/house.css")
    assert answer.status_code == 200
    check(answer)
    assert "Access-Control-Allow-Origin" not in answer.headers
    for close in answer._resource_closers:  # the file's; closing the whole answer would close the database's too
        close()


@pytest.mark.django_db
def test_a_stranger_is_given_no_cookie(client: Client) -> None:
    assert client.get("/no-such-page/").cookies == {}


# --- Production settings --------------------------------------------------------------------------

ASKED = """
import json
from django.conf import settings
names = [name for name in dir(settings) if name.startswith(("SECURE", "SESSION_COOKIE", "CSRF_COOKIE"))]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def in_production(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    usual = {"PATH": os.environ["PATH"], "HTTPS": "1", "ALLOWED_HOSTS": "aurora.example"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=usual | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_django_s_own_check_finds_nothing(tmp_path: Path) -> None:
    done = in_production("manage.py", "check", "--deploy", "--fail-level", "WARNING", DATA_DIR=str(tmp_path))
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (2 silenced)."), done.stderr


def test_cookies_are_secure_behind_tls(tmp_path: Path) -> None:
    done = in_production("manage.py", "shell", "-v0", "-c", ASKED, DATA_DIR=str(tmp_path))
    found = json.loads(done.stdout.splitlines()[-1])
    wanted = {
        f"{cookie}_COOKIE_{name}": value
        for cookie in ("SESSION", "CSRF")
        for name, value in {"SECURE": True, "HTTPONLY": True, "SAMESITE": "Lax"}.items()
    }
    wanted |= {"SECURE_HSTS_SECONDS": 31_536_000, "SECURE_SSL_REDIRECT": True}
    assert {name: found[name] for name in wanted} == wanted


def test_zones_come_from_the_package_and_not_from_the_machine() -> None:
    assert zoneinfo.TZPATH == ()
    assert zoneinfo.ZoneInfo("America/New_York").key == "America/New_York"


@pytest.mark.django_db
def test_sqlite_is_tuned_for_readers_beside_one_writer() -> None:
    if connection.vendor != "sqlite":
        assert own.DATABASES["default"]["CONN_HEALTH_CHECKS"]
        return
    with connection.cursor() as cursor:
        pragmas = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1}
    assert sqlite3.sqlite_version_info >= (3, 31)
    assert own.DATABASES["default"]["CONN_MAX_AGE"] is None  # or a full disk would keep pages from being read
