"""What a page looks like where somebody shares its address: Open Graph's words, a picture, a way to embed it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import get_language, to_locale

from programming.listings.address import href
from programming.listings.house import Desk
from programming.listings.notes import NotesPage
from programming.listings.pages import FilmPage, HomePage, SeriesPage
from programming.listings.screening import ScreeningPage

CARD_SIZE = (1200, 630)


@dataclass(frozen=True, slots=True)
class Share:
    """`image` is an absolute address. `seconds` and `released` are only said of films."""

    kind: str  # "website" or "video.movie"
    image: str
    alt: str
    locale: str  # "en_US"
    oembed: str = ""  # where others ask how to embed the page; empty for what cannot be
    directors: tuple[str, ...] = ()
    seconds: int = 0
    released: str = ""
    width: int = CARD_SIZE[0]
    height: int = CARD_SIZE[1]


def share_of(desk: Desk, page: object, path: str) -> Share:
    """How the page at `path` is shared. Asks the database nothing."""
    work = page.work if isinstance(page, FilmPage) else None
    return Share(
        kind="video.movie" if work else "website",
        image=desk.venue.site_url.rstrip("/") + _card_of(page),
        alt=_alt(desk, page),
        locale=_locale(desk),
        oembed=_oembed(desk, path) if isinstance(page, HomePage | FilmPage | SeriesPage | ScreeningPage) else "",
        directors=work.directors if work else (),
        seconds=work.minutes * 60 if work else 0,
        released=work.year if work else "",
    )


def _card_of(page: object) -> str:
    if isinstance(page, FilmPage | NotesPage):
        return href("card-film", page.slug)
    if isinstance(page, SeriesPage):
        return href("card-series", page.slug)
    if isinstance(page, ScreeningPage):
        return href("card-film", page.show.facts.slug)
    return href("card-house")


def _alt(desk: Desk, page: object) -> str:
    """The words on the card."""
    name = desk.venue.name
    if not isinstance(page, FilmPage | SeriesPage | ScreeningPage):
        return ". ".join(part for part in (name, desk.venue.tagline) if part)
    lines = [line.text for line in page.lines] if isinstance(page, FilmPage) else []
    credit = "" if isinstance(page, SeriesPage) else page.credit
    title = " ".join(part for part in (credit, page.title) if part)
    return ". ".join(part.rstrip(".") for part in (title, *lines[:1], name) if part)


def _locale(desk: Desk) -> str:
    language, _sep, territory = to_locale(get_language() or "en").partition("_")
    return f"{language}_{territory or desk.venue.country}"


def _oembed(desk: Desk, path: str) -> str:
    site = desk.venue.site_url.rstrip("/")
    return f"{site}{href('oembed')}?{urlencode({'url': site + path, 'format': 'json'})}"
