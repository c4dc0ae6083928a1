"""Events are put together in pieces: one that has not changed is not made again, whatever calendar asks for it."""

import gzip
from collections.abc import Collection, Iterator
from datetime import date, timedelta

import pytest

from programming.listings.calendars import Day, entries, house_feed
from programming.listings.house import Desk
from programming.models import PublishedScreening
from programming.views import event_pieces
from programming.views.event_pieces import EVENTS, Manner, pieces_of
from programming.views.packing import joined
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, run, shows

pytestmark = pytest.mark.django_db
PLAIN = Manner()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The versions whose events were read, since it was last cleared."""
    read: list[int] = []
    usual = event_pieces.events

    def reading(versions: Collection[int]) -> Iterator[tuple[int, bytes]]:
        read.extend(versions)
        return usual(versions)

    monkeypatch.setattr(event_pieces, "events", reading)
    return read


@pytest.fixture
def house() -> tuple[Day, ...]:
    """More shows than go into one piece."""
    shows(run(film("Wanda"), ScreenFactory(), days=30), "10:00", "12:00", "14:00", "16:00", "18:00", "20:00", "22:00")
    go_public()
    desk = Desk.at_moment(NOON)
    assert desk is not None
    days = entries(desk, house_feed(desk)).days
    assert (len(days), sum(len(keys(day)) for day in days)) == (30, 210)
    return days


def keys(day: Day) -> list[int]:
    return [int(version) for version in day[1].split(",")]


def body(days: Collection[Day]) -> bytes:
    return gzip.decompress(joined(pieces_of([*days], PLAIN, is_kept=False)))


def test_only_what_is_new_is_read(house: tuple[Day, ...], made: list[int]) -> None:
    whole = pieces_of(house, PLAIN, is_kept=True)
    assert (len(whole) > 1, sorted(made)) == (True, sorted(key for day in house for key in keys(day)))
    made.clear()
    assert list(pieces_of(house, PLAIN, is_kept=True)) == list(whole)
    assert made == []
    day, (_gone, *others), newest = house[-1][0], keys(house[-1]), house[-1][2]
    fewer = pieces_of([*house[:-1], (day, ",".join(map(str, others)), newest)], PLAIN, is_kept=True)
    assert 0 < len(made) < EVENTS
    assert list(fewer[:-1]) == list(whole[:-1])
    assert joined(fewer) != joined(whole)


def test_what_is_one_persons_is_not_kept(house: tuple[Day, ...], made: list[int]) -> None:
    for _time in range(2):
        pieces_of(house, PLAIN, is_kept=False)
        assert len(made) == 210
        made.clear()


def test_events_come_by_start_whatever_the_order_of_their_keys(house: tuple[Day, ...]) -> None:
    in_order = PublishedScreening.objects.order_by("starts_at", "pk").values_list("vevent", flat=True)
    assert body(house) == b"".join(map(bytes, in_order))
    assert body([(day, ",".join(versions.split(",")[::-1]), newest) for day, versions, newest in house]) == body(house)


@pytest.mark.parametrize(("shows_a_day", "most"), [(1, 128), (7, 16), (16, 8), (100, 1), (128, 1), (300, 1)])
def test_pieces_hold_so_many_events_and_begin_on_days_of_their_own(
    shows_a_day: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = ",".join(map(str, range(shows_a_day)))
    days = [(FRIDAY + timedelta(days=number), versions, "") for number in range(300)]
    whole, later = (_days_of_pieces(some, monkeypatch) for some in (days, days[1:]))
    assert [day for piece in whole for day in piece] == [day for day, _versions, _newest in days]
    assert max(map(len, whole)) == most
    assert whole[2:] == later[2 - (most == 1) :]


def _days_of_pieces(days: list[Day], monkeypatch: pytest.MonkeyPatch) -> list[list[date]]:
    found: list[list[date]] = []

    def made(keys: list[event_pieces.Key]) -> dict[event_pieces.Key, object]:
        found.extend([day for day, _versions, _newest in key.days] for key in keys)
        return {}

    monkeypatch.setattr(event_pieces, "_made", made)
    pieces_of(days, PLAIN, is_kept=False)
    return found


def test_how_events_are_written_tells_pieces_apart(house: tuple[Day, ...]) -> None:
    manners = (PLAIN, Manner(shows_cancelled=True), Manner(minutes_before=60), Manner(minutes_before=30))
    told = {manner: pieces_of(house, manner, is_kept=True) for manner in manners}
    assert len({tuple(pieces) for pieces in told.values()}) == 3  # nothing is cancelled


def test_no_entries_no_pieces(made: list[int]) -> None:
    assert [list(pieces_of([], PLAIN, is_kept=is_kept)) for is_kept in (True, False)] == [[], []]
    assert made == []


def test_what_has_left_says_farewell_and_the_same_key_of_another_time_is_another(house: tuple[Day, ...]) -> None:
    day, key = house[0][0], keys(house[0])[0]
    days = ((day, f"{key}", "a"), (day, f"-{key}", "a"), (day, f"{key}", "a"), (day, f"{key}", "b"))
    told = [pieces_of([one], PLAIN, is_kept=True)[0] for one in days]
    assert told[0] == told[2] == told[3]
    assert gzip.decompress(joined([told[1]])) == bytes(PublishedScreening.objects.get(pk=key).farewell)
    PublishedScreening.objects.filter(pk=key).update(vevent=b"another")
    again = [pieces_of([(day, f"{key}", since)], PLAIN, is_kept=True)[0].length for since in ("b", "c")]
    assert again == [told[3].length, 7]
