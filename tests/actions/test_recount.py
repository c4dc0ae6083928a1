"""The kept counts say what counting everything says: at every moment, whatever was published, put off or taken back."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programming.actions.cancel import cancel
from programming.actions.embargo import set_hour, take_back
from programming.actions.errors import Refused
from programming.actions.roll_back import restore, roll_back
from programming.listings.house import Desk
from programming.listings.played import months_played, played
from programming.listings.sitemap import changes_by_year
from programming.models import PlayedMonth, Publication, PublishedScreening, Screening
from programming.models.facts import ScreeningFacts
from programming.models.played import Tally, month_after, month_of
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, show

pytestmark = pytest.mark.django_db

DAY, MONTH = timedelta(days=1), timedelta(days=30)


def desk(at: datetime) -> Desk:
    found = Desk.at_moment(at)
    assert found is not None
    return found


Record = tuple[dict[date, Tally], dict[int, datetime]]
"""What was shown, by month; when the public last saw a show of it change, by year."""


def counted(at: datetime) -> Record:
    """Every show of the record looked at, and nothing kept."""
    today, found, changes = desk(at).today, {}, {}
    for row in PublishedScreening.objects.all():
        if row.live_from <= at and row.live_until != row.live_from:
            changed, year = (
                row.live_until if row.live_until and row.live_until <= at else row.live_from,
                row.house_day.year,
            )
            changes[year] = max(changed, changes.get(year, changed))
        if row.is_live(at) and row.status == "scheduled" and row.house_day < today:
            found.setdefault(month_of(row.house_day), []).append(ScreeningFacts.from_json(row.facts))
    return {month: Tally.of(facts) for month, facts in found.items()}, changes


def kept(at: datetime) -> Record:
    months = months_played(desk(at))
    assert played(desk(at)).whole == Tally.sum(months.values())
    return months, changes_by_year(desk(at))[1]


def house(months: int = 4) -> list[Screening]:
    """Three shows in each of the months before this one, and three in this."""
    bill = programme(film("Cranes"), film("Detour", format="35mm"), kind="double_bill", slug="cranes")
    secret = programme(film("House"), kind="secret", title="The Sealed Can", slug="can")
    screen = ScreenFactory()
    return [
        show(shown, FRIDAY - MONTH * back, wall, screen)
        for back in range(months)
        for shown, wall in ((bill, "13:00"), (secret, "18:00"), (programme(film(f"Film {back}")), "21:00"))
    ]


# --- Stories --------------------------------------------------------------------------------------


def cancelled(one: Screening, at: datetime) -> None:
    cancel(screening=one, reason="The print is lost", at=at)
    go_public(at)


def cancelled_later(one: Screening, at: datetime) -> None:
    cancel(screening=one, reason="The print is lost", at=at)
    go_public(at, live_from=at + DAY)


def put_off(one: Screening, at: datetime) -> None:
    cancelled_later(one, at)
    set_hour(publication=Publication.objects.latest("number"), live_from=at + 2 * DAY, at=at + DAY / 2)


def taken_back(one: Screening, at: datetime) -> None:
    cancelled_later(one, at)
    take_back(publication=Publication.objects.latest("number"), by=None, at=at + DAY / 2)


def rolled_back(one: Screening, at: datetime) -> None:
    cancelled(one, at)
    roll_back(publication=Publication.objects.latest("number"), by=None, at=at + DAY)


def restored(one: Screening, at: datetime) -> None:
    cancelled(one, at)
    restore(version=one.published.get(sequence=0), by=None, at=at + DAY)


def moved_to_another_month(one: Screening, at: datetime) -> None:
    back = 29 * DAY  # to a day without shows
    one.starts_at, one.house_day = one.starts_at - back, one.house_day - back
    one.save()
    go_public(at)


def added(one: Screening, at: datetime) -> None:
    show(programme(film(f"Late {Screening.objects.count()}")), one.house_day, "23:30", ScreenFactory())
    go_public(at)


STORIES = [
    cancelled, cancelled_later, put_off, taken_back, rolled_back, restored, moved_to_another_month, added,
]  # fmt: skip
MOMENTS = [timedelta(0), DAY / 4, DAY / 2, DAY, DAY * 3 / 2, 2 * DAY, 20 * DAY, 100 * DAY]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
@pytest.mark.parametrize("which", [0, -2], ids=["now", "long ago"])
def test_what_is_kept_is_what_counting_finds(story: Callable[[Screening, datetime], None], which: int) -> None:
    rows = house()
    go_public(NOON - 200 * DAY)
    go_public(NOON)
    story(rows[which], NOON)
    for later in MOMENTS:
        assert kept(NOON + later) == counted(NOON + later), later
        assert kept(NOON - later) == counted(NOON - later), later


@pytest.mark.parametrize("seed", range(12))
def test_so_it_is_after_any_mixture_of_deeds(seed: int) -> None:
    draw = Random(seed)  # noqa: S311  a story to tell again, no secret
    rows, at = house(), NOON - 70 * DAY
    for _step in range(14):
        at += DAY * draw.choice([0.2, 1, 9])
        with suppress(Refused, PublishedScreening.DoesNotExist):  # a show that waits, or is not public yet
            draw.choice(STORIES)(Screening.objects.get(pk=draw.choice(rows).pk), at)
        at += 2 * DAY
        for moment in (at, at + DAY, at + 40 * DAY, at - 10 * DAY):
            assert kept(moment) == counted(moment), moment


# --- What is kept, and what is read ---------------------------------------------------------------


def test_months_that_are_over_are_kept_and_no_others() -> None:
    house()
    go_public(NOON)
    assert [str(one) for one in PlayedMonth.objects.all()] == ["2026-08: 3", "2026-09: 3", "2026-10: 3"]
    go_public(NOON + 40 * DAY)  # nothing has changed
    assert PlayedMonth.objects.count() == 3
    show(programme(film("New")), FRIDAY + 45 * DAY, "19:00", ScreenFactory())
    go_public(NOON + 41 * DAY)
    assert str(PlayedMonth.objects.last()) == "2026-11: 3"


def test_a_kept_month_is_not_read_again() -> None:
    house()
    go_public(NOON)
    PlayedMonth.objects.filter(first_on__month=9).update(facts=Tally(99).to_json())
    assert months_played(desk(NOON))[date(2026, 9, 1)].shows == 99
    PlayedMonth.objects.update(holds_until=NOON + DAY)
    assert months_played(desk(NOON))[date(2026, 9, 1)].shows == 99
    assert months_played(desk(NOON + DAY))[date(2026, 9, 1)].shows == 3


def test_it_is_right_before_anything_is_kept() -> None:
    house()
    go_public(NOON)
    PlayedMonth.objects.all().delete()
    assert kept(NOON + DAY) == counted(NOON + DAY)


def test_the_command_counts_again(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("recount")
    house()
    go_public(NOON)
    PlayedMonth.objects.update(shows=0, facts=Tally().to_json(), counted_at=NOON)
    call_command("recount")
    assert capsys.readouterr().out.splitlines()[0] == "0 months counted."
    assert {one.shows for one in PlayedMonth.objects.filter(first_on__lt=date(2026, 11, 1))} == {3}


@pytest.mark.parametrize("months", [1, 3, 30])
def test_counting_costs_the_same_for_a_month_as_for_years(months: int) -> None:
    rows = house(months + 1)
    with CaptureQueriesContext(connection) as queries:
        go_public(NOON)
    assert sum("programming_playedmonth" in one["sql"] for one in queries.captured_queries) == 3
    cancel(screening=rows[-1], reason="Never was", at=NOON)
    go_public(NOON + DAY)
    with CaptureQueriesContext(connection) as queries:
        played(desk(NOON + 2 * DAY))
    assert len(queries) == 4  # the house; months, tallies, this month's shows


# --- Values ---------------------------------------------------------------------------------------


def test_a_tally_comes_back_from_json_and_adds_up() -> None:
    house()
    go_public(NOON)
    every, _changes = counted(NOON + DAY)
    whole = Tally.sum(every[month] for month in sorted(every))
    assert Tally.from_json(whole.to_json()) == whole
    assert (whole.shows, whole.films, len(whole.titles)) == (12, 6, 7)  # the sealed can is no film
    assert (whole.titles["detour"].times, whole.titles["detour"].last_format) == (4, "35mm")
    assert "house" not in whole.titles
    assert whole.formats == {"dcp": 12}


@pytest.mark.parametrize(
    ("month", "after"), [((2026, 11), (2026, 12)), ((2026, 12), (2027, 1)), ((9998, 12), (9999, 1))]
)
def test_the_month_after(month: tuple[int, int], after: tuple[int, int]) -> None:
    assert month_after(date(*month, 1)) == date(*after, 1)
