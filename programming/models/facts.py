"""What a published version says, as values: frozen at publication, read by every page, feed and calendar.

Each class goes to plain JSON and back; moments are ISO 8601 in UTC, house days ISO dates.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """How listings name a film, or a programme that has a page of its own."""

    slug: str
    title: str
    credit: str = ""  # "Mikhail Kalatozov’s"
    original_title: str = ""
    directors: str = ""  # "Mikhail Kalatozov"
    year: str = ""
    countries: str = ""
    minutes: int = 0
    is_approximate: bool = False
    spec: str = ""  # "Soviet Union, 1957, approx. 95 min., DCP, in Russian with English subtitles"

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Self:
        return cls(**facts)


@dataclass(frozen=True, slots=True)
class SegmentFacts:
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

    @property
    def is_film(self) -> bool:
        return self.kind in ("film", "short")

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.starts_at)


@dataclass(frozen=True, slots=True)
class ExtraFacts:
    kind: str
    person: str = ""
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScreeningFacts:
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
    segments: tuple[SegmentFacts, ...] = ()
    extras: tuple[ExtraFacts, ...] = ()
    access: tuple[str, ...] = ()
    series: tuple[tuple[str, str], ...] = ()  # slug, title

    def to_json(self) -> dict[str, Any]:
        plain = asdict(self)
        return {key: list(value) if isinstance(value, tuple) else value for key, value in plain.items()} | {
            "series": [list(pair) for pair in self.series]
        }

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Self:
        return cls(
            **facts
            | {
                "segments": tuple(SegmentFacts(**segment) for segment in facts["segments"]),
                "extras": tuple(ExtraFacts(**extra) for extra in facts["extras"]),
                "access": tuple(facts["access"]),
                "series": tuple((slug, title) for slug, title in facts["series"]),
            }
        )

    @property
    def films(self) -> tuple[SegmentFacts, ...]:
        return tuple(segment for segment in self.segments if segment.is_film)


@dataclass(frozen=True, slots=True)
class HoldoverFacts:
    first_on: str
    last_on: str
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class RunFacts:
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
        plain = asdict(self)
        return plain | {"holdovers": list(plain["holdovers"])}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Self:
        return cls(**facts | {"holdovers": tuple(HoldoverFacts(**holdover) for holdover in facts["holdovers"])})

    @property
    def opening(self) -> date | None:
        return date.fromisoformat(self.opens_on) if self.opens_on else None

    @property
    def closing(self) -> date | None:
        return date.fromisoformat(self.closes_on) if self.closes_on else None
