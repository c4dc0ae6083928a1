"""What the environment may set, and what it may not."""

import os
import re
import sqlite3
import stat
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as conf
from django.core.exceptions import ImproperlyConfigured

from cinema import env

SOCKET = {"pool": env.POOL, "sslmode": "disable"}
DEFAULT = Path("default.sqlite3").resolve()
ROOT = Path(__file__).resolve().parents[2]


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


GOOD_KEY = "k3JfQ9-pLx_7Zr2mVtWc5NbYd8HsGa4E"


@pytest.fixture
def serving(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The settings of a house that may be served."""
    monkeypatch.setenv("SECRET_KEY", GOOD_KEY)
    settings.DEBUG, settings.HTTPS, settings.SECRET_KEY = False, True, GOOD_KEY
    settings.ALLOWED_HOSTS = ["aurora.example"]
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(conf, "DATABASES", {"default": {**env.SQLITE, "NAME": str(tmp_path / "house.sqlite3")}})
    return settings


def test_what_is_safe_is_served(serving: Any) -> None:
    env.refuse_what_is_unsafe()
    serving.HTTPS, serving.ALLOWED_HOSTS = False, ["localhost", "127.0.0.1", "[::1]", "192.168.1.7", "foyer", "box.lan"]
    env.refuse_what_is_unsafe()
    serving.DEBUG, serving.ALLOWED_HOSTS = True, []
    env.refuse_what_is_unsafe()


UNSAFE: list[tuple[dict[str, Any], str]] = [
    ({"ALLOWED_HOSTS": ["*"]}, "answer to any name"),
    ({"ALLOWED_HOSTS": ["aurora.example", "*"]}, "answer to any name"),
    ({"DEBUG": True}, "aurora.example is a public name: its visitors would be shown"),
    ({"HTTPS": False}, "HTTPS is not set"),
    ({"HTTPS": False, "ALLOWED_HOSTS": ["localhost", ".aurora.example"]}, "HTTPS is not set"),
    ({"HTTPS": False, "ALLOWED_HOSTS": ["8.8.8.8"]}, "HTTPS is not set"),
    ({"HTTPS": False, "ALLOWED_HOSTS": ["[2001:4860::1]"]}, "HTTPS is not set"),
    ({"SECRET_KEY": "k" * 50}, "can be guessed"),
    ({"SECRET_KEY": "django-insecure-" + GOOD_KEY}, "can be guessed"),
    ({"SECRET_KEY": "ChangeMe-" + GOOD_KEY}, "can be guessed"),
    ({"MEDIA_ROOT": "static/media"}, "one in the other"),
    ({"STATIC_ROOT": "media/static"}, "one in the other"),
    ({"MEDIA_ROOT": "."}, "one in the other"),
    ({"MEDIA_ROOT": ".", "STATIC_ROOT": "/srv/static"}, "secret_key lies in it"),
    ({"MEDIA_ROOT": "store", "DATABASES": "store/house.sqlite3"}, "house.sqlite3 lies in it"),
    ({"STATIC_ROOT": "store", "DATABASES": "store/house.sqlite3"}, "house.sqlite3 lies in it"),
]


@pytest.mark.parametrize(("changed", "sentence"), UNSAFE)
def test_what_is_unsafe_is_refused_with_a_sentence(
    serving: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], sentence: str
) -> None:
    for name, value in changed.items():
        if name == "DATABASES":
            monkeypatch.setattr(conf, "DATABASES", {"default": {**env.SQLITE, "NAME": str(tmp_path / value)}})
        else:
            setattr(serving, name, (tmp_path / value).resolve() if name.endswith("_ROOT") else value)
    with pytest.raises(ImproperlyConfigured, match=re.escape(sentence)):
        env.refuse_what_is_unsafe()


def test_a_key_that_others_may_read_is_refused(serving: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY")
    kept = tmp_path / "secret_key"
    env.secret("SECRET_KEY", kept_in=kept)
    env.refuse_what_is_unsafe()
    kept.chmod(0o644)
    with pytest.raises(ImproperlyConfigured, match="Others on this machine may read"):
        env.refuse_what_is_unsafe()


def test_the_key_of_this_folder_is_in_no_commit() -> None:
    ignored = subprocess.run(["git", "check-ignore", "-q", "var/secret_key"], cwd=ROOT, check=False)
    assert ignored.returncode == 0
