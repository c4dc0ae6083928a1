"""Events are put together in pieces: one that has not changed is not made again, whatever calendar asks for it."""

import gzip

import pytest

from programming.listings.calendars import Entry
from programming.models import PublishedScreening
from programming.views import event_pieces
from programming.views.event_pieces import EVENTS, Manner, pieces_of
from programming.views.packing import joined
from tests.factories import ScreenFactory, film, go_public, run, shows

pytestmark = pytest.mark.django_db
PLAIN = Manner()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The versions whose events were read, since it was last cleared."""
    read: list[int] = []
    usual = event_pieces.event_bytes

    def reading(of: list[int]) -> dict[int, bytes]:
        read.extend(of)
        return usual(of)

    monkeypatch.setattr(event_pieces, "event_bytes", reading)
    return read


@pytest.fixture
def house() -> list[Entry]:
    """So many shows that no numbering of versions puts them into one piece."""
    shows(run(film("Wanda"), ScreenFactory(), days=30), "10:00", "12:00", "14:00", "16:00", "18:00", "20:00", "22:00")
    go_public()
    keys = PublishedScreening.objects.order_by("starts_at").values_list("pk", flat=True)
    assert len(keys) == 210 > EVENTS
    return [(key, "") for key in keys]


def test_only_what_is_new_is_read(house: list[Entry], made: list[int]) -> None:
    whole = pieces_of(house, PLAIN, is_kept=True)
    assert (len(whole) > 1, made) == (True, [key for key, _since in house])
    made.clear()
    assert list(pieces_of(house, PLAIN, is_kept=True)) == list(whole)
    assert made == []
    fewer = pieces_of(house[:-1], PLAIN, is_kept=True)
    assert 0 < len(made) < EVENTS
    assert list(fewer[:-1]) == list(whole[:-1])
    assert joined(fewer) != joined(whole)


def test_what_is_one_persons_is_not_kept(house: list[Entry], made: list[int]) -> None:
    for _time in range(2):
        pieces_of(house, PLAIN, is_kept=False)
        assert made == [key for key, _since in house]
        made.clear()


def test_how_events_are_written_tells_pieces_apart(house: list[Entry]) -> None:
    manners = (PLAIN, Manner(shows_cancelled=True), Manner(minutes_before=60), Manner(minutes_before=30))
    told = {manner: pieces_of(house, manner, is_kept=True) for manner in manners}
    assert len({tuple(pieces) for pieces in told.values()}) == 3  # nothing is cancelled


def test_no_entries_no_pieces(made: list[int]) -> None:
    assert [list(pieces_of([], PLAIN, is_kept=is_kept)) for is_kept in (True, False)] == [[], []]
    assert made == []


def test_what_has_left_says_farewell_and_the_same_key_of_another_time_is_another(house: list[Entry]) -> None:
    (key, _since), *_others = house
    told = [pieces_of([entry], PLAIN, is_kept=True)[0] for entry in ((key, "a"), (-key, "a"), (key, "a"), (key, "b"))]
    assert told[0] == told[2] == told[3]
    assert gzip.decompress(joined([told[1]])) == bytes(PublishedScreening.objects.get(pk=key).farewell)
    PublishedScreening.objects.filter(pk=key).update(vevent=b"another")
    assert [pieces_of([(key, since)], PLAIN, is_kept=True)[0].length for since in ("b", "c")] == [told[3].length, 7]
