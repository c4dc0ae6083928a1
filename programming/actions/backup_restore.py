"""Put a backup back. The database changes in one transaction, and nothing is taken away before that: whoever is killed
on the way leaves the old house whole, or the new one.
"""

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from programming.actions.backup import back_up, engine, media_files, sweep, verify
from programming.actions.backup_file import MEDIA, Manifest, NotDone, Reader, Say, opened
from programming.models import Venue

BEFORE = "before-restore"
STAGED = ".restore-"


def restore(*, path: Path, replace: bool, backups: Path, at: datetime, say: Say) -> tuple[Manifest, Path | None]:
    """Make the archive this house, as it was: its migrations are left to the caller. Returns what it was, and the
    backup of the house that was replaced.

    Raises NotDone, with nothing changed, when the archive is damaged, of another database or of a newer version, and
    when there is a house already and `replace` does not say otherwise.
    """
    is_filled = house_is_filled()
    if is_filled and not replace:
        raise NotDone("There is a house in this database already. To put the archive in its place, say --replace.")
    manifest = verify(path, say)
    _refuse_foreign(manifest)
    before = back_up(folder=backups, at=at, say=say, kind=BEFORE) if is_filled else None
    try:
        with opened(path) as reader, TemporaryDirectory(prefix=STAGED, dir=_beside()) as room:
            _exchange(reader, Path(room), say)
    except (OSError, sqlite3.Error, DatabaseError) as wrong:
        said = getattr(wrong, "strerror", None) or str(wrong).strip()
        raise NotDone(f"The archive was not put back: {said}. The house is as it was.") from wrong
    if is_filled:
        _forget(manifest)
    cache.clear()
    if engine().tables(manifest.left_out) != manifest.tables:
        raise NotDone("The database does not hold what the archive does. Stop the site, and try again.")
    return manifest, before


def house_is_filled() -> bool:
    """Whether the database holds a house, or somebody who may log in."""
    there = set(connection.introspection.table_names())
    return any(model._meta.db_table in there and _has_rows(model._meta.db_table) for model in (Venue, get_user_model()))


def _has_rows(table: str) -> bool:
    """By the table alone: the columns may be those of another version."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608  a model's own table
        return cursor.fetchone() is not None


def _refuse_foreign(manifest: Manifest) -> None:
    if manifest.engine != engine().ENGINE:
        raise NotDone(f"The archive is of a {manifest.engine} database, this house's is {engine().ENGINE}.")
    known = set(MigrationLoader(None).disk_migrations)
    if newer := sorted(set(manifest.migrations) - known):
        said = ", ".join(f"{app} {name}" for app, name in newer[:3])
        raise NotDone(f"The archive is of a newer version than this program ({said}). Restore it with that version.")


def _beside() -> Path:
    """Where the database of the archive lies while it is looked at."""
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder, STAGED)
    return folder


def _exchange(reader: Reader, room: Path, say: Say) -> None:
    """Pictures that are new come first, then the database at one stroke, then pictures that have changed."""
    manifest = reader.manifest
    staged = room / manifest.database
    reader.put(manifest.database, staged)
    later = _add_pictures(reader, say)
    try:
        say("database", 0)
        engine().put_back(staged, made_with=manifest.server)
    except BaseException:
        for draft, _final in later:
            draft.unlink(missing_ok=True)
        raise
    say("database", 1)
    for draft, final in later:
        draft.replace(final)


def _add_pictures(reader: Reader, say: Say) -> list[tuple[Path, Path]]:
    """Write the archive's pictures where nothing lies yet. Returns drafts for names under which something else does."""
    later: list[tuple[Path, Path]] = []
    names = reader.manifest.media
    for number, name in enumerate(names):
        say("media", number / len(names))
        final = _inside(name)
        if final.is_file() and final.stat().st_size == reader.manifest.parts[MEDIA + name].size and _same(reader, name):
            continue
        final.parent.mkdir(parents=True, exist_ok=True)
        draft = final.with_name(f".{final.name}.{secrets.token_hex(4)}")
        reader.put(MEDIA + name, draft)
        draft.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o644)
        if final.exists():
            later.append((draft, final))
        else:
            draft.replace(final)
    say("media", 1)
    return later


def _same(reader: Reader, name: str) -> bool:
    with _inside(name).open("rb") as there, reader.archive.open(MEDIA + name) as told:
        read: Callable[[], tuple[bytes, bytes]] = lambda: (there.read(1 << 20), told.read(1 << 20))  # noqa: E731
        return all(one == other for one, other in iter(read, (b"", b"")))


def _inside(name: str) -> Path:
    """Its place in the media folder. Raises NotDone where a link there would lead out of it."""
    root = Path(settings.MEDIA_ROOT).resolve()
    if not (root / name).resolve().is_relative_to(root):
        raise NotDone(f"{name} would lie outside of the media folder.")
    return root / name


def _forget(manifest: Manifest) -> None:
    """Pictures of the house that was replaced; they are in its own backup."""
    kept = {_inside(name) for name in manifest.media}
    _remove(path for path in media_files() if path.resolve() not in kept)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
        with suppress(OSError):  # not empty
            os.removedirs(path.parent)
