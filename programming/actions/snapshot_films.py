"""What the rules see of films, their copies and what their listings say."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import QuerySet

from programming.choices import ClaimProperty
from programming.models import Accolade, Claim, Film, Material, PullQuote, Source, Still
from programming.models.plain import read_rows
from programming.models.prepared import prepared
from programming.rules.accolades import doubts
from programming.rules.snapshot import Copy, Quotation, Work

M = TypeVar("M")
FILM = ("id", "title", "display_title", "running_minutes", "is_approximate", "note")
COPY = ("id", "film_id", "format", "running_minutes")
QUOTE = ("id", "film_id", *PullQuote.PRINTED)
ACCOLADE = ("id", "film_id", "line", "award", "festival", "year")
CLAIM = ("id", "film_id", "about", "topic", "source_id", "status", "reason")
SOURCE = ("id", "title", "trust")


def films_of(keys: Collection[int]) -> dict[int, Film]:
    """The films, as far as rules and titles look at them. One query."""
    return {film.pk: film for film in read_rows(Film, FILM, "pk", keys)}


def copies_of(films: Collection[int]) -> dict[int, list[Material]]:
    """The films' materials, the usual one first. One query."""
    return beside(read_rows(Material, COPY, "film", films))


def works(
    films: Mapping[int, Film], copies: Mapping[int, Iterable[Material]], *, with_listing: bool
) -> dict[int, Work]:
    """The films; `with_listing` as well what their listings say, which takes up to five queries."""
    said = _listings(films) if with_listing else {}
    return {key: _work(film, copies[key], **said.get(key, {})) for key, film in films.items()}


def copy_of(material: Material) -> Copy:
    return Copy(material.pk, material.format, material.running_minutes)


def quotation(quote: PullQuote) -> Quotation:
    """The quote as rules see it."""
    return Quotation(quote.pk, quote.text, quote.cut, quote.who)


def beside(rows: Iterable[M], column: str = "film_id") -> defaultdict[int, list[M]]:
    """The rows by what they have in `column`."""
    found: defaultdict[int, list[M]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


def _work(film: Film, copies: Iterable[Material], **said: Any) -> Work:
    return Work(
        film.pk,
        film.printed_title,
        film.running_minutes,
        is_approximate=film.is_approximate,
        has_note=bool(film.note),
        copies=tuple(copy_of(material) for material in copies),
        **said,
    )


@prepared
def _alts(films: Collection[int]) -> "QuerySet[Still, tuple[int, str]]":
    return Still.objects.filter(film__among=films).values_list("film_id", "alt")


def _claims(films: Collection[int]) -> list[Claim]:
    """What the research files of these films say of prizes. Two queries, one where they say nothing."""
    claims = read_rows(Claim, CLAIM, "film", films, about=ClaimProperty.ACCOLADE)
    sources = {one.pk: one for one in read_rows(Source, SOURCE, "pk", {claim.source_id for claim in claims})}
    for claim in claims:
        claim.source = sources[claim.source_id]
    return claims


def _listings(films: Collection[int]) -> dict[int, dict[str, Any]]:
    """By film, what a Work has of its listing."""
    stills: defaultdict[int, list[str]] = defaultdict(list)
    for film, alt in _alts(films):
        stills[film].append(alt)
    quotes = beside(read_rows(PullQuote, QUOTE, "film", films, is_approved=True, cut__gt=""))
    accolades = beside(read_rows(Accolade, ACCOLADE, "film", films))
    claims = beside(_claims(accolades))
    return {
        key: {
            "stills": len(stills[key]),
            "stills_without_alt": stills[key].count(""),
            "doubts": doubts(accolades[key], claims[key]),
            "quotes": tuple(map(quotation, quotes[key])),
        }
        for key in films
    }
