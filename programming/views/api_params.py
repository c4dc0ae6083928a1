"""What the API can be asked: parameters, checked and described."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from ninja.params.functions import Path
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from programming.choices import Access, Format
from programming.listings.api_cursors import CHANGE, NUMBER_OR_CHANGE, SCREENING

SLUG = r"^[-a-zA-Z0-9_]{1,80}$"
RUN = r"^run-[1-9][0-9]{0,9}$"
KEY = r"^[1-9][0-9]{0,9}$"
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FORMATS = (*Format.values, "film")
ACCESS = tuple(Access.values)
STATUSES = ("scheduled", "cancelled", "replaced")
TIMES = ("current", "coming", "over")
STABLE = "Its stable name, as lists give it."
MOST = 200
USUAL = 50


def _day(text: object) -> object:
    """Days are written one way only; pydantic alone would also take seconds since 1970."""
    if isinstance(text, str) and not ISO_DAY.fullmatch(text):
        raise ValueError("Write a day as 2026-11-21.")
    return text


def _limit(text: object) -> object:
    if isinstance(text, str) and not (text.isascii() and text.isdigit()):
        raise ValueError(f"Write a whole number from 1 to {MOST}.")
    return text


def _known(values: tuple[str, ...]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in values:
            raise ValueError(f"Known are: {', '.join(values)}.")
        return value

    return check


def _told(values: tuple[str, ...]) -> WithJsonSchema:
    """A closed list, told inline: a reference would lose the parameter's own description."""
    return WithJsonSchema({"type": "string", "enum": [*values]})


def unsaid(description: str, **more: Any) -> Any:
    """A parameter that may be left out. The document names no default: null is nothing that one could send."""
    return Field(default_factory=lambda: None, description=description, **more)


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Slug = Annotated[str, Path(..., pattern=SLUG, description=STABLE)]
RunId = Annotated[str, Path(..., pattern=RUN, description=STABLE + " Like “run-12”.")]
ScreeningUid = Annotated[UUID, Path(..., description=STABLE)]
FormatName = Annotated[str, AfterValidator(_known(FORMATS)), _told(FORMATS)]
AccessName = Annotated[str, AfterValidator(_known(ACCESS)), _told(ACCESS)]
StatusName = Annotated[str, AfterValidator(_known(STATUSES)), _told(STATUSES)]
When = Annotated[str, AfterValidator(_known(TIMES)), _told(TIMES)]
FILM = "Slug of a film, or of a programme with a page of its own."
SERIES = "Slug of a series."
WALK = "The `next` of the answer before."


class Walk(Schema):
    limit: Annotated[int, BeforeValidator(_limit)] = Field(
        default=USUAL, ge=1, le=MOST, description="How many items to answer with at most."
    )


class BySlug(Walk):
    cursor: str = unsaid(WALK, pattern=SLUG)


class RunsWanted(Walk):
    cursor: str = unsaid(WALK, pattern=KEY)
    film: str = unsaid(FILM, pattern=SLUG)
    series: str = unsaid(SERIES, pattern=SLUG)
    when: When = unsaid("`current`, `coming` (those without announced dates included) or `over`.")
    first: Day = unsaid("Runs that have not ended before this house day.", alias="from")
    last: Day = unsaid("Runs that have opened by this house day.", alias="to")


class ScreeningsWanted(Walk):
    cursor: str = unsaid(WALK, pattern=SCREENING)
    first: Day = unsaid("The first house day. Left out: today.", alias="from")
    last: Day = unsaid("The last house day. Left out: without end.", alias="to")
    film: str = unsaid(FILM, pattern=SLUG)
    series: str = unsaid(SERIES, pattern=SLUG)
    screen: str = unsaid("Slug of a screen.", pattern=SLUG)
    format: FormatName = unsaid("What runs; `film` stands for every gauge of print.")
    access: AccessName = unsaid("How the show can be followed.")
    status: StatusName = unsaid("Left out: whatever became of the show.")


class ChangesWanted(Walk):
    cursor: str = unsaid(WALK + " It stands in for `since`.", pattern=CHANGE)
    since: str = unsaid(
        "The `since` of the last answer, or of the house. Left out: from the beginning. "
        "The number of a publication will do as well, but is exact only when nothing waited for its hour.",
        pattern=NUMBER_OR_CHANGE,
    )
