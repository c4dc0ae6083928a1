"""Sends requests to the site in process, and says what was wrong with what came back; afterwards all is as it was."""

import gzip
import json
import logging
import re
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.contrib.messages import ERROR
from django.core.cache import caches
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.forms import BaseForm, BaseFormSet
from django.http.cookie import SimpleCookie
from django.test import Client

from programming.importers.report import Report
from tests.fuzz.asked import Asked
from tests.fuzz.house import VISITOR, House
from tests.fuzz.values import MARK

SLOW_SECONDS = 4.0
"""Of the processor: a busy machine makes nobody slow."""
WRITES = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)')
AFTERWARDS = (
    "/",
    "/films/the-third-man/",
    "/staff/publish/",
    "/staff/board/",
    "/week/2026-11-20/",
    "/search/?q=third",
    "/films/",
    "/api/v1/films/the-third-man",
    "/staff/holdovers/",
    "/films/detour/",
)
"""What is looked at after something was stored: one of these."""
OF_THE_DOOR = ("django_session", "axes_", "programming_doorentry", "otp_")
"""What an answer with an error may write: that it was asked for."""


class _Undo(Exception):
    """Takes everything back."""


class _Log(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith("django.security"):  # a refusal, which it says was one
            self.said.append(f"{record.name}: {record.getMessage()}")


class Site:
    """One house and who knocks at it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._clients = {
            checks: Client(raise_request_exception=False, enforce_csrf_checks=checks) for checks in (True, False)
        }
        self._log = _Log()
        self._thrown: list[str] = []
        self._written: set[str] = set()
        self.answers: Counter[str] = Counter()
        self.routes: set[str] = set()
        self._pages: dict[tuple[str, str], Any] = {}

    @contextmanager
    def watched(self) -> Iterator[None]:
        """While it lasts, nothing goes unseen."""
        root, kept = logging.getLogger(), logging.getLogger().handlers[:]
        root.handlers[:] = [self._log]
        got_request_exception.connect(self._on_exception)
        try:
            with connection.execute_wrapper(self._on_query):
                yield
        finally:
            got_request_exception.disconnect(self._on_exception)
            root.handlers[:] = kept

    def _on_exception(self, **_told: Any) -> None:
        self._thrown.append(traceback.format_exc())

    def _on_query(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITES.match(sql):
            self._written.add(found[1])
        return execute(sql, params, many, context)

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever is written inside is taken back."""
        self._clear()
        try:
            with transaction.atomic():
                yield
                raise _Undo
        except _Undo:
            pass
        finally:
            connection.needs_rollback = connection.needs_rollback and connection.in_atomic_block
        if self._written:
            for cache in ("default", "pages"):
                caches[cache].clear()

    def _clear(self) -> None:
        self._thrown.clear()
        self._log.said.clear()
        self._written.clear()

    def page(self, who: str, address: str) -> Any:
        """The answer to a plain GET, remembered: nothing ever changes here."""
        if (who, address) not in self._pages:
            path, _mark, query = address.partition("?")
            with self.undone():
                self._pages[who, address] = self._answer(Asked(who, "GET", path, query))
        return self._pages[who, address]

    def wrong_with(self, asked: Asked) -> str:
        """What is wrong with the answer; empty for nothing. Where all went well, the next page and another are looked
        at before it is taken back.
        """
        if asked.who == VISITOR and asked.method == "GET" and not connection.in_atomic_block:
            return self._wrong_with_reading(asked)
        with self.undone():
            was, complaint = self._judged(asked)
            if not complaint and was.status_code == 302 and asked.method == "POST" and self._written:
                complaint = self._looked_at(asked, was.headers["Location"])
            kept = self._sums() if was is not None and not complaint and _is_refusal(was) else {}
        if changed := self._changed(kept):
            complaint = f"answered with an error ({was.status_code}), and changed {', '.join(changed)}"
        return complaint

    def wrong_in_import(self, read: Callable[[], Report], *, in_whole: bool) -> str:
        """What is wrong with an import: that it throws, dawdles, or changes something though it refused it all.

        With `in_whole`, one row refused is all refused.
        """
        with self.undone():
            began = time.process_time()
            try:
                report = read()
                self._commit()
            except Exception:
                return traceback.format_exc()
            seconds = time.process_time() - began
            list(report.lines())
            is_refused = report.refused and (in_whole or not (report.created or report.changed))
            kept = self._sums() if is_refused else {}
        if seconds > SLOW_SECONDS:
            return f"took {seconds:.1f} s"
        return f"refused, and changed {', '.join(changed)}" if (changed := self._changed(kept)) else ""

    def _wrong_with_reading(self, asked: Asked) -> str:
        """A visitor's page in no transaction, as it comes in use: it may be kept, and writes nothing."""
        self._clear()
        complaint = self._judged(asked)[1]
        return complaint or (f"reading it changed {', '.join(sorted(self._written))}" if self._written else "")

    def _looked_at(self, asked: Asked, location: str) -> str:
        path, _mark, query = location.partition("?")
        for each, of in ((path, query), tuple(AFTERWARDS[len(asked.body) % len(AFTERWARDS)].partition("?")[::2])):
            if each.startswith("/"):
                _answer, complaint = self._judged(Asked(asked.who, "GET", each, of))
                if complaint:
                    return f"{each} afterwards: {complaint}"
        return ""

    def _judged(self, asked: Asked) -> tuple[Any, str]:
        began = time.process_time()
        try:
            answer = self._answer(asked)
        except Exception:
            return None, f"thrown past every handler: {traceback.format_exc()}"
        seconds = time.process_time() - began
        self._count(asked, answer)
        if self._thrown:
            return answer, self._thrown[0]
        if answer.status_code >= 500:
            return answer, f"status {answer.status_code}"
        if self._log.said:
            return answer, f"logged: {self._log.said[0]}"
        if seconds > SLOW_SECONDS:
            return answer, f"took {seconds:.1f} s"
        return answer, _wrong_in(answer)

    def _count(self, asked: Asked, answer: Any) -> None:
        self.answers[f"{'POST' if asked.method == 'POST' else 'other'} {answer.status_code}"] += 1
        if match := getattr(answer.wsgi_request, "resolver_match", None):
            self.routes.add("/" + match.route.replace("^", "").replace("$", ""))

    def _answer(self, asked: Asked) -> Any:
        client = self._clients[asked.checks_csrf]
        client.cookies = SimpleCookie()
        for name, morsel in self.house.cookies[asked.who].items():
            client.cookies[name] = morsel.value
        for name, value in asked.cookies.items():
            client.cookies.load({}) if not name else client.cookies.__setitem__(name, value)
        told = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in asked.headers.items()}
        path = asked.path.encode("utf-8", "surrogatepass").decode("latin-1")
        answer = client.generic(
            asked.method, "/", asked.body, asked.content_type, PATH_INFO=path, QUERY_STRING=asked.query, **told
        )
        self._commit()
        return answer

    def _commit(self) -> None:
        """Do what waits for the end of the transaction, which never comes."""
        waiting, connection.run_on_commit = connection.run_on_commit, []
        for _ids, function, robust in waiting:
            try:
                function()
            except Exception:
                if not robust:
                    raise
                self._thrown.append(traceback.format_exc())

    def _changed(self, kept: dict[str, str]) -> list[str]:
        """Which of the tables are otherwise now that all is taken back."""
        return [name for name, total in kept.items() if _sum(name) != total]

    def _sums(self) -> dict[str, str]:
        """A digest of each table that was written to, and that an error should leave alone."""
        return {name: _sum(name) for name in sorted(self._written) if not name.startswith(OF_THE_DOOR)}


def _sum(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608  a table of our own
        return sha256(repr(cursor.fetchall()).encode("utf-8", "surrogatepass")).hexdigest()


def _is_refusal(answer: Any) -> bool:
    """Whether the answer says that it was not done: by its status, by a form with errors, or by a message."""
    if answer.status_code >= 400:
        return True
    request = getattr(answer, "wsgi_request", None)
    messages = getattr(getattr(request, "_messages", None), "_queued_messages", ())
    if messages and all(message.level >= ERROR for message in messages):
        return True
    return any(
        _has_errors(value)
        for context in answer.context or ()
        for one in context
        for value in (one.values() if hasattr(one, "values") else ())
    )


def _has_errors(value: Any) -> bool:
    value = getattr(value, "form", value) if type(value).__name__ == "AdminForm" else value
    if isinstance(value, BaseForm):
        return bool(value._errors)
    return isinstance(value, BaseFormSet) and any(value._errors or ())


def _wrong_in(answer: Any) -> str:
    """What is wrong with what an answer says."""
    if answer.request["REQUEST_METHOD"] == "HEAD":
        return ""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.headers.get("Content-Encoding") == "gzip" and body:
        body = gzip.decompress(body)
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith(("text/html", "image/svg", "application/xml", "application/atom")) and MARK.encode() in body:
        return "says back unescaped what it was sent"
    if "json" in kind and body:
        try:
            json.loads(body)
        except ValueError:
            return "is no JSON"
    if kind.startswith("text/calendar") and not (
        body.startswith(b"BEGIN:VCALENDAR\r\n") and body.endswith(b"END:VCALENDAR\r\n")
    ):
        return "is no whole calendar"
    return ""
