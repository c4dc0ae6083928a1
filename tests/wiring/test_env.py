"""What the environment may set, and what it may not."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from cinema import env

SOCKET = {"pool": env.POOL, "sslmode": "disable"}
DEFAULT = Path("default.sqlite3").resolve()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("yes", True),
        ("1", True),
        ("On", True),
        (" true ", True),
        ("no", False),
        ("0", False),
        ("off", False),
        ("", False),
    ],
)
def test_yes_and_no(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("HTTPS", value)
    assert env.yes_no("HTTPS", default=True) is expected


def test_a_setting_left_out_is_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HTTPS", raising=False)
    assert env.yes_no("HTTPS", default=True) is True
    assert env.words("HTTPS") == []


def test_a_list_is_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "example.org, www.example.org,")
    assert env.words("ALLOWED_HOSTS") == ["example.org", "www.example.org"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", {"NAME": str(DEFAULT)}),
        ("sqlite:///house.sqlite3", {"NAME": "house.sqlite3"}),
        ("sqlite:////srv/the%20house.sqlite3", {"NAME": "/srv/the house.sqlite3"}),
        (
            "postgres://anna:p%40ss@db.example.org:6432/house",
            {
                "NAME": "house",
                "USER": "anna",
                "PASSWORD": "p@ss",
                "HOST": "db.example.org",
                "PORT": "6432",
                "OPTIONS": {"pool": env.POOL},
            },
        ),
        (
            "postgresql:///house?host=/run/postgresql&sslmode=disable",
            {"NAME": "house", "USER": "", "HOST": "/run/postgresql", "OPTIONS": SOCKET},
        ),
    ],
)
def test_a_database_address_is_read(monkeypatch: pytest.MonkeyPatch, address: str, expected: dict[str, Any]) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    read = env.database("DATABASE_URL", default=DEFAULT)
    assert {key: read[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("read", "value", "sentence"),
    [
        (env.yes_no, "perhaps", "must be yes or no"),
        (lambda name: env.secret(name, kept_in=DEFAULT), "short", "at least 32 characters"),
        (lambda name: env.database(name, DEFAULT), "mysql://db/house", "must read sqlite:///file or postgres://"),
        (lambda name: env.database(name, DEFAULT), "house.sqlite3", "must read sqlite:///file or postgres://"),
        (lambda name: env.database(name, DEFAULT), "sqlite://house.sqlite3", "must read sqlite:///file or postgres://"),
        (lambda name: env.database(name, DEFAULT), "postgres://db:99999/house", "a port that is no number"),
        (lambda name: env.database(name, DEFAULT), "postgres://anna@db", "must read sqlite:///file or postgres://"),
    ],
)
def test_what_cannot_be_read_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, read: Any, value: str, sentence: str
) -> None:
    monkeypatch.setenv("SETTING", value)
    with pytest.raises(ImproperlyConfigured, match=r"^SETTING .*") as stopped:
        read("SETTING")
    assert sentence in str(stopped.value)


def test_a_secret_is_made_once_for_its_owner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    kept = tmp_path / "var" / "secret_key"
    first = env.secret("SECRET_KEY", kept_in=kept)
    assert env.secret("SECRET_KEY", kept_in=kept) == first
    assert len(first) >= 50
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert list(kept.parent.iterdir()) == [kept]


def test_a_secret_that_is_given_is_kept_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "k" * 32)
    assert env.secret("SECRET_KEY", kept_in=tmp_path / "secret_key") == "k" * 32
    assert list(tmp_path.iterdir()) == []


def test_serving_without_host_names_is_refused(settings: Any) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = False, []
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS is not set"):
        env.refuse_without_hosts()
    settings.ALLOWED_HOSTS = ["example.org"]
    env.refuse_without_hosts()


@pytest.mark.parametrize(
    ("writable", "beside", "immutable"), [(True, "", False), (False, "", True), (False, "-wal", False)]
)
def test_a_database_in_a_folder_that_takes_nothing_is_read_as_it_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, writable: bool, beside: str, immutable: bool
) -> None:
    file = tmp_path / "the house.sqlite3"
    with closing(sqlite3.connect(file)) as made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE film (title)")
    if beside:
        Path(f"{file}{beside}").touch()
    monkeypatch.setattr(os, "access", lambda *_asked: writable)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    read = env.database("DATABASE_URL", default=DEFAULT)
    assert read["NAME"] == (f"{file.as_uri()}?immutable=1" if immutable else str(file))
    with closing(sqlite3.connect(read["NAME"], uri=read["OPTIONS"].get("uri", False))) as house:
        assert house.execute("SELECT count(*) FROM film").fetchone() == (0,)
