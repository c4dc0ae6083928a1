"""What machines ask of the site: whether it lives, and whether it can do its work."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import Client


@contextmanager
def without_database() -> Iterator[None]:
    with mock.patch.object(connection, "cursor", side_effect=OperationalError("connection refused")):
        yield


def test_a_process_lives_without_a_database(client: Client) -> None:
    with without_database():
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"alive\n")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_proxy_asks_by_number_and_without_tls(client: Client, settings: Any, path: str) -> None:
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["lantern.example"], True
    answer = client.get(path, headers={"Host": "127.0.0.1:8000"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert not answer.cookies
    assert client.head(path, headers={"Host": "127.0.0.1:8000"}).status_code == 200
    assert client.post(path, headers={"Host": "127.0.0.1:8000"}).status_code == 405


@pytest.mark.django_db
def test_ready_is_one_query(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/readyz")
    with django_assert_num_queries(1):
        assert client.get("/readyz").content == b"database: ok\nmigrations: ok\nmedia: ok\n"


def test_not_ready_without_a_database(client: Client) -> None:
    with without_database():
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.content.startswith(b"database: does not answer\nmigrations: unknown\n")


@pytest.mark.django_db
def test_not_ready_before_its_migrations(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name = '0001_initial' AND app = 'programming'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert b"migrations: 1 missing, run manage.py migrate" in answer.content


@pytest.mark.django_db
def test_ready_where_no_picture_can_be_stored(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "gone"
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert b"media: takes no uploads" in answer.content
