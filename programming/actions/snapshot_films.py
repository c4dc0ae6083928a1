"""What the rules see of films, their copies and what their listings say."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from django.db.models import Manager, Model, QuerySet

from programming.models import Accolade, Claim, Film, Material, PullQuote, Still
from programming.rules.accolades import doubts
from programming.rules.snapshot import Copy, Quotation, Work

M = TypeVar("M", bound=Model)


def work(film: Film, **said: Any) -> Work:
    """The film, whose materials are at hand, with what was `said` of it besides."""
    return Work(
        film.pk,
        film.printed_title,
        film.running_minutes,
        is_approximate=film.is_approximate,
        has_note=bool(film.note),
        copies=tuple(copy_of(material) for material in film.materials.all()),
        **said,
    )


def works(films: Mapping[int, Film]) -> dict[int, Work]:
    """The films with what their listings need. Four queries."""
    stills = beside(Still.objects, "film_id", films)
    quotes = beside(PullQuote.objects, "film_id", films)
    accolades = beside(Accolade.objects, "film_id", films)
    claims = beside(Claim.objects.select_related("source"), "film_id", films)
    return {
        key: work(
            film,
            stills=len(stills[key]),
            stills_without_alt=sum(1 for still in stills[key] if not still.alt),
            doubts=doubts(accolades[key], claims[key]),
            quotes=tuple(quotation(quote) for quote in quotes[key] if quote.is_approved),
        )
        for key, film in films.items()
    }


def copy_of(material: Material) -> Copy:
    return Copy(material.pk, material.format, material.running_minutes)


def quotation(quote: PullQuote) -> Quotation:
    """The quote as rules see it."""
    return Quotation(quote.pk, quote.text, quote.cut, quote.who)


def beside(rows: Manager[M] | QuerySet[M], column: str, keys: Collection[int]) -> defaultdict[int, list[M]]:
    """Of `rows`, those that each of `keys` has in `column`. Django's own prefetching makes a manager for every key."""
    found: defaultdict[int, list[M]] = defaultdict(list)
    if keys:
        for row in rows.filter(**{f"{column}__in": keys}):
            found[getattr(row, column)].append(row)
    return found
