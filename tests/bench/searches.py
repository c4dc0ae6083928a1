"""Two hundred searches of all sorts over every film: words, beginnings, slips, people, nothing at all."""

from random import Random
from statistics import median, quantiles

from django.utils import timezone

from programming.importers.invented.words import FIRST, HEADS, QUALITIES, TAILS, THINGS
from programming.listings.house import Desk
from programming.listings.search import search_page, suggestions
from tests.bench.clock import processor


def queries(number: int) -> list[str]:
    random = Random(7)
    kinds = (
        lambda: random.choice(THINGS),
        lambda: f"the {random.choice(QUALITIES)} {random.choice(THINGS)}",
        lambda: random.choice(THINGS)[:4],
        lambda: random.choice(QUALITIES)[:2],
        lambda: _slip(random, random.choice(THINGS)),
        lambda: f"{random.choice(FIRST)} {random.choice(HEADS)}{random.choice(TAILS)}",
        lambda: random.choice(HEADS) + random.choice(TAILS),
        lambda: "zzyzx qqq",
    )
    return [kinds[place % len(kinds)]().lower() for place in range(number)]


def _slip(random: Random, word: str) -> str:
    place = random.randrange(1, len(word))
    return word[:place] + word[place + 1 :]


def measure(quick: bool) -> dict[str, float]:
    """Median, 95th percentile and worst, in milliseconds; then the median of the suggestions for the same words."""
    asked = queries(40 if quick else 200)
    desk = Desk.at_moment(timezone.now())
    assert desk is not None
    for words in ("once", "once upon", "once upon a"):  # for each number of them questions are written
        search_page(desk, words)
    took = [(processor(lambda query=query: search_page(desk, query)), query) for query in asked]
    suggested = [processor(lambda query=query: suggestions(desk, query)) for query in asked]
    times = [one for one, _query in took]
    worst, query = max(took)
    return {
        "median": median(times),
        "p95": quantiles(times, n=20)[-1],
        "worst": worst,
        "slowest": query,
        "suggest": median(suggested),
        "suggest_p95": quantiles(suggested, n=20)[-1],
    }
