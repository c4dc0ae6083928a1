"""Every address of the site, from the URL configuration itself: one that is added tomorrow is fuzzed tomorrow."""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import URLResolver, get_resolver

from programming.listings.calendars import KINDS
from tests.factories import FRIDAY
from tests.fuzz.house import House
from tests.fuzz.values import Values

ROOT = Path(__file__).resolve().parents[2]
PLACE = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
GROUP = re.compile(r"\(\?P<(?P<name>\w+)>.*?\)")
ASKED = re.compile(
    r"(?:GET|POST|told|form)(?:\.get|\.getlist)?[(\[]\"(\w+)\"|^    (\w+): .*= (?:Field|None|Query)", re.MULTILINE
)
OF_ADMIN = (
    "o",
    "p",
    "q",
    "e",
    "all",
    "_popup",
    "_to_field",
    "_changelist_filters",
    "_facets",
    "film__id__exact",
    "next",
)
BESIDE = ("/healthz", "/readyz", "/static/css/base.css", "/favicon.ico", "//", "/films", "/staff")
"""What is answered without the URL configuration, and what leads on."""
ALIASES = {"show": "screening", "undo": "deed", "versions": "screening", "publications": "publication"}


@cache
def routes() -> tuple[str, ...]:
    """As they are written: “/films/<slug:slug>/”."""
    return tuple(sorted({f"/{route}" for route in _walk(get_resolver().url_patterns, "")}))


def _walk(patterns: list[Any], above: str) -> Iterator[str]:
    for one in patterns:
        here = above + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, here)
        else:
            yield here.replace("^", "").replace("$", "")


@cache
def names() -> tuple[str, ...]:
    """What views and forms ask requests for, as the source says it."""
    folders = ("views", "staff", "forms", "admin")
    texts = [path.read_text() for folder in folders for path in (ROOT / "programming" / folder).glob("*.py")]
    found = {name for text in texts for pair in ASKED.findall(text) for name in pair if name}
    return tuple(sorted(found | set(OF_ADMIN)))


def address(route: str, house: House, values: Values, *, right: float) -> str:
    """The route with its places filled, each with a value that is there with a chance of `right`."""

    def fill(place: re.Match[str]) -> str:
        told = place.groupdict()
        good = _there(route, told["name"], told.get("converter") or "", house, values)
        if values.chance(right):
            return good
        return values.near(good) if values.chance(0.5) else values.wrong()

    return GROUP.sub(fill, PLACE.sub(fill, route))


def _there(route: str, name: str, converter: str, house: House, values: Values) -> str:
    """What the place may well hold."""
    choose = values.random.choice
    day = FRIDAY + timedelta(days=values.random.randrange(-4, 12))
    stamp = f"{day}T{values.random.randrange(24):02}00Z"
    own: dict[str, Any] = {
        "app_label": ("programming", "auth"),
        "rest": ("calendar", "films/detour", "runs"),
        "path": ("", "films/", "films/detour/", "calendar.ics", "api/v1/films", "staff/", "a.png"),
        "token": house.tokens,
        "stamp": (stamp,),
        "code": house.codes,
        "uid": house.uids,
        "content_type_id": ("1", "8", "12", "20"),
    }
    kinds: dict[str, Any] = {"day": (str(day),), "yyyy": ("2026",), "mm": ("11", "12"), "kind": tuple(KINDS)}
    if found := own.get(name) or kinds.get(converter):
        return str(choose(found))
    if name in ("object_id", "pk", "id", "number") or converter == "int":
        return choose(_keys(route, house) or ["1"])
    return choose([*house.slugs, "35mm", "open-captions", "both"])


def _keys(route: str, house: House) -> list[str]:
    """Of the model that the route speaks of, if it says so."""
    for word in reversed(route.split("/")):
        for model in (ALIASES.get(word, word), word.removesuffix("s")):
            if model in house.rows:
                return house.rows[model]
    return [str(number) for number in range(1, 30)]
