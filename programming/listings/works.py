"""A film as a work: what its page knows of it besides its shows, for those who copy it."""

from dataclasses import dataclass, replace

from programming.choices import CreditRole
from programming.models import Film
from programming.models.facts import TitleFacts


@dataclass(frozen=True, slots=True)
class Work:
    """Names stand in the order of billing."""

    languages: str
    is_silent: bool
    directors: tuple[str, ...]
    writers: tuple[str, ...]
    composers: tuple[str, ...]
    cast: tuple[str, ...]
    rating: str
    wikidata: str
    other_titles: tuple[str, ...] = ()
    year: str = ""  # four digits: the first of “1966/2025”
    minutes: int = 0
    countries: tuple[str, ...] = ()


def published(work: Work, facts: TitleFacts) -> Work:
    """The work with what the public record says of it."""
    return replace(
        work,
        other_titles=tuple(title for title in (facts.canonical, facts.original_title) if title),
        year=facts.year[:4],
        minutes=facts.minutes,
        countries=tuple(part.strip() for part in facts.countries.split(",") if part.strip()),
    )


def work_of(film: Film) -> Work:
    """What the film's copy says of it. Reads the film's credits."""
    return Work(
        languages=film.languages,
        is_silent=film.is_silent,
        directors=_names(film, CreditRole.DIRECTOR),
        writers=_names(film, CreditRole.WRITER),
        composers=_names(film, CreditRole.MUSIC),
        cast=_names(film, CreditRole.CAST),
        rating=film.rating,
        wikidata=film.wikidata,
    )


def _names(film: Film, role: CreditRole) -> tuple[str, ...]:
    return tuple(credit.person.name for credit in film.credits.all() if credit.role == role)
