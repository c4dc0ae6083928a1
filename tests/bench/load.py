"""The real server under wrk: requests a second, processor time a request, memory a worker."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import Request, urlopen

from tests.bench.houses import ROOT

WORKERS = 2
TICKS = os.sysconf("SC_CLK_TCK")
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
DONE = re.compile(r"(\d+) requests in")
BAD = re.compile(r"(Non-2xx or 3xx responses: \d+|Socket errors: .*)")


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: "subprocess.Popen[bytes]"

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def seconds(self) -> float:
        """Processor time that the workers have had so far."""
        stats = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.workers)
        return sum(int(stat[11]) + int(stat[12]) for stat in stats) / TICKS

    def memory(self) -> tuple[float, float]:
        """The largest worker's proportional and resident set, in MB."""
        return max(_memory(pid) for pid in self.workers)


@dataclass(slots=True)
class Rates:
    """What was measured of a path, a value a round."""

    c1: list[float] = field(default_factory=list)
    c8: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    not_modified: list[float] = field(default_factory=list)

    def told(self) -> dict[str, float]:
        found = {"c1": self.c1, "c8": self.c8, "cpu": self.cpu, "not_modified": self.not_modified}
        return {name: median(values) for name, values in found.items() if values}


@contextmanager
def server(application: str, environment: Mapping[str, str]) -> Iterator[Server]:
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    quiet = ["--log-level", "warning", "--no-control-socket"]
    process = subprocess.Popen([*command, *quiet], cwd=ROOT, env=dict(environment))
    try:
        _wait(process, port)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def measure(
    house: Server, hello: Server, paths: Mapping[str, str], seconds: float, rounds: int
) -> tuple[dict[str, Rates], Rates]:
    """Rounds over all paths, with hello between every few of them, so that a noisy minute is everybody's."""
    rates, least = {name: Rates() for name in paths}, Rates()
    tags = {name: _tag(house.url(path)) for name, path in paths.items()}
    for _round in range(rounds):
        for place, (name, path) in enumerate(paths.items()):
            if place % 4 == 0:
                _load(hello, "/", least, seconds)
            _load(house, path, rates[name], seconds)
            if tags[name]:
                rate, _count = wrk(house.url(path), 1, seconds, (f"If-None-Match: {tags[name]}",))
                rates[name].not_modified.append(rate)
    return rates, least


def _load(of: Server, path: str, rates: Rates, seconds: float) -> None:
    before = of.seconds()
    rate, done = wrk(of.url(path), 1, seconds)
    rates.c1.append(rate)
    rates.cpu.append((of.seconds() - before) * 1000 / max(done, 1))
    rates.c8.append(wrk(of.url(path), 8, seconds)[0])


def wrk(url: str, connections: int, seconds: float, headers: Sequence[str] = ()) -> tuple[float, int]:
    """Requests a second, and how many there were. What answers with errors is not measured but said."""
    asked = [part for header in ("Accept-Encoding: gzip", *headers) for part in ("-H", header)]
    span = f"{max(1, round(seconds))}s"
    command = ["wrk", "-t1", f"-c{connections}", f"-d{span}", "--timeout", "30s", *asked, url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if bad := BAD.search(said):
        raise SystemExit(f"{url}: {bad[1]}")
    rate, done = RATE.search(said), DONE.search(said)
    return (float(rate[1]), int(done[1])) if rate and done else (0.0, 0)


def _tag(url: str) -> str:
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"}), timeout=60) as answer:  # noqa: S310  one's own
        return answer.headers.get("ETag") or ""


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", int(os.environ.get("BENCH_PORT", "0"))))
        return int(found.getsockname()[1])


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _try in range(150):
        if process.poll() is not None:
            raise SystemExit("The server did not start.")
        try:
            with urlopen(f"http://127.0.0.1:{port}/", timeout=60):
                return
        except URLError:
            time.sleep(0.2)
    raise SystemExit("The server does not answer.")


def _memory(pid: int) -> tuple[float, float]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    found = {name: int(value.split()[0]) / 1024 for name, _colon, value in (line.partition(":") for line in lines[1:])}
    return found["Pss"], found["Rss"]
