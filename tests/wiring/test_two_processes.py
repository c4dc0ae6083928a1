"""Two servers of one house: what is published by either is there for the readers of both, on the instant."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from programming.actions.publish import publish
from programming.models import Film
from tests.factories import ScreenFactory, film, run, shows
from tests.wiring.test_cache import free_port, redis

__all__ = ["redis"]  # a fixture

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("/", "/films/", "/films/cranes/", "/calendar.ics", "/embed/tonight/")


def address() -> str:
    """The test's own database, as DATABASE_URL."""
    own = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{own['NAME']}"
    return f"postgres://{own['USER']}@{own['HOST']}:{own['PORT']}/{own['NAME']}"


@contextmanager
def server(tmp_path: Path, redis_url: str) -> Iterator[str]:
    site = f"127.0.0.1:{free_port()}"
    given = {"DATABASE_URL": address(), "REDIS_URL": redis_url, "ALLOWED_HOSTS": "127.0.0.1", "DEBUG": "0"}
    given |= {"DATA_DIR": str(tmp_path), "STATIC_ROOT": str(tmp_path / "static"), "LOG_LEVEL": "ERROR"}
    how = ["--threads=4", "--no-control-socket", "--log-level=error"]
    command = [sys.executable, "-m", "gunicorn", "cinema.wsgi", "--bind", site, *how]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | given) as running:
        try:
            until = monotonic() + 60
            while monotonic() < until:
                try:
                    urllib.request.urlopen(f"http://{site}/healthz", timeout=5).close()
                    break
                except OSError:
                    sleep(0.1)
            yield f"http://{site}"
        finally:
            running.terminate()


def read(page: str) -> bytes:
    with urllib.request.urlopen(page, timeout=30) as answer:  # noqa: S310  our own site
        body: bytes = answer.read()
        return body


@pytest.mark.django_db(transaction=True)
def test_both_show_a_publication_at_once_and_go_on_without_redis(redis: Any, tmp_path: Path) -> None:
    screen = ScreenFactory()
    today = screen.venue.day_of(timezone.now())
    shows(run(film("Cranes"), screen, first=today - timedelta(days=1)), "00:30", "11:00", "14:35", "19:00", "23:50")
    given = {"DATA_DIR": str(tmp_path), "STATIC_ROOT": str(tmp_path / "static"), "DEBUG": "0"}
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"]
    subprocess.run(collect, cwd=ROOT, env=os.environ | given, check=True)
    publish(first=None, last=None, by=None, at=timezone.now())
    with ExitStack() as both:
        sites = [both.enter_context(server(tmp_path, redis.url)) for _each in range(2)]
        for number in range(8):
            if number == 5:
                redis.stop()
            title = f"Cranes No. {number}".encode()
            Film.objects.update(title=title.decode())
            assert all(title not in read(site + page) for site in sites for page in PAGES)
            publish(first=None, last=None, by=None, at=timezone.now())
            for page in PAGES:
                for site in sites if number % 2 else reversed(sites):
                    assert title in read(site + page), (number, page)
