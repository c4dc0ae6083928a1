"""What every answer carries, whatever page it is."""

import sqlite3
import zoneinfo

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/staff/login/", "/no-such-page/", "/media/no-such-still.jpg"])
def test_every_answer_says_what_a_browser_may_do(client: Client, path: str) -> None:
    response = client.get(path)
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    policy = {part.strip() for part in response.headers["Content-Security-Policy"].split(";")}
    assert policy == {
        "default-src 'self'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    }


@pytest.mark.django_db
def test_a_stranger_is_given_no_cookie(client: Client) -> None:
    assert client.get("/no-such-page/").cookies == {}


def test_zones_come_from_the_package_and_not_from_the_machine() -> None:
    assert zoneinfo.TZPATH == ()
    assert zoneinfo.ZoneInfo("America/New_York").key == "America/New_York"


@pytest.mark.django_db
def test_sqlite_is_tuned_for_readers_beside_one_writer() -> None:
    if connection.vendor != "sqlite":
        assert settings.DATABASES["default"]["CONN_HEALTH_CHECKS"]
        return
    with connection.cursor() as cursor:
        pragmas = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1}
    assert sqlite3.sqlite_version_info >= (3, 31)
    assert settings.DATABASES["default"]["CONN_MAX_AGE"] is None  # or a full disk would keep pages from being read
