"""Houses to measure, kept under var/bench/ from one run to the next."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("BENCH_DIR") or ROOT / "var" / "bench")
GOOD_FOR = 14
"""Days: a house is published five weeks ahead, and must have something tonight."""


def environment(database: Path) -> dict[str, str]:
    """As in production, but for what a machine of one's own cannot have: a name and a certificate."""
    own = {
        "DATABASE_URL": f"sqlite:///{database}",
        "DATA_DIR": str(HOME / "data"),
        "STATIC_ROOT": str(HOME / "static"),
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "SECRET_KEY": "a measure needs no secret, but it has to be long enough",
        "LOG_LEVEL": "WARNING",
        "DEBUG": "",
    }
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "REDIS_URL")}
    return kept | own


def manage(database: Path, *command: str) -> None:
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment(database), check=True)


def house(years: float) -> Path:
    """The database of a house so many years old, made unless a fresh one lies there."""
    HOME.mkdir(parents=True, exist_ok=True)
    database, label = HOME / f"years-{years:g}.sqlite3", HOME / f"years-{years:g}.json"
    if not (database.exists() and label.exists() and _is_fresh(json.loads(label.read_text()))):
        remove(database)
        print(f"Making a house of {years:g} years …", file=sys.stderr, flush=True)
        manage(database, "migrate", "--verbosity", "0")
        manage(database, "make_house", "--years", f"{years:g}")
        label.write_text(json.dumps({"made": datetime.now(UTC).date().isoformat(), "by": _makers()}))
    manage(database, "migrate", "--verbosity", "0")  # its triggers may be of an older version
    return database


def copy_of(database: Path) -> Path:
    """A copy to write in."""
    scratch = database.with_name(f"scratch-{database.name}")
    remove(scratch)
    shutil.copyfile(database, scratch)
    return scratch


def remove(database: Path) -> None:
    for end in ("", "-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)


def _is_fresh(label: dict[str, object]) -> bool:
    age = datetime.now(UTC).date() - date.fromisoformat(str(label["made"]))
    return age.days <= GOOD_FOR and label["by"] == _makers()


def _makers() -> list[str]:
    """What a house depends on: the shape of the tables."""
    return sorted(path.name for path in (ROOT / "programming" / "migrations").glob("0*.py"))
