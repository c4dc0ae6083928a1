"""Spec lines: “Soviet Union, 1957, approx. 95 min., DCP, in Russian with English subtitles”."""

from collections.abc import Sequence
from dataclasses import dataclass

from programming.language import gettext as _
from programming.language import pgettext


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
    if not minutes:
        return ""
    said = _("approx. %(minutes)s\u00a0min.") if approximate else _("%(minutes)s\u00a0min.")
    return said % {"minutes": minutes}


def short_spec(titles: Sequence[str]) -> str:
    """What a programme of several shows: “A Trip to the Moon / Meshes of the Afternoon”."""
    return " / ".join(titles)


def _language(spec: Spec) -> str:
    told = {"language": spec.language, "subtitles": spec.subtitles}
    if spec.silent:
        return _("silent with %(subtitles)s intertitles") % told if spec.subtitles else _("silent")
    if not spec.language or (not spec.subtitles and spec.language == _house_language()):
        return ""
    return (_("in %(language)s with %(subtitles)s subtitles") if spec.subtitles else _("in %(language)s")) % told


def _house_language() -> str:
    """What films of the house's country speak, which goes without saying."""
    return pgettext("the language of the house, as records of films name it", "English")
