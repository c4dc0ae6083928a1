"""Spec lines: “Soviet Union, 1957, approx. 95 min., DCP, in Russian with English subtitles”."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spec:
    """What a spec line can say; anything not known is left out. `subtitles` names languages: “English”."""

    countries: Sequence[str] = ()
    year: str = ""
    minutes: int | None = None
    approximate: bool = False
    format: str = ""
    language: str = ""
    subtitles: str = ""
    silent: bool = False
    colour: str = ""


def spec_line(spec: Spec) -> str:
    parts = (
        "–".join(spec.countries),
        spec.year,
        length(spec.minutes, approximate=spec.approximate),
        spec.colour,
        spec.format,
        _language(spec),
    )
    return ", ".join(part for part in parts if part)


def length(minutes: int | None, *, approximate: bool = False) -> str:
    """“approx. 95 min.”, kept on one line."""
    return f"{'approx. ' if approximate else ''}{minutes}\u00a0min." if minutes else ""


def short_spec(titles: Sequence[str]) -> str:
    """What a programme of several shows: “A Trip to the Moon / Meshes of the Afternoon”."""
    return " / ".join(titles)


def _language(spec: Spec) -> str:
    if spec.silent:
        return f"silent with {spec.subtitles} intertitles" if spec.subtitles else "silent"
    if not spec.language or (not spec.subtitles and spec.language == "English"):
        return ""
    return f"in {spec.language}" + (f" with {spec.subtitles} subtitles" if spec.subtitles else "")
