"""A run: so many inputs of each kind, each from its own number, so that any of them can be had again alone."""

import sys
import time
from collections.abc import Callable
from random import Random

import time_machine

from tests.fuzz.addresses import routes
from tests.fuzz.house import AT, build
from tests.fuzz.importers import admissions, seeds
from tests.fuzz.requests import KINDS, Maker
from tests.fuzz.site import Site
from tests.fuzz.texts import showtimes, texts

Trial = Callable[[Site, Random], tuple[str, str] | None]
"""What was tried, and what was wrong with what came of it; None where there was nothing to try."""
SHARES = {"addresses": 30, "forms": 30, "bodies": 15, "admissions": 5, "seeds": 2, "showtimes": 10, "texts": 8}
"""Of a hundred."""


def _asking(maker: Maker) -> Trial:
    def trial(site: Site, random: Random) -> tuple[str, str] | None:
        asked = maker(site, random)
        return (str(asked), site.wrong_with(asked)) if asked else None

    return trial


TRIALS: dict[str, Trial] = {name: _asking(maker) for name, maker in KINDS.items()} | {
    "admissions": admissions,
    "seeds": seeds,
    "showtimes": showtimes,
    "texts": texts,
}


def run(seed: int, count: int, *, only: str = "", go_on: bool = False) -> int:
    """Says what was tried and what failed; 1 where something did."""
    began, busy, failed = time.perf_counter(), time.process_time(), 0
    kind, _colon, number = only.partition(":")
    with time_machine.travel(AT, tick=True):
        site = Site(build())
        for name in [kind] if kind else TRIALS:
            share = count if kind else round(count * SHARES[name] / sum(SHARES.values()))
            numbers = (int(number), int(number) + 1) if number else (0, None)
            failures = tried(site, name, seed, share if not number else 1, start=numbers[0])
            for complaint in failures[1]:
                sys.stdout.write(f"{complaint}\n\n")
                if not go_on:
                    return 1
            failed += len(failures[1])
            sys.stdout.write(f"{name:<12}{failures[0]:>6}  {len(failures[1])} failed\n")
            sys.stdout.flush()
        answers = (f"{what} × {count}" for what, count in sorted(site.statuses.items()))
        sys.stdout.write(f"answers: {', '.join(answers)}\n")
        unseen = [route for route in routes() if route not in site.routes]
        sys.stdout.write(
            f"{len(routes()) - len(unseen)} of {len(routes())} addresses reached; not: {' '.join(unseen)}\n"
        )
    spent = time.process_time() - busy
    sys.stdout.write(f"seed {seed}, {time.perf_counter() - began:.0f} s, {spent:.0f} s of the processor\n")
    return min(failed, 1)


def tried(site: Site, name: str, seed: int, count: int, *, start: int = 0) -> tuple[int, list[str]]:
    """How many inputs there were, and what is said of those that failed."""
    done, number, failed = 0, start, []
    with site.watched():
        while done < count and number < start + 40 * count:
            outcome = TRIALS[name](site, Random(f"{seed}:{name}:{number}"))
            number += 1
            if outcome is None:
                continue
            done += 1
            if outcome[1]:
                failed.append(f"{name}:{number - 1} of seed {seed}\n    {outcome[0]}\n{outcome[1]}")
    return done, failed
