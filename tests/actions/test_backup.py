"""A backup holds the house as it was, says so when it cannot, and never takes the place of a house unasked."""

import errno
import json
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from threading import Event, Thread
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, connections

from programming.actions import backup_postgres
from programming.actions.backup import LEFT_OUT, back_up, engine, verify
from programming.actions.backup_file import MANIFEST, NotDone, is_safe
from programming.actions.backup_restore import restore
from programming.models import Film, Venue
from tests.factories import NOON, FilmFactory, ScreenFactory, film, go_public, programmer, run, shows

pytestmark = pytest.mark.django_db(transaction=True)


def quiet(_step: str, _share: float) -> None:
    pass


@pytest.fixture
def house(media: Path, settings: Any, tmp_path: Path) -> Path:
    """A small house with a season and a picture. Returns the folder for its backups."""
    settings.DATA_DIR = tmp_path / "data"
    shows(run(film("Cranes", director="Mikhail Kalatozov"), ScreenFactory()), "17:00", "19:30")
    go_public()
    programmer()
    Session.objects.create(session_key="k3y0fs0meb0dy", session_data="", expire_date=NOON)
    (media / "stills/2026").mkdir(parents=True)
    (media / "stills/2026/stair-0123456789ab.jpg").write_bytes(b"a picture" * 1000)
    return tmp_path / "backups"


def saved(folder: Path, at: datetime = NOON) -> Path:
    return back_up(folder=folder, at=at, say=quiet)


def put_back(path: Path, *, replace: bool = False) -> Any:
    return restore(path=path, replace=replace, backups=path.parent, at=NOON + timedelta(hours=1), say=quiet)


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, sessions left out. A history has several of the same first column."""
    names = sorted(set(connection.introspection.table_names()) - set(LEFT_OUT))
    with connection.cursor() as cursor:
        found = {}
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608  names that the database told
            found[name] = sorted(cursor.fetchall(), key=repr)
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def empty(media: Path) -> None:
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(media)
    media.mkdir()


def test_a_house_comes_back_row_by_row(house: Path, media: Path) -> None:
    before, pictures, path = rows(), files(media), saved(house)
    assert sum(map(len, before.values())) > 100
    empty(media)
    assert not Venue.objects.exists()
    manifest, replaced = put_back(path)
    assert (rows(), files(media), replaced) == (before, pictures, None)
    assert {name: table.rows for name, table in manifest.tables.items()} == {
        name: len(of) for name, of in before.items()
    }
    assert not Session.objects.exists()
    film("Made afterwards")  # keys go on from where they were


def test_the_demo_season_comes_back_row_by_row(house: Path, media: Path) -> None:
    empty(media)
    call_command("load_seeds", verbosity=0, stdout=StringIO(), stderr=StringIO())
    before, pictures, path = rows(), files(media), saved(house)
    assert sum(map(len, before.values())) > 20_000
    assert len(pictures) > 100
    empty(media)
    put_back(path)
    assert files(media) == pictures
    for name, found in rows().items():
        assert found == before[name], name


def test_what_is_written_is_for_its_owner_and_says_what_is_in_it(house: Path) -> None:
    path = saved(house)
    assert [one.name for one in house.iterdir()] == [path.name] == ["held-over-20261120T170000Z.zip"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(house.stat().st_mode) == 0o700
    with ZipFile(path) as archive:
        told = json.loads(archive.read(MANIFEST))
        assert set(archive.namelist()) == {engine().MEMBER, MANIFEST, "media/stills/2026/stair-0123456789ab.jpg"}
        assert b"k3y0fs0meb0dy" not in archive.read(engine().MEMBER)
    assert told["program"].startswith("held-over ")
    assert told["made_at"] == NOON.isoformat()
    assert ["programming", "0001_initial"] in told["migrations"]
    assert told["tables"]["programming_film"]["rows"] == 1
    assert "django_session" not in told["tables"]


def test_it_is_one_moment_of_a_house_that_is_worked_in(house: Path) -> None:
    """Films are made in pairs: no backup has one without the other."""
    stop = Event()

    def work() -> None:
        step = 0
        try:
            while not stop.is_set():
                step += 1
                made = [FilmFactory.build(title=f"{name} {step}") for name in ("first", "second")]
                Film.objects.bulk_create(made)
        finally:
            connections.close_all()

    worker = Thread(target=work)
    worker.start()
    try:
        paths = [saved(house, NOON + timedelta(minutes=step)) for step in range(4)]
    finally:
        stop.set()
        worker.join()
    counts = [verify(path, quiet).tables["programming_film"].rows for path in paths]
    assert all(count % 2 == 1 for count in counts)
    assert counts == sorted(counts)
    assert counts[-1] > 1
    put_back(paths[1], replace=True)
    assert Film.objects.count() == counts[1]


def test_a_filled_house_gives_way_only_when_told_and_is_kept(house: Path, media: Path) -> None:
    path = saved(house)
    Film.objects.update(title="Something else")
    (media / "stills/2026/later.jpg").write_bytes(b"later")
    (media / "stills/2026/stair-0123456789ab.jpg").write_bytes(b"another picture")
    now, pictures = rows(), files(media)
    with pytest.raises(NotDone, match="--replace"):
        put_back(path)
    assert (rows(), files(media)) == (now, pictures)
    _manifest, before = put_back(path, replace=True)
    assert Film.objects.get().title == "Cranes"
    assert files(media) == {"stills/2026/stair-0123456789ab.jpg": b"a picture" * 1000}
    assert before.name == "held-over-before-restore-20261120T180000Z.zip"
    shutil.move(before, house / "copy.zip")
    put_back(house / "copy.zip", replace=True)
    assert (rows(), files(media)) == (now, pictures)


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def no_archive(path: Path) -> None:
    path.write_bytes(b"PK, she said, and left it at that.")


def rewritten(change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> Callable[[Path], None]:
    """The archive with its manifest and members changed."""

    def write(path: Path) -> None:
        with ZipFile(path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        told = json.loads(members.pop(MANIFEST))
        change(told, members)
        with ZipFile(path, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)
            if told:
                archive.writestr(MANIFEST, json.dumps(told))

    return write


def without_manifest(told: dict[str, Any], _members: dict[str, bytes]) -> None:
    told.clear()


def with_a_stranger(_told: dict[str, Any], members: dict[str, bytes]) -> None:
    members["media/added.html"] = b"not told of"


def leading_out(told: dict[str, Any], members: dict[str, bytes]) -> None:
    name = "media/stills/2026/stair-0123456789ab.jpg"
    members["media/../../outside"] = members.pop(name)
    told["parts"]["media/../../outside"] = told["parts"].pop(name)


def of_other_rows(told: dict[str, Any], _members: dict[str, bytes]) -> None:
    told["tables"]["programming_film"]["rows"] += 1
    told["tables"]["programming_unheard_of"] = told["tables"]["programming_film"]


def of_a_newer_program(told: dict[str, Any], _members: dict[str, bytes]) -> None:
    told["migrations"].append(["programming", "0999_from_the_future"])


def of_a_newer_format(told: dict[str, Any], _members: dict[str, bytes]) -> None:
    told["format"] += 1


def of_another_engine(told: dict[str, Any], _members: dict[str, bytes]) -> None:
    told["engine"] = "cardfile"


def of_another_shape(told: dict[str, Any], _members: dict[str, bytes]) -> None:
    told["parts"] = ["everything"]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (flipped, "damaged"),
        (cut_short, "damaged, cut short, or no backup"),
        (no_archive, "damaged, cut short, or no backup"),
        (Path.unlink, "There is no file"),
        (rewritten(without_manifest), "no manifest"),
        (rewritten(with_a_stranger), "does not hold what its manifest says"),
        (rewritten(leading_out), "outside of its folder"),
        (rewritten(of_other_rows), "manifest says|no rows of programming_unheard_of"),
        (rewritten(of_a_newer_program), "newer version than this program .programming 0999_from_the_future"),
        (rewritten(of_a_newer_format), "newer version of Held Over"),
        (rewritten(of_another_engine), "of a cardfile database"),
        (rewritten(of_another_shape), "no backup of Held Over"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_put_back_is_refused_and_changes_nothing(
    house: Path, media: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    path = saved(house)
    spoil(path)
    now, pictures = rows(), files(media)
    there = set(house.iterdir())
    with pytest.raises(NotDone, match=sentence):
        put_back(path, replace=True)
    assert (rows(), files(media)) == (now, pictures)
    assert set(house.iterdir()) == there  # not even the house's own backup was begun
    assert not (media.parent / "outside").exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("media/stills/2026/a.jpg", True),
        ("media/ä b.jpg", True),
        ("media/", False),
        ("media", False),
        ("/media/a.jpg", False),
        ("other/a.jpg", False),
        ("media/../a.jpg", False),
        ("media//a.jpg", False),
        ("media/./a.jpg", False),
        ("media/a\\..\\b.jpg", False),
        ("media/c:a.jpg", False),
        ("media/a\0b", False),
    ],
)
def test_members_lie_in_their_folder(name: str, safe: bool) -> None:
    assert is_safe(name) is safe


def test_a_link_in_the_media_folder_leads_nowhere(house: Path, media: Path, tmp_path: Path) -> None:
    path = saved(house)
    empty(media)
    (tmp_path / "elsewhere").mkdir()
    (media / "stills").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotDone, match="outside of the media folder"):
        put_back(path)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert not Venue.objects.exists()


def test_a_full_disk_leaves_nothing_behind(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: Any, **_how: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("programming.actions.backup_file.Writer.finish", full)
    with pytest.raises(NotDone, match=r"No space left on device\. Nothing was left behind"):
        saved(house)
    assert list(house.iterdir()) == []


def test_what_does_not_read_back_gets_no_name(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = verify

    def rotten(path: Path, say: Any) -> Any:
        flipped(path)
        return written(path, say)

    monkeypatch.setattr("programming.actions.backup.verify", rotten)
    with pytest.raises(NotDone, match="damaged"):
        saved(house)
    assert list(house.iterdir()) == []


def test_a_disk_that_fills_while_restoring_leaves_the_house(
    house: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(house)
    Film.objects.update(title="Something else")
    (media / "stills/2026/stair-0123456789ab.jpg").write_bytes(b"another picture")
    now, pictures = rows(), files(media)

    def full(*_args: Any, **_how: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(engine(), "put_back", full)
    with pytest.raises(NotDone, match=r"database or disk is full\. The house is as it was"):
        put_back(path, replace=True)
    assert (rows(), files(media)) == (now, pictures)


def test_what_a_killed_process_left_is_swept_up_after_a_day(house: Path, settings: Any) -> None:
    data = Path(settings.DATA_DIR)
    left = [house / ".backup-old", data / ".restore-old"]
    fresh = [house / ".backup-new", data / ".restore-new"]
    for folder in (*left, *fresh):
        folder.mkdir(parents=True)
        (folder / "database").touch()
    for folder in left:
        os.utime(folder, (0, 0))
    put_back(saved(house), replace=True)
    assert [folder.exists() for folder in (*left, *fresh)] == [False, False, True, True]


def test_backups_are_kept_where_no_visitor_reads(house: Path, media: Path) -> None:
    with pytest.raises(NotDone, match="visitors can read"):
        saved(media / "backups")
    assert not (media / "backups").exists()


@pytest.mark.parametrize(
    ("versions", "at_least", "sentence"),
    [
        ({}, 15, "There is no pg_dump"),
        ({"a": 13}, 15, "is of version 13, older than the database"),
        ({"a": 15}, 15, ""),
    ],
)
def test_programs_of_postgresql_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, versions: dict[str, int], at_least: int, sentence: str
) -> None:
    for name, version in versions.items():
        (tmp_path / name / "bin").mkdir(parents=True)
        program = tmp_path / name / "bin/pg_dump"
        program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.4 (Debian {version}.4-0)'\n")
        program.chmod(0o755)
    monkeypatch.setattr(backup_postgres, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", "/nonexistent")
    if not sentence:
        assert backup_postgres._program("pg_dump", at_least=at_least).endswith("a/bin/pg_dump")
        return
    with pytest.raises(NotDone, match=sentence):
        backup_postgres._program("pg_dump", at_least=at_least)


def test_a_password_stands_on_no_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"host": "db.example", "dbname": "house", "user": "anna", "password": "p'ss", "prepare_threshold": None}
    monkeypatch.setattr(connection, "get_connection_params", lambda: told)
    assert backup_postgres._where() == {"address": "host=db.example dbname=house user=anna", "PGPASSWORD": "p'ss"}


# -- the commands


def test_the_commands_say_what_they_did(house: Path, media: Path) -> None:
    said = StringIO()
    call_command("backup", house, keep=1, stdout=said)
    (path,) = house.iterdir()
    assert said.getvalue().startswith(f"{path} (")
    empty(media)
    said = StringIO()
    call_command("restore", path, stdout=said)
    assert "Restored " in said.getvalue()
    assert Film.objects.get().title == "Cranes"
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", path)


def test_an_archive_of_an_older_version_is_brought_up_to_date(house: Path, media: Path) -> None:
    """Its tables are those of the version before: after the restore they are today's."""
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415

    newest = max(name for app, name in MigrationLoader(None).disk_migrations if app == "programming")
    before = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == "programming")[-2]
    try:
        call_command("migrate", "programming", before, verbosity=0)
        path = saved(house)
    finally:
        call_command("migrate", verbosity=0)
    empty(media)
    call_command("restore", path, stdout=StringIO())
    assert newest in {name for _app, name in verify(saved(house, NOON + timedelta(days=1)), quiet).migrations}
    assert Film.objects.get().title == "Cranes"
