"""What the house has shown, counted: kept by the month, so that no page counts the archive.

A show counts once its house day is over, as the version says that the public sees at the moment one looks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models

from programming.models.facts import ScreeningFacts


@dataclass(frozen=True, slots=True)
class Appearance:
    """That a title played: how often, on which house days (ISO dates) first and last, and from what then.

    `is_film` is False for what has a page of its own and is no film: a shorts programme, a secret show.
    """

    slug: str
    title: str
    spec: str = ""  # "Mikhail Kalatozov, 1957"
    is_film: bool = True
    times: int = 0
    first_on: str = ""
    last_on: str = ""
    last_format: str = ""

    def __add__(self, other: Self) -> Self:
        """Both together, called as it was called last."""
        earlier, later = (self, other) if self.last_on <= other.last_on else (other, self)
        return type(self)(
            later.slug,
            later.title,
            later.spec,
            later.is_film or earlier.is_film,
            self.times + other.times,
            min(self.first_on, other.first_on),
            later.last_on,
            later.last_format,
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """Shows, by format and by title. A show counts under the format of its first film, and for every film in it."""

    shows: int = 0
    formats: Counter[str] = field(default_factory=Counter)
    titles: dict[str, Appearance] = field(default_factory=dict)

    @classmethod
    def of(cls, shows: Iterable[ScreeningFacts]) -> Self:
        """The count of these shows, all of which have been."""
        made = cls.sum(())
        number = 0
        for facts in sorted(shows, key=lambda one: one.starts_at):
            number += 1
            made.formats[facts.format] += 1
            for one in appearances(facts):
                made.titles[one.slug] = made.titles[one.slug] + one if one.slug in made.titles else one
        return cls(number, made.formats, made.titles)

    @classmethod
    def sum(cls, tallies: "Iterable[Tally]") -> Self:
        formats: Counter[str] = Counter()
        titles: dict[str, Appearance] = {}
        number = 0
        for tally in tallies:
            number += tally.shows
            formats.update(tally.formats)
            for slug, one in tally.titles.items():
                titles[slug] = titles[slug] + one if slug in titles else one
        return cls(number, formats, titles)

    @property
    def films(self) -> int:
        return sum(1 for one in self.titles.values() if one.is_film)

    def to_json(self) -> dict[str, Any]:
        titles = [list(asdict(one).values()) for one in self.titles.values()]
        return {"shows": self.shows, "formats": dict(self.formats), "titles": titles}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Self:
        titles = (Appearance(*values) for values in facts["titles"])
        return cls(facts["shows"], Counter(facts["formats"]), {one.slug: one for one in titles})


def appearances(facts: ScreeningFacts) -> Iterator[Appearance]:
    """What a show is a showing of: the page it stands on and each film in it, every one once."""
    found = {
        film.slug: Appearance(
            film.slug,
            film.title,
            ", ".join(part for part in (film.directors, film.year) if part),
            times=1,
            first_on=facts.house_day,
            last_on=facts.house_day,
            last_format=film.format or facts.format,
        )
        for film in facts.films
    }
    spec = ", ".join(part for part in (facts.directors, facts.year) if part)
    day = facts.house_day
    own = Appearance(
        facts.slug, facts.title, spec, is_film=False, times=1, first_on=day, last_on=day, last_format=facts.format
    )
    yield from ({facts.slug: own} | found).values()


class PlayedMonthQuerySet(models.QuerySet["PlayedMonth"]):
    def holding(self, at: datetime) -> "PlayedMonthQuerySet":
        """Those whose count is what the public sees at `at`."""
        ahead = models.Q(holds_until__isnull=True) | models.Q(holds_until__gt=at)
        return self.filter(ahead, counted_at__lte=at)


class PlayedMonth(models.Model):
    """The tally of a month that was over when it was counted.

    It holds from `counted_at` until `holds_until`: when a publication under an embargo changes the past; empty where
    none does. Outside that span the shows themselves are counted (`listings.played`).
    """

    first_on = models.DateField(unique=True)
    counted_at = models.DateTimeField()
    holds_until = models.DateTimeField(null=True)
    shows = models.PositiveIntegerField()
    facts = models.JSONField()
    changed_at = models.DateTimeField(null=True)  # when the public last saw one of its shows come, change or go

    objects = PlayedMonthQuerySet.as_manager()

    class Meta:
        ordering = ("first_on",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(first_on__day=1), name="played_month_begins_on_its_first"),
        ]

    def __str__(self) -> str:
        return f"{self.first_on:%Y-%m}: {self.shows}"

    def is_holding(self, at: datetime) -> bool:
        return self.counted_at <= at and (self.holds_until is None or at < self.holds_until)


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def month_after(month: date) -> date:
    """The first day of the month that follows the one that begins on `month`."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
