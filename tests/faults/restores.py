"""Kills a backup, and a restore, at random moments: no half archive gets a name, the house is the one or the other."""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from programming.actions.backup import back_up, engine, verify  # noqa: E402
from programming.models import Film  # noqa: E402
from tests.faults.whole import violations  # noqa: E402


def quiet(_step: str, _share: float) -> None:
    pass


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("room", type=Path)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--seed", type=int, default=957)
    told = options.parse_args()
    chance = Random(told.seed)  # noqa: S311  any moments will do, the same each time
    houses = _two_houses(told.room)
    backups, broken = _kill_backups(told.room / "nightly", told.kills, chance)
    restored, wrong = _kill_restores(houses, told.room / "before", told.kills, chance)
    sys.stdout.write(f"  backups: {told.kills} killed, {backups} had been named by then, {broken} of them broken\n")
    said = ", ".join(f"{count} left {name}" for name, count in sorted(restored.items()))
    sys.stdout.write(f"  restores: {told.kills} killed, {said}, {len(wrong)} something else\n")
    for line in wrong[:10]:
        sys.stdout.write(f"    {line}\n")
    return 1 if broken or wrong else 0


def _two_houses(room: Path) -> dict[str, Path]:
    """The same house twice, with another title and another picture."""
    found = {}
    pictures = Path(settings.MEDIA_ROOT) / "stills"
    pictures.mkdir(parents=True, exist_ok=True)
    for name in ("one", "other"):
        Film.objects.filter(slug="wanda").update(title=f"Wanda, the {name}")
        for number in range(100):
            (pictures / f"{name}-{number}.jpg").write_bytes(name.encode() * 20_000)
        found[name] = back_up(folder=room / name, at=timezone.now(), say=quiet)
        for path in pictures.iterdir():
            path.unlink()
    return found


def _killed(command: list[str], seconds: float) -> bool:
    """Start the command and kill it after so many seconds, with what it has started; whether it was still at work."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, start_new_session=True, **quiet) as child:
        time.sleep(seconds)
        was_at_work = child.poll() is None
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    return was_at_work


def _length(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _kill_backups(folder: Path, kills: int, chance: Random) -> tuple[int, int]:
    """How many archives there are afterwards, and how many of those are not whole."""
    command = [sys.executable, "manage.py", "backup", str(folder)]
    whole = _length(command)
    for _step in range(kills):
        _killed(command, chance.uniform(whole * 0.4, whole * 1.05))
    broken, named = 0, list(folder.glob("*.zip"))
    for path in named:
        try:
            verify(path, quiet)
        except Exception:  # noqa: BLE001  whatever is wrong with it, it is counted
            broken += 1
    return len(named) - 1, broken


def _kill_restores(houses: dict[str, Path], before: Path, kills: int, chance: Random) -> tuple[Counter[str], list[str]]:
    """Which house each kill left, and what was wrong with it."""
    tables = {name: verify(path, quiet).tables for name, path in houses.items()}

    def command(name: str) -> list[str]:
        return [sys.executable, "manage.py", "restore", str(houses[name]), "--replace", "--backups", str(before)]

    connections.close_all()
    whole, was = _length(command("one")), "one"
    left, wrong = Counter[str](), []
    for step in range(kills):
        to_be = "other" if was == "one" else "one"
        at_work = _killed(command(to_be), chance.uniform(whole * 0.4, whole * 1.05))
        _settle()
        held = engine().tables(("django_session",))
        found = [name for name, those in tables.items() if those == held]
        if not found:
            wrong.append(f"kill {step}: the database is neither house")
            continue
        left["the old house" if found[0] == was else "the new one" if at_work else "the new one, done"] += 1
        wrong += [f"kill {step}: {line}" for line in [*violations(), *_pictures(found[0])]]
        connections.close_all()
        was = found[0]
    return left, wrong


def _settle() -> None:
    """A server finishes what had been sent to it."""
    time.sleep(0.3)


def _pictures(name: str) -> list[str]:
    """Every picture of the house that stands is there, whole; those of the other may be there too."""
    there = [Path(settings.MEDIA_ROOT) / "stills" / f"{name}-{number}.jpg" for number in range(100)]
    lost = [path.name for path in there if not path.is_file() or path.read_bytes() != name.encode() * 20_000]
    return [f"pictures are lost: {lost[:3]}"] if lost else []


if __name__ == "__main__":
    sys.exit(main())
