"""Kills a worker at random moments and looks what is left: `python -m tests.faults.kill --kills 200 --seed 7`.

The database is that of DATABASE_URL; it must have its tables and no house. Each round forks a process that works on the
house, waits for a deed to begin, and kills the process somewhere within it.
"""

import argparse
import os
import signal
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from random import Random

import django

django.setup()

from django.db import connection, connections  # noqa: E402

from programming.models import Publication, Venue  # noqa: E402
from tests.faults.deeds import SEATS, set_up, work  # noqa: E402
from tests.faults.whole import marks, violations  # noqa: E402

SETTLE_SECONDS = 10


@dataclass
class Count:
    done: Counter[str] = field(default_factory=Counter)
    killed: Counter[str] = field(default_factory=Counter)
    stood: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=957)
    told = options.parse_args()
    if Venue.objects.exists():
        sys.exit("There is a house in this database: faults are for an empty one.")
    set_up()
    chance, count, number = Random(told.seed), Count(), 1  # noqa: S311  any moments will do, the same each time
    for step in range(told.kills):
        number = _round(chance, count, number)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r… {step + 1} of {told.kills}")
    _say(count, told.kills)
    return 1 if count.lost else 0


def _round(chance: Random, count: Count, number: int) -> int:
    """Let a worker do a few deeds and kill it within the next. Returns the number of the first deed of the next."""
    notes, deeds, figure = marks()
    _let_go()
    reader, writer = os.pipe()
    worker = os.fork()
    if worker == 0:
        _work(reader, writer, chance.randrange(10**6), number)
    os.close(writer)
    said = _let_work(reader, worker, chance, count)
    _settle()
    now = marks()
    begun = [line.split() for line in said if line.startswith("begin")]
    finished = [line.split() for line in said if line.startswith("done")]
    interrupted = begun[-1] if len(begun) > len(finished) else None
    for _done, name, _number in finished:
        count.done[name] += 1
    stood = _stood(interrupted, finished, (notes, deeds, figure), now, count)
    if interrupted:
        count.killed[interrupted[1]] += 1
        count.stood[interrupted[1]] += stood
    count.lost += violations()
    return number + len(begun)


def _work(reader: int, writer: int, seed: int, number: int) -> None:
    """The worker's whole life."""
    os.close(reader)
    try:
        work(seed, number, lambda line: os.write(writer, f"{line}\n".encode()))
    except BaseException:  # noqa: BLE001  told to the other side, which counts it as a fault
        os.write(writer, f"broke {traceback.format_exc()!r}\n".encode())
    os._exit(1)


def _let_work(reader: int, worker: int, chance: Random, count: Count) -> list[str]:
    """What the worker said, the words included that stood in the pipe when it was killed."""
    wait_for = chance.randrange(4)
    said: list[str] = []
    began = time.perf_counter()
    with os.fdopen(reader) as lines:
        for line in lines:
            said.append(line.strip())
            kind, _, rest = line.partition(" ")
            name = rest.split(" ")[0]
            if kind == "done":
                count.seconds[name] = max(time.perf_counter() - began, count.seconds.get(name, 0) * 0.9)
            if kind == "begin":
                began = time.perf_counter()
                if sum(one.startswith("begin") for one in said) > wait_for:
                    time.sleep(chance.uniform(0, 1.5 * count.seconds.get(name, 0.1)))
                    os.kill(worker, signal.SIGKILL)
                    break
        said += [line.strip() for line in lines]
    os.waitpid(worker, 0)
    count.lost += [line for line in said if line.startswith("broke")]
    return said


def _let_go() -> None:
    """No connection is open in this process, so that none is shared with the worker that is forked from it."""
    connections.close_all()
    if connection.vendor == "postgresql":
        connections["default"].close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own wrapper has it


def _settle() -> None:
    """A server notices by and by that its client is gone: what had been sent to it may still be done."""
    if connection.vendor == "sqlite":
        return
    until = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND backend_type = 'client backend'"
            )
            own = connections["default"].pool.get_stats()["pool_size"]  # type: ignore[attr-defined]  # as above
            if cursor.fetchone()[0] <= own:
                return
        time.sleep(0.01)


Marks = tuple[frozenset[str], int, int | None]


def _stood(interrupted: list[str] | None, finished: list[list[str]], before: Marks, now: Marks, count: Count) -> bool:
    """Whether the deed that was interrupted was done for all that. Notes what was told as done and is not there."""
    changes = {f"No. {line[2]}" for line in finished if line[1] in ("publication", "roll-back")}
    if missing := changes - now[0] - _idle(finished):
        count.lost.append(f"told as done and not there: {sorted(missing)}")
    held = now[1] - before[1] - sum(line[1] == "holdover" for line in finished)
    imported = [int(line[2]) % SEATS for line in finished if line[1] == "import"]
    last = imported[-1] if imported else before[2]
    name, number = (interrupted[1], int(interrupted[2])) if interrupted else ("", 0)
    extra = now[0] - before[0] - changes
    if extra - {f"No. {number}"} or held not in (0, int(name == "holdover")):
        count.lost.append(f"more was done than was told: {sorted(extra)}, {held} holdovers")
    if now[2] != last and not (name == "import" and now[2] == number % SEATS):
        count.lost.append(f"admissions are {now[2]}, told were {last}")
    return {"holdover": held == 1, "import": now[2] == number % SEATS}.get(name, bool(extra))


def _idle(finished: list[list[str]]) -> set[str]:
    """Roll-backs while there was nothing but the first publication: they do nothing, and say nothing."""
    is_first = Publication.objects.count() < 2
    return {f"No. {line[2]}" for line in finished if line[1] == "roll-back" and is_first}


def _say(count: Count, kills: int) -> None:
    sys.stdout.write(f"{connection.vendor}: {kills} kills, {sum(count.done.values())} deeds done between them\n")
    sys.stdout.write(f"  {'':<12}{'done':>8}{'killed':>8}{'all there':>11}{'not at all':>12}\n")
    for name in sorted({*count.done, *count.killed}):
        told = count.done[name], count.killed[name], count.stood[name], count.killed[name] - count.stood[name]
        sys.stdout.write(f"  {name:<12}{told[0]:>8}{told[1]:>8}{told[2]:>11}{told[3]:>12}\n")
    sys.stdout.write(f"  half done, lost or doubled: {len(count.lost)}\n")
    for line in count.lost[:10]:
        sys.stdout.write(f"    {line}\n")


if __name__ == "__main__":
    sys.exit(main())
