"""What changed since it was said: the page, the feeds, and the page of one show."""

from datetime import timedelta
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from programming.actions.cancel import cancel
from programming.actions.publish import publish
from programming.actions.roll_back import roll_back
from programming.models import PublishedScreening, Screening, Venue
from tests.factories import (
    FRIDAY,
    NOON,
    ScreenFactory,
    VenueFactory,
    film,
    go_public,
    hold,
    programme,
    run,
    show,
    shows,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
BEFORE = NOON - timedelta(days=3)
HOUR = timedelta(hours=1)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def one() -> Screening:
    """A show of tomorrow, announced three days ago."""
    stored = show(run(film("Cranes"), ScreenFactory(name="Screen 1")), FRIDAY + timedelta(days=1), "19:30")
    go_public(BEFORE)
    return stored


def change(of: Screening, **facts: Any) -> None:
    Screening.objects.filter(pk=of.pk).update(**facts)
    go_public(NOON - HOUR)


def log(client: Client) -> list[tuple[str, str]]:
    page = client.get("/changes/").context["page"]
    return [(entry.told.kind, entry.told.text) for day in page.days for entry in day.entries]


def newest(client: Client) -> tuple[str, str]:
    return log(client)[0]


def entries(client: Client, address: str) -> list[Any]:
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314  written by ourselves


def test_nothing_has_changed(client: Client) -> None:
    VenueFactory()
    assert "Nothing has changed since it was printed." in client.get("/changes/").content.decode()
    assert entries(client, "/changes.atom") == entries(client, "/feed.atom") == []


def test_what_is_new_stands_together_by_title(client: Client) -> None:
    shows(run(film("Cranes"), ScreenFactory(name="Screen 1")), "19:30")
    go_public(BEFORE)
    assert log(client) == [("added", "Cranes, November\u00a020 – November\u00a026: Daily 7:30.")]


def test_moved(client: Client, one: Screening) -> None:
    change(one, starts_at=one.starts_at + timedelta(minutes=20))
    assert newest(client) == ("moved", "Cranes, Saturday, November\u00a021: 7:30 → 7:50.")


def test_moved_to_another_screen_and_day(client: Client, one: Screening) -> None:
    other, day = ScreenFactory(name="Screen 2"), one.house_day + timedelta(days=1)
    change(one, screen=other, starts_at=one.starts_at + timedelta(days=1), house_day=day)
    assert newest(client) == (
        "moved",
        "Cranes, Sunday, November\u00a022: Sat, Nov\u00a021, 7:30 → Sun, Nov\u00a022, 7:30; Screen 1 → Screen 2.",
    )


def test_cancelled_with_its_reason(client: Client, one: Screening) -> None:
    cancel(screening=one, reason="The print is lost.", at=NOON)
    go_public(NOON - HOUR)
    assert newest(client) == ("cancelled", "Cranes, Saturday, November\u00a021: 7:30. The print is lost.")
    page = client.get("/changes/").content.decode()
    assert "kind-off" in page
    assert "<del>7:30</del>" in page


def test_replaced(client: Client, one: Screening) -> None:
    Screening.objects.filter(pk=one.pk).update(status="replaced")
    instead = show(programme(film("High and Low")), one.house_day, "19:30", one.screen)
    change(one, replaced_by=instead, reason="The print was sent elsewhere.")
    assert (
        "replaced",
        "Cranes, Saturday, November\u00a021, 7:30: Cranes → High and Low. The print was sent elsewhere.",
    ) in log(client)
    page = client.get(f"/screenings/{one.uid}/").content.decode()
    assert f'href="/screenings/{instead.uid}/"' in page
    assert "High and Low" in page


def test_format(client: Client, one: Screening) -> None:
    one.programme.items.get().film.materials.update(format="35mm")
    go_public(NOON - HOUR)
    assert newest(client) == ("format", "Cranes, Saturday, November\u00a021, 7:30: DCP → 35mm.")


def test_access_and_guests(client: Client, one: Screening) -> None:
    change(one, access=["open-captions"])
    assert newest(client) == ("access", "Cranes, Saturday, November\u00a021, 7:30: Open captions.")


def test_held_over(client: Client, one: Screening) -> None:
    hold(one.run, FRIDAY + timedelta(days=13), final=True)
    go_public(NOON - HOUR)
    assert newest(client) == (
        "held_over",
        "Cranes: must end Thursday, November\u00a026 → Thursday, December\u00a03.",
    )


@pytest.mark.parametrize(
    "facts", [{"note": "Bring a coat"}, {"ticket_url": "https://tickets.example/"}, {"availability": "sold_out"}]
)
def test_what_is_no_news(client: Client, one: Screening, facts: dict[str, str]) -> None:
    was = log(client)
    change(one, **facts)
    assert log(client) == was


def test_nothing_is_told_before_its_hour(client: Client, one: Screening) -> None:
    was = log(client), len(entries(client, "/changes.atom"))
    Screening.objects.update(starts_at=one.starts_at + timedelta(minutes=20))
    go_public(NOON - HOUR, live_from=NOON + HOUR)
    assert (log(client), len(entries(client, "/changes.atom"))) == was
    assert "7:50" not in client.get(f"/screenings/{one.uid}/").content.decode()
    with time_machine.travel(NOON + HOUR, tick=False):
        assert newest(client)[0] == "moved"
        assert "7:50" in client.get(f"/screenings/{one.uid}/").content.decode()


def test_a_roll_back_is_told_as_what_it_is(client: Client, one: Screening) -> None:
    cancel(screening=one, reason="A mistake.", at=NOON)
    wrong = go_public(NOON - 2 * HOUR)
    roll_back(publication=wrong, by=None, at=NOON - HOUR)
    assert [kind for kind, _text in log(client)] == ["back", "cancelled", "added"]


def test_publications_that_say_nothing_do_not_crowd_out_the_rest(client: Client, one: Screening) -> None:
    for step in range(26):
        Screening.objects.update(note=f"Note {step}")
        go_public(NOON - HOUR + timedelta(seconds=step))
    assert [kind for kind, _text in log(client)] == ["added"]
    assert len(entries(client, "/feed.atom")) == 1


def test_a_public_note_says_why_wherever_the_show_stands(client: Client, one: Screening) -> None:
    cancel(screening=one, reason="", at=NOON)
    publish(first=None, last=None, by=None, at=NOON - HOUR, public_notes={f"screening-{one.pk}": "The print is late."})
    for address in ("/changes/", f"/screenings/{one.uid}/", "/on/2026-11-21/", f"/screenings/{one.uid}.ics"):
        assert "The print is late." in client.get(address).content.decode(), address


def test_search_finds_what_is_published_and_no_more(client: Client, one: Screening) -> None:
    one.programme.items.get().film.__class__.objects.update(display_title="The Hidden Cut")
    go_public(NOON - HOUR, live_from=NOON + HOUR)
    assert client.get("/search/", {"q": "hidden"}).context["page"].titles == ()
    with time_machine.travel(NOON + HOUR, tick=False):
        assert len(client.get("/search/", {"q": "hidden"}).context["page"].titles) == 1


def test_the_log_goes_on_in_pages(client: Client, one: Screening) -> None:
    for step in range(30):
        Screening.objects.update(starts_at=one.starts_at + timedelta(minutes=5 + step))
        go_public(NOON - HOUR + timedelta(seconds=step))
    page = client.get("/changes/").context["page"]
    assert sum(len(day.entries) for day in page.days) == 25
    rest = client.get(page.earlier).context["page"]
    assert sum(len(day.entries) for day in rest.days) == 6
    assert rest.earlier == ""


@pytest.mark.parametrize("before", ["x", "0", "-1", "9" * 40, "²", "1e3"])
def test_any_place_to_start_from_is_answered(client: Client, one: Screening, before: str) -> None:
    assert client.get("/changes/", {"before": before}).status_code == 200


def test_atom_entries_are_dated_linked_and_named_for_good(client: Client, one: Screening) -> None:
    change(one, starts_at=one.starts_at + timedelta(minutes=20))
    entry, added = entries(client, "/changes.atom")
    assert entry.find(f"{ATOM}title").text == "Moved: Cranes"
    assert entry.find(f"{ATOM}link").attrib["href"] == f"https://lantern.example/screenings/{one.uid}/"
    assert entry.find(f"{ATOM}updated").text == "2026-11-20T16:00:00+00:00"
    version = PublishedScreening.objects.get(sequence=1)
    assert entry.find(f"{ATOM}id").text == f"tag:lantern.example,2026-11-20:2/moved-screening-{version.pk}"
    assert added.find(f"{ATOM}link").attrib["href"] == "https://lantern.example/films/cranes/"
    assert [entry.find(f"{ATOM}title").text for entry in entries(client, "/feed.atom")] == ["Added: Cranes"]


@pytest.mark.parametrize("address", ["/changes.atom", "/feed.atom"])
def test_feeds_answer_304_and_are_the_same_at_any_second(client: Client, one: Screening, address: str) -> None:
    answer = client.get(address)
    assert client.get(address, headers={"if-none-match": answer.headers["ETag"]}).status_code == 304
    assert client.head(address).content == b""
    with time_machine.travel(NOON + timedelta(minutes=3), tick=False):
        assert client.get(address).content == answer.content


def test_what_was_told_is_remembered_as_long_as_the_house_writes_so(client: Client, one: Screening) -> None:
    change(one, starts_at=one.starts_at + timedelta(minutes=20))
    moved = "Cranes, Saturday, November\u00a021: 7:30 → 7:50."
    assert newest(client)[1] == moved
    with CaptureQueriesContext(connection) as queries:
        assert newest(client)[1] == moved
    assert not [query for query in queries.captured_queries if "facts" in query["sql"]]
    Venue.objects.update(clock_style="24")
    assert newest(client)[1] == "Cranes, Saturday, November\u00a021: 19:30 → 19:50."
    Venue.objects.update(time_zone="Europe/Paris")
    assert newest(client)[1] != "Cranes, Saturday, November\u00a021: 19:30 → 19:50."
    with translation.override("fr"):
        assert "novembre" in newest(client)[1]


@pytest.mark.parametrize("address", ["/changes/", "/changes.atom", "/feed.atom"])
def test_queries_do_not_grow(client: Client, address: str) -> None:
    counts = []
    for step, size in enumerate((1, 3, 30)):
        shows(run(film(f"Film {step} of {size}"), ScreenFactory(), days=size), "19:30")
        go_public(BEFORE + step * HOUR)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_the_page_of_a_show(client: Client, one: Screening) -> None:
    page = client.get(f"/screenings/{one.uid}/")
    text = page.content.decode()
    assert page.context["page"].day == "Saturday, November\u00a021"
    assert f'href="/screenings/{one.uid}.ics"' in text
    assert 'href="/films/cranes/"' in text
    assert "Screen 1" in text


def test_the_page_of_a_show_says_what_became_of_it(client: Client, one: Screening) -> None:
    change(one, starts_at=one.starts_at + timedelta(minutes=20))
    cancel(screening=one, reason="The print is lost.", at=NOON)
    go_public(NOON)
    page = client.get(f"/screenings/{one.uid}/").context["page"]
    assert page.status == "Cancelled"
    assert [told.kind for _when, told in page.history] == ["cancelled", "moved", "added"]


def test_the_page_of_a_show_that_is_over_stays(client: Client, one: Screening) -> None:
    with time_machine.travel(NOON + timedelta(days=400), tick=False):
        assert client.get(f"/screenings/{one.uid}/").context["page"].status == "Over"


def test_a_show_nobody_was_told_of_has_no_page(client: Client, one: Screening) -> None:
    secret = show(one.run, FRIDAY + timedelta(days=2), "19:30")
    for uid in (secret.uid, uuid4()):
        assert client.get(f"/screenings/{uid}/").status_code == 404


def test_after_midnight_a_show_says_whose_night_it_belongs_to(client: Client) -> None:
    late = show(programme(film("House")), FRIDAY, "00:10", ScreenFactory())
    go_public(BEFORE)
    page = client.get(f"/screenings/{late.uid}/").context["page"]
    assert (page.day, page.night) == ("Saturday, November\u00a021", "In the night of Friday, November\u00a020.")


def test_queries_of_a_show_do_not_grow_with_its_history(client: Client, one: Screening) -> None:
    counts = []
    for step in (1, 3, 30):
        for minute in range(step):
            Screening.objects.update(starts_at=one.starts_at + timedelta(minutes=step + minute))
            go_public(NOON - HOUR + timedelta(minutes=step, seconds=minute))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/screenings/{one.uid}/").status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_a_cancelled_show_stays_in_place_until_its_day_is_over(client: Client, one: Screening) -> None:
    cancel(screening=one, reason="The print is lost.", at=NOON)
    go_public(NOON - HOUR)
    for address in ("/on/2026-11-21/", "/week/2026-11-20/", "/films/cranes/"):
        page = client.get(address).content.decode()
        assert "The print is lost." in page, address
        assert "cancelled" in page.lower()
    assert Venue.objects.exists()
