"""Sixty seconds of a crowd while staff publish, move and hold over: `make load` (ARGS="--seconds 10")."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from socket import socket
from statistics import quantiles

from tests.load.readers import Crowd

ROOT = Path(__file__).resolve().parents[2]
STAFF = ("publisher", "mover", "mover", "holder")
PAGES = ("/", "/films/", "/films/cranes/", "/films/wanda/", "/calendar.ics", "/films/cranes.ics", "/feed.atom")
PAGES += ("/changes.atom", "/embed/tonight/", "/api/v1/films", "/search/?q=director")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--connections", type=int, default=64)
    options.add_argument("--workers", type=int, default=2)
    told = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="load-") as room:
        return _try(Path(room), told.seconds, told.connections, told.workers)


def _try(room: Path, seconds: float, connections: int, workers: int) -> int:
    environment = _environment(room)
    public = room / "public"
    for command in (["manage.py", "migrate", "-v0"], ["manage.py", "collectstatic", "--no-input", "-v0"]):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)
    _staff(environment, "set-up", 0, public).wait()
    with _site(environment, workers) as (host, port):
        crowd = Crowd(host, port, (*PAGES, f"/week/{_week(host, port)}/"), public)
        at_work = [_staff(environment, role, seconds, public) for role in STAFF]
        crowd.read(connections, seconds)
        deeds = Counter[str]()
        for process in at_work:
            said, _nothing = process.communicate(timeout=120)
            deeds.update(json.loads(said))
    lost = deeds["moved"] - int(_asked(environment, "Screening.objects.order_by('pk')[2].version"))
    number = int(_asked(environment, "Publication.objects.count()")) - 1
    doubled = deeds["published"] - number
    return _say(crowd, deeds, lost=lost, doubled=doubled)


def _environment(room: Path) -> dict[str, str]:
    own = {"DATA_DIR": str(room), "ALLOWED_HOSTS": "127.0.0.1", "LOG_LEVEL": "ERROR", "DEBUG": "0"}
    own |= {"DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{room}/house.sqlite3"}
    return os.environ | own | {"DJANGO_SETTINGS_MODULE": "cinema.settings"}


def _staff(environment: dict[str, str], role: str, seconds: float, public: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.load.staff", role, str(seconds), str(public)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


@contextmanager
def _site(environment: dict[str, str], workers: int) -> Iterator[tuple[str, int]]:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        host, port = free.getsockname()
    how = [f"--workers={workers}", "--threads=4", "--no-control-socket", "--log-level=warning", "--backlog=512"]
    command = [sys.executable, "-m", "gunicorn", "cinema.wsgi", "--bind", f"{host}:{port}", *how]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as server:
        try:
            _wait(f"http://{host}:{port}/healthz")
            yield host, port
        finally:
            server.terminate()


def _wait(address: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  our own site
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("The site did not start.")


def _week(host: str, port: int) -> str:
    """The first day of the play week, as the site's own home page links to it."""
    with urllib.request.urlopen(f"http://{host}:{port}/", timeout=30) as answer:
        return str(answer.read().decode().partition('href="/week/')[2].partition("/")[0])


def _asked(environment: dict[str, str], what: str) -> str:
    code = f"from programming.models import Publication, Screening; print({what})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


def _say(crowd: Crowd, deeds: Counter[str], *, lost: int, doubled: int) -> int:
    wrong = +crowd.wrong + Counter({f"status {status}": n for status, n in crowd.statuses.items() if status != 200})
    wrong += Counter({"lost updates": abs(lost), "lost or doubled publications": abs(doubled)})
    wrong += Counter({name: count for name, count in deeds.items() if name.startswith("refused: ")})
    centiles = quantiles(crowd.seconds, n=100)
    times = f"median {centiles[49] * 1000:.0f}, 95th {centiles[94] * 1000:.0f}, worst {max(crowd.seconds) * 1000:.0f}"
    lines = [
        f"Load with change, {datetime.now(UTC):%Y-%m-%d}: {sum(crowd.statuses.values())} answers; ms: {times}",
        f"  {crowd.feeds} feeds, each whole; meanwhile "
        + ", ".join(f"{n} {name}" for name, n in sorted(deeds.items())),
        "  wrong: " + (", ".join(f"{n} {name}" for name, n in sorted(wrong.items())) or "nothing"),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
