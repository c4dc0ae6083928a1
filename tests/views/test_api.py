"""The JSON API over HTTP: what it says, what it does not say yet, how it is walked, how it answers."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programming.choices import Announcement
from programming.models import Run, Screen, Screening
from tests.api import DAY, EVERY, HOUR, PUBLISHED, ask, book, read, walk
from tests.factories import (
    FRIDAY,
    NOON,
    ScreenFactory,
    film,
    go_public,
    hold,
    programme,
    run,
    series,
    show,
    shows,
)

pytestmark = pytest.mark.django_db
TICK = timedelta(microseconds=1)


@pytest.fixture
def booked() -> Run:
    return book()


# --- What it says ---------------------------------------------------------------------------------


def test_a_show_in_full(booked: Run) -> None:
    shown = film("Fog")
    one = show(programme(shown), FRIDAY, "23:59", Screen.objects.get(slug="two"), note="Bring a coat")
    one.extras.create(kind="introduction", person="Ines Calloway", minutes=10)
    go_public(NOON - DAY)
    said = read(f"screenings/{one.uid}")
    assert said["house_day"] == "2026-11-20"
    assert said["starts_at"] == "2026-11-20T23:59:00-05:00"
    assert said["event_line"] == "+ introduction by Ines Calloway"
    assert said["extras"] == [{"kind": "introduction", "person": "Ines Calloway", "minutes": 10, "note": None}]
    assert (said["title"], said["canonical_title"], said["film"]) == ("Fog", "Fog", "fog")
    assert (said["format"], said["language"], said["subtitles"]) == ("dcp", "Russian", "English")
    assert (said["note"], said["run"], said["reason"], said["moved_from"]) == ("Bring a coat", None, None, None)
    assert said["announced_at"] == "2026-11-19T12:00:00-05:00"
    assert [segment["film"] for segment in said["segments"]] == ["fog"]
    assert said["links"]["page"] == f"https://lantern.example/screenings/{one.uid}/"
    assert said["links"]["calendar"] == f"https://lantern.example/screenings/{one.uid}.ics"


def test_a_title_that_listings_print_another_way(booked: Run) -> None:
    told = film("Letyat zhuravli", display_title="The Cranes Are Flying", slug="letyat")
    show(programme(told), FRIDAY, "23:00", Screen.objects.get(slug="two"))
    go_public(NOON - DAY)
    for said in (read("films/letyat"), walk("screenings?film=letyat")[0]):
        assert (said["title"], said["canonical_title"]) == ("The Cranes Are Flying", "Letyat zhuravli")


def test_a_bill_of_two_has_a_time_for_each(booked: Run) -> None:
    bill = programme(film("First"), film("Second"), kind="double_bill", slug="bill")
    show(bill, FRIDAY, "12:00", Screen.objects.get(slug="two"))
    go_public(NOON - DAY)
    (said,) = walk("screenings?film=second")
    assert said["admission"] == "2 films for 1 admission"
    assert [(one["film"], one["starts_at"]) for one in said["segments"]] == [
        ("first", "2026-11-20T12:00:00-05:00"),
        ("second", "2026-11-20T13:35:00-05:00"),
    ]


def test_a_secret_film_is_named_nowhere(booked: Run) -> None:
    secret = programme(film("Vertigo"), kind="secret", title="Secret matinee", slug="secret")
    show(secret, FRIDAY, "12:00", Screen.objects.get(slug="two"))
    go_public(NOON - DAY)
    assert [said["title"] for said in walk("screenings?film=secret")] == ["Secret matinee"]
    assert read("films/secret")["kind"] == "programme"
    assert walk("screenings?film=vertigo") == []
    for address in ("screenings", "films", "runs", "changes?limit=200", "films/secret"):
        assert "ertigo" not in ask(address).content.decode()
    assert ask("films/vertigo").status_code == 404


@pytest.mark.parametrize(("stored", "told"), [("", None), ("limited", "limited"), ("sold_out", "sold_out")])
def test_availability_is_live_at_once_and_never_invented(booked: Run, stored: str, told: str | None) -> None:
    one = Screening.objects.filter(run=booked).earliest("starts_at")
    Screening.objects.filter(pk=one.pk).update(availability=stored, ticket_url="https://t.example/1" if stored else "")
    said = read(f"screenings/{one.uid}")
    assert said["availability"] == told
    assert said["ticket_url"] == ("https://t.example/1" if stored else None)


def test_what_became_of_a_show(booked: Run) -> None:
    moved = Screening.objects.filter(run=booked).earliest("starts_at")
    was = moved.starts_at
    Screening.objects.filter(pk=moved.pk).update(starts_at=was + HOUR, reason="A train is late.")
    go_public(PUBLISHED + 2 * HOUR)
    said = read(f"screenings/{moved.uid}")
    assert (said["moved_from"], said["starts_at"]) == ("2026-11-20T14:35:00-05:00", "2026-11-20T15:35:00-05:00")
    assert (said["reason"], said["sequence"]) == ("A train is late.", 1)
    (cancelled,) = walk("screenings?status=cancelled")
    assert (cancelled["status"], cancelled["reason"]) == ("cancelled", "The print is lost.")


def test_a_show_after_midnight_belongs_to_the_evening_before(booked: Run) -> None:
    late = show(programme(film("Late")), FRIDAY, "00:30", Screen.objects.get(slug="two"))
    go_public(NOON - DAY)
    said = read(f"screenings/{late.uid}")
    assert (said["house_day"], said["starts_at"]) == ("2026-11-20", "2026-11-21T00:30:00-05:00")
    assert str(late.uid) in [one["uid"] for one in walk("screenings?from=2026-11-20&to=2026-11-20")]


def test_the_engagement_line_of_a_run(booked: Run) -> None:
    assert read(f"runs/run-{booked.pk}", NOON - 3 * DAY)["lines"][0] == "Opens Friday, November\u00a020"
    hold(booked, FRIDAY + 9 * DAY, final=True)
    shows(booked, "16:00", days=1)
    go_public(NOON + HOUR)
    said = read(f"runs/run-{booked.pk}", NOON + 2 * DAY)
    assert any("HELD OVER" in line.upper() for line in said["lines"])
    assert (said["closes_on"], said["last_on"]) == ("2026-11-26", "2026-11-29")
    assert said["holdovers"] == [{"first_on": "2026-11-27", "last_on": "2026-11-29", "is_final": True}]


def test_a_run_without_announced_dates_says_and_betrays_none(booked: Run) -> None:
    undated = run(film("Soon"), booked.screen, first=FRIDAY, announcement=Announcement.UNDATED.value)
    go_public(NOON - DAY)
    said = read(f"runs/run-{undated.pk}")
    assert (said["opens_on"], said["closes_on"], said["last_on"], said["holdovers"]) == (None, None, None, [])
    for query, is_found in (
        ("when=coming", True),
        ("when=current", False),
        ("when=over", False),
        ("from=2026-11-20", False),
        ("to=2026-11-30", False),
        ("film=soon", True),
    ):
        assert (said["id"] in [one["id"] for one in walk(f"runs?{query}")]) is is_found, query


def test_the_house(booked: Run) -> None:
    said = read("house")
    assert (said["name"], said["time_zone"], said["rollover_hour"], said["week_starts"]) == (
        "The Lantern",
        "America/New_York",
        5,
        "friday",
    )
    assert [screen["slug"] for screen in said["screens"]] == ["one", "two"]
    assert said["publication"] == {"number": 2, "live_from": "2026-10-21T14:00:00-04:00"}
    for address in said["links"].values():
        with time_machine.travel(NOON, tick=False):
            assert Client().get(address.removeprefix("https://lantern.example")).status_code == 200, address


def test_every_link_leads_somewhere(booked: Run) -> None:
    items = [item for name in ("films", "series", "runs", "screenings") for item in walk(name)]
    links = {link for item in items for link in item["links"].values()}
    with time_machine.travel(NOON, tick=False):
        answers = {link: Client().get(link.removeprefix("https://lantern.example")).status_code for link in links}
    assert set(answers.values()) == {200}, answers


# --- Filters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 15),
        ("film=cranes", 14),
        ("film=wanda", 1),
        ("film=nothing", 0),
        ("series=soviet-spring", 14),
        ("screen=two", 1),
        ("format=dcp", 14),
        ("format=35mm", 1),
        ("format=film", 1),
        ("format=70mm", 0),
        ("access=open-captions", 1),
        ("access=relaxed", 0),
        ("status=cancelled", 1),
        ("status=scheduled", 14),
        ("from=2026-11-21", 13),
        ("to=2026-11-21", 5),
        ("from=2026-11-21&to=2026-11-21", 3),
        ("from=2026-11-22&to=2026-11-21", 0),
        ("from=2026-11-21&to=2026-11-21&format=dcp&screen=one", 2),
        ("film=cranes&screen=two", 0),
    ],
)
def test_filters_of_screenings(booked: Run, query: str, count: int) -> None:
    assert len(walk(f"screenings?{query}")) == count


def test_screenings_are_those_from_today_on_unless_asked(booked: Run) -> None:
    later = NOON + 3 * DAY
    assert {one["house_day"] for one in walk("screenings", later)} == {f"2026-11-{day}" for day in range(23, 27)}
    assert len(walk(EVERY, later)) == 15


@pytest.mark.parametrize(
    ("query", "days", "is_found"),
    [
        ("when=coming", -1, True),
        ("when=current", -1, False),
        ("when=current", 0, True),
        ("when=current", 6, True),
        ("when=over", 6, False),
        ("when=over", 7, True),
        ("when=current", 7, False),
        ("film=cranes", 0, True),
        ("film=wanda", 0, False),
        ("series=soviet-spring", 0, True),
        ("series=other", 0, False),
        ("from=2026-11-26", 0, True),
        ("from=2026-11-27", 0, False),
        ("to=2026-11-20", 0, True),
        ("to=2026-11-19", 0, False),
    ],
)
def test_filters_of_runs(booked: Run, query: str, days: int, is_found: bool) -> None:
    assert bool(walk(f"runs?{query}", NOON + days * DAY)) is is_found


# --- Cursors --------------------------------------------------------------------------------------


def fill(count: int, start: int = 0) -> None:
    """So many films with a run, a show and a series each; a show a day, all at the same time of day."""
    screen = Screen.objects.first() or ScreenFactory()
    for number in range(start, start + count):
        one = run(film(f"Film {number:02}"), screen, days=1, first=FRIDAY + number * DAY)
        show(one, one.opens_on, "19:00")
        series(f"Strand {number:02}", one.programme)


LISTS = [EVERY, "films", "series", "runs", "changes"]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("limit", [1, 7])
def test_a_walk_in_small_steps_meets_all_that_one_large_one_does(address: str, limit: int) -> None:
    fill(9)
    go_public()
    assert walk(address, limit=limit) == walk(address)
    assert len(walk(address)) >= 9


def test_shows_of_one_moment_are_told_apart() -> None:
    screens = [ScreenFactory() for _ in range(5)]
    shown = programme(film("Everywhere"))
    for screen in screens:
        show(shown, FRIDAY, "19:00", screen)
    go_public()
    assert len({one["uid"] for one in walk("screenings", limit=2)}) == 5


@pytest.mark.parametrize("address", LISTS)
def test_rows_that_come_meanwhile_move_none_of_the_others(address: str) -> None:
    glue = "&" if "?" in address else "?"
    fill(6)
    go_public()
    before = walk(address)
    first = read(f"{address}{glue}limit=3")
    early = run(film("Aardvark"), Screen.objects.get(), days=1, first=FRIDAY - DAY)
    show(early, FRIDAY - DAY, "19:00")
    series("Ants", early.programme)
    go_public(NOON - HOUR)
    rest: list[Any] = []
    cursor = first["next"]
    while cursor:
        sheet = read(f"{address}{glue}limit=2&cursor={cursor}")
        rest += sheet["items"]
        cursor = sheet["next"]
    seen = [*first["items"], *rest]
    assert [item for item in seen if item in before] == before


# --- Embargo --------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["films/wander", "series/autumn", "runs/run-{run}", "screenings/{uid}"])
def test_what_waits_is_public_from_its_instant(booked: Run, address: str) -> None:
    waiting = run(film("Wander", slug="wander"), booked.screen, first=FRIDAY + 20 * DAY, days=2)
    one = show(waiting, waiting.opens_on, "19:00")
    series("Autumn", waiting.programme)
    go_public(NOON - DAY, live_from=NOON)
    asked = address.format(run=waiting.pk, uid=one.uid)
    assert ask(asked, NOON - TICK).status_code == 404
    for name in ("films", "series", "runs", EVERY, "changes?limit=200", "house"):
        assert "ander" not in ask(name, NOON - TICK).content.decode(), name
        assert "utumn" not in ask(name, NOON - TICK).content.decode(), name
    assert ask(asked, NOON).status_code == 200
    assert read("house", NOON - TICK)["publication"]["number"] == 2
    assert read("house", NOON)["publication"]["number"] == 3


# --- How it answers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("screenings?format=vhs", "dcp, dcp4k, 70mm, 35mm"),
        ("screenings?access=loud", "open-captions"),
        ("screenings?screen=attic", "one, two"),
        ("screenings?status=withdrawn", "scheduled, cancelled, replaced"),
        ("screenings?from=yesterday", "2026-11-21"),
        ("screenings?from=1700000000", "2026-11-21"),
        ("screenings?to=2026-02-31", "to:"),
        ("screenings?limit=0", "limit:"),
        ("screenings?limit=201", "limit:"),
        ("screenings?limit=1.0", "whole number"),
        ("screenings?cursor=zz", "cursor:"),
        ("screenings?film=%00", "film:"),
        ("films?cursor=%25", "cursor:"),
        ("runs?cursor=-1", "cursor:"),
        ("runs?when=soon", "current, coming, over"),
        ("changes?since=-1", "since:"),
        ("changes?cursor=1", "cursor:"),
        ("films/%00", "slug:"),
        ("runs/12", "id:"),
        ("runs/run-99999999999999999999", "id:"),
        ("screenings/nobody", "uid:"),
    ],
)
def test_bad_input_is_told_in_words(booked: Run, address: str, words: str) -> None:
    response = ask(address)
    assert response.status_code == 422
    assert words in response.json()["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "films/nothing",
        "series/nothing",
        "runs/run-999",
        "screenings/11111111-2222-4333-8444-555555555555",
        "nothing",
        "nothing/at/all",
        "",
    ],
)
def test_what_is_not_there_is_a_404_in_json(booked: Run, address: str) -> None:
    response = ask(address)
    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
    assert response.json()["detail"]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_house_that_is_not_set_up_is_a_404_in_json() -> None:
    for address in ("house", "screenings", "openapi.json"):
        assert (ask(address).status_code, "detail" in ask(address).json()) == (404, True)


ANSWERING = ["house", "films", "films/cranes", "series", "runs", "screenings", "changes", "openapi.json"]


@pytest.mark.parametrize("address", ANSWERING)
def test_every_answer_may_be_read_from_any_site_and_kept(booked: Run, address: str) -> None:
    first = ask(address)
    assert (first.status_code, first["Access-Control-Allow-Origin"]) == (200, "*")
    assert "max-age" in first["Cache-Control"]
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    again = ask(address, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["Access-Control-Allow-Origin"]) == (304, b"", "*")
    head = ask(address, method="head")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    options = ask(address, method="options")
    assert (options.status_code, options["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


def test_it_is_compressed(booked: Run) -> None:
    assert ask("screenings", **{"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["screenings", "openapi.json", "nothing"])
def test_it_is_for_reading_only(booked: Run, method: str, address: str) -> None:
    response = ask(address, method=method)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.json()["detail"]


QUERIES = {
    "house": 3,
    "films": 2,
    "films/film-00": 2,
    "series": 2,
    "series/strand-00": 2,
    "runs": 3,
    EVERY: 2,
    f"{EVERY}&screen=one&film=film-00&format=dcp": 3,
    "changes?limit=200": 4,
    "changes?since=1": 5,
}


def test_as_many_queries_for_thirty_rows_as_for_one() -> None:
    ScreenFactory(slug="one")
    for hour, (start, count) in enumerate([(0, 1), (1, 2), (3, 27)]):
        fill(count, start)
        go_public(PUBLISHED + hour * HOUR)
        for address, expected in QUERIES.items():
            with CaptureQueriesContext(connection) as asked:
                read(address)
            assert len(asked) == expected, (address, [query["sql"] for query in asked])


# --- The page for programmers ---------------------------------------------------------------------


def test_the_document_names_only_shapes_that_it_holds(booked: Run) -> None:
    said = ask("openapi.json").content.decode()
    named = set(re.findall(r'"#/components/schemas/(\w+)"', said))
    assert named == set(read("openapi.json")["components"]["schemas"])


def test_the_page_tells_of_every_address(booked: Run) -> None:
    with time_machine.travel(NOON, tick=False):
        response = Client().get("/api/")
    page = response.content.decode()
    for path in read("openapi.json")["paths"]:
        assert path in page
    assert "curl --compressed" in page
    examples = re.findall(r'href="(/api/v1/[^"]*)"', page)
    assert "/api/v1/screenings?from=2026-11-20&amp;to=2026-11-26" in examples
    assert {ask(unescape(one).removeprefix("/api/v1/")).status_code for one in examples} == {200}
    places = re.findall(r'href="#([^"]*)"', page)
    assert [place for place in places if f'id="{place}"' not in page] == []
    assert not response.cookies
    assert " style=" not in page
    assert "<script>" not in page
