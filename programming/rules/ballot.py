"""Who may be asked about a show, when, and by which link."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from programming.choices import BallotState, ItemKind, ProgrammeKind, ScreeningStatus
from programming.models import Venue
from programming.models.facts import ScreeningFacts

MINUTE = timedelta(minutes=1)
SALT = "held-over.rate"
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's: no letter that is read as a figure, or as another letter."""
MISREAD = str.maketrans("oil", "011")
MARK = 8
"""Letters of the signature: 40 bits, one guess in a million million."""


@dataclass(frozen=True, slots=True)
class Rated:
    """What is asked about: a film, or a programme that goes by its own name."""

    slug: str
    title: str
    is_film: bool


@dataclass(frozen=True, slots=True)
class Ballot:
    """The vote on a show as it is published: from its end until the end of the next house day."""

    screening: int
    is_on: bool
    opens_at: datetime
    closes_at: datetime
    titles: tuple[Rated, ...]

    def state(self, at: datetime) -> BallotState:
        if not self.titles:
            return BallotState.UNRATED
        if not self.is_on:
            return BallotState.OFF
        if at < self.opens_at:
            return BallotState.EARLY
        return BallotState.OPEN if at < self.closes_at else BallotState.CLOSED

    def is_open(self, at: datetime) -> bool:
        return self.state(at) is BallotState.OPEN


def ballot_of(venue: Venue, screening: int, facts: ScreeningFacts) -> Ballot:
    """The ballot of the show that `facts` are published of.

    It closes when the house day ends that follows the one on which the show ended: people sleep over a film, and read
    the address again at breakfast. A house day ends at the rollover hour of the clock on the wall, so that the night
    the clocks change gives an hour or takes one. A show that ends at that very hour ended the night before.
    """
    ends_at = datetime.fromisoformat(facts.ends_at).astimezone(UTC)
    last = venue.house_day(venue.day_of(ends_at - MINUTE)).next
    return Ballot(
        screening=screening,
        is_on=ScreeningStatus(facts.status).is_on,
        opens_at=ends_at,
        closes_at=last.span.ends_at.astimezone(UTC),
        titles=_titles(facts),
    )


def _titles(facts: ScreeningFacts) -> tuple[Rated, ...]:
    kind = ProgrammeKind(facts.kind)
    if not kind.is_rated:
        return ()
    if not kind.leads_with_film:
        return (Rated(facts.slug, facts.title, is_film=False),)
    films = [film for film in facts.films if film.kind == ItemKind.FILM] or list(facts.films)
    shown = films if kind is ProgrammeKind.DOUBLE_BILL else [film for film in films if film.slug == facts.slug]
    return tuple(Rated(slug, title, is_film=True) for slug, title in {film.slug: film.title for film in shown}.items())


def link_code(screening: int) -> str:
    """“3k9-4tq7m2xw”: the show, and a signature that only this house can make: short enough to be typed."""
    return f"{_written(screening)}-{_signature(screening)}"


def read_code(code: str) -> int | None:
    """The show that `link_code` was given, however its letters were typed; None for a code that is not ours."""
    number, _dash, mark = code.lower().translate(MISREAD).partition("-")
    if not number or len(number) > MARK or not set(number) <= set(LETTERS):
        return None
    screening = 0
    for letter in number:
        screening = screening * len(LETTERS) + LETTERS.index(letter)
    return screening if constant_time_compare(mark, _signature(screening)) else None


def _written(number: int, least: int = 1) -> str:
    written = ""
    while number or len(written) < least:
        number, rest = divmod(number, len(LETTERS))
        written = LETTERS[rest] + written
    return written


def _signature(screening: int) -> str:
    digest = salted_hmac(SALT, str(screening), algorithm="sha256").digest()
    return _written(int.from_bytes(digest[:5], "big"), least=MARK)
