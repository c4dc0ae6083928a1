"""A show and the films it presents, in the words of schema.org: facts in, plain dicts out."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf.locale import LANG_INFO

from programming.choices import Access, Availability, ExtraKind, Format, ItemKind, ProgrammeKind, ScreeningStatus
from programming.listings.address import href
from programming.models import Venue
from programming.models.facts import ScreeningFacts, SegmentFacts
from programming.text.prices import OF_COUNTRY, amounts

Node = dict[str, Any]

AVAILABILITY = {Availability.SOLD_OUT: "SoldOut", Availability.LIMITED: "LimitedAvailability"}
TAGS = {str(known["name"]): code for code, known in LANG_INFO.items() if "name" in known}
"""BCP 47 tags by the English names of languages."""
ONE_NAME = (",", " and ", " & ")


def screening_event(
    venue: Venue,
    facts: ScreeningFacts,
    *,
    uid: UUID,
    is_over: bool = False,
    availability: str = "",
    ticket_url: str = "",
    is_one_of_many: bool = False,
) -> Node:
    """A published show. One that `is_over`, or off, has nothing to sell.

    Where it is one of many on a page, its films are only named: each would be described again with every show.
    """
    works = [_named(venue, film) if is_one_of_many else _movie(venue, film) for film in facts.films]
    on_sale = not is_over and ScreeningStatus(facts.status).is_on
    starts, ends = facts.starts, datetime.fromisoformat(facts.ends_at)
    return told(
        {
            "@type": _type(facts),
            "@id": f"{screening_url(venue, uid)}#screening",
            "name": facts.title,
            "url": screening_url(venue, uid),
            "description": _description(facts),
            "image": [card_url(venue, facts.slug)],
            "startDate": _local(venue, starts),
            "endDate": _local(venue, ends),
            "duration": duration(round((ends - starts).total_seconds() / 60)),
            **event_status(venue, facts),
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            **_languages(facts),
            "videoFormat": one_or_all([str(Format(format).label) for format in facts.formats]),
            "workPresented": one_or_all(works),
            "location": theater(venue),
            "organizer": {"@type": "Organization", "name": venue.name, "url": f"{site(venue)}/"},
            "performer": _performers(facts),
            "superEvent": one_or_all([_series(venue, slug, title) for slug, title in facts.series]),
            "isAccessibleForFree": facts.is_free or None,
            "offers": _offers(venue, facts, availability, ticket_url) if on_sale else None,
        }
    )


def event_start(venue: Venue, facts: ScreeningFacts, *, uid: UUID) -> Node:
    """A show in a list of several: what it is, when, where; the rest stands on its own page."""
    return {
        "@type": _type(facts),
        "@id": f"{screening_url(venue, uid)}#screening",
        "name": facts.title,
        "url": screening_url(venue, uid),
        "startDate": _local(venue, facts.starts),
        **event_status(venue, facts),
        "location": theater(venue),
        **told({"workPresented": one_or_all([_named(venue, film) for film in facts.films])}),
    }


def _type(facts: ScreeningFacts) -> str:
    return "Event" if facts.kind == ProgrammeKind.EVENT else "ScreeningEvent"


def event_status(venue: Venue, facts: ScreeningFacts) -> Node:
    if not ScreeningStatus(facts.status).is_on:
        return {"eventStatus": "https://schema.org/EventCancelled"}
    if facts.moved_from:
        was = _local(venue, datetime.fromisoformat(facts.moved_from))
        return {"eventStatus": "https://schema.org/EventRescheduled", "previousStartDate": was}
    return {"eventStatus": "https://schema.org/EventScheduled"}


def theater(venue: Venue) -> Node:
    """Where: by name and address, as an event must say it."""
    return {
        "@type": "MovieTheater",
        "@id": f"{site(venue)}/#venue",
        "name": venue.name,
        "url": f"{site(venue)}/",
        "address": told(
            {
                "@type": "PostalAddress",
                "streetAddress": venue.street,
                "addressLocality": venue.locality,
                "addressRegion": venue.region,
                "postalCode": venue.postal_code,
                "addressCountry": venue.country,
            }
        ),
    }


def film_id(venue: Venue, slug: str) -> str:
    return f"{film_url(venue, slug)}#film"


def film_url(venue: Venue, slug: str) -> str:
    return site(venue) + href("film", slug)


def screening_url(venue: Venue, uid: UUID) -> str:
    return site(venue) + href("screening", uid)


def card_url(venue: Venue, slug: str) -> str:
    return site(venue) + href("card-film", slug)


def site(venue: Venue) -> str:
    return venue.site_url.rstrip("/")


def language_tags(names: str) -> list[str]:
    """The tags of languages written “Russian, German” or “Russian and German”; none unless each is known."""
    tags = [TAGS.get(name.strip(), "") for name in names.replace(" and ", ",").replace("/", ",").split(",")]
    return tags if all(tags) else []


def duration(minutes: int) -> str:
    """“PT1H35M”."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def people(names: Iterable[str]) -> list[Node]:
    return [{"@type": "Person", "name": name} for name in names]


def told(node: Node) -> Node:
    """The node without what is not known."""
    return {key: value for key, value in node.items() if value not in (None, "", [], (), {})}


def one_or_all(values: Sequence[Any]) -> Any:
    return values[0] if len(values) == 1 else list(values)


def _local(venue: Venue, moment: datetime) -> str:
    """With the offset of the house's zone: a time in UTC is shown as the wrong hour."""
    return moment.astimezone(venue.zone).isoformat(timespec="seconds")


def _description(facts: ScreeningFacts) -> str:
    """“1957, 95 min., 35mm. Introduction by Ines Calloway. Open captions”"""
    specs = [film.spec if len(facts.films) == 1 else f"{film.title}: {film.spec}" for film in facts.films]
    event = facts.event_line.removeprefix("+ ").replace(" + ", ". ")
    parts = (
        facts.reason,
        *(specs or [facts.spec]),
        event[:1].upper() + event[1:],
        ", ".join(str(Access(kind).label) for kind in facts.access),
        facts.note,
    )
    return ". ".join(part.replace("\u00a0", " ").rstrip(".") for part in parts if part)


def _languages(facts: ScreeningFacts) -> Node:
    """Spoken and subtitle languages, where those of every film are known; intertitles are neither."""
    spoken = [film for film in facts.films if not _is_silent(film)]
    return {
        "inLanguage": one_or_all(_all_tags([film.language for film in spoken])),
        "subtitleLanguage": one_or_all(_all_tags([film.subtitles for film in spoken if film.subtitles])),
    }


def _is_silent(film: SegmentFacts) -> bool:
    return any(part.startswith("silent") for part in film.spec.split(", "))


def _all_tags(names: Sequence[str]) -> list[str]:
    tags = [language_tags(one) for one in names]
    return list(dict.fromkeys(tag for own in tags for tag in own)) if all(tags) else []


def _named(venue: Venue, film: SegmentFacts) -> Node:
    return {"@type": "Movie", "@id": film_id(venue, film.slug), "name": film.title}


def _movie(venue: Venue, film: SegmentFacts) -> Node:
    """A film of a show. Two directors share one line in the record, and are not taken apart here."""
    alone = film.directors and not any(join in film.directors for join in ONE_NAME)
    return told(
        {
            **_named(venue, film),
            "url": film_url(venue, film.slug),
            "image": card_url(venue, film.slug),
            "director": people([film.directors])[0] if alone else None,
            "dateCreated": film.year[:4],
        }
    )


def _performers(facts: ScreeningFacts) -> list[Node]:
    """Who appears in person. Whoever plays is a MusicGroup, which may be one musician."""
    extras = [(extra.kind == ExtraKind.LIVE_MUSIC, extra.person) for extra in facts.extras]
    items = [(part.kind == ItemKind.LIVE_MUSIC, part.person) for part in facts.segments if not part.is_film]
    found = dict.fromkeys((plays, person) for plays, person in (*extras, *items) if person)
    return [{"@type": "MusicGroup" if plays else "Person", "name": person} for plays, person in found]


def _series(venue: Venue, slug: str, title: str) -> Node:
    url = site(venue) + href("series-page", slug)
    return {"@type": "EventSeries", "@id": f"{url}#series", "name": title, "url": url}


def _offers(venue: Venue, facts: ScreeningFacts, availability: str, ticket_url: str) -> list[Node]:
    """Only what is known: nothing is in stock because nobody said that it is not."""
    state = AVAILABILITY.get(Availability(availability))
    common = told({"url": ticket_url, "availability": f"https://schema.org/{state}" if state else ""})
    prices = _prices(venue, facts) or ([{}] if common else [])
    return [{"@type": "Offer", **price, **common} for price in prices]


def _prices(venue: Venue, facts: ScreeningFacts) -> list[Node]:
    if facts.is_free:
        currency = OF_COUNTRY.get(venue.country)
        return [{"price": "0", "priceCurrency": currency}] if currency else []
    return [
        told({"name": one.label, "price": one.price, "priceCurrency": one.currency})
        for one in amounts(facts.price or venue.admission, venue.country)
    ]
