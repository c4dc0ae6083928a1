"""The sitemap, robots.txt, cards, oEmbed, and the one page that other sites may frame."""

from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.templatetags.static import static
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from programming.actions.cancel import cancel
from programming.exporters import sitemap as exporter
from programming.listings import sitemap as listing
from programming.models import Film, Screening, Venue
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, run, series, show, shows

SITE = "https://lantern.example"
PUBLISHED = NOON - timedelta(days=30)
HOUR = NOON + timedelta(hours=2)


@pytest.fixture
def house(db: None) -> None:
    booked = run(film("Cranes", director="Mikhail Kalatozov"), ScreenFactory(), days=2)
    shows(booked, "14:35", "19:00")
    series("Spring", booked.programme)
    go_public()


def get(client: Client, address: str, at: datetime = NOON, **headers: str) -> HttpResponse:
    with time_machine.travel(at, tick=False):
        return client.get(address, headers=headers)


class Reader(HTMLParser):
    """The elements of a page: name, attributes, and the text right after the tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))

    def handle_data(self, data: str) -> None:
        if self.found:
            self.found[-1][2].append(data)

    def attributes(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs, _text in self.found if tag == name]

    def texts(self, name: str) -> list[str]:
        return ["".join(text).strip() for tag, _attrs, text in self.found if tag == name]


def sitemap(client: Client, at: datetime = NOON, address: str = "/sitemap.xml") -> dict[str, str | None]:
    root = ET.fromstring(get(client, address, at).content)  # noqa: S314  our own
    names = {"s": exporter.NAMESPACE}
    return {row.findtext("s:loc", namespaces=names): row.findtext("s:lastmod", namespaces=names) for row in root}


# --- Nothing before its hour ----------------------------------------------------------------------

UNSEEN = [
    "/cards/films/wanda.png",
    "/cards/series/autumn.png",
    f"/oembed?url={SITE}/films/wanda/",
    f"/oembed?url={SITE}/series/autumn/",
]


@pytest.mark.parametrize("address", UNSEEN)
def test_what_waits_is_unknown_until_its_hour(client: Client, house: None, address: str) -> None:
    wanda = run(film("Wanda"), ScreenFactory(), days=1)
    one = show(wanda, FRIDAY, "20:00")
    series("Autumn", wanda.programme)
    assert get(client, address).status_code == 404
    go_public(NOON, live_from=HOUR)
    before = HOUR - timedelta(seconds=1)
    paths = {f"{SITE}/films/wanda/", f"{SITE}/series/autumn/", f"{SITE}/screenings/{one.uid}/"}
    assert get(client, address, before).status_code == 404
    assert get(client, f"/oembed?url={SITE}/screenings/{one.uid}/", before).status_code == 404
    assert not paths & sitemap(client, before).keys()
    assert "Wanda" not in get(client, "/embed/tonight/", before).content.decode()
    assert get(client, address, HOUR).status_code == 200
    assert get(client, f"/oembed?url={SITE}/screenings/{one.uid}/", HOUR).status_code == 200
    assert paths <= sitemap(client, HOUR).keys()
    assert "Wanda" in get(client, "/embed/tonight/", HOUR).content.decode()


@pytest.mark.django_db
def test_a_secret_film_has_no_card_and_no_address(client: Client) -> None:
    show(programme(film("Cranes"), kind="secret", title="Surprise", slug="surprise"), FRIDAY, "19:00", ScreenFactory())
    go_public()
    assert get(client, "/cards/films/cranes.png").status_code == 404
    assert get(client, "/cards/films/surprise.png").status_code == 200
    assert not [address for address in sitemap(client) if "cranes" in address]


# --- Cards ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/cards/films/cranes.png", "/cards/series/spring.png", "/cards/house.png"])
def test_a_card_is_a_picture_that_is_sent_once(client: Client, house: None, address: str) -> None:
    first = get(client, address)
    assert (first.status_code, first["Content-Type"]) == (200, "image/png")
    assert Image.open(BytesIO(first.content)).size == (1200, 630)
    assert "max-age" in first["Cache-Control"]
    again = get(client, address, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    small = get(client, f"{address}?width=600")
    assert Image.open(BytesIO(small.content)).size == (600, 315)


@pytest.mark.parametrize("address", ["/cards/films/none.png", "/cards/series/none.png", "/cards/house.png?width=9999"])
def test_a_card_of_nothing_is_a_404(client: Client, house: None, address: str) -> None:
    assert get(client, address).status_code == 404


# --- Sharing --------------------------------------------------------------------------------------


EMBEDDED = ["/", "/films/cranes/", "/series/spring/"]


@pytest.mark.parametrize(
    ("address", "kind", "card"),
    [
        ("/", "website", "/cards/house.png"),
        ("/films/cranes/", "video.movie", "/cards/films/cranes.png"),
        ("/series/spring/", "website", "/cards/series/spring.png"),
        ("/films/", "website", "/cards/house.png"),
        ("/week/2026-11-20/", "website", "/cards/house.png"),
    ],
)
def test_a_page_says_how_it_is_shared(client: Client, house: None, address: str, kind: str, card: str) -> None:
    Venue.objects.update(tagline="Repertory cinema")
    html = Reader(get(client, address).content.decode())
    said = {meta.get("property") or meta.get("name"): meta.get("content") for meta in html.attributes("meta")}
    assert (said["og:type"], said["og:image"]) == (kind, SITE + card)
    assert (said["og:image:width"], said["og:image:height"], said["og:locale"]) == ("1200", "630", "en_US")
    assert said["og:image:alt"] == said["twitter:image:alt"] != ""
    assert said["twitter:card"] == "summary_large_image"
    assert {"og:title", "og:url", "og:description", "og:site_name"} <= said.keys()
    assert said["og:url"] == SITE + address
    assert said.get("video:duration") == ("5700" if kind == "video.movie" else None)
    assert said.get("video:director") == ("Mikhail Kalatozov" if kind == "video.movie" else None)
    links = [link["href"] for link in html.attributes("link") if link.get("type") == "application/json+oembed"]
    assert links == ([f"{SITE}/oembed?url={quote(SITE + address, safe='')}&format=json"] if address in EMBEDDED else [])


# --- Sitemap and robots.txt -----------------------------------------------------------------------


def test_the_sitemap_lists_pages_that_answer(client: Client, house: None) -> None:
    past = run(film("Wanda"), ScreenFactory(), first=FRIDAY - timedelta(days=400), days=1)
    show(past, past.opens_on, "19:00")
    go_public()
    addresses = sitemap(client)
    assert {f"{SITE}/", f"{SITE}/films/cranes/", f"{SITE}/archive/2025/", f"{SITE}/on/2026-11-21/"} <= addresses.keys()
    assert all(address.startswith(f"{SITE}/") for address in addresses)
    assert not [address for address in addresses if "/search/" in address or "/staff/" in address]
    for address in addresses:
        response = get(client, address.removeprefix(SITE))
        assert response.status_code == 200, address
        assert f'<link rel="canonical" href="{address}">' in response.content.decode()


def test_a_page_changed_when_the_public_saw_it_change(client: Client, house: None) -> None:
    first, *others = Screening.objects.order_by("starts_at")
    cancel(screening=first, reason="The print is lost.", at=NOON)
    go_public(NOON, live_from=HOUR)
    old, new = PUBLISHED.isoformat(), HOUR.isoformat()
    for at, cranes in ((HOUR - timedelta(seconds=1), old), (HOUR, new)):
        changed = sitemap(client, at)
        for page in (
            "films/cranes/",
            "series/spring/",
            "on/2026-11-20/",
            "week/2026-11-20/",
            f"screenings/{first.uid}/",
        ):
            assert changed[f"{SITE}/{page}"] == cranes, page
        assert changed[f"{SITE}/on/2026-11-21/"] == changed[f"{SITE}/screenings/{others[-1].uid}/"] == old


def test_a_page_changes_also_when_a_show_leaves_it(client: Client, house: None) -> None:
    moved = Screening.objects.latest("starts_at")
    moved.house_day, moved.starts_at = FRIDAY, datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
    moved.save()
    go_public(NOON)
    assert sitemap(client)[f"{SITE}/on/2026-11-21/"] == NOON.isoformat()


def test_the_sitemap_of_many_shows_is_split_by_year(
    client: Client, house: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = [date(2025, 9, 30), date(2025, 12, 31), date(2026, 1, 1), date(2026, 9, 1)]
    for day in long_ago:
        show(run(film(f"Film {day}"), ScreenFactory(), first=day, days=1), day, "19:00")
    show(run(film("Later"), ScreenFactory(), first=date(2027, 1, 1), days=1), date(2027, 1, 1), "19:00")
    go_public()
    cancel(screening=Screening.objects.earliest("starts_at"), reason="The print is lost.", at=NOON)
    go_public(NOON, live_from=HOUR)
    for at in (NOON, HOUR):
        every = sitemap(client, at)
        monkeypatch.setattr(listing, "FEW", 3)
        index = sitemap(client, at)
        assert list(index) == [f"{SITE}/sitemap-{number}.xml" for number in (1, 2025, 2026, 2027)]
        parts = {part: sitemap(client, at, part.removeprefix(SITE)) for part in index}
        assert sum(map(len, parts.values())) == len(every)
        assert {href: changed for own in parts.values() for href, changed in own.items()} == every
        assert index == {part: max(filter(None, own.values())) for part, own in parts.items()}
        monkeypatch.undo()
    assert index[f"{SITE}/sitemap-2025.xml"] == HOUR.isoformat()
    for number in (0, 2, 2024, 2028, 99999):
        assert get(client, f"/sitemap-{number}.xml").status_code == 404


@pytest.mark.django_db
def test_who_looks_for_a_mark_at_the_old_address_is_led_to_it(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, static("img/icon.svg"))
    assert response["Cache-Control"] == "public, max-age=86400"


def test_robots_are_kept_from_the_staff_and_shown_the_sitemap(client: Client, house: None) -> None:
    response = get(client, "/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines == [
        "User-agent: *",
        "Allow: /",
        "Disallow: /staff/",
        "Disallow: /search/",
        "",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


# --- oEmbed ---------------------------------------------------------------------------------------


def test_a_film_is_a_link_with_its_card(client: Client, house: None) -> None:
    told = get(client, f"/oembed?url={SITE}/films/cranes/&format=json").json()
    assert told == {
        "type": "link",
        "version": "1.0",
        "title": "Cranes",
        "provider_name": "The Lantern",
        "provider_url": f"{SITE}/",
        "cache_age": 3600,
        "thumbnail_url": f"{SITE}/cards/films/cranes.png",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }


def test_a_show_and_a_series_are_links_too(client: Client, house: None) -> None:
    one = Screening.objects.earliest("starts_at")
    told = get(client, f"/oembed?url={SITE}/screenings/{one.uid}/").json()
    assert (told["title"], told["thumbnail_url"]) == (
        "Cranes, Friday, November\u00a020, 2:35",
        f"{SITE}/cards/films/cranes.png",
    )
    assert get(client, f"/oembed?url={SITE}/series/spring/").json()["title"] == "Spring"


@pytest.mark.parametrize(
    ("room", "size", "thumbnail"),
    [
        ("", (600, 720), 1200),
        ("&maxwidth=400", (400, 720), 300),
        ("&maxwidth=600&maxheight=315", (600, 315), 600),
        ("&maxheight=100", (600, 100), None),
        ("&maxwidth=99999999999999999999", (600, 720), 1200),
    ],
)
def test_home_is_tonight_s_bill_in_a_frame(
    client: Client, house: None, room: str, size: tuple[int, int], thumbnail: int | None
) -> None:
    told = get(client, f"/oembed?url={SITE}/{room}").json()
    assert (told["type"], told["width"], told["height"], told.get("thumbnail_width")) == ("rich", *size, thumbnail)
    (frame,) = Reader(told["html"]).attributes("iframe")
    assert frame["src"] == f"{SITE}/embed/tonight/"
    assert (frame["width"], frame["height"], frame["title"]) == (str(size[0]), str(size[1]), told["title"])


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("url=", 400),
        (f"url={SITE}/&maxwidth=wide", 400),
        (f"url={SITE}/&maxheight=-1", 400),
        (f"url={SITE}/&maxwidth=0", 400),
        (f"url={SITE}/&maxwidth=²", 400),
        (f"url={SITE}/&format=xml", 501),
        (f"url={SITE}/&format=", 501),
        (f"url={SITE}/films/none/", 404),
        (f"url={SITE}/nothing/", 404),
        (f"url={SITE}/films/", 404),
        (f"url={SITE}/staff/", 404),
        ("url=https://elsewhere.example/films/cranes/", 404),
        ("url=https://lantern.example@elsewhere.example/films/cranes/", 404),
        ("url=javascript:alert(1)", 404),
        ("url=/films/cranes/", 404),
        ("url=https://[", 404),
        (f"url={SITE}/films/%2500/", 404),
        (f"url={SITE}/screenings/00000000-0000-4000-8000-000000000001/", 404),
        ("url=HTTP://LANTERN.example/films/cranes/%3Futm_source%3Dx", 200),
    ],
)
def test_bad_questions_are_answered_as_the_specification_says(
    client: Client, house: None, query: str, status: int
) -> None:
    assert get(client, f"/oembed?{query}").status_code == status


def test_any_site_may_ask(client: Client, house: None) -> None:
    response = get(client, f"/oembed?url={SITE}/")
    assert (response["Content-Type"], response["Access-Control-Allow-Origin"]) == ("application/json", "*")
    assert get(client, f"/oembed?url={SITE}/", **{"if-none-match": response["ETag"]}).status_code == 304
    assert client.post(f"/oembed?url={SITE}/").status_code == 405


def test_markup_in_a_name_stays_text(client: Client, house: None) -> None:
    Venue.objects.update(name='Bo"><script>x</script>')
    told = get(client, f"/oembed?url={SITE}/").json()
    assert "<script" not in told["html"]
    assert "<script>x" not in get(client, "/embed/tonight/").content.decode()


# --- The frame ------------------------------------------------------------------------------------


def test_only_tonight_s_bill_may_be_framed(client: Client, house: None) -> None:
    framed = get(client, "/embed/tonight/")
    again = get(client, "/embed/tonight/", **{"if-none-match": framed["ETag"]})
    assert (framed.status_code, again.status_code) == (200, 304)
    for response in (framed, again):
        policy = [part.strip() for part in response["Content-Security-Policy"].split(";")]
        assert "frame-ancestors *" in policy
        assert {"default-src 'self'", "object-src 'none'"} <= set(policy)
        assert "X-Frame-Options" not in response
    for address in (
        "/",
        "/films/cranes/",
        "/oembed",
        f"/oembed?url={SITE}/",
        "/cards/house.png",
        "/sitemap.xml",
        "/no/",
    ):
        other = get(client, address)
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"], address
        assert other["X-Frame-Options"] == "DENY", address


def test_the_frame_says_what_is_on_and_leads_out_of_itself(client: Client, house: None) -> None:
    html = Reader(get(client, "/embed/tonight/").content.decode())
    assert html.attributes("base") == [{"target": "_top"}]
    assert html.texts("time") == ["2:35", "7:00"]
    assert html.texts("h1") == ["Today"]
    assert not html.texts("script") + html.texts("form")
    late = Reader(get(client, "/embed/tonight/", NOON + timedelta(hours=14)).content.decode())
    assert late.texts("h1") == ["Tomorrow"]
    over = get(client, "/embed/tonight/", NOON + timedelta(days=9)).content.decode()
    assert "No shows are announced." in over


# --- As many queries for one row as for thirty -------------------------------------------------------

COUNTED = {
    "/cards/films/film-0.png": 20,
    "/cards/series/all.png": 6,
    "/cards/house.png": 1,
    "/sitemap.xml": 14,
    "/robots.txt": 1,
    f"/oembed?url={SITE}/films/film-0/": 3,
    f"/oembed?url={SITE}/series/all/": 4,
    "/embed/tonight/": 4,
    "/films/film-0/": 30,
    "/series/all/": 12,
    "/week/2026-11-20/": 8,
}


@pytest.mark.django_db(transaction=True)
def test_an_address_costs_the_same_queries_for_1_3_and_30_rows(client: Client, settings: Any) -> None:
    """Rendered each time: what keeping an answer costs besides is in test_keeping.py."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("Keeper")]
    counts: dict[str, list[int]] = {address: [] for address in COUNTED}
    for rows in (1, 3, 30):
        call_command("flush", interactive=False, verbosity=0)
        assert not Film.objects.exists()
        _house(rows)
        for address, own in counts.items():
            with CaptureQueriesContext(connection) as captured:
                assert get(client, address).status_code == 200
            own.append(len(captured))
    assert {address: own for address, own in counts.items() if len(set(own)) > 1 or own[0] > COUNTED[address]} == {}


def _house(rows: int) -> None:
    screen = ScreenFactory()
    everything: list[Any] = []
    for number in range(rows):
        booked = run(film(f"Film {number}", director=f"Director {number}"), screen, days=1)
        show(booked, FRIDAY, f"{10 + number // 4:02}:{number % 4 * 15:02}")
        show(everything[0] if everything else booked, FRIDAY + timedelta(days=1 + number), "19:00", screen)
        everything.append(booked.programme)
    series("All", *everything)
    go_public()
