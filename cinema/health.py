"""Two addresses for machines: /healthz says that the process lives, /readyz that it can do its work.

They are answered before anything else looks at the request: a proxy or supervisor on the same machine asks by number
and without TLS, so neither the host check nor the redirect to https may stand in its way. No cookie, no cache, no log.
"""

import os
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse

from cinema.middleware import Handler


def probes(get_response: Handler) -> Handler:
    answers = {"/healthz": _live, "/readyz": _ready}

    def answer(request: HttpRequest) -> HttpResponse:
        found = answers.get(request.path)
        if found is None:
            return get_response(request)
        response = found() if request.method in ("GET", "HEAD") else HttpResponse(status=405)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        vars(response)["_has_been_logged"] = True  # somebody asks every few seconds
        return response

    return answer


def _live() -> HttpResponse:
    return _said("alive")


def _ready() -> HttpResponse:
    """503 while the database does not answer or lacks migrations. A media folder that takes nothing is told and no
    more: pages are served without it.
    """
    media = f"media: {'ok' if os.access(settings.MEDIA_ROOT, os.W_OK) else 'takes no uploads'}"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            missing = len(_known() - set(cursor.fetchall()))
    except DatabaseError:
        return _said("database: does not answer", "migrations: unknown", media, status=503)
    if missing:
        return _said("database: ok", f"migrations: {missing} missing, run manage.py migrate", media, status=503)
    return _said("database: ok", "migrations: ok", media)


@cache
def _known() -> set[tuple[str, str]]:
    """The migrations that this program knows, read once."""
    return set(MigrationLoader(None).disk_migrations)


def _said(*lines: str, status: int = 200) -> HttpResponse:
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8", status=status)
