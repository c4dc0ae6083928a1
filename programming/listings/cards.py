"""What the picture says that stands beside an address where it is shared."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programming.listings.film import film_page
from programming.listings.house import Desk
from programming.listings.series import series_page
from programming.listings.works import Work
from programming.text.specs import Spec, spec_line


@dataclass(frozen=True, slots=True)
class Card:
    """`line` is printed in the spot colour unless it speaks of the past."""

    title: str
    credit: str  # small, above the title
    line: str
    is_past: bool
    left: str  # the small print at the head
    right: str
    spot: str  # "#be2c14"
    others: tuple[str, ...] = ()  # what else the film is called, for a face that lacks the letters of its title


def film_card(desk: Desk, slug: str) -> Card | None:
    """The card of a page of a film or programme; None for what the public may not see. Asks less than the page."""
    page = film_page(desk, slug, is_whole=False)
    if page is None:
        return None
    line = page.lines[0] if page.lines else None
    return Card(
        title=page.title,
        credit=page.credit,
        line=line.text if line else "",
        is_past=line.is_past if line else False,
        left=desk.venue.name,
        right=_facts(page.work) if page.work else "",
        spot=desk.venue.spot,
        others=page.work.other_titles if page.work else (),
    )


def series_card(desk: Desk, slug: str) -> Card | None:
    """Two queries."""
    page = series_page(desk, slug)
    if page is None:
        return None
    return Card(
        title=page.title,
        credit="",
        line=page.line,
        is_past=False,
        left=desk.venue.name,
        right=_("Series"),
        spot=desk.venue.spot,
    )


def house_card(desk: Desk) -> Card:
    """The house's own, for every page without one."""
    venue = desk.venue
    host = venue.site_url.rstrip("/").partition("://")[2].removeprefix("www.")
    return Card(
        title=venue.name,
        credit=venue.tagline,
        line="",
        is_past=False,
        left=", ".join(part for part in (venue.street, venue.locality) if part),
        right=host,
        spot=venue.spot,
    )


def _facts(work: Work) -> str:
    """“Soviet Union, 1957, 95 min.”"""
    return spec_line(Spec(countries=work.countries, year=work.year, minutes=work.minutes))
