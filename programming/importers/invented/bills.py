"""Programmes made of the films, and the series that they stand in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from programming.choices import ItemKind, ProgrammeKind, SeriesKind
from programming.importers.invented.films import BLOCK, HOURS, SHORTS, Reel
from programming.importers.invented.rows import BATCH, Progress, stored
from programming.importers.invented.words import QUALITIES, THINGS, sentences
from programming.models import Programme, ProgrammeItem, Series, SeriesEntry

STRANDS = ("Matinée", "Late Show", "From the Archive", "First Films", "On Film", "Family Sunday")
SEASONS_A_YEAR = 4


@dataclass(frozen=True, slots=True)
class Bill:
    """What is kept in mind of a programme until it is scheduled."""

    key: int
    prints: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    kind: ProgrammeKind
    title: str
    slug: str
    reels: tuple[Reel, ...]


def make_bills(random: Random, reels: Sequence[Reel], years: float, say: Progress) -> list[Bill]:
    """Every film in one programme, in the order of the films, with the series they stand in."""
    recipes = list(_recipes(reels))
    strands, seasons = _series(random, years)
    bills: list[Bill] = []
    for start in range(0, len(recipes), BATCH):
        some = recipes[start : start + BATCH]
        programmes = stored(_programme(random, recipe) for recipe in some)
        stored(item for made, recipe in zip(programmes, some, strict=True) for item in _items(made, recipe))
        series = [
            (made, one)
            for place, made in enumerate(programmes, start)
            for one in _chosen(random, strands, seasons, place / len(recipes))
        ]
        stored(SeriesEntry(series=one, programme=made, order=made.pk % 30_000) for made, one in series)
        bills += [Bill(made.pk, _prints(recipe)) for made, recipe in zip(programmes, some, strict=True)]
        say("programmes", len(bills), len(recipes))
    return bills


def _recipes(reels: Sequence[Reel]) -> Iterator[Recipe]:
    for start in range(0, len(reels), BLOCK):
        block = reels[start : start + BLOCK]
        shorts, hours = block[: SHORTS.stop], block[HOURS.start : HOURS.stop]
        number = start // BLOCK + 1
        yield Recipe(ProgrammeKind.SHORTS, f"Shorts {number}", f"shorts-{number}", tuple(shorts))
        if len(hours) == len(HOURS):
            yield Recipe(ProgrammeKind.DOUBLE_BILL, "", f"double-bill-{number}", tuple(hours))
        for reel in block[HOURS.stop :]:
            yield Recipe(ProgrammeKind.SINGLE, "", f"film-{reel.key}", (reel,))


def _programme(random: Random, recipe: Recipe) -> Programme:
    note = sentences(random, 2) if recipe.kind is ProgrammeKind.SHORTS else ""
    return Programme(slug=recipe.slug, kind=recipe.kind.value, title=recipe.title, note=note)


def _items(programme: Programme, recipe: Recipe) -> Iterator[ProgrammeItem]:
    kind = ItemKind.SHORT if recipe.kind is ProgrammeKind.SHORTS else ItemKind.FILM
    for order, reel in enumerate(recipe.reels):
        yield ProgrammeItem(programme=programme, order=order, kind=kind.value, film_id=reel.key)


def _prints(recipe: Recipe) -> tuple[int, ...]:
    return recipe.reels[0].prints if recipe.kind is ProgrammeKind.SINGLE else ()


def _series(random: Random, years: float) -> tuple[list[Series], list[Series]]:
    """Strands that never end, and seasons in their order."""
    strands = [
        Series(slug=f"strand-{at}", title=title, kind=SeriesKind.STRAND.value) for at, title in enumerate(STRANDS)
    ]
    number = max(1, round(SEASONS_A_YEAR * years))
    seasons = [_season(random, at) for at in range(1, number + 1)]
    for at, series in enumerate([*strands, *reversed(seasons)]):
        series.order = at
    return stored(strands), stored(seasons)


def _season(random: Random, number: int) -> Series:
    title = f"{random.choice(QUALITIES)} {random.choice(THINGS)}s"
    return Series(slug=f"season-{number}", title=title, deck=sentences(random, 1)[:300], essay=sentences(random, 8))


def _chosen(random: Random, strands: Sequence[Series], seasons: Sequence[Series], share: float) -> list[Series]:
    """The series of a programme that comes when `share` of the time is over."""
    chosen = [random.choice(strands)] if random.random() < 0.15 else []
    if random.random() < 0.2:
        chosen.append(seasons[min(int(share * len(seasons)), len(seasons) - 1)])
    return chosen
