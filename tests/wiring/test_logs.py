"""What is written down: what was asked for and how it went, with nobody's words, name or address in it."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cinema.logs import Discreet, Lines, Plain, without_values
from tests.factories import ScreenFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[Lines(), Plain(fmt="{levelname} [{request_id}] {message}", style="{")])
def written(request: pytest.FixtureRequest) -> Iterator[StringIO]:
    """All that any logger writes, as the settings have it written."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param)
    handler.addFilter(Discreet())
    logging.root.addHandler(handler)
    was, logging.root.level = logging.root.level, logging.INFO
    yield stream
    logging.root.removeHandler(handler)
    logging.root.level = was


@pytest.fixture
def lines(written: StringIO, request: pytest.FixtureRequest) -> Any:
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("path", "secret"),
    [
        ("/search/?q=samoilova", "samoilova"),
        ("/search/suggest?q=samoilova", "samoilova"),
        ("/calendars/abc-signed-list.ics", "abc-signed-list"),
        ("/rate/ballotcode/", "ballotcode"),
        ("/no/such/page/anna", "anna"),
        ("/on/2026-99-99/?who=anna", "anna"),
    ],
)
def test_nobody_is_written_down(client: Client, written: StringIO, path: str, secret: str) -> None:
    ScreenFactory()
    client.get(path, REMOTE_ADDR="203.0.113.7", headers={"X-Forwarded-For": "198.51.100.9", "User-Agent": "Lynx"})
    told = written.getvalue()
    assert "GET" in told
    for word in (secret, "203.0.113.7", "198.51.100.9", "Lynx"):
        assert word not in told


@pytest.mark.parametrize("written", [Lines()], indirect=True)
def test_a_request_is_one_line_of_json(client: Client, written: StringIO, lines: Any) -> None:
    ScreenFactory()
    client.get("/films/?x=1", headers={"X-Request-ID": "from-the-proxy-1"})
    (line,) = lines()
    assert {name: line[name] for name in ("level", "logger", "request_id", "method", "route", "status")} == {
        "level": "INFO",
        "logger": "cinema.request",
        "request_id": "from-the-proxy-1",
        "method": "GET",
        "route": "films",
        "status": 200,
    }
    assert line["ms"] > 0
    assert line["time"].endswith("+00:00")


@pytest.mark.parametrize("written", [Lines()], indirect=True)
@pytest.mark.parametrize("given", ["", "short", "two words here", "a" * 65, "<script>alert"])
def test_an_id_that_is_none_is_not_taken_over(client: Client, written: StringIO, lines: Any, given: str) -> None:
    client.get("/healthz")
    client.get("/no-such-page/", headers={"X-Request-ID": given})
    ids = {line["request_id"] for line in lines()}
    assert len(ids) == 1  # Django's own line about the page has it too, and the probe has none
    assert given not in ids
    assert len(ids.pop()) == 16


@pytest.mark.parametrize("written", [Lines()], indirect=True)
def test_an_error_has_its_traceback_and_its_answer_the_id(
    written: StringIO, lines: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_how: object) -> None:
        raise LookupError("a lens cap")

    monkeypatch.setattr("programming.views.page.Desk.at_moment", broken)
    answer = Client(raise_request_exception=False).get("/films/?q=anna")
    told = [line for line in lines() if "traceback" in line]
    assert answer.status_code == 500
    assert [line["message"] for line in told] == ["Internal Server Error: films"]
    assert told[0]["traceback"].endswith("LookupError: a lens cap")
    assert answer.headers["X-Request-ID"] == told[0]["request_id"]
    assert "anna" not in written.getvalue()


def test_what_a_database_repeats_is_left_out() -> None:
    told = 'IntegrityError: double value of "name"\nDETAIL:  Key (username)=(anna) already exists.\n\nnext'
    assert without_values(told) == 'IntegrityError: double value of "name"\n\nnext'


def test_the_settings_write_this_way() -> None:
    handler = settings.LOGGING["handlers"]["stderr"]
    assert handler["filters"] == ["discreet"]
    assert handler["formatter"] in settings.LOGGING["formatters"]
    assert settings.LOGGING["root"]["handlers"] == ["stderr"]
