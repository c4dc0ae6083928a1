"""A run: so many inputs of each kind, each from its own number, so that any of them can be had again alone."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import time_machine

from tests.fuzz.house import AT, build
from tests.fuzz.importers import admissions, seeds
from tests.fuzz.requests import KINDS, Maker
from tests.fuzz.site import Site
from tests.fuzz.texts import showtimes, texts

Trial = Callable[[Site, Random], tuple[str, str] | None]
"""What was tried, and what was wrong with what came of it; None where there was nothing to try."""
SHARES = {"addresses": 30, "forms": 25, "bodies": 15, "admissions": 5, "seeds": 1, "showtimes": 14, "texts": 10}
"""Of a hundred."""
PATIENCE = 40


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


@dataclass
class Told:
    """What a run has to say: inputs by kind, what failed, answers by status, addresses that were reached."""

    counts: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    routes: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return json.dumps(vars(self) | {"routes": sorted(self.routes)})

    def add(self, text: str) -> None:
        other = json.loads(text)
        self.counts.update(other["counts"])
        self.failed += other["failed"]
        self.answers.update(other["answers"])
        self.routes.update(other["routes"])


def run(seed: int, count: int, *, only: str = "", part: int = 0, parts: int = 1, go_on: bool = False) -> Told:
    """One of so many parts of the inputs. Ends with the first failure, unless it is to go on."""
    kind, _colon, number = only.partition(":")
    told = Told()
    with time_machine.travel(AT, tick=True):
        site = Site(build())
        for name in [kind] if kind else TRIALS:
            share = count if kind else count * SHARES[name] // sum(SHARES.values())
            mine = len(range(part, share, parts))
            start, most = (int(number), 1) if number else (part, mine)
            told.counts[name], failed = tried(site, name, seed, most, start=start, step=parts, go_on=go_on)
            told.failed += failed
            if failed and not go_on:
                break
        told.answers, told.routes = site.answers, site.routes
    return told


def tried(
    site: Site, name: str, seed: int, count: int, *, start: int = 0, step: int = 1, go_on: bool = True
) -> tuple[int, list[str]]:
    """How many inputs there were, and what is said of those that failed."""
    done, number, failed = 0, start, []
    with site.watched():
        while done < count and number < start + PATIENCE * count * step and (go_on or not failed):
            outcome = TRIALS[name](site, Random(f"{seed}:{name}:{number}"))
            number += step
            if outcome is None:
                continue
            done += 1
            if outcome[1]:
                failed.append(f"{name}:{number - step} of seed {seed}\n    {outcome[0]}\n{outcome[1]}")
    return done, failed
