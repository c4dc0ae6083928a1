"""The database of a backup, for SQLite: copied page by page from one snapshot while others read and write."""

import sqlite3
from collections.abc import Collection, Mapping
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from django.db import connection
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]

from programming.actions.backup_file import NotDone, Say, Table

ENGINE, MEMBER, IS_DENSE = "sqlite", "database.sqlite3", False
PAGES = 2000


def version() -> str:
    return sqlite3.sqlite_version


def copy(*, into: Path, without: Collection[str], say: Say) -> Mapping[str, Table]:
    """Write the house's database to the new file `into`, the tables `without` emptied; what it holds."""

    def told(_status: int, left: int, every: int) -> None:
        say("database", 1 - left / every if every else 1)

    with closing(_open(_house(), "rw")) as house, closing(_open(into, "rwc")) as made:
        # Within a transaction the house stands still for this reader, or every write would start the copy anew.
        house.execute("BEGIN")
        house.execute("SELECT count(*) FROM sqlite_master").fetchone()
        house.backup(made, pages=PAGES, progress=told, sleep=0)
        house.rollback()
        made.execute("PRAGMA journal_mode = DELETE")
        for name in set(without) & set(_names(made)):
            made.execute(f"DELETE FROM {_quoted(name)}")  # noqa: S608  a name that the program knows
        made.execute("VACUUM")  # what was deleted lies in free pages until then
        return _tables(made, without)


def check(path: Path, tables: Mapping[str, Table], left_out: Collection[str]) -> None:
    """Raises NotDone unless the file is a whole database that holds `tables`."""
    try:
        with closing(_open(path, "ro")) as made:
            whole = made.execute("PRAGMA integrity_check").fetchall()
            orphans = made.execute("PRAGMA foreign_key_check").fetchall()
            held = _tables(made, left_out)
    except sqlite3.DatabaseError as wrong:
        raise NotDone(f"The database in the archive cannot be read: {wrong}.") from wrong
    if whole != [("ok",)]:
        raise NotDone(f"The database in the archive is damaged: {whole[0][0]}.")
    if orphans:
        raise NotDone(f"In the archive {len(orphans)} rows name others that are not there, as in {orphans[0][0]}.")
    if held != tables:
        raise NotDone("The tables in the archive do not hold what its manifest says.")


def put_back(path: Path, *, made_with: str) -> None:
    """Make the file the house's database, in one transaction: whoever is killed here leaves the old one.

    Pages are copied into the file that is there: a running site reads on, and next reads what was put back.
    """
    connection.close()
    with closing(_open(path, "ro")) as source, closing(_open(_house(), "rwc")) as house:
        source.backup(house)


def tables(left_out: Collection[str]) -> Mapping[str, Table]:
    """What the house's database holds."""
    with closing(_open(_house(), "rw")) as house:
        return _tables(house, left_out)


def _house() -> Path:
    return Path(connection.settings_dict["NAME"]).resolve()


def _open(path: Path, mode: str) -> sqlite3.Connection:
    made = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=30, isolation_level=None)
    register(made)  # constraints of the tables call Django's own functions
    return made


def _names(made: sqlite3.Connection) -> list[str]:
    rows = made.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1")
    return [name for (name,) in rows]


def _tables(made: sqlite3.Connection, left_out: Collection[str]) -> dict[str, Table]:
    return {name: _table(made, name) for name in _names(made) if name not in left_out}


def _table(made: sqlite3.Connection, name: str) -> Table:
    sum, rows = sha256(), 0
    for row in made.execute(f"SELECT * FROM {_quoted(name)} ORDER BY rowid"):  # noqa: S608  a name the database told
        sum.update(repr(row).encode())
        rows += 1
    return Table(rows, sum.hexdigest())


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
