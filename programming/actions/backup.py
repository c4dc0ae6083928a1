"""Back up: one archive of database and media, made while the house works, read back before it gets its name.

What is not in it: the secret key, which lies beside the database and never changes (an archive travels, and whoever has
the key can sign as the house), and the sessions, each of which would let somebody in.
"""

import os
import shutil
import sqlite3
import time
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from zipfile import ZipFile

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from programming.actions import backup_postgres, backup_sqlite
from programming.actions.backup_file import MEDIA, Manifest, NotDone, Say, Writer, opened

LEFT_OUT = ("django_session",)
DRAFT = ".backup-"
LEFT_OVER = 86_400
"""Seconds after which a draft is no longer somebody's at work."""


def engine() -> ModuleType:
    """What copies this house's database, and puts it back."""
    return backup_sqlite if connection.vendor == "sqlite" else backup_postgres


def back_up(*, folder: Path, at: datetime, say: Say, kind: str = "") -> Path:
    """Write an archive into `folder`, and return its path. `kind` sets a name apart (“before-restore”).

    Raises NotDone, and leaves nothing behind, when the disk is full, what was written does not read back, or the
    folder is one that visitors reach.
    """
    _refuse_public(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sweep(folder, DRAFT)
        final = folder / name_of(at, kind)
        if final.exists():
            raise NotDone(f"{final} is there already.")
        with TemporaryDirectory(prefix=DRAFT, dir=folder) as room:
            draft = Path(room) / final.name
            _write(draft, at, say)
            verify(draft, say)
            draft.replace(final)
        _settle(folder)
    except (OSError, sqlite3.Error, DatabaseError) as wrong:
        said = getattr(wrong, "strerror", None) or str(wrong).strip()
        raise NotDone(f"No backup was made in {folder}: {said}. Nothing was left behind.") from wrong
    return final


def name_of(at: datetime, kind: str = "") -> str:
    return f"held-over-{kind + '-' if kind else ''}{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.zip"


def verify(path: Path, say: Say) -> Manifest:
    """Read the archive to its end, and open its database beside it. Raises NotDone unless all of it is whole."""
    with opened(path) as reader:
        reader.verify(say)
        manifest = reader.manifest
        if manifest.engine == engine().ENGINE:
            with TemporaryDirectory(prefix=DRAFT, dir=path.parent) as room:
                found = Path(room) / manifest.database
                reader.put(manifest.database, found)
                engine().check(found, manifest.tables, manifest.left_out)
    return manifest


def _write(draft: Path, at: datetime, say: Say) -> None:
    store, database = engine(), draft.with_name("database")
    tables = store.copy(into=database, without=LEFT_OUT, say=say)
    with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        with ZipFile(file, "w", allowZip64=True) as archive:
            writer = Writer(archive)
            writer.add(database, store.MEMBER, is_dense=store.IS_DENSE)
            _add_media(writer, say)
            manifest = Manifest(
                made_at=at.astimezone(UTC).isoformat(),
                program=program(),
                engine=store.ENGINE,
                database=store.MEMBER,
                server=store.version(),
                migrations=tuple(sorted(MigrationRecorder(connection).applied_migrations())),
                tables=tables,
                left_out=LEFT_OUT,
                parts=writer.parts,
            )
            writer.finish(manifest)
        file.flush()
        os.fsync(file.fileno())
    database.unlink()


def _add_media(writer: Writer, say: Say) -> None:
    every = list(media_files())
    for number, path in enumerate(every):
        say("media", number / len(every))
        with suppress(FileNotFoundError):  # removed since it was listed: the database does not name it either
            writer.add(path, MEDIA + path.relative_to(settings.MEDIA_ROOT).as_posix(), is_dense=True)
    say("media", 1)


def media_files() -> Iterator[Path]:
    """What lies in the media folder, in order; not what is still being written, nor what is only pointed at."""
    for path in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            yield path


def program() -> str:
    """“held-over 0.1.0”"""
    told = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{told['name']} {told['version']}"


def _refuse_public(folder: Path) -> None:
    for place in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
        if place and folder.resolve().is_relative_to(Path(place).resolve()):
            raise NotDone(f"{folder} is a folder that visitors can read. Choose another for backups.")


def sweep(folder: Path, prefix: str) -> None:
    """Remove drafts of processes that were killed."""
    for left in folder.glob(f"{prefix}*"):
        if left.stat().st_mtime < time.time() - LEFT_OVER:
            shutil.rmtree(left, ignore_errors=True)


def _settle(folder: Path) -> None:
    """The new name reaches the disk too."""
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
