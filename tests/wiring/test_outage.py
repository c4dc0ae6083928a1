"""The database away, full or read-only: pages are served as long as they can be, and what was typed is kept."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.db import InterfaceError, InternalError, OperationalError, ProgrammingError, connection
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.urls import reverse

from cinema.outage import Outage, outage_of
from programming.models import Notice
from tests.factories import NOON, ScreenFactory, film, go_public, programmer, run, shows


@pytest.fixture
def visitor() -> Client:
    """One that is answered as a browser is."""
    return Client(raise_request_exception=False)


@pytest.fixture
def staff(visitor: Client, db: None) -> Client:
    visitor.force_login(programmer())
    return visitor


@pytest.fixture
def house(db: None) -> None:
    shows(run(film("Cranes"), ScreenFactory()), "17:00", "19:30")
    go_public(NOON)


def caused(kind: type[Exception], by: Exception | None, **told: Any) -> Exception:
    error = kind("said by the driver")
    error.__cause__ = by or type("Driver", (Exception,), told)()
    return error


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (caused(OperationalError, None, sqlstate=None), Outage.AWAY),  # no connection at all
        (caused(OperationalError, None, sqlstate="57P01"), Outage.AWAY),  # the server is shut down
        (caused(OperationalError, None, sqlstate="53100"), Outage.FULL),
        (caused(InternalError, None, sqlstate="25006"), Outage.FIXED),
        (caused(InternalError, None, sqlstate="25P02"), None),  # a transaction that had failed already
        (caused(InterfaceError, None, sqlstate=None), Outage.AWAY),
        (caused(OperationalError, None, sqlite_errorname="SQLITE_FULL"), Outage.FULL),
        (caused(OperationalError, None, sqlite_errorname="SQLITE_IOERR_SHMSIZE"), Outage.FULL),
        (caused(OperationalError, None, sqlite_errorname="SQLITE_IOERR_READ"), Outage.AWAY),
        (caused(OperationalError, None, sqlite_errorname="SQLITE_READONLY_DBMOVED"), Outage.FIXED),
        (caused(OperationalError, None, sqlite_errorname="SQLITE_BUSY"), Outage.AWAY),
        (caused(OperationalError, None, sqlite_errorname="SQLITE_CANTOPEN"), Outage.AWAY),
        (caused(OperationalError, None, sqlite_errorname="SQLITE_ERROR"), None),  # no such table
        (caused(ProgrammingError, None, sqlstate="42P01"), None),
        (OSError(errno.ENOSPC, "No space left on device"), Outage.FULL),
        (OSError(errno.EROFS, "Read-only file system"), Outage.FIXED),
        (OSError(errno.ENOENT, "No such file"), None),
        (ValueError("a slip of ours"), None),
        (None, None),
    ],
)
def test_an_error_of_the_machine_is_none_of_the_program(error: Exception | None, outage: Outage | None) -> None:
    assert outage_of(error) is outage


@contextmanager
def away() -> Iterator[None]:
    """Every query fails as it does when nobody answers."""
    gone = caused(OperationalError, None, sqlstate="57P01")
    with mock.patch.object(CursorWrapper, "execute", side_effect=gone):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/films/", "/calendar.ics", "/api/v1/screenings", "/search/?q=x"])
def test_without_a_database_a_page_says_so(visitor: Client, house: None, path: str) -> None:
    with away():
        answer = visitor.get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies
    assert "A short intermission" in answer.content.decode()
    assert "driver" not in answer.content.decode()
    assert visitor.get(path).status_code == 200


@contextmanager
def read_only() -> Iterator[None]:
    """The database as a file that may not be written to."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA query_only = OFF")


@contextmanager
def full() -> Iterator[None]:
    """The database without room for another page: none is free, and it may not grow."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        (most,) = cursor.execute("PRAGMA max_page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA max_page_count = {most}")


only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="by SQLite's own means")
LONG = "The projector is out for repair. " * 8
NOTICE = {"heading": "Screen 2", "text": LONG, "link": "", "starts_on": "2026-11-20", "ends_on": "2026-11-27"}


def write(staff: Client, text: str = LONG) -> Any:
    return staff.post(reverse("staff:programming_notice_add"), NOTICE | {"text": text})


@only_sqlite
@pytest.mark.django_db
def test_a_read_only_database_is_read(staff: Client, house: None) -> None:
    paths = ["/", "/films/", "/films/cranes/", "/calendar.ics", "/staff/", "/staff/board/", "/api/v1/screenings"]
    with read_only():
        assert {path: staff.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
        answer = write(staff)
    assert answer.status_code == 503
    told = answer.content.decode()
    assert "Nothing was saved" in told
    assert "takes no changes at the moment" in told
    assert LONG.strip() in told
    assert not Notice.objects.exists()


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_takes_nothing_and_loses_nothing() -> None:
    staff = Client(raise_request_exception=False)
    staff.force_login(programmer())
    shows(run(film("Cranes"), ScreenFactory()), "17:00", "19:30")
    go_public(NOON)
    text = "x" * 290
    with full():
        before = Notice.objects.count()
        statuses = [write(staff, text) for _attempt in range(60)]  # until what is free within the pages is used up
        assert staff.get("/films/").status_code == 200
        refused = [answer for answer in statuses if answer.status_code != 302]
        assert refused, "the database found room for everything"
        assert Notice.objects.count() - before == len(statuses) - len(refused)
    told = refused[0].content.decode()
    assert refused[0].status_code == 503
    assert "The disk of this site is full" in told
    assert text in told
    assert write(staff, "Room again").status_code == 302


@pytest.mark.django_db
def test_what_was_sent_can_be_sent_again(staff: Client, house: None) -> None:
    told = NOTICE | {"text": 'He said "<b>no</b>" & left'}
    address = reverse("staff:programming_notice_add")
    with mock.patch.object(Notice, "save", side_effect=caused(OperationalError, None, sqlstate="53100")):
        answer = staff.post(address, told)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert '<input type="hidden" name="text" value="He said &quot;&lt;b&gt;no&lt;/b&gt;&quot; &amp; left">' in page
    assert staff.post(address, told).status_code == 302
    assert Notice.objects.get().text == told["text"]


@pytest.mark.django_db
def test_a_password_is_not_printed(visitor: Client) -> None:
    User.objects.create_superuser(username="anna", password="not a secret")
    with mock.patch.object(User, "save", side_effect=caused(OperationalError, None, sqlite_errorname="SQLITE_FULL")):
        answer = visitor.post(reverse("staff:login"), {"username": "anna", "password": "not a secret"})
    assert answer.status_code == 503
    assert "not a secret" not in answer.content.decode()
    assert "anna" not in answer.content.decode()


@pytest.mark.django_db
def test_a_slip_of_ours_stays_an_error(visitor: Client, house: None) -> None:
    with mock.patch("programming.views.page.Desk.at_moment", side_effect=ValueError):
        answer = visitor.get("/films/")
    assert answer.status_code == 500
    assert "The film broke" in answer.content.decode()
