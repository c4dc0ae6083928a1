"""All faults, on both databases: `make faults`. Everything happens in a folder that is removed afterwards."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import socket

ROOT = Path(__file__).resolve().parents[2]
BOTH = ("sqlite", "postgresql")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=957)
    options.add_argument("--on", choices=BOTH, action="append")
    told = options.parse_args()
    status = 0
    for name in told.on or BOTH:
        with tempfile.TemporaryDirectory(prefix="faults-") as room:
            status |= {"sqlite": _on_sqlite, "postgresql": _on_postgresql}[name](Path(room), told.kills, told.seed)
    return status


def _on_sqlite(room: Path, kills: int, seed: int) -> int:
    environment = _environment(room, f"sqlite:///{room}/house.sqlite3")
    return _kill(environment, kills, seed) | _restores(environment, room, kills // 10, seed)


def _on_postgresql(room: Path, kills: int, seed: int) -> int:
    programs = _programs()
    if programs is None:
        sys.stdout.write("postgresql: no server on this machine, left out\n")
        return 0
    with _server(programs, room) as (address, control):
        environment = _environment(room, address)
        status = _kill(environment, kills, seed) | _restores(environment, room, kills // 10, seed)
        return status | _away(environment, control)


def _environment(room: Path, database: str) -> dict[str, str]:
    own = {"DATABASE_URL": database, "DATA_DIR": str(room / "data"), "DJANGO_SETTINGS_MODULE": "cinema.settings"}
    return os.environ | own | {"ALLOWED_HOSTS": "127.0.0.1", "LOG_LEVEL": "CRITICAL"}


def _run(environment: dict[str, str], *command: str) -> int:
    sys.stdout.flush()
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=False).returncode


def _kill(environment: dict[str, str], kills: int, seed: int) -> int:
    if status := _run(environment, "manage.py", "migrate", "--verbosity=0"):
        return status
    return _run(environment, "-m", "tests.faults.kill", f"--kills={kills}", f"--seed={seed}")


def _restores(environment: dict[str, str], room: Path, kills: int, seed: int) -> int:
    return _run(environment, "-m", "tests.faults.restores", str(room), f"--kills={kills}", f"--seed={seed}")


# -- PostgreSQL


def _programs() -> Path | None:
    found = shutil.which("initdb") or next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None)
    return Path(found).parent if found else None


@contextmanager
def _server(programs: Path, room: Path) -> Iterator[tuple[str, "Control"]]:
    """A throw-away server on a port of its own, which keeps what it was told when it is killed."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = room / "server"
    home.mkdir()
    control = Control(programs, home, port)
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
        room.chmod(0o755)
    control.call("initdb", "--username=held_over", "--auth=trust", "--encoding=UTF8", "--no-sync")
    control.start()
    try:
        yield f"postgres://held_over@127.0.0.1:{port}/postgres", control
    finally:
        with suppress(subprocess.CalledProcessError):
            control.stop()


class Control:
    """Starts and stops the server; PostgreSQL refuses to run as root."""

    def __init__(self, programs: Path, home: Path, port: int) -> None:
        self.programs, self.home, self.port = programs, home, port

    def call(self, program: str, *how: str) -> None:
        command = [str(self.programs / program), f"--pgdata={self.home / 'data'}", *how]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, cwd=self.home, check=True, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories="
        self.call("pg_ctl", f"--log={self.home / 'log'}", "--wait", "--silent", "start", f"--options={options}")

    def stop(self) -> None:
        self.call("pg_ctl", "--mode=immediate", "--silent", "stop")


def _away(environment: dict[str, str], control: Control) -> int:
    """The site while its database stops and comes back: 503 with Retry-After, then pages again, by itself."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        site = f"http://127.0.0.1:{free.getsockname()[1]}"
    gunicorn = [sys.executable, "-m", "gunicorn", "cinema.wsgi", "--bind", site.removeprefix("http://")]
    how = ["--threads=4", "--no-control-socket", "--log-level=critical"]
    environment = environment | {"DEBUG": "0"}
    _run(environment, "manage.py", "collectstatic", "--no-input", "--verbosity=0")
    with subprocess.Popen([*gunicorn, *how], cwd=ROOT, env=environment) as server:
        try:
            lines = [("before", _seen(site, 60, 200))]
            control.stop()
            lines.append(("stopped", _seen(site, 10, 503)))
            control.start()
            began = time.perf_counter()
            lines.append(("started again", _seen(site, 30, 200)))
            seconds = time.perf_counter() - began
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()
    for when, said in lines:
        sys.stdout.write(f"  {when:<16}{said}\n")
    sys.stdout.write(f"  pages again {seconds:.2f} s after the database\n")
    wanted = [("/ 200", "readyz 200"), ("/ 503", "readyz 503"), ("/ 200", "readyz 200")]
    return 0 if all(all(one in said for one in some) for (_, said), some in zip(lines, wanted, strict=True)) else 1


def _seen(site: str, seconds: float, status: int) -> str:
    """What pages answer, as soon as the home page answers with `status`, or else in the end."""
    until = time.monotonic() + seconds
    while (found := _status(f"{site}/"))[0] != status and time.monotonic() < until:
        time.sleep(0.05)
    paths = ("films/", "calendar.ics", "healthz", "readyz")
    others = ", ".join(f"{path} {_status(f'{site}/{path}')[0]}" for path in paths)
    retry = f", Retry-After {found[1]}" if found[1] else ""
    return f"/ {found[0]}{retry}, {others}"


def _status(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310  our own site
            return answer.status, ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers.get("Retry-After", "")
    except OSError:
        return 0, ""


if __name__ == "__main__":
    sys.exit(main())
