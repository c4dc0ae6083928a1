"""What is written down of a request: what was asked for and how it went, never by whom.

A line has the name of the route and not the address: addresses hold search words, signed links and ballots' codes.
"""

import json
import logging
import re
import secrets
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from cinema.middleware import Handler

current: ContextVar[str] = ContextVar("request_id", default="-")
GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
TOLD = ("request_id", "method", "route", "status", "ms")
VALUES = re.compile(r"^(DETAIL|CONTEXT|PARAMETERS): .*\n?", re.MULTILINE)
"""Lines in which PostgreSQL repeats what was typed."""
logger = logging.getLogger("cinema.request")


def log_requests(get_response: Handler) -> Handler:
    """One line for each request. Its id is the proxy's, where X-Request-ID gives one; an error's answer carries it."""

    def answer(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        vars(request)["request_id"] = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
        token = current.set(vars(request)["request_id"])
        began = time.perf_counter()
        try:
            response = get_response(request)
            if response.status_code >= 500:
                response.headers["X-Request-ID"] = current.get()
            told = {"method": request.method, "route": route_of(request), "status": response.status_code}
            ms = round((time.perf_counter() - began) * 1000, 1)
            logger.info("%s %s %s, %s ms", *told.values(), ms, extra=told | {"ms": ms})
            return response
        finally:
            current.reset(token)

    return answer


def route_of(request: HttpRequest) -> str:
    """“film”; a hyphen where no route was found."""
    if kept := vars(request).get("route"):  # a page that was rendered before (programming/views/keeping.py)
        return str(kept)
    match = getattr(request, "resolver_match", None)
    return (match.view_name or match.route or "-") if match else "-"


class Discreet(logging.Filter):
    """Gives every record the id of its request, and takes the visitor's address bar out of Django's own messages."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "request_id", current.get())  # Django's last word comes after ours
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            route = route_of(request)
            record.args = tuple(route if one in (request.path, request.get_full_path()) else one for one in record.args)
        return True


class Plain(logging.Formatter):
    """A line for people, and the traceback under it."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  logging's own name
        return without_values(super().formatException(ei))


class Lines(Plain):
    """A JSON object for each record, on one line."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        told |= {name: value for name in TOLD if (value := getattr(record, name, None)) is not None}
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


def without_values(traceback: str) -> str:
    return VALUES.sub("", traceback)
