"""What the public sees at the address of a film, or of a programme under its own name."""

from datetime import datetime
from functools import lru_cache
from json import loads
from typing import NamedTuple

from django.db.models import QuerySet

from programming.listings.house import Desk
from programming.listings.shows import FACTS_AS_STORED
from programming.models import PublishedTitle
from programming.models.facts import TitleFacts
from programming.models.prepared import prepared

MOST_KNOWN = 2048
"""Titles that a process keeps in mind, some 1 KB each."""


class Title(NamedTuple):
    """`film` and `programme` are primary keys; one of them is None."""

    film: int | None
    programme: int | None
    slug: str
    facts: TitleFacts


def title_at(desk: Desk, slug: str) -> Title | None:
    """None where the public may know of none. One query."""
    for film, programme, stored in _title_at(desk.at, slug):
        return Title(film, programme, slug, title_facts(stored))
    return None


@prepared
def _title_at(at: datetime, slug: str) -> "QuerySet[PublishedTitle, tuple[int | None, int | None, str]]":
    rows = PublishedTitle.objects.live(at).filter(slug=slug)
    return rows.values_list("film_id", "programme_id", FACTS_AS_STORED)[:1]


@lru_cache(MOST_KNOWN)
def title_facts(stored: str) -> TitleFacts:
    """What a version says, from the JSON that is stored of it: what is looked for is looked for again."""
    return TitleFacts.from_json(loads(stored))
