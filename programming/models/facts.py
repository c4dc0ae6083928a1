"""What a published version says, as values: frozen at publication, read by every page, feed and calendar.

Each class goes to plain JSON and back; moments are ISO 8601 in UTC, house days ISO dates.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from programming.choices import Format

FILM_FEED = "formats/film"
"""Shows from any gauge of print."""


class Plain:
    """Facts as a dict, a key a field. `dataclasses.asdict` says the same and takes ten times as long."""

    __slots__: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class TitleFacts(Plain):
    """How listings name a film, or a programme that has a page of its own."""

    slug: str
    title: str  # as printed
    credit: str = ""  # "Mikhail Kalatozov’s"
    canonical: str = ""  # the film's own title, where listings print another
    original_title: str = ""
    directors: str = ""  # "Mikhail Kalatozov"
    year: str = ""
    countries: str = ""
    minutes: int = 0
    is_approximate: bool = False
    spec: str = ""  # "Soviet Union, 1957, approx. 95 min., DCP, in Russian with English subtitles"

    @property
    def names(self) -> tuple[str, ...]:
        """Every title, the one that is printed first, each once."""
        return tuple(dict.fromkeys(name for name in (self.title, self.canonical, self.original_title) if name))

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Self:
        return cls(**facts)


@dataclass(frozen=True, slots=True)
class SegmentFacts(Plain):
    """One part of a programme, in order. Other than films and shorts have no slug."""

    kind: str
    title: str
    starts_at: str
    minutes: int
    slug: str = ""
    credit: str = ""
    directors: str = ""
    year: str = ""
    format: str = ""
    spec: str = ""
    person: str = ""
    canonical: str = ""
    language: str = ""
    subtitles: str = ""

    @property
    def is_film(self) -> bool:
        return self.kind in ("film", "short")

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.starts_at)


@dataclass(frozen=True, slots=True)
class ExtraFacts(Plain):
    kind: str
    person: str = ""
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScreeningFacts(Plain):
    """One show. `slug` is the page it stands on; `format` that of its first film."""

    title: str
    slug: str
    kind: str  # of programme
    starts_at: str
    ends_at: str
    house_day: str
    status: str
    screen: str
    screen_slug: str
    format: str
    credit: str = ""
    directors: str = ""
    year: str = ""
    spec: str = ""
    admission: str = ""  # "2 films for 1 admission"
    event_line: str = ""  # "+ introduction by Ines Calloway"
    price: str = ""
    is_free: bool = False
    note: str = ""
    reason: str = ""
    moved_from: str = ""
    replaced_by: str = ""  # uid of the show that plays instead
    replacement: str = ""  # its title
    announced_at: str = ""  # when the public first heard of the show
    left: tuple[str, ...] = ()  # calendars that listed the show once and do not any more
    segments: tuple[SegmentFacts, ...] = ()
    extras: tuple[ExtraFacts, ...] = ()
    access: tuple[str, ...] = ()
    series: tuple[tuple[str, str], ...] = ()  # slug, title

    def to_json(self) -> dict[str, Any]:
        return Plain.to_json(self) | {
            "left": list(self.left),
            "segments": [segment.to_json() for segment in self.segments],
            "extras": [extra.to_json() for extra in self.extras],
            "access": list(self.access),
            "series": [list(pair) for pair in self.series],
        }

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Self:
        return cls(
            **facts
            | {
                "segments": tuple(SegmentFacts(**segment) for segment in facts["segments"]),
                "extras": tuple(ExtraFacts(**extra) for extra in facts["extras"]),
                "access": tuple(facts["access"]),
                "left": tuple(facts.get("left", ())),
                "series": tuple((slug, title) for slug, title in facts["series"]),
            }
        )

    @property
    def films(self) -> tuple[SegmentFacts, ...]:
        return tuple(segment for segment in self.segments if segment.is_film)

    @property
    def starts(self) -> datetime:
        return datetime.fromisoformat(self.starts_at)

    @property
    def day(self) -> date:
        return date.fromisoformat(self.house_day)

    def leaving(self, standing: Self) -> Self:
        """These facts, published after `standing`: with the calendars that the show has left."""
        return replace(self, left=tuple(sorted({*standing.feeds, *standing.left} - set(self.feeds))))

    @property
    def formats(self) -> tuple[str, ...]:
        """Every format that runs, the lead's first."""
        every = (self.format, *(film.format for film in self.films))
        return tuple(dict.fromkeys(format for format in every if format))

    @property
    def feeds(self) -> tuple[str, ...]:
        """The calendars this show stands in, by their addresses without “.ics”."""
        formats = self.formats
        prints = [FILM_FEED] if any(Format(format).is_film for format in formats) else []
        slugs = dict.fromkeys([self.slug, *(film.slug for film in self.films)])
        return (
            *(f"films/{slug}" for slug in slugs),
            *(f"series/{slug}" for slug, _title in self.series),
            f"screens/{self.screen_slug}",
            *(f"formats/{format}" for format in formats),
            *prints,
            *(f"access/{kind}" for kind in self.access),
        )


@dataclass(frozen=True, slots=True)
class HoldoverFacts(Plain):
    first_on: str
    last_on: str
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class RunFacts(Plain):
    title: str
    slug: str
    announcement: str
    opens_on: str = ""
    closes_on: str = ""
    line_override: str = ""
    credit: str = ""
    spec: str = ""
    holdovers: tuple[HoldoverFacts, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return Plain.to_json(self) | {"holdovers": [holdover.to_json() for holdover in self.holdovers]}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Self:
        return cls(**facts | {"holdovers": tuple(HoldoverFacts(**holdover) for holdover in facts["holdovers"])})

    @property
    def opening(self) -> date | None:
        return date.fromisoformat(self.opens_on) if self.opens_on else None

    @property
    def closing(self) -> date | None:
        return date.fromisoformat(self.closes_on) if self.closes_on else None

    @property
    def last(self) -> date | None:
        """The last house day with every holdover counted; None for an open end."""
        ends = [day for day in (self.closes_on, *(holdover.last_on for holdover in self.holdovers)) if day]
        return date.fromisoformat(max(ends)) if ends else None
