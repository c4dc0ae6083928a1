"""What processes share by Redis, and what they do while it is away."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from cinema import cache
from cinema.cache import PatientRedis, backends
from programming.forms.throttle import is_crowded


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Any]:
    """A Redis of its own: `url`, and `stop` to let it go away."""
    port = free_port()
    where = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(tmp_path), "--save", "", "--daemonize", "no"]
    server = subprocess.Popen(["redis-server", *where], stdout=subprocess.DEVNULL)
    until = monotonic() + 10
    while monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                break
        sleep(0.05)
    yield SimpleNamespace(url=f"redis://127.0.0.1:{port}/0", stop=lambda: (server.kill(), server.wait()))
    server.kill()
    server.wait()


@pytest.fixture(autouse=True)
def rested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PatientRedis, "rests_until", 0.0)


def test_without_an_address_nothing_is_shared() -> None:
    made = backends("")
    assert made["default"]["BACKEND"].endswith("LocMemCache")
    assert made["pages"]["BACKEND"].endswith("DummyCache")


def test_pages_of_another_release_are_other_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    before = backends("redis://127.0.0.1:1/0")["pages"]["KEY_PREFIX"]
    assert backends("redis://127.0.0.1:1/0")["pages"]["KEY_PREFIX"] == before
    monkeypatch.setattr(cache, "CODE", ("cinema/*.py",))
    assert backends("redis://127.0.0.1:1/0")["pages"]["KEY_PREFIX"] != before


def test_processes_share(redis: Any, settings: Any) -> None:
    settings.CACHES = backends(redis.url)
    pages = caches["pages"]
    pages.set("a", ("b", b"c"), 60)
    assert (pages.get("a"), caches["default"].get("a"), pages.get("z", "none")) == (("b", b"c"), None, "none")
    assert (pages.add("a", 1), pages.add("n", 1), pages.incr("n")) == (False, True, 2)


def test_a_redis_that_is_away_is_empty_and_soon_left_alone(redis: Any, settings: Any) -> None:
    settings.CACHES = backends(redis.url)
    pages = caches["pages"]
    pages.set("a", 1, 60)
    redis.stop()
    assert (pages.get("a"), pages.get("a", 7), pages.add("b", 1), pages.set("b", 1)) == (None, 7, True, False)
    with pytest.raises(ValueError, match="no such key"):
        pages.incr("b")
    began = monotonic()
    for _each in range(100):
        pages.get("a")
    assert monotonic() - began < 0.2  # not a hundred times the patience
    crowd = SimpleNamespace(META={"REMOTE_ADDR": "10.0.0.1"}, headers={})
    assert is_crowded(crowd) is False  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_pages_are_served_without_it(redis: Any, settings: Any) -> None:
    settings.CACHES = backends(redis.url)
    redis.stop()
    assert Client().get("/films/").status_code == 404  # no house yet, which is an answer
