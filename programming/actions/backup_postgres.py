"""The database of a backup, for PostgreSQL: pg_dump in one snapshot, put back in one transaction."""

import os
import shutil
import subprocess
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from psycopg import pq, sql
from psycopg.conninfo import make_conninfo

from programming.actions.backup_file import NotDone, Say, Table

ENGINE, MEMBER, IS_DENSE = "postgresql", "database.dump", True
DEBIAN = Path("/usr/lib/postgresql")
SUM = sql.SQL(
    "SELECT count(*), coalesce(sum(('x' || encode(substring(sha256(convert_to(row::text, 'UTF8')) FROM 1 FOR 7), "
    "'hex'))::bit(56)::bigint), 0)::text FROM {} AS row"
)
"""Over all rows, whatever their order."""
AS_WRITTEN = (
    "SET LOCAL datestyle = 'ISO'; SET LOCAL timezone = 'UTC'; SET LOCAL bytea_output = 'hex'; "
    "SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 1"
)
"""How values become text, whatever a server has been told."""
EMPTIED = """
SET lock_timeout = '60s';
DO $$ DECLARE gone text; BEGIN
    SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') INTO gone
        FROM pg_tables WHERE schemaname = current_schema();
    IF gone IS NOT NULL THEN EXECUTE 'DROP TABLE ' || gone || ' CASCADE'; END IF;
    SELECT string_agg(oid::regprocedure::text, ', ') INTO gone FROM pg_proc own
        WHERE pronamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = own.oid AND deptype = 'e');
    IF gone IS NOT NULL THEN EXECUTE 'DROP ROUTINE ' || gone || ' CASCADE'; END IF;
END $$;
"""


def version() -> str:
    return str(_server())


def copy(*, into: Path, without: Collection[str], say: Say) -> Mapping[str, Table]:
    """Write the house's database to the new file `into`, the tables `without` emptied; what it holds."""
    dump = _program("pg_dump", at_least=_server())
    say("database", 0)
    into.touch(mode=0o600)
    with transaction.atomic(), connection.cursor() as cursor:
        # Counted and dumped from the same snapshot, while others write.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        held = _tables(cursor, without)
        kept = [f"--exclude-table-data={name}" for name in without]
        how = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={into}"]
        _run([dump, *how, *kept], _where())
    say("database", 1)
    return held


def check(path: Path, tables: Mapping[str, Table], left_out: Collection[str]) -> None:
    """Raises NotDone unless the file is a dump that names `tables`."""
    listed = _run([_program("pg_restore", at_least=_server()), "--list", str(path)])
    named = {line.split()[6] for line in listed.splitlines() if " TABLE DATA " in line and not line.startswith(";")}
    if missing := set(tables) - named:
        raise NotDone(f"The dump in the archive has no rows of {', '.join(sorted(missing)[:3])}.")


def put_back(path: Path, *, made_with: str) -> None:
    """Make the dump the house's database, in one transaction: whoever is killed here leaves the old one."""
    script, first = path.with_suffix(".sql"), path.with_suffix(".first.sql")
    restore = _program("pg_restore", at_least=max(_server(), int(made_with)))
    for one in (script, first):
        one.touch(mode=0o600)
    first.write_text(EMPTIED, encoding="ascii")
    _run([restore, "--no-owner", "--no-privileges", f"--file={script}", str(path)])
    psql, where = _program("psql", at_least=_server()), _where()
    connection.close()
    how = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    _run([psql, *how, f"--file={first}", f"--file={script}"], where)


def tables(left_out: Collection[str]) -> Mapping[str, Table]:
    """What the house's database holds."""
    with transaction.atomic(), connection.cursor() as cursor:
        return _tables(cursor, left_out)


def _tables(cursor: Any, left_out: Collection[str]) -> dict[str, Table]:
    cursor.execute(AS_WRITTEN)
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
    return {name: _table(cursor, name) for (name,) in cursor.fetchall() if name not in left_out}


def _table(cursor: Any, name: str) -> Table:
    cursor.execute(SUM.format(sql.Identifier(name)))
    rows, digest = cursor.fetchone()
    return Table(rows, digest)


def _server() -> int:
    connection.ensure_connection()
    return int(connection.pg_version) // 10000  # type: ignore[attr-defined]  # PostgreSQL's own wrapper has it


def _where() -> dict[str, str]:
    """The address of the house's database, for PostgreSQL's programs. The password is not put on a command line."""
    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()} - {"client_encoding"}
    told: dict[str, Any] = {name: one for name, one in connection.get_connection_params().items() if name in known}
    password = told.pop("password", "")
    return {"address": make_conninfo("", **told), **({"PGPASSWORD": password} if password else {})}


def _program(name: str, *, at_least: int) -> str:
    """The program of that version if there is one, else a newer one. Raises NotDone where there is neither."""
    there = [*filter(None, [shutil.which(name)]), *map(str, DEBIAN.glob(f"*/bin/{name}"))]
    found = sorted({path: _version(path) for path in there}.items(), key=lambda one: one[1])
    if new_enough := [path for path, version in found if version >= at_least]:
        return new_enough[0]
    wanted = f"Install PostgreSQL's client programs of version {at_least} or newer (Debian: postgresql-client)."
    if found:
        raise NotDone(f"{name} on this machine is of version {found[-1][1]}, older than the database. {wanted}")
    raise NotDone(f"There is no {name} on this machine. {wanted}")


def _version(path: str) -> int:
    """15 of “pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)”."""
    told = _run([path, "--version"]).partition(") ")[2]
    major = "".join(sign if sign.isdigit() else " " for sign in told).split()
    return int(major[0]) if major else 0


def _run(command: Sequence[str], where: Mapping[str, str] | None = None) -> str:
    """What it printed. Raises NotDone with its last words where it failed."""
    told = dict(where or {})
    address = [f"--dbname={told.pop('address')}"] if told else []
    environment = os.environ | told
    done = subprocess.run([*command, *address], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = " ".join(done.stderr.split())[-400:] or f"status {done.returncode}"
        raise NotDone(f"{Path(command[0]).name} failed: {said}")
    return done.stdout
