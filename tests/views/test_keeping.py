"""Pages kept for a revision: the same bytes while nothing changes, others as soon as something does."""

import gzip
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from random import Random
from threading import Barrier
from time import sleep
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection, connections
from django.db.models import F
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programming.actions.embargo import take_back
from programming.actions.errors import Refused
from programming.actions.publish import publish
from programming.actions.roll_back import roll_back
from programming.listings import home
from programming.listings.film_copy import TitleCopy, film_copy
from programming.listings.house import Desk
from programming.listings.moments import moments
from programming.models import (
    Film,
    Notice,
    Person,
    Publication,
    QuotedRating,
    Run,
    Screen,
    Screening,
    Series,
    Venue,
    Vote,
)
from programming.views import keeping
from programming.views.keeping import Kept, Memory, Stamp
from programming.views.packing import Packed
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, run, series, show, shows

pytestmark = pytest.mark.django_db(transaction=True)

EVERY_PAGE = [
    "/",
    "/week/2026-11-20/",
    "/films/",
    "/films/cranes/",
    "/series/",
    "/archive/",
    "/subscribe/",
    "/changes/",
]
KEPT = [*EVERY_PAGE, "/on/2026-11-21/", "/calendar/2026/11/", "/calendar.ics", "/films/cranes.ics", "/feed.atom"]
KEPT += ["/sitemap.xml", "/robots.txt", "/house.css", "/embed/tonight/", "/api/v1/films", "/cards/films/cranes.png"]
KEPT += ["/search/?q=cranes", "/search/suggest?q=cra"]
NOT_KEPT = ["/foyer/", "/api/v1/house", "/api/v1/changes"]


@pytest.fixture
def booked(noon: None) -> Run:
    booked = run(film("Cranes", director="Mikhail Kalatozov"), ScreenFactory())
    shows(booked, "14:35", "19:00")
    series("Soviet Spring", booked.programme)
    go_public()
    return booked


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were rendered, in order."""
    seen: list[str] = []
    usual = keeping.Keeper._rendered

    def rendered(self: keeping.Keeper, request: HttpRequest, desk: Desk, stamp: Stamp) -> object:
        seen.append(request.get_full_path())
        return usual(self, request, desk, stamp)

    monkeypatch.setattr(keeping.Keeper, "_rendered", rendered)
    return seen


@pytest.fixture
def client() -> Client:
    """One for a whole test: each client has middleware of its own, and so a memory."""
    return Client()


@pytest.mark.parametrize("address", KEPT)
def test_the_second_reader_costs_one_read(client: Client, booked: Run, address: str) -> None:
    first = client.get(address)
    with CaptureQueriesContext(connection) as asked:
        second = client.get(address)
    assert len(asked) == 1
    assert (first.status_code, second.content, second.headers) == (200, first.content, first.headers)
    with CaptureQueriesContext(connection) as asked:
        again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, len(asked)) == (304, b"", 1)


@pytest.mark.parametrize("address", NOT_KEPT)
def test_what_tells_the_time_is_not_kept(client: Client, booked: Run, rendered: list[str], address: str) -> None:
    assert client.get(address).status_code == client.get(address).status_code == 200
    assert len(rendered) == 2


def test_searches_do_not_push_out_pages(
    client: Client, booked: Run, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_ASKED_BYTES", 100_000)
    client.get("/")
    for number in range(30):
        client.get(f"/search/?q={number}")
    client.get("/")
    assert rendered.count("/") == 1
    client.get("/search/?q=0")
    assert rendered.count("/search/?q=0") == 2


def test_all_headers_are_there_for_the_second_reader(client: Client, booked: Run) -> None:
    for address, ancestors in (("/", "frame-ancestors 'none'"), ("/embed/tonight/", "frame-ancestors *")):
        for _time in range(2):
            assert ancestors in client.get(address)["Content-Security-Policy"]
            assert client.get(address)["X-Content-Type-Options"] == "nosniff"


def test_each_reader_gets_what_it_can_take(client: Client, booked: Run) -> None:
    plain, zipped = (client.get("/", headers={"accept-encoding": kind}) for kind in ("", "gzip"))
    assert "Content-Encoding" not in plain.headers
    assert (zipped["Content-Encoding"], zipped["ETag"]) == ("gzip", f"W/{plain['ETag']}")
    assert int(zipped["Content-Length"]) == len(zipped.content) < len(plain.content)
    assert gzip.decompress(zipped.content) == plain.content
    assert "Accept-Encoding" in plain["Vary"]
    assert client.head("/")["ETag"] == plain["ETag"]


def _note() -> None:
    Film.objects.filter(slug="cranes").update(note="A new note.")


def _sold_out() -> None:
    Screening.objects.order_by("starts_at").update(availability="sold_out")


def _doors() -> None:
    Screening.objects.update(note="Doors at two.")
    publish(first=None, last=None, at=NOON, by=None)


def _quoted() -> None:
    QuotedRating.objects.create(film=Film.objects.get(), source="Elsewhere", score="9/10", seen_on=FRIDAY)


def _title() -> None:
    Film.objects.filter(slug="cranes").update(title="The Cranes Are Flying")
    publish(first=None, last=None, at=NOON, by=None)


CHANGES: list[tuple[Callable[[], object], str, bytes]] = [
    (_note, "/films/cranes/", b"A new note."),
    (_sold_out, "/films/cranes/", b"Sold out"),
    (_title, "/", b"The Cranes Are Flying"),
    (_title, "/search/?q=cranes", b"The Cranes Are Flying"),
    (_title, "/calendar.ics", b"The Cranes Are Flying"),
    (lambda: Venue.objects.update(name="The Wick"), "/", b"The Wick"),
    (lambda: Series.objects.update(title="Soviet Autumn"), "/series/", b"Soviet Autumn"),
    (lambda: Person.objects.update(name="M. Kalatozov"), "/films/cranes/", b"M. Kalatozov"),
    (lambda: Screen.objects.update(seats=417), "/films/cranes/", b"417 seats"),
    (lambda: Venue.objects.update(admission="$99"), "/films/cranes/", b"$99"),
    (_quoted, "/films/cranes/", b"9/10"),
    (
        lambda: Notice.objects.create(heading="Snow", text="Open all the same.", starts_on=FRIDAY, ends_on=FRIDAY),
        "/archive/",
        b"Snow",
    ),
]


@pytest.mark.parametrize(("change", "address", "said"), CHANGES, ids=[f"{row[0].__name__} {row[1]}" for row in CHANGES])
def test_a_change_is_there_for_the_next_reader(
    client: Client, booked: Run, change: Callable[[], object], address: str, said: bytes
) -> None:
    assert said not in client.get(address).content
    change()
    assert said in client.get(address).content


def _other_doors() -> None:
    Screening.objects.filter(programme__slug="other", house_day=FRIDAY).update(note="Doors at two.")
    publish(first=None, last=None, at=NOON, by=None)


def _taken_back() -> None:
    _doors()
    roll_back(publication=Publication.objects.latest("number"), by=None, at=NOON)


def _vote() -> None:
    other = Screening.objects.get(programme__slug="other", house_day=FRIDAY)
    told = {"voter": "somebody", "stars": 8, "cast_at": NOON, "changed_at": NOON}
    Vote.objects.create(screening=other, film=Film.objects.get(slug="other"), **told)


ANEW: list[tuple[Callable[[], object], str, bool]] = [
    (_other_doors, "/films/cranes/", False),
    (_other_doors, "/films/other/", True),
    (_other_doors, "/week/2026-11-20/", True),
    (_other_doors, "/on/2026-11-21/", False),
    (_other_doors, "/series/soviet-spring/", False),
    (_other_doors, "/archive/", False),
    (_other_doors, "/archive/2026/", False),
    (_other_doors, "/films/cranes.ics", False),
    (_other_doors, "/films/other.ics", True),
    (_other_doors, "/calendar.ics", True),
    (_title, "/archive/2026/", True),  # where a film is from may have been told
    (_doors, "/films/cranes/", True),
    (_doors, "/on/2026-11-21/", True),
    (_doors, "/series/soviet-spring/", True),
    (_vote, "/films/cranes/", False),
    (_vote, "/films/other/", True),
    (_note, "/films/other/", True),
    (lambda: Notice.objects.create(text="Snow", starts_on=FRIDAY, ends_on=FRIDAY), "/films/cranes/", True),
]


def _another_film() -> None:
    """It plays tonight, and did in a month that was counted."""
    other = film("Other")
    before = FRIDAY - timedelta(days=60)
    show(run(other, ScreenFactory(), first=before), before, "19:00")
    show(run(other, ScreenFactory()), FRIDAY, "19:00")
    go_public(NOON - timedelta(days=5))


@pytest.mark.parametrize(("deed", "address", "is_anew"), ANEW)
def test_what_nothing_touched_is_kept_on(
    client: Client, booked: Run, rendered: list[str], deed: Callable[[], object], address: str, *, is_anew: bool
) -> None:
    _another_film()
    client.get(address)
    deed()
    after = client.get(address)
    assert len(rendered) == 1 + is_anew
    client.get(address)
    assert len(rendered) == 1 + is_anew
    assert after.content == Client().get(address).content


def _published(live_from: datetime | None = None) -> None:
    with suppress(Refused):  # another change to the same row waits
        publish(first=None, last=None, at=timezone.now(), by=None, live_from=live_from)


def _moved() -> None:
    Screening.objects.update(starts_at=F("starts_at") + timedelta(minutes=5))
    _published()


def _embargo() -> None:
    Film.objects.filter(slug="other").update(title="An Other")
    _published(live_from=timezone.now() + timedelta(hours=2))


def _gone() -> None:
    Screening.objects.filter(programme__slug="other").update(status="cancelled")
    _published()


def _taken_back() -> None:
    newest = Publication.objects.latest("number")
    with suppress(Refused):
        roll_back(publication=newest, by=None, at=timezone.now())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_kept_on_or_not_a_page_says_what_it_says_anew(client: Client, booked: Run, seed: int) -> None:
    """Whatever is done, in any order, and however long after."""
    _another_film()
    addresses = ["/", "/films/cranes/", "/films/other/", "/on/2026-11-20/", "/series/soviet-spring/", "/calendar.ics"]
    addresses += ["/archive/", "/archive/2026/", "/films/cranes.ics", "/films/other.ics"]
    random, at = Random(seed), NOON  # noqa: S311  not for secrets
    deeds = [_moved, _embargo, _gone, _taken_back, _note, _sold_out, _vote_again, _doors_now, _from, lambda: None]
    for _step in range(12):
        at += timedelta(minutes=random.choice([0, 1, 30, 200]))
        with time_machine.travel(at, tick=False):
            random.choice(deeds)()
            for address in addresses:
                assert client.get(address).content == Client().get(address).content, (at, address)


def _from() -> None:
    Film.objects.filter(slug="other").update(countries=f"France, {timezone.now():%H.%M}")
    _published()


def _vote_again() -> None:
    Vote.objects.all().delete()
    _vote()


def _doors_now() -> None:
    Screening.objects.filter(programme__slug="cranes").update(note=f"Doors {timezone.now():%H.%M}")
    _published()


def test_the_copy_is_read_once_while_it_stands(client: Client, booked: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def reading(pk: int) -> TitleCopy:
        asked.append(pk)
        return film_copy(pk)

    monkeypatch.setattr("programming.listings.film.film_copy", reading)
    for deed, times in ((_sold_out, 1), (_doors, 1), (_note, 2), (_doors, 2)):
        client.get("/films/cranes/")
        deed()
        assert client.get("/films/cranes/").status_code == 200
        assert len(asked) == times


def test_a_draft_throws_nothing_away(client: Client, booked: Run, rendered: list[str]) -> None:
    client.get("/")
    Screening.objects.update(note="For the booth.", version=7)
    client.get("/")
    assert rendered == ["/"]


def test_an_embargo_ends_on_the_instant(client: Client, booked: Run) -> None:
    ten = NOON + timedelta(hours=3)
    Film.objects.update(title="Letyat zhuravli")
    publish(first=None, last=None, at=NOON, by=None, live_from=ten)
    for moment, is_there in ((NOON, False), (ten - timedelta(microseconds=1), False), (ten, True)):
        with time_machine.travel(moment, tick=False):
            assert (b"Letyat zhuravli" in client.get("/").content) is is_there
    take_back(publication=Publication.objects.latest("number"), at=NOON, by=None)
    with time_machine.travel(ten, tick=False):
        assert b"Letyat zhuravli" not in client.get("/").content


@pytest.mark.parametrize("day", [FRIDAY, date(2026, 10, 31), date(2026, 3, 7)], ids=["a night", "autumn", "spring"])
def test_between_two_moments_a_page_says_the_same(client: Client, day: date) -> None:
    """Every kept page beside that of another process, rendered anew: at each moment, just before and after
    it, and between.
    """
    start = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    two = programme(film("Cranes"), film("Ivan"), kind="double_bill", title="Two by Two")
    one = run(two, ScreenFactory(), first=day)
    for wall in ("14:35", "19:00", "23:50"):
        show(one, day, wall)
    show(run(film("Wanda"), ScreenFactory(), first=day), day, "16:10")
    Notice.objects.create(heading="Snow", text="Open all the same.", starts_on=day, ends_on=day)
    go_public(at=start - timedelta(days=30))
    Film.objects.filter(slug="wanda").update(title="Wanda Goronski")
    publish(first=None, last=None, at=start, by=None, live_from=start + timedelta(hours=3))
    addresses = [
        "/",
        f"/on/{day}/",
        "/films/",
        "/films/two-by-two/",
        "/films/wanda/",
        "/embed/tonight/",
        "/calendar.ics",
    ]
    for at in _instants(start):
        with time_machine.travel(at, tick=False):
            for address in addresses:
                assert client.get(address).content == Client().get(address).content, (at, address)


def _instants(start: datetime) -> list[datetime]:
    desk = Desk.at_moment(start)
    assert desk
    found = moments(desk)
    near = [at + timedelta(seconds=off) for at in (*found.at, found.until) for off in (-1, 0, 1)]
    return sorted({*near, *(start + timedelta(hours=hours) for hours in range(0, 30, 4))})


@pytest.fixture
def made_slowly(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    """The desks for which a home page was made, which takes a while."""
    made: list[Desk] = []
    usual = home.home_page

    def slowly(desk: Desk) -> object:
        made.append(desk)
        sleep(0.3)
        return usual(desk)

    monkeypatch.setattr("programming.views.days.home_page", slowly)
    return made


@pytest.fixture
def shared(settings: Any) -> Iterator[None]:
    """Machines that share their pages."""
    settings.CACHES = settings.CACHES | {"pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    yield
    caches["pages"].clear()


def test_many_at_once_wait_for_one_rendering(
    client: Client, booked: Run, made_slowly: list[Desk], rendered: list[str]
) -> None:
    client.get("/house.css")  # so that the day's moments are known

    def read(_number: int) -> bytes:
        try:
            return client.get("/").content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as readers:
        bodies = set(readers.map(read, range(8)))
    assert len(bodies) == 1
    assert rendered.count("/") == 1


def test_nothing_is_kept_before_there_is_a_house(client: Client) -> None:
    assert client.get("/").status_code == client.get("/").status_code == 404


def test_a_page_is_of_one_moment(client: Client, booked: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is written while it is being made: all of it is from before."""
    usual = home.home_page

    def meanwhile(desk: Desk) -> object:
        with ThreadPoolExecutor(1) as other:
            other.submit(_from_elsewhere).result()
        return usual(desk)

    monkeypatch.setattr("programming.views.days.home_page", meanwhile)
    first = client.get("/").content
    monkeypatch.undo()
    assert (b"Elsewhere" in first, b"Elsewhere" in client.get("/").content) == (False, True)


def _from_elsewhere() -> None:
    Film.objects.update(title="Elsewhere")
    publish(first=None, last=None, at=NOON - timedelta(hours=1), by=None)
    connections.close_all()


def test_machines_share_what_one_has_made(client: Client, booked: Run, shared: None, made_slowly: list[Desk]) -> None:
    assert client.get("/").content == Client().get("/").content
    assert len(made_slowly) == 1
    _note()
    assert Client().get("/").status_code == 200
    assert len(made_slowly) == 2


def test_machines_that_share_wait_for_the_one_that_renders(booked: Run, shared: None, made_slowly: list[Desk]) -> None:
    ready = Barrier(4)

    def read(machine: Client) -> bytes:
        try:
            machine.get("/house.css")  # it has set itself up
            ready.wait(20)
            return machine.get("/").content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as readers:
        assert len(set(readers.map(read, [Client() for _each in range(4)]))) == 1
    assert len(made_slowly) == 1


def kept(size: int) -> Kept:
    return Kept(Stamp("a", (0, 0), NOON), "", (), Packed(b"x" * size, is_zipped=False))


def test_a_memory_has_a_bound() -> None:
    memory = Memory(100_000)
    for number in range(30):
        memory.put(str(number), kept(8_000))
        memory.get("0")
    assert memory.get("0")
    assert memory.get("29")
    assert memory.get("1") is None
    memory.put("large", kept(90_000))
    assert memory.get("large") is None
    memory.put("0", kept(10))
    assert memory._size == sum(one.size for one in memory._kept.values()) <= 100_000
