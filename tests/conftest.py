"""What every test shares: the database's place, plain static files, and how hypothesis searches."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import settings as hypothesis

from cinema.messages import compile_stale

# A slow machine is no failing test. In CI the same examples are tried each time, so that a red run can be repeated.
hypothesis.register_profile("here", deadline=None)
hypothesis.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure() -> None:
    compile_stale()
    # Hashed names need a collectstatic first; guards/test_static.py checks them on their own.
    settings.STORAGES["staticfiles"]["BACKEND"] = settings.PLAIN_STATIC
    settings.STATIC_ROOT = None
    # Tests travel through time while somebody is logged in; staff/test_door.py sees sessions end.
    settings.SESSION_COOKIE_AGE, settings.SESSION_HOURS = 10 * 365 * 86_400, 10 * 365 * 24
    # Tests make many users, and none is real.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_report_header() -> str:
    return "database: " + settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as in use: in memory, a live server's threads would share one connection and transaction."""
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        default.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "held-over.sqlite3")


@pytest.fixture
def french() -> Iterator[None]:
    """The house speaks French."""
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Publications of two tests may have the same number and hour."""
    from programming.exporters.jsonld import EVENTS  # noqa: PLC0415
    from programming.listings.calendars import ENDS  # noqa: PLC0415
    from programming.listings.changes import TOLD_BEFORE  # noqa: PLC0415  once Django is set up
    from programming.listings.moments import OF_SHOWS  # noqa: PLC0415
    from programming.listings.played import SUMS  # noqa: PLC0415
    from programming.listings.remembered import COPY  # noqa: PLC0415
    from programming.listings.series import SPANS  # noqa: PLC0415
    from programming.listings.titles import AHEAD  # noqa: PLC0415
    from programming.views.event_pieces import PIECES  # noqa: PLC0415

    for memory in (AHEAD, COPY, ENDS, EVENTS, OF_SHOWS, PIECES, SPANS, SUMS, TOLD_BEFORE):
        memory.forget()


@pytest.fixture(autouse=True)
def media(settings: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Uploads of a test go to a folder of its own, never among the house's."""
    folder = tmp_path_factory.mktemp("media")
    settings.MEDIA_ROOT = folder
    return folder
