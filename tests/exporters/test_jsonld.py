"""What pages say in the words of schema.org, and what they keep to themselves."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from programming.actions.cancel import cancel
from programming.choices import Availability
from programming.exporters.jsonld import page_graph
from programming.exporters.jsonld_event import Node, duration, language_tags, screening_event
from programming.listings.house import Desk, house_frame
from programming.models import Credit, Person, Screening, ScreeningExtra, Venue
from programming.models.facts import ExtraFacts, ScreeningFacts, SegmentFacts
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, run, series, show, shows

UID = UUID("00000000-0000-4000-8000-000000000001")
PAGE = f"https://lantern.example/screenings/{UID}/"


def venue(**facts: Any) -> Venue:
    given = {"country": "US", "site_url": "https://lantern.example", "time_zone": "America/New_York", "spot": "#be2c14"}
    return Venue(name="The Lantern", street="3 Wick Row", locality="Tallow", **given | facts)


def segment(title: str, **facts: Any) -> SegmentFacts:
    given = {"kind": "film", "starts_at": "2026-11-20T19:35:00+00:00", "minutes": 95, "slug": title.lower()}
    return SegmentFacts(title=title, **given | facts)


def facts(**said: Any) -> ScreeningFacts:
    cranes = segment("Cranes", directors="Mikhail Kalatozov", year="1957", language="Russian", subtitles="English")
    given: dict[str, Any] = {
        "title": "Cranes",
        "slug": "cranes",
        "kind": "single",
        "starts_at": "2026-11-20T19:35:00+00:00",
        "ends_at": "2026-11-20T21:15:00+00:00",
        "house_day": "2026-11-20",
        "status": "scheduled",
        "screen": "Screen 1",
        "screen_slug": "screen-1",
        "format": "35mm",
        "segments": (cranes,),
    }
    return ScreeningFacts(**given | said)


def event(said: ScreeningFacts, house: Venue | None = None, **more: Any) -> Node:
    return screening_event(house or venue(), said, uid=UID, **more)


def test_a_show_as_an_event() -> None:
    told = event(facts())
    assert (told["@type"], told["@id"], told["url"]) == ("ScreeningEvent", f"{PAGE}#screening", PAGE)
    assert (told["startDate"], told["endDate"]) == ("2026-11-20T14:35:00-05:00", "2026-11-20T16:15:00-05:00")
    assert (told["duration"], told["videoFormat"]) == ("PT1H40M", "35mm")
    assert (told["inLanguage"], told["subtitleLanguage"]) == ("ru", "en")
    assert told["workPresented"]["@id"] == "https://lantern.example/films/cranes/#film"
    assert told["workPresented"]["director"] == {"@type": "Person", "name": "Mikhail Kalatozov"}
    assert told["location"]["address"]["addressCountry"] == "US"
    assert told["image"] == ["https://lantern.example/cards/films/cranes.png"]
    assert not {"offers", "performer", "superEvent", "isAccessibleForFree", "previousStartDate"} & told.keys()


@pytest.mark.parametrize(
    ("said", "status", "was"),
    [
        ({}, "EventScheduled", None),
        ({"status": "cancelled"}, "EventCancelled", None),
        ({"status": "replaced"}, "EventCancelled", None),
        ({"moved_from": "2026-11-20T23:00:00+00:00"}, "EventRescheduled", "2026-11-20T18:00:00-05:00"),
        ({"moved_from": "2026-11-20T23:00:00+00:00", "status": "cancelled"}, "EventCancelled", None),
    ],
)
def test_what_became_of_a_show(said: dict[str, Any], status: str, was: str | None) -> None:
    told = event(facts(**said))
    assert told["eventStatus"] == f"https://schema.org/{status}"
    assert told.get("previousStartDate") == was
    assert told["startDate"] == "2026-11-20T14:35:00-05:00"


TICKETS = "https://tickets.example/1"
OFFERS = [
    ("nothing is known", {}, {}, {}, None),
    ("a link alone", {}, {}, {"ticket_url": TICKETS}, [{"url": TICKETS}]),
    ("sold out", {}, {}, {"availability": "sold_out"}, [{"availability": "https://schema.org/SoldOut"}]),
    ("few seats", {}, {}, {"availability": "limited"}, [{"availability": "https://schema.org/LimitedAvailability"}]),
    (
        "the house's words",
        {},
        {"admission": "$14, members $9"},
        {},
        [{"price": "14", "priceCurrency": "USD"}, {"name": "members", "price": "9", "priceCurrency": "USD"}],
    ),
    ("the show's own", {"price": "$20"}, {"admission": "$14"}, {}, [{"price": "20", "priceCurrency": "USD"}]),
    ("no amount", {"price": "pay what you can"}, {"admission": "$14"}, {}, None),
    ("dollars of nowhere", {"price": "$20"}, {"country": "FR"}, {}, None),
    ("free", {"is_free": True}, {}, {}, [{"price": "0", "priceCurrency": "USD"}]),
    ("free in a currency unknown", {"is_free": True}, {"country": "JP"}, {}, None),
    ("cancelled", {"status": "cancelled"}, {"admission": "$14"}, {"ticket_url": TICKETS}, None),
    ("past", {}, {"admission": "$14"}, {"ticket_url": TICKETS, "is_over": True}, None),
]


@pytest.mark.parametrize(("case", "said", "house", "more", "offers"), OFFERS, ids=[row[0] for row in OFFERS])
def test_only_what_is_known_is_offered(
    case: str, said: dict[str, Any], house: dict[str, Any], more: dict[str, Any], offers: list[Node] | None
) -> None:
    told = event(facts(**said), venue(**house), **more).get("offers")
    assert told == (offers and [{"@type": "Offer", **offer} for offer in offers])


def test_nothing_is_in_stock_for_want_of_a_word() -> None:
    assert all("InStock" not in json.dumps(event(facts(), availability=state)) for state in Availability.values)


def test_who_appears_is_named_and_nobody_else() -> None:
    extras = (ExtraFacts("introduction", "Ines Calloway"), ExtraFacts("qa"), ExtraFacts("live_music", "Trio Sol"))
    assert event(facts(extras=extras))["performer"] == [
        {"@type": "Person", "name": "Ines Calloway"},
        {"@type": "MusicGroup", "name": "Trio Sol"},
    ]


def test_several_films_stand_in_order_and_two_directors_are_not_taken_apart() -> None:
    films = (segment("Indemnity", year="1944"), segment("Detour", directors="Powell and Pressburger"))
    works = event(facts(segments=films))["workPresented"]
    assert [work["name"] for work in works] == ["Indemnity", "Detour"]
    assert "director" not in works[1]


def test_languages_are_left_out_where_one_is_not_known() -> None:
    films = (segment("A", language="Russian"), segment("B", language="Volapük"))
    silent = segment("C", language="English", subtitles="English", spec="1927, silent with English intertitles")
    assert "inLanguage" not in event(facts(segments=films))
    assert not {"inLanguage", "subtitleLanguage"} & event(facts(segments=(silent,))).keys()


@pytest.mark.parametrize(
    ("names", "tags"),
    [
        ("Russian", ["ru"]),
        ("Russian, German and French", ["ru", "de", "fr"]),
        ("Russian and Klingon", []),
        ("", []),
        ("russian", []),
    ],
)
def test_tags_of_languages(names: str, tags: list[str]) -> None:
    assert language_tags(names) == tags


@pytest.mark.parametrize(("minutes", "said"), [(95, "PT1H35M"), (60, "PT1H"), (7, "PT7M"), (0, "PT0M")])
def test_lengths(minutes: int, said: str) -> None:
    assert duration(minutes) == said


@pytest.mark.django_db
def test_what_has_begun_is_offered_no_more(client: Client) -> None:
    made = show(programme(film("Wanda")), FRIDAY, "19:00", ScreenFactory(), price="$14")
    go_public()
    href = f"/screenings/{made.uid}/"
    offered = ["offers" in graph(client, href, at)[-1] for at in (NOON, made.starts_at, NOON)]
    assert offered == [True, False, True]


@pytest.mark.django_db
def test_no_text_ends_the_script_element() -> None:
    ScreenFactory()
    wicked = {"name": "</script><script>alert(1)</script> & <!-- \u2028"}
    desk = Desk.at_moment(NOON)
    assert desk
    body = page_graph(desk, house_frame(desk), None, (), more=[wicked])
    assert not set("<>&\u2028") & set(body)
    assert json.loads(body)["@graph"][-1] == wicked


# --- On the pages ---------------------------------------------------------------------------------


def graph(client: Client, address: str, at: datetime = NOON) -> list[Node]:
    with time_machine.travel(at, tick=False):
        html = client.get(address).content.decode()
    body = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    told = json.loads(body)
    assert told["@context"] == "https://schema.org"
    return told["@graph"]


def of_type(nodes: list[Node], kind: str) -> list[Node]:
    return [node for node in nodes if node["@type"] == kind]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("/", ["MovieTheater", "WebSite"]),
        ("/films/cranes/", ["MovieTheater", "BreadcrumbList", "Movie", "ScreeningEvent", "ScreeningEvent"]),
        ("/series/spring/", ["MovieTheater", "BreadcrumbList", "EventSeries"]),
        ("/week/2026-11-20/", ["MovieTheater", "BreadcrumbList", "ItemList"]),
        ("/on/2026-11-20/", ["MovieTheater", "BreadcrumbList", "ItemList"]),
        ("/on/2026-11-25/", ["MovieTheater", "BreadcrumbList"]),
        ("/calendar/2026/11/", ["MovieTheater", "BreadcrumbList", "ItemList"]),
        ("/films/", ["MovieTheater", "BreadcrumbList", "ItemList"]),
        ("/series/", ["MovieTheater", "BreadcrumbList", "ItemList"]),
        ("/archive/", ["MovieTheater", "BreadcrumbList"]),
        ("/search/", ["MovieTheater", "BreadcrumbList"]),
    ],
)
def test_every_page_says_what_it_is_about(client: Client, address: str, kinds: list[str]) -> None:
    booked = run(film("Cranes"), ScreenFactory())
    shows(booked, "14:35", "19:00", days=1)
    series("Spring", booked.programme)
    go_public()
    assert [node["@type"] for node in graph(client, address)] == kinds


@pytest.mark.django_db
def test_a_film_page_describes_the_film_and_its_shows_to_come(client: Client) -> None:
    cranes = film("Cranes", director="Mikhail Kalatozov", original_title="Журавли", wikidata="Q1", rating="PG")
    actor = Person.objects.create(name="Tatiana Samoilova")
    Credit.objects.create(film=cranes, person=actor, role="cast")
    booked = run(cranes, ScreenFactory(), days=2)
    shows(booked, "19:00")
    go_public()
    nodes = graph(client, "/films/cranes/")
    (movie,) = of_type(nodes, "Movie")
    assert movie["alternateName"] == "Журавли"
    assert (movie["dateCreated"], movie["duration"], movie["contentRating"]) == ("1957", "PT1H35M", "PG")
    assert movie["director"] == [{"@type": "Person", "name": "Mikhail Kalatozov"}]
    assert movie["actor"] == [{"@type": "Person", "name": "Tatiana Samoilova"}]
    assert movie["sameAs"] == "https://www.wikidata.org/wiki/Q1"
    first = Screening.objects.earliest("starts_at")
    assert of_type(nodes, "ScreeningEvent")[0]["url"] == f"https://lantern.example/screenings/{first.uid}/"
    (single,) = of_type(graph(client, f"/screenings/{first.uid}/"), "ScreeningEvent")
    one_of_many = of_type(nodes, "ScreeningEvent")[0]
    named = {"@type": "Movie", "@id": "https://lantern.example/films/cranes/#film", "name": "Cranes"}
    assert one_of_many == single | {"workPresented": named}
    assert single["workPresented"].items() > named.items()


@pytest.mark.django_db
def test_the_way_to_a_page(client: Client) -> None:
    show(programme(film("Cranes")), FRIDAY, "19:00", ScreenFactory())
    go_public()
    (crumbs,) = of_type(graph(client, "/films/cranes/"), "BreadcrumbList")
    assert [(item["position"], item["name"], item["item"]) for item in crumbs["itemListElement"]] == [
        (1, "The Lantern", "https://lantern.example/"),
        (2, "Films", "https://lantern.example/films/"),
        (3, "Cranes", "https://lantern.example/films/cranes/"),
    ]


@pytest.mark.django_db
def test_a_secret_film_is_named_nowhere(client: Client) -> None:
    secret = programme(film("Cranes"), kind="secret", title="Surprise Film", slug="surprise")
    one = show(secret, FRIDAY, "19:00", ScreenFactory())
    go_public()
    for address in ("/films/surprise/", f"/screenings/{one.uid}/", "/week/2026-11-20/"):
        said = json.dumps(graph(client, address))
        assert "Cranes" not in said
        assert "cranes" not in said
    (told,) = of_type(graph(client, "/films/surprise/"), "ScreeningEvent")
    assert (told["name"], "workPresented" in told) == ("Surprise Film", False)


@pytest.mark.django_db
def test_a_change_is_told_from_its_hour_on(client: Client) -> None:
    one = show(run(film("Cranes"), ScreenFactory(), days=1), FRIDAY, "19:00")
    other = show(one.run, FRIDAY, "21:30")
    go_public()
    ScreeningExtra.objects.create(screening=other, kind="qa", person="Ines Calloway")
    cancel(screening=one, reason="The print is lost.", at=NOON)
    hour = NOON + timedelta(hours=2)
    go_public(NOON, live_from=hour)
    before, after = (
        of_type(graph(client, "/films/cranes/", at), "ScreeningEvent") for at in (hour - timedelta(seconds=1), hour)
    )
    assert [told["eventStatus"].rpartition("/")[2] for told in before] == ["EventScheduled", "EventScheduled"]
    assert "Calloway" not in json.dumps(before)
    assert [told["eventStatus"].rpartition("/")[2] for told in after] == ["EventCancelled", "EventScheduled"]
    assert after[1]["performer"] == [{"@type": "Person", "name": "Ines Calloway"}]


@pytest.mark.django_db
def test_the_hour_is_the_house_s_on_both_sides_of_a_change_of_clocks(client: Client) -> None:
    shown = programme(film("Cranes"))
    screen = ScreenFactory()
    for starts_at in (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)):
        Screening.objects.create(programme=shown, screen=screen, starts_at=starts_at, house_day=starts_at.date())
    at = datetime(2026, 10, 30, 17, 0, tzinfo=UTC)
    go_public(at)
    told = of_type(graph(client, "/films/cranes/", at), "ScreeningEvent")
    assert [node["startDate"] for node in told] == ["2026-11-01T01:30:00-04:00", "2026-11-01T01:30:00-05:00"]
