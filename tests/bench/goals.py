"""The goals, each beside what was measured: holds, or does not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import Any

HELLO = 2_500
"""How often a second hello was said, to one reader at a time, on the machine for which the goals in milliseconds were
set: twice as often to eight of them, with two workers.
"""
WEEK_OF_A_PEER = 13.7 / HELLO
LIST_OF_A_PEER = 3.3 / HELLO
ICS_OF_A_PEER = 3.0 / HELLO
"""What two other systems serve in the same time as hello is served, in one run, on the same work."""

SPANS = (
    "home",
    "day",
    "week",
    "month",
    "film",
    "series",
    "strand",
    "one show",
    "changes",
    "calendar.ics",
    "film.ics",
    "api screenings",
)
"""What is looked up by a span of days, and should cost the same in an old house as in a new one."""
NOISE = 0.85
"""Ratios are no difference within 15 per cent."""


@dataclass(frozen=True, slots=True)
class Goal:
    what: str
    holds: bool
    found: str


Measured = Mapping[str, Any]


def goals(sizes: Mapping[float, Measured]) -> Iterator[Goal]:
    """All that can be judged from these sizes; most from the largest of them."""
    largest = sizes[max(sizes)]
    if largest.get("hello"):
        yield from _served(largest)
    yield from _cold(largest)
    yield from _growing(sizes)
    yield from _done(largest)


def _served(size: Measured) -> Iterator[Goal]:
    hello, rates = size["hello"]["c1"], size["rates"]
    ratios = {name: rate["c1"] / hello for name, rate in rates.items()}
    slowest = min(ratios, key=lambda name: ratios[name])
    yield _least("any page or feed, warm, beside hello", ratios[slowest], 0.5, slowest)
    for what, times, peer, name in (
        ("the week, warm, beside another house’s week", 80, WEEK_OF_A_PEER, "week"),
        ("the week, warm, beside a list of talks", 400, LIST_OF_A_PEER, "week"),
        ("calendar.ics, warm, beside a calendar of talks", 300, ICS_OF_A_PEER, "calendar.ics"),
    ):
        yield _least(what, ratios[name] / peer, times, "times")
    again = {name: rate["not_modified"] / hello for name, rate in rates.items() if "not_modified" in rate}
    slowest = min(again, key=lambda name: again[name])
    yield _least("304, beside hello", again[slowest], 0.5, slowest)
    asked = max(page["warm_queries"] for page in size["pages"].values())
    yield Goal("304 and warm pages: queries at most 1", asked <= 1, f"{asked}")
    proportional, resident = size["memory"]
    yield Goal(
        "memory at most 150 MB a worker",
        resident <= 150,
        f"{resident:.0f} MB resident, {proportional:.0f} MB of its own",
    )


def _cold(size: Measured) -> Iterator[Goal]:
    for name, most in (("week", 9), ("film", 4)):
        page = size["pages"][name]
        yield _most(f"{name}, first after a publication elsewhere", page["cold"], most, size)
        yield _most(f"{name}, rendered anew", page["anew"], most, size)
    for name in ("calendar.ics", "screen.ics", "film.ics"):
        page = size["pages"][name]
        yield _most(f"{name}, {page['events']:,} events, rendered anew", page["anew"], _of_events(page["events"]), size)


def _of_events(number: int) -> float:
    """Milliseconds: 4 up to 300 events, 40 for 20,000, and between them in proportion."""
    return round(4 + max(0, number - 300) * 36 / 19_700, 1)


def _growing(sizes: Mapping[float, Measured]) -> Iterator[Goal]:
    if len(sizes) < 2:
        return
    found = {name: exponent(sizes, name) for name in SPANS}
    steepest = max(found, key=lambda name: found[name])
    yield Goal(
        "growth of what is looked up by span: exponent at most 0.05",
        found[steepest] <= 0.05,
        f"{found[steepest]:.2f} ({steepest})",
    )


def _done(size: Measured) -> Iterator[Goal]:
    deeds = size["deeds"]
    yield _most(f"search over {size['films']:,} films, 95 of 100", size["search"]["p95"], 10, size)
    for what, name, most in (
        ("check 2,000 shows against every rule", "season", 300),
        ("hold a whole week over, findings included", "holdover", 60),
        ("publish 2,000 changes", "publish", 2_000),
        ("import 5,000 shows, checks included", "import", 2_000),
        ("staff board of a week", "board", 20),
    ):
        yield _most(what, deeds[name], most, size)


def exponent(sizes: Mapping[float, Measured], name: str) -> float:
    """k in “a house n times as old takes n^k times as long” to render a page, from the smallest to the largest."""
    small, large = min(sizes), max(sizes)
    grown = sizes[large]["pages"][name]["anew"] / sizes[small]["pages"][name]["anew"]
    return log(grown) / log(sizes[large]["shows"] / sizes[small]["shows"])


def _least(what: str, found: float, least: float, note: str) -> Goal:
    return Goal(f"{what}: at least {least:g}", found >= least * NOISE, f"{found:.2f} ({note})")


def _most(what: str, found: float, most: float, size: Measured) -> Goal:
    """Judged as measured; what it would be on the goal's machine is said beside."""
    there = f", {found * size['hello']['c1'] / HELLO:,.1f} where hello is said {HELLO:,} times a second"
    return Goal(f"{what}: at most {most:,} ms", found <= most, f"{found:,.1f} ms{there if size.get('hello') else ''}")
