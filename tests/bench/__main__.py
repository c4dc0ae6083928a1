"""One table and a list of goals: `make bench`, `make bench YEARS="1 5" QUICK=1`."""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.goals import exponent, goals
from tests.bench.houses import HOME, ROOT, copy_of, environment, house, manage, remove
from tests.bench.load import measure, server

BUSY = 1.0
COLUMNS = (
    "page",
    "bytes",
    "gzip",
    "queries",
    "cold ms",
    "anew ms",
    "warm ms",
    "c1/s",
    "×hello",
    "c8/s",
    "×hello",
    "304/s",
    "×hello",
)


def main() -> None:
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--years", type=float, nargs="+", default=[1, 5, 50])
    parser.add_argument("--quick", action="store_true", help="one round and few samples")
    parser.add_argument("--no-load", action="store_true", help="only what is measured in process")
    chosen = parser.parse_args()
    _say_how_busy()
    sizes = {}
    for years in sorted(chosen.years):
        sizes[years] = one(house(years), quick=chosen.quick, load=not chosen.no_load)
        print(f"\n{years:g} years: {sizes[years]['shows']:,} shows, {sizes[years]['films']:,} films\n")
        print(table(sizes[years]))
    print(growth(sizes))
    _say_how_busy()
    for goal in goals(sizes):
        print(f"{'holds         ' if goal.holds else 'does not hold '} {goal.what}: {goal.found}")
    (HOME / "last.json").write_text(json.dumps({f"{years:g}": size for years, size in sizes.items()}, indent=1))


def one(database: Path, *, quick: bool, load: bool) -> dict[str, Any]:
    """All that is measured of one house."""
    manage(database, "collectstatic", "--no-input", "--verbosity", "0")
    scratch = copy_of(database)
    try:
        found = inside(scratch, quick=quick)
    finally:
        remove(scratch)
    if load:
        paths = {name: page["path"] for name, page in found["pages"].items()}
        own = environment(database)
        with server("cinema.wsgi", own) as house_server, server("tests.bench.hello", own) as hello:
            rates, least = measure(house_server, hello, paths, 1 if quick else 2, 1 if quick else 3)
            found["memory"] = house_server.memory()
        found["rates"] = {name: rate.told() for name, rate in rates.items()}
        found["hello"] = least.told()
    return found


def inside(database: Path, *, quick: bool) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.inside", *(["--quick"] if quick else [])]
    said = subprocess.run(command, cwd=ROOT, env=environment(database), check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(said.stdout))


def table(size: Mapping[str, Any]) -> str:
    hello = size.get("hello", {})
    rows = [
        COLUMNS,
        *(_row(name, page, size.get("rates", {}).get(name, {}), hello) for name, page in size["pages"].items()),
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(len(COLUMNS))]
    lines = [
        "  ".join(_cell(at, cell, width) for at, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]
    return "\n".join([*lines, "", *_notes(size)])


def _row(name: str, page: Mapping[str, Any], rate: Mapping[str, float], hello: Mapping[str, float]) -> tuple[str, ...]:
    return (
        name if page["status"] == 200 else f"{name} ({page['status']})",
        f"{page['bytes']:,}",
        f"{page['gzip']:,}" if page["gzip"] else "–",
        f"{page['queries']}/{page['warm_queries']}",
        f"{page['cold']:.1f}",
        f"{page['anew']:.1f}",
        f"{page['warm']:.2f}",
        *_rated(rate, "c1", hello),
        *_rated(rate, "c8", hello),
        *_rated(rate, "not_modified", hello, beside="c1"),
    )


def _rated(rate: Mapping[str, float], name: str, hello: Mapping[str, float], beside: str = "") -> tuple[str, str]:
    if name not in rate:
        return "–", "–"
    return f"{rate[name]:,.0f}", f"{rate[name] / hello[beside or name]:.3f}"


def _notes(size: Mapping[str, Any]) -> list[str]:
    search, deeds = size["search"], size["deeds"]
    lines = [
        "search: median {median:.1f}, 95 of 100 {p95:.1f}, worst {worst:.1f} ms (“{slowest}”); "
        "suggestions: median {suggest:.1f}, 95 of 100 {suggest_p95:.1f} ms".format(**search),
        "deeds: " + ", ".join(f"{name} {took:,.0f} ms" for name, took in deeds.items()),
    ]
    if "hello" in size:
        lines.append(f"hello: {size['hello']['c1']:,.0f} a second at c1, {size['hello']['c8']:,.0f} at c8")
        lines.append("memory a worker: {:.0f} MB proportional, {:.0f} MB resident".format(*size["memory"]))
    return lines


def growth(sizes: Mapping[float, Mapping[str, Any]]) -> str:
    if len(sizes) < 2:
        return ""
    names = sizes[min(sizes)]["pages"]
    found = ", ".join(f"{name} {exponent(sizes, name):.2f}" for name in names)
    return f"\ngrowth, {min(sizes):g} to {max(sizes):g} years (exponent of the time to render): {found}\n"


def _cell(place: int, cell: str, width: int) -> str:
    return cell.rjust(width) if place else cell.ljust(width)


def _say_how_busy() -> None:
    load = os.getloadavg()[0]
    noisy = " Something else is running: read the ratios only." if load > BUSY else ""
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, load {load:.1f}.{noisy}", flush=True)


if __name__ == "__main__":
    main()
