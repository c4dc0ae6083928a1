"""What each public page says, as JSON-LD in the words of schema.org: listings in, the body of a script element out."""

import json
from collections.abc import Hashable, Iterable, Sequence
from functools import singledispatch
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from programming.exporters.jsonld_event import (
    Node,
    card_url,
    duration,
    event_start,
    film_id,
    film_url,
    language_tags,
    one_or_all,
    people,
    screening_event,
    site,
    theater,
    told,
)
from programming.listings.address import href
from programming.listings.house import Desk
from programming.listings.pages import (
    ArchivePage,
    DayPage,
    FilmPage,
    FilmsPage,
    MonthPage,
    SeriesIndexPage,
    SeriesPage,
    WeekPage,
)
from programming.listings.parts import House, Link
from programming.listings.rating import Votes
from programming.listings.remembered import Remembered, all_while_it_stands
from programming.listings.screening import ScreeningPage
from programming.listings.shows import Show
from programming.listings.works import Work
from programming.models import Venue

EVENTS: Remembered[tuple[Hashable, ...], Any] = Remembered(most=512)
"""Some 1 KB each."""
# In a script element these could end it, or open another.
UNSAFE = {letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def page_graph(desk: Desk, house: House, page: object, way: Sequence[Link], *, more: Iterable[Node] = ()) -> str:
    """Everything a page says: of the house, of the way to the page, of what it is about; and `more`. As the body of a
    script element of the type application/ld+json: no text in it can end the element.

    `way` leads down from the home page, the page itself last; it is empty for the home page, which tells of the house
    in full.
    """
    head = [theater(desk.venue), breadcrumbs(desk.venue, way)] if way else _home(desk.venue, house)
    nodes = ",".join(map(_written, (*head, *_about(page, desk), *more)))
    return f'{{"@context":"https://schema.org","@graph":[{nodes}]}}'


def _written(node: Node | str) -> str:
    """What was written before stays as it is."""
    if isinstance(node, str):
        return node
    body = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    for letter, written in UNSAFE.items():
        body = body.replace(letter, written)
    return body


def _home(venue: Venue, house: House) -> list[Node]:
    """The house in full, and its site."""
    website = {"@type": "WebSite", "@id": f"{site(venue)}/#site", "name": venue.name, "url": f"{site(venue)}/"}
    return [
        told(
            {
                **theater(venue),
                "description": venue.tagline,
                "geo": _geo(venue),
                "telephone": venue.phone,
                "email": venue.email,
                "image": site(venue) + reverse("card-house"),
                "priceRange": venue.admission if len(venue.admission) <= 100 else "",
                "screenCount": len(house.screens) or None,
                "containsPlace": [{"@type": "Place", "name": name} for name in house.screens],
            }
        ),
        {**website, "inLanguage": get_language() or "en", "publisher": {"@id": f"{site(venue)}/#venue"}},
    ]


def breadcrumbs(venue: Venue, way: Sequence[Link]) -> Node:
    """From the home page down; `way` is the rest, the page itself last."""
    links = (Link(venue.name, "/"), *way)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": link.text, "item": site(venue) + link.href}
            for place, link in enumerate(links, 1)
        ],
    }


def item_list(venue: Venue, hrefs: Iterable[str]) -> list[Node]:
    """The pages that a page lists, each once; no list where there is nothing on it."""
    items = [
        {"@type": "ListItem", "position": place, "url": site(venue) + href}
        for place, href in enumerate(dict.fromkeys(hrefs), 1)
    ]
    return [{"@type": "ItemList", "itemListElement": items}] if items else []


def _geo(venue: Venue) -> Node | None:
    if venue.latitude is None or venue.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": float(venue.latitude), "longitude": float(venue.longitude)}


@singledispatch
def _about(page: object, desk: Desk) -> Sequence[Node | str]:
    return []


@_about.register
def _film(page: FilmPage, desk: Desk) -> list[Node | str]:
    """The film, where the page is that of one, and its shows to come. What plays as a secret is named nowhere."""
    venue = desk.venue
    film = [_movie(venue, page, page.work)] if page.work else []
    return [*film, *_events(desk, page.shows, is_one_of_many=True)]


@_about.register
def _screening(page: ScreeningPage, desk: Desk) -> list[str]:
    return [*_events(desk, [page.show])]


@_about.register
def _series(page: SeriesPage, desk: Desk) -> list[Node]:
    venue, url = desk.venue, site(desk.venue) + reverse("series-page", args=[page.slug])
    coming = [show for show in page.shows if show.day >= desk.today]
    image = [site(venue) + page.image.src] if page.image else []
    return [
        told(
            {
                "@type": "EventSeries",
                "@id": f"{url}#series",
                "name": page.title,
                "url": url,
                "description": page.deck,
                "image": [site(venue) + reverse("card-series", args=[page.slug]), *image],
                "startDate": min(show.day for show in page.shows).isoformat() if page.shows and not page.years else "",
                "endDate": max(show.day for show in page.shows).isoformat() if page.shows else "",
                "location": theater(venue),
                "organizer": {"@type": "Organization", "name": venue.name, "url": f"{site(venue)}/"},
                "subEvent": [event_start(venue, show.facts, uid=show.uid) for show in coming],
            }
        )
    ]


@_about.register(DayPage)
@_about.register(WeekPage)
@_about.register(MonthPage)
def _days(page: DayPage | WeekPage | MonthPage, desk: Desk) -> list[Node]:
    return item_list(desk.venue, (href("screening", show.uid) for show in page.shows))


@_about.register
def _films(page: FilmsPage, desk: Desk) -> list[Node]:
    every = (entry for _letter, entries in page.letters for entry in entries)
    return item_list(desk.venue, (entry.href for entry in (page.now or every)))


@_about.register
def _all_series(page: SeriesIndexPage, desk: Desk) -> list[Node]:
    return item_list(desk.venue, [*(strand.href for strand in page.now), *(entry.href for entry in page.past)])


@_about.register
def _archive(page: ArchivePage, desk: Desk) -> list[Node]:
    return item_list(desk.venue, (entry.href for entry in page.entries))


def _events(desk: Desk, shows: Iterable[Show], *, is_one_of_many: bool = False) -> Iterable[str]:
    """Each written once while what the house says of itself stands."""
    every = [(desk.venue, show, show.starts_at <= desk.at, is_one_of_many) for show in shows]
    return all_while_it_stands(desk.copy, _written_event, every, known=EVENTS)


def _written_event(venue: Venue, show: Show, is_over: bool, is_one_of_many: bool) -> str:  # noqa: FBT001
    event = screening_event(
        venue,
        show.facts,
        uid=show.uid,
        is_over=is_over,
        availability=show.availability,
        ticket_url=show.ticket_url,
        is_one_of_many=is_one_of_many,
    )
    return _written(event)


def _aggregate(votes: Votes | None) -> Node | None:
    """The house's own votes, where there are enough to show: what another place prints is not ours to say."""
    if votes is None:
        return None
    return {
        "@type": "AggregateRating",
        "ratingValue": float(votes.tally.mean_tenths),
        "ratingCount": votes.tally.n,
        "bestRating": 5,
        "worstRating": 0.5,
    }


def _movie(venue: Venue, page: FilmPage, work: Work) -> Node:
    stills = [site(venue) + still.src for still in page.stills if still.src]
    return told(
        {
            "@type": "Movie",
            "@id": film_id(venue, page.slug),
            "name": page.title,
            "alternateName": one_or_all(work.other_titles),
            "url": film_url(venue, page.slug),
            "image": [card_url(venue, page.slug), *stills],
            "description": page.description,
            "director": people(work.directors),
            "actor": people(work.cast),
            "author": people(work.writers),
            "musicBy": people(work.composers),
            "dateCreated": work.year,
            "duration": duration(work.minutes) if work.minutes else "",
            "countryOfOrigin": [{"@type": "Country", "name": name} for name in work.countries],
            "inLanguage": "" if work.is_silent else one_or_all(language_tags(work.languages)),
            "contentRating": work.rating,
            "aggregateRating": _aggregate(page.ratings.votes),
            "sameAs": f"https://www.wikidata.org/wiki/{work.wikidata}" if work.wikidata else "",
        }
    )
