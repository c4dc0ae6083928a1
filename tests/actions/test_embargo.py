"""A publication that waits for its hour: brought forward, put off, taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from icalendar import Calendar

from programming.actions.diff import differences
from programming.actions.embargo import set_hour, take_back
from programming.actions.errors import Refused
from programming.models import Publication, PublishedRun, PublishedScreening, PublishedTitle, Screening
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, run, show

pytestmark = pytest.mark.django_db
BEFORE = NOON - timedelta(days=3)
HOUR = timedelta(hours=1)
MODELS = (PublishedScreening, PublishedRun, PublishedTitle)


@pytest.fixture
def one() -> Screening:
    return show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")


def seen(at: object) -> list[int]:
    return [model.objects.live(at).count() for model in MODELS]


def notes(of: Screening, at: object) -> str:
    return str(PublishedScreening.objects.live(at).get(screening=of).facts["note"])


def change(of: Screening, **facts: object) -> None:
    Screening.objects.filter(pk=of.pk).update(**facts)


@pytest.mark.parametrize("hour", [NOON - HOUR, NOON + HOUR], ids=["forward", "off"])
def test_another_hour_moves_everything_to_it(one: Screening, hour: object) -> None:
    waiting = go_public(BEFORE, live_from=NOON)
    set_hour(publication=waiting, live_from=hour, at=BEFORE + HOUR)
    assert seen(hour - timedelta(microseconds=1)) == [0, 0, 0]
    assert seen(hour) == [1, 1, 1]


def test_what_it_replaces_lasts_until_the_new_hour(one: Screening) -> None:
    go_public(BEFORE)
    change(one, note="Bring a coat")
    waiting = go_public(BEFORE + HOUR, live_from=NOON)
    set_hour(publication=waiting, live_from=NOON - HOUR, at=BEFORE + 2 * HOUR)
    assert notes(one, NOON - HOUR - timedelta(microseconds=1)) == ""
    assert notes(one, NOON - HOUR) == "Bring a coat"


def test_its_events_are_stamped_with_the_new_hour(one: Screening) -> None:
    waiting = go_public(BEFORE, live_from=NOON)
    set_hour(publication=waiting, live_from=NOON - HOUR, at=BEFORE)
    stored = bytes(PublishedScreening.objects.get().vevent)
    (event,) = Calendar.from_ical(b"BEGIN:VCALENDAR\r\n" + stored + b"END:VCALENDAR\r\n").walk("VEVENT")
    assert {event[name].dt for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED")} == {NOON - HOUR}


def test_taken_back_it_never_shows_and_the_change_waits_again(one: Screening) -> None:
    go_public(BEFORE)
    change(one, note="Bring a coat")
    waiting = go_public(BEFORE + HOUR, live_from=NOON)
    take_back(publication=waiting, by=None, at=BEFORE + 2 * HOUR)
    assert notes(one, NOON + HOUR) == ""
    (again,) = differences(first=None, last=None)
    assert (again.was.note, again.now.note) == ("", "Bring a coat")
    go_public(NOON)
    assert notes(one, NOON) == "Bring a coat"
    assert list(one.published.order_by("sequence").values_list("sequence", flat=True)) == [0, 1, 2]


def test_a_first_announcement_taken_back_leaves_nothing_public(one: Screening) -> None:
    waiting = go_public(BEFORE, live_from=NOON)
    take_back(publication=waiting, by=None, at=BEFORE + HOUR)
    assert seen(NOON + HOUR) == [0, 0, 0]
    assert go_public(NOON) is not None
    assert seen(NOON) == [1, 1, 1]


@pytest.mark.parametrize(
    "deed",
    [
        lambda public: set_hour(publication=public, live_from=NOON + HOUR, at=NOON),
        lambda public: take_back(publication=public, by=None, at=NOON),
    ],
    ids=["hour", "back"],
)
def test_too_late(one: Screening, deed: Callable[[Publication], object]) -> None:
    public = go_public(BEFORE)
    with pytest.raises(Refused, match="public already"):
        deed(public)
    assert seen(NOON) == [1, 1, 1]


def test_it_cannot_be_set_to_the_past_nor_taken_back_twice(one: Screening) -> None:
    waiting = go_public(BEFORE, live_from=NOON)
    with pytest.raises(Refused, match="past"):
        set_hour(publication=waiting, live_from=BEFORE, at=BEFORE + HOUR)
    take_back(publication=waiting, by=None, at=BEFORE + HOUR)
    with pytest.raises(Refused, match="taken back already"):
        take_back(publication=waiting, by=None, at=BEFORE + HOUR)


def test_no_show_is_public_before_its_page(one: Screening) -> None:
    """The page waits with the first show; no other show of the film goes out before it, nor stays without it."""
    waiting = go_public(BEFORE, live_from=NOON)
    show(one.run, FRIDAY + timedelta(days=1), "19:00")
    with pytest.raises(Refused, match="without its page"):
        go_public(BEFORE + HOUR)
    later = go_public(BEFORE + HOUR, live_from=NOON + HOUR)
    with pytest.raises(Refused, match="without its page"):
        take_back(publication=waiting, by=None, at=BEFORE + 2 * HOUR)
    with pytest.raises(Refused, match="without its page"):
        set_hour(publication=later, live_from=NOON - HOUR, at=BEFORE + 2 * HOUR)
    with pytest.raises(Refused, match="without its page"):
        set_hour(publication=waiting, live_from=NOON + 2 * HOUR, at=BEFORE + 2 * HOUR)
    assert seen(NOON) == [1, 1, 1]
