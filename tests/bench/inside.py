"""Measures from within one process, printed as JSON: processor time of each page, queries, bytes; then what staff do.
Writes in the database it is given, which is a copy: `python -m tests.bench.inside [--quick]`.
"""

import json
import os
import sys
from statistics import median
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cinema.settings")
django.setup()

from django.db import connection  # noqa: E402  Django must be set up before its models are read
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tests.bench import deeds, searches  # noqa: E402
from tests.bench.clock import processor  # noqa: E402
from tests.bench.places import places  # noqa: E402

QUICK = "--quick" in sys.argv
SAMPLES = 3 if QUICK else 7


def page(path: str) -> dict[str, Any]:
    """Cold is the first answer after a publication of the farthest show; warm are those that follow it; anew is cold
    where the page is not kept on but rendered. Compressed, as everybody asks.
    """
    client = _reader()
    first = client.get(path)
    cold, anew, warm, counts = [], [], [], [0, 0]
    for _sample in range(SAMPLES):
        deeds.publish_something()
        cold.append(processor(lambda: client.get(path)))
        warm += [processor(lambda: client.get(path)) for _again in range(3)]
        other = _reader()
        deeds.publish_something()
        anew.append(processor(lambda reader=other: reader.get(path)))
    deeds.publish_something()
    for turn in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        counts[turn] = len(asked)
    packed, plain = client.get(path), client.get(path, headers={"accept-encoding": ""})
    again = client.get(path, headers={"if-none-match": packed.get("ETag", "-")})
    return {
        "path": path,
        "status": first.status_code,
        "bytes": _size(plain),
        "events": 0 if plain.streaming else plain.content.count(b"BEGIN:VEVENT"),
        "gzip": _size(packed) if packed.get("Content-Encoding") == "gzip" else 0,
        "cold": median(cold),
        "anew": median(anew),
        "warm": median(warm),
        "queries": counts[0],
        "warm_queries": counts[1],
        "not_modified": again.status_code == 304,
    }


def _reader() -> Client:
    """To whom no page is known yet: each has middleware of its own, which is set up by its first request."""
    reader = Client(headers={"accept-encoding": "gzip"})
    reader.get("/healthz")
    return reader


def _size(response: HttpResponse) -> int:
    return len(b"".join(response) if response.streaming else response.content)


def main() -> None:
    found = places()
    measured = {name: page(path) for name, path in found.items()}
    told = {"shows": deeds.shows(), "films": deeds.films(), "pages": measured, "search": searches.measure(QUICK)}
    json.dump(told | {"deeds": deeds.measure(SAMPLES, quick=QUICK)}, sys.stdout)


if __name__ == "__main__":
    main()
