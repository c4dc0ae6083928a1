"""Films with their people, copies, notes and quotes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from django.utils.text import slugify

from programming.choices import CreditRole, Format, PressLineKind
from programming.importers.invented.rows import BATCH, Progress, stored
from programming.importers.invented.words import COUNTRIES, people, sentences, surname, titles
from programming.models import Accolade, Credit, Film, Material, OtherTitle, Person, PressLine, PullQuote

BLOCK = 10
"""Of every ten films three are shorts and two last an hour: a programme of shorts, a double bill and five singles."""
SHORTS, HOURS = range(3), range(3, 5)
CREW = (CreditRole.WRITER, CreditRole.CINEMATOGRAPHY, CreditRole.EDITOR, CreditRole.MUSIC)
CAST = 3


@dataclass(frozen=True, slots=True)
class Reel:
    """What is kept in mind of a film until it is scheduled."""

    key: int
    title: str
    prints: tuple[int, ...]  # its copies on 35mm, which a run may ask for


def make_people(random: Random, number: int) -> list[int]:
    """The keys of people, the busiest first."""
    names = people(random)
    keys: list[int] = []
    for start in range(0, number, BATCH):
        some = islice(names, min(BATCH, number - start))
        keys += [person.pk for person in stored(Person(name=name, sort_name=_sorted(name)) for name in some)]
    return keys


def make_films(random: Random, number: int, known: Sequence[int], say: Progress) -> list[Reel]:
    """Films one to `number`, older ones first, with everything that hangs on them; `known` are keys of people."""
    names = titles(random)
    reels: list[Reel] = []
    slugs: set[str] = set()
    for start in range(0, number, BATCH):
        places = range(start, min(start + BATCH, number))
        films = stored(_film(random, place, title, slugs) for place, title in zip(places, names, strict=False))
        stored(credit for film in films for credit in _credits(random, film, known))
        prints = stored(copy for film in films for copy in _copies(random, film))
        for model in (_quotes, _lines, _others, _accolades):
            stored(row for film in films for row in model(random, film))
        on_film = {copy.film_id: copy.pk for copy in prints if copy.format == Format.FILM_35}
        reels += [Reel(film.pk, film.title, _keys(on_film, film.pk)) for film in films]
        say("films", len(reels), number)
    return reels


def _keys(found: dict[int, int], film: int) -> tuple[int, ...]:
    return (found[film],) if film in found else ()


def _film(random: Random, place: int, title: str, slugs: set[str]) -> Film:
    country, language = random.choice(COUNTRIES)
    slug = slugify(title)[:76]
    if slug in slugs:
        slug = f"{slug[:70]}-{place}"
    slugs.add(slug)
    return Film(
        slug=slug,
        title=title,
        original_title=f"{surname(random)} {surname(random).lower()}" if language != "English" else "",
        year=str(random.randint(1921, 2024)),
        countries=country,
        languages=language,
        colour=random.choice(("", "", "black and white")),
        running_minutes=_minutes(random, place % BLOCK),
        is_approximate=random.random() < 0.1,
        note=sentences(random, 6),
        short_note=sentences(random, 1)[:200],
        strapline=f"From the director of {title}"[:200] if random.random() < 0.1 else "",
        content_advice="Contains scenes of weather." if random.random() < 0.1 else "",
    )


def _minutes(random: Random, place: int) -> int:
    if place in SHORTS:
        return random.randint(8, 30)
    return random.randint(52, 60) if place in HOURS else random.randint(76, 110)


def _credits(random: Random, film: Film, known: Sequence[int]) -> Iterator[Credit]:
    """A director, sometimes above the title; a crew and a cast. Few people have most of the credits."""
    whos = random.sample(range(len(known)), 1 + len(CREW) + CAST)
    crew, cast = whos[:-CAST], dict.fromkeys(who * who // len(known) for who in whos[-CAST:])
    roles = (CreditRole.DIRECTOR, *CREW, *[CreditRole.CAST] * len(cast))
    is_above = random.random() < 0.3
    for order, (role, who) in enumerate(zip(roles, (*crew, *cast), strict=True)):
        yield Credit(
            film=film, person_id=known[who], role=role.value, order=order, is_possessive=is_above and order == 0
        )


def _copies(random: Random, film: Film) -> Iterator[Material]:
    foreign = {} if film.languages == "English" else {"subtitles": "English"}
    format = random.choice((Format.DCP, Format.DCP, Format.DCP, Format.DCP_4K, Format.FILM_35))
    yield Material(film=film, label="usual", format=format.value, audio=film.languages, **foreign)
    if format is not Format.FILM_35 and random.random() < 0.3:
        archive = f"{surname(random)} Archive"
        told = {"format": Format.FILM_35.value, "audio": film.languages, "lender": archive}
        yield Material(film=film, label="archive-print", order=1, **told, **foreign)


def _quotes(random: Random, film: Film) -> Iterator[PullQuote]:
    for order in range(random.randint(0, 3)):
        text = f"{sentences(random, 2)} ({order + 1})"
        yield PullQuote(
            film=film, text=text, audience="member", source="Slips from the foyer", is_approved=True, order=order
        )


def _lines(random: Random, film: Film) -> Iterator[PressLine]:
    yield PressLine(film=film, kind=PressLineKind.RELEASE.value, line=f"A {surname(random)} release")


def _others(random: Random, film: Film) -> Iterator[OtherTitle]:
    if random.random() < 0.2:
        yield OtherTitle(film=film, title=f"{surname(random)} {film.title}"[:200])


def _accolades(random: Random, film: Film) -> Iterator[Accolade]:
    if random.random() < 0.2:
        yield Accolade(film=film, line=f"Golden Kettle, {surname(random)} festival")


def _sorted(name: str) -> str:
    first, _space, last = name.rpartition(" ")
    return f"{last}, {first}"
