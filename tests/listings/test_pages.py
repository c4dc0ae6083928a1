"""The public pages' listings: what is said, what is not, and how many queries it takes."""

from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command

from programming.actions.cancel import cancel
from programming.actions.publish import publish
from programming.listings.archive import archive_page
from programming.listings.calendars import entries, house_feed
from programming.listings.day import day_page
from programming.listings.film import film_page
from programming.listings.home import home_page
from programming.listings.house import Desk, house_frame
from programming.listings.month import month_page
from programming.listings.pages import SeriesPage
from programming.listings.search import search_page
from programming.listings.series import series_index, series_page
from programming.listings.titles import films_page
from programming.listings.week import week_page
from programming.models import (
    Film,
    NameVariant,
    Notice,
    OtherTitle,
    Person,
    Programme,
    ProgrammeItem,
    PullQuote,
    Screening,
    SeriesEntry,
    Venue,
)
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
    series,
    show,
    shows,
)

pytestmark = pytest.mark.django_db


def desk(at: datetime = NOON) -> Desk:
    found = Desk.at_moment(at)
    assert found is not None
    return found


def titles(bill: Any) -> list[tuple[str, str]]:
    return [(entry.time.text, entry.title) for entry in bill]


def test_tonight_stands_by_the_hour_with_each_film_of_a_bill() -> None:
    screen, other = ScreenFactory(), ScreenFactory()
    bill = programme(film("Indemnity", running_minutes=100), film("Detour"), kind="double_bill", slug="indemnity")
    show(bill, FRIDAY, "19:00", screen)
    show(programme(film("House")), FRIDAY, "00:10", other)
    show(programme(film("Wanda")), FRIDAY, "20:00", other)
    go_public()
    assert titles(day_page(desk(), FRIDAY).bill) == [
        ("7:00", "Indemnity"),
        ("8:00", "Wanda"),
        ("8:40", "Detour"),
        ("12:10", "House"),
    ]
    assert [mark.text for mark in day_page(desk(), FRIDAY).bill[-1].marks] == ["AFTER MIDNIGHT"]


def test_home_leads_with_what_is_held_over_and_says_what_is_left_today() -> None:
    screen = ScreenFactory()
    held = run(film("Cranes", director="Mikhail Kalatozov"), screen, first=FRIDAY - timedelta(days=7))
    hold(held, FRIDAY + timedelta(days=6), final=True)
    shows(held, "11:00", "19:00")
    many = run(film("Wanda"), ScreenFactory())
    shows(many, "13:00", "15:00", "17:00", "19:00")
    go_public()
    page = home_page(desk())
    assert (page.heading, page.date) == ("Today", "Friday, November\u00a020")
    assert titles(page.earlier) == [("11:00\u00a0am", "Cranes")]
    assert page.lead.card.credit == "Mikhail Kalatozov’s"
    assert page.lead.card.lines[0].text == "Held over! Must end Thursday, November\u00a026"
    assert [card.title for card in page.runs] == ["Wanda"]
    assert home_page(desk(NOON + timedelta(hours=6))).heading == "Tonight"


def test_after_the_last_show_home_opens_with_tomorrow() -> None:
    shows(run(film("Cranes"), ScreenFactory()), "14:00", "19:00")
    go_public()
    page = home_page(desk(NOON + timedelta(hours=12)))
    assert (page.heading, page.date) == ("Tomorrow", "Saturday, November\u00a021")
    assert titles(page.bill) == [("2:00", "Cranes"), ("7:00", "Cranes")]


def test_what_is_announced_without_times_or_dates_is_coming_soon() -> None:
    screen = ScreenFactory()
    run(film("Dated"), screen, first=FRIDAY + timedelta(days=21), days=None, announcement="dated")
    undated = run(film("Undated"), screen, announcement="undated", days=None)
    undated.opens_on = None
    undated.save()
    run(film("Pencilled"), screen, first=FRIDAY + timedelta(days=21), state="pencilled", announcement="dated")
    show(run(film("Once"), screen, first=FRIDAY + timedelta(days=9), days=1), FRIDAY + timedelta(days=9), "19:00")
    go_public()
    assert [(entry.when, entry.title) for entry in home_page(desk()).soon] == [
        ("Sun, Nov\u00a029", "Once"),
        ("Opens Friday, December\u00a011", "Dated"),
        ("Announced, dates to come", "Undated"),
    ]


def test_an_empty_house_has_pages_all_the_same() -> None:
    ScreenFactory()
    page = home_page(desk())
    assert (page.lead, page.bill, page.runs, page.empty) == (None, (), (), "No shows are announced.")
    assert week_page(desk(), desk().week).days[0].note == "No shows"
    assert films_page(desk()).letters == ()
    assert archive_page(desk()).entries == ()


def test_a_week_puts_the_times_of_a_title_together() -> None:
    booked = run(film("Cranes", director="Mikhail Kalatozov"), ScreenFactory(name="Screen 1"))
    shows(booked, "14:35", "19:00", days=2)
    go_public()
    page = week_page(desk(), desk().week)
    assert (page.heading, page.label) == ("This week", "Friday, November\u00a020 – Thursday, November\u00a026")
    (group,) = page.days[0].shows
    assert ([time.text for time in group.times], group.title) == (["2:35", "7:00"], "Cranes")
    assert group.spec == "Mikhail Kalatozov, 1957. Screen\u00a01"


def test_a_month_sets_what_runs_all_week_across_the_row() -> None:
    shows(run(film("Cranes"), ScreenFactory()), "14:35")
    show(programme(film("House")), FRIDAY, "00:10", ScreenFactory())
    go_public()
    week = next(week for week in month_page(desk(), 2026, 11).weeks if week.runs)
    assert [(one.title, one.times, one.line) for one in week.runs] == [("Cranes", "2:35 only", "Opens today")]
    assert [titles(day.shows) for day in week.days] == [[("12:10", "House")], *([[]] * 6)]


def test_availability_is_live_at_once_and_a_past_show_sells_nothing() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    gone, sold, open_ = (show(booked, FRIDAY, wall) for wall in ("11:00", "14:35", "19:00"))
    go_public()
    Screening.objects.update(ticket_url="https://tickets.example/1")
    Screening.objects.filter(pk=sold.pk).update(availability="sold_out")
    times = [entry.time for entry in day_page(desk(), FRIDAY).bill]
    assert [(time.is_past, time.is_sold_out, bool(time.href)) for time in times] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert times[2].label == "7:00, Cranes: tickets"
    assert gone.starts_at < NOON < open_.starts_at


def test_a_cancelled_show_stays_in_place_with_its_reason() -> None:
    one = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    go_public()
    cancel(screening=one, reason="The print is lost.", at=NOON)
    go_public(NOON - timedelta(hours=1))
    (entry,) = day_page(desk(), FRIDAY).bill
    assert (entry.time.is_cancelled, entry.note) == (True, "The print is lost.")


def test_a_film_page_while_it_plays() -> None:
    shown = film("Cranes", director="Mikhail Kalatozov", note="A *film*.", strapline="From the director of I Am Cuba")
    booked = run(shown, ScreenFactory(name="Screen 1", access_note="Step-free"))
    first, *_rest = shows(booked, "14:35", "19:00", days=3)
    Screening.objects.filter(pk=first.pk).update(access=["open-captions"])
    PullQuote.objects.create(film=shown, text="A masterpiece", critic="A. Critic", is_approved=True)
    PullQuote.objects.create(film=shown, text="Not yet approved", outlet="The Paper")
    series("Soviet Spring", booked.programme)
    go_public()
    page = film_page(desk(), "cranes")
    assert (page.credit, page.status, page.year) == ("Mikhail Kalatozov’s", "", "1957")
    assert [(row.day, [[time.text for time in slot.times] for slot in row.slots]) for row in page.rows] == [
        ("Today", [["2:35", "7:00"]]),
        ("Sat", [["2:35", "7:00"]]),
        ("Sun", [["2:35", "7:00"]]),
    ]
    assert page.rows[0].slots[0].places == (1, 2)
    assert [(one.lead, one.rest) for one in page.exceptions] == [
        ("Open captions:", "Friday, November\u00a020, at 2:35.")
    ]
    assert page.note == "<p>A <cite>film</cite>.</p>"
    assert [quote.text for quote in page.quotes] == ["“A masterpiece”"]
    assert [link.text for link in page.series] == ["Soviet Spring"]


def test_a_film_page_after_its_run_keeps_the_record() -> None:
    first = date(2019, 7, 12)
    booked = run(film("Cranes"), ScreenFactory(), days=14, first=first)
    shows(booked, "12:30", "14:35")
    hold(booked, date(2019, 8, 1), final=True)
    for step in range(14, 21):
        show(booked, first + timedelta(days=step), "14:35")
    go_public()
    page = film_page(desk(), "cranes")
    assert (page.status, page.rows) == ("Previously played", ())
    assert [line.text for line in page.lines] == ["Held over! Must end Thursday, August\u00a01", "2:35 only"]
    assert all(line.is_past for line in page.lines)
    assert [past.when for past in page.played] == ["July\u00a012 – August\u00a01, 2019"]


@pytest.fixture
def shorts() -> Programme:
    """Two shorts with ten minutes between them, and what the house writes of one."""
    made = programme(
        film("At Land", note="Out of the sea.", running_minutes=15), kind="shorts", title="Two by Deren", slug="two"
    )
    ProgrammeItem.objects.create(programme=made, kind="intermission", minutes=10, label="Tea", order=1)
    ProgrammeItem.objects.create(programme=made, film=film("Ritual", running_minutes=20), order=2)
    return made


def test_a_programme_says_what_plays_and_when(shorts: Programme) -> None:
    show(shorts, FRIDAY, "19:00", ScreenFactory())
    go_public()
    page = film_page(desk(), "two")
    assert [(part.title, part.time.text if part.time else "", part.href, part.note) for part in page.parts] == [
        ("At Land", "7:00", "/films/at-land/", "<p>Out of the sea.</p>"),
        ("Tea", "", "", ""),
        ("Ritual", "7:25", "/films/ritual/", ""),
    ]
    assert ("Lasts", "0 h 50, with 10 minutes of intermission") in [(fact.term, fact.text) for fact in page.house_facts]
    of_a_part = film_page(desk(), "ritual")
    assert (of_a_part.bill.text, of_a_part.rows[0].slots[0].times[0].text) == ("Two by Deren", "7:25")


def test_the_parts_of_several_shows_have_no_times_of_their_own(shorts: Programme) -> None:
    screen = ScreenFactory()
    for wall in ("17:00", "19:00"):
        show(shorts, FRIDAY, wall, screen)
    go_public()
    assert [part.time for part in film_page(desk(), "two").parts] == [None] * 3


def test_the_parts_of_a_secret_stay_secret() -> None:
    show(programme(film("Girl Friday"), kind="secret", title="The Can", slug="can"), FRIDAY, "19:00", ScreenFactory())
    go_public()
    assert [part for part in film_page(desk(), "can").parts if part.href or "Friday" in part.title] == []


def test_the_other_film_of_a_bill_has_its_note_and_the_record_its_company() -> None:
    bill = programme(film("Detour"), film("Gun Crazy", short_note="Two romances."), kind="double_bill", slug="bill")
    screen = ScreenFactory()
    show(bill, FRIDAY, "19:00", screen)
    show(bill, FRIDAY - timedelta(days=400), "19:00", screen)
    go_public()
    page = film_page(desk(), "detour")
    assert page.notes == (("Gun Crazy", "<p>Two romances.</p>"),)
    assert (page.parts, page.bill, film_page(desk(), "gun-crazy").notes) == ((), None, ())
    assert [past.spec for past in page.played] == ["DCP, with Gun Crazy"]


def test_what_is_over_leads_to_what_comes_next(shorts: Programme) -> None:
    screen = ScreenFactory()
    show(shorts, FRIDAY - timedelta(days=30), "19:00", screen)
    ritual = programme(Film.objects.get(title="Ritual"))
    show(ritual, FRIDAY + timedelta(days=3), "17:00", screen)
    go_public()
    assert film_page(desk(), "two").next_booking.text == "Next: Ritual, Monday, November\u00a023"
    assert film_page(desk(), "at-land").next_booking is None


def test_a_line_of_the_programme_s_own_stands_for_the_house_s_price(shorts: Programme) -> None:
    Venue.objects.all().delete()
    screen = ScreenFactory(venue=VenueFactory(admission="$14"))
    show(shorts, FRIDAY, "19:00", screen)
    go_public()
    assert ("Tickets", "$14") in [(fact.term, fact.text) for fact in film_page(desk(), "two").house_facts]
    Programme.objects.filter(pk=shorts.pk).update(admission="$30, with tea")
    go_public(NOON)
    assert "Tickets" not in [fact.term for fact in film_page(desk(), "two").house_facts]


def test_a_page_nobody_may_see_is_none() -> None:
    film("Never booked")
    show(run(film("Pencilled"), ScreenFactory(), state="pencilled"), FRIDAY, "19:00")
    secret = programme(film("Girl Friday"), kind="secret", title="The Sealed Can", slug="the-sealed-can")
    show(secret, FRIDAY, "19:00", ScreenFactory())
    go_public()
    assert film_page(desk(), "the-sealed-can").title == "The Sealed Can"
    for slug in ("never-booked", "pencilled", "girl-friday", "nothing"):
        assert film_page(desk(), slug) is None
    assert [entry.title for _letter, group in films_page(desk()).letters for entry in group] == ["The Sealed Can"]
    assert search_page(desk(), "Girl").titles == ()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cranes", ["The Cranes Are Flying"]),
        ("CRANES flying", ["The Cranes Are Flying"]),
        ("журавли", ["The Cranes Are Flying"]),
        ("cigognes", ["The Cranes Are Flying"]),
        ("cleo", ["Cléo from 5 to 7"]),
        ("Cléo", ["Cléo from 5 to 7"]),
        ("samourai", []),
        ("   ", []),
        ("%", []),
    ],
)
def test_search_finds_titles_in_any_spelling(query: str, found: list[str]) -> None:
    screen = ScreenFactory()
    cranes = film("The Cranes Are Flying", original_title="Летят журавли")
    OtherTitle.objects.create(film=cranes, title="Quand passent les cigognes")
    show(run(cranes, screen), FRIDAY, "14:00")
    show(run(film("Cléo from 5 to 7", slug="cleo"), screen), FRIDAY, "19:00")
    go_public()
    assert [entry.title for entry in search_page(desk(), query).titles] == found


def test_search_finds_a_person_under_every_spelling_with_public_films_only() -> None:
    screen = ScreenFactory()
    show(run(film("Cranes", director="Mikhail Kalatozov"), screen), FRIDAY, "14:00")
    film("Unbooked", director="Mikhail Kalatozov")
    NameVariant.objects.create(person=Person.objects.get(), name="Михаил Калатозов")
    go_public()
    for query in ("kalatozov", "Калатозов", "mikhail kalat"):
        (found,) = search_page(desk(), query).people
        assert (found.name, [entry.title for entry in found.films]) == ("Mikhail Kalatozov", ["Cranes"])


def test_series_have_their_next_dates_and_their_past() -> None:
    shown = programme(film("Sunrise"))
    screen = ScreenFactory()
    for week in (-1, 0, 1, 2):
        show(shown, FRIDAY + timedelta(days=2 + 7 * week), "16:00", screen)
    series("Silents", shown)
    series("Empty", programme(film("Never")))
    go_public()
    page = series_page(desk(), "silents")
    assert (page.line, len(page.agenda), len(page.past)) == ("Every Sunday", 3, 1)
    assert (page.progress, [step.title for step in page.order]) == ("1 of 4 shows played", ["Sunrise"])
    assert [strand.title for strand in series_index(desk()).now] == ["Silents"]
    assert series_page(desk(), "empty") is None


def test_a_season_has_an_order_and_tells_how_far_it_is() -> None:
    screen = ScreenFactory()
    first, second, third = (programme(film(title)) for title in ("Drunken Angel", "Stray Dog", "Ikiru"))
    for step, shown in ((-3, second), (2, first), (9, second), (-1, third)):
        show(shown, FRIDAY + timedelta(days=step), "16:00", screen)
    season = series("Kurosawa", first, second, third, programme(film("Not public yet")))
    go_public()
    page = series_page(desk(), "kurosawa")
    assert page.progress == "2 of 4 shows played"
    assert [(step.title, step.when, step.is_over) for step in page.order] == [
        ("Drunken Angel", "Sun, Nov\u00a022", False),
        ("Stray Dog", "Sun, Nov\u00a029", False),
        ("Ikiru", "Thu, Nov\u00a019", True),
    ]
    season.kind = "strand"
    season.save()
    assert series_page(desk(), "kurosawa").order == ()


def test_a_long_series_is_read_year_by_year(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, shown = ScreenFactory(), programme(film("Sunrise"))
    days = (date(2017, 1, 1), date(2019, 12, 31), date(2025, 1, 1), date(2025, 6, 1), date(2026, 12, 4))
    for day in days:
        show(shown, day, "16:00", screen)
    series("Silents", shown)
    go_public()
    assert len(series_page(desk(), "silents").past) == 4
    assert series_page(desk(), "silents", 2019) is None
    monkeypatch.setattr("programming.listings.series.LONG", 4)
    page = series_page(desk(), "silents")
    assert ([one.time.iso[:10] for one in page.agenda], page.past) == (["2026-12-04"], ())
    assert [(link.text, link.is_current) for link in page.years] == [
        ("2026", True),
        *((str(year), False) for year in range(2025, 2016, -1)),
    ]
    assert [link.href for link in page.years[:2]] == ["/series/silents/", "/series/silents/?year=2025"]
    page = series_page(desk(), "silents", 2019)
    assert ([one.time.iso[:10] for one in page.past], page.agenda) == (["2019-12-31"], ())
    assert [link.text for link in page.years if link.is_current] == ["2019"]
    page = series_page(desk(), "silents", 2018)
    assert (page.past, page.empty) == ((), "Nothing in this series played in 2018.")
    for year in (0, 2016, 2027, 9999):
        assert series_page(desk(), "silents", year) is None


def test_nobody_is_told_of_a_long_series_before_its_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("programming.listings.series.LONG", 1)
    shown, screen = programme(film("Sunrise")), ScreenFactory()
    for day in (date(2025, 1, 1), date(2026, 12, 4)):
        show(shown, day, "16:00", screen)
    series("Silents", shown)
    publish(first=None, last=None, at=NOON, by=None, live_from=NOON + timedelta(days=1))
    pages = [series_page(desk(), "silents"), series_page(desk(), "silents", 2025), series_page(desk(), "silents", 2026)]
    assert pages == [None] * 3


def test_what_a_long_series_played_last_may_have_left_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("programming.listings.series.LONG", 1)
    first, last, screen = programme(film("Sunrise")), programme(film("Wings")), ScreenFactory()
    show(first, date(2025, 1, 1), "16:00", screen)
    show(last, date(2026, 1, 2), "16:00", screen)
    series("Silents", first, last)
    go_public()
    SeriesEntry.objects.filter(programme=last).delete()
    publish(first=None, last=None, at=NOON, by=None)
    page = series_page(desk(), "silents")
    assert (page.past, [link.text for link in page.years]) == ((), ["2026", "2025"])
    assert len(series_page(desk(), "silents", 2025).past) == 1


def test_the_archive_counts_what_was_shown() -> None:
    shows(run(film("Cranes"), ScreenFactory(), first=date(2019, 7, 12)), "14:35")
    shows(run(film("Wanda", format="35mm"), ScreenFactory(), first=date(2020, 1, 3), days=2), "19:00")
    go_public()
    assert [link.text for link in archive_page(desk()).years] == ["2020", "2019"]
    page = archive_page(desk(), 2019)
    assert [(one.title, one.when) for one in page.entries] == [("Cranes", "July\u00a012 – July\u00a018")]
    assert [(fact.text, fact.term) for fact in page.figures] == [
        ("7", "screenings"),
        ("1", "film"),
        ("0", "screenings from prints"),
    ]
    assert archive_page(desk(), 2018) is None


def test_notices_stand_on_their_days() -> None:
    ScreenFactory()
    Notice.objects.create(heading="Closed", text="For snow.", starts_on=FRIDAY, ends_on=FRIDAY)
    Notice.objects.create(
        heading="Later", text="Not yet.", starts_on=FRIDAY + timedelta(days=1), ends_on=date(2027, 1, 1)
    )
    assert [notice.heading for notice in house_frame(desk()).notices] == ["Closed"]
    for notice in Notice.objects.all():
        assert notice.is_standing_on(FRIDAY) is (notice in Notice.objects.standing_on(FRIDAY))


def _house(rows: int) -> None:
    screen = ScreenFactory()
    everything = []
    for number in range(rows):
        shown = film(f"Film {number}", director=f"Director {number}")
        booked = run(shown, screen, first=FRIDAY)
        hold(booked, FRIDAY + timedelta(days=13))
        show(booked, FRIDAY, f"{number // 2:02}:{number % 2 * 30:02}")
        show(booked, FRIDAY + timedelta(days=1), f"{number // 2:02}:{number % 2 * 30:02}")
        past = run(booked.programme, screen, first=date(2019, 7, 12))
        show(past, date(2019, 7, 12), f"{number // 2:02}:{number % 2 * 30:02}")
        series(f"Series {number}", booked.programme)
        everything.append(booked.programme)
    series("All", *everything)
    go_public()


def long_series_page(desk: Desk, year: int | None = None) -> SeriesPage | None:
    with patch("programming.listings.series.LONG", 0):
        return series_page(desk, "all", year)


PAGES = {
    "home": home_page,
    "day": lambda d: day_page(d, FRIDAY),
    "week": lambda d: week_page(d, d.week),
    "month": lambda d: month_page(d, 2026, 11),
    "films": films_page,
    "film": lambda d: film_page(d, "film-0"),
    "series index": series_index,
    "series": lambda d: series_page(d, "all"),
    "series, long": long_series_page,
    "series, a year": lambda d: long_series_page(d, 2019),
    "archive": archive_page,
    "archive year": lambda d: archive_page(d, 2019),
    "search": lambda d: search_page(d, "film"),
    "search people": lambda d: search_page(d, "director"),
    "calendar": lambda d: entries(d, house_feed(d)),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_costs_the_same_queries_for_1_3_and_30_rows(page: str, django_assert_max_num_queries: Any) -> None:
    counts = []
    for rows in (1, 3, 30):
        _clear()
        _house(rows)
        with django_assert_max_num_queries(30) as captured:
            assert PAGES[page](desk()) is not None
        counts.append(len(captured))
    assert counts == [counts[0]] * 3


def _clear() -> None:
    call_command("flush", interactive=False, verbosity=0)
    assert not Film.objects.exists()
