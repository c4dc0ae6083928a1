"""Ratings on a page cost the same however many there are, and are those of the film."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command

from programming.actions.ratings import Mark, moderate, rate
from programming.choices import WordsState
from programming.listings.film import film_page
from programming.listings.foyer import foyer_page
from programming.listings.house import Desk
from programming.listings.moderation import moderation_page
from programming.listings.rating import rate_page, ratings_of
from programming.listings.title import Title, title_at
from programming.models import QuotedRating, Screening
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, show

AFTER = NOON + timedelta(hours=10)


def desk() -> Desk:
    found = Desk.at_moment(AFTER)
    assert found
    return found


def house(rows: int) -> None:
    """So many screens that show the film, so many votes on each kind, so many other places that print something."""
    shown = film("Cranes")
    single = programme(shown)
    made = [show(single, FRIDAY, "19:00", ScreenFactory(seats=1000)) for _screen in range(rows)]
    go_public()
    for number in range(5 * rows):
        mark = Mark("cranes", 1 + number % 10, f"Words {number}")
        one = rate(screening=made[number % rows].pk, voter=str(number), marks=[mark], at=AFTER)[0]
        if number % 2:
            moderate(vote=one.pk, verdict=WordsState.APPROVED, seen=one.version, by=None, at=AFTER)
        QuotedRating.objects.create(film=shown, source=f"Place {number}", score="8/10", seen_on=FRIDAY)


def title(here: Desk) -> Title:
    found = title_at(here, "cranes")
    assert found
    return found


PAGES = {
    "film": (lambda: film_page(desk(), "cranes"), 24),
    "ratings": (lambda: ratings_of(here := desk(), [], title(here)), 4),
    "foyer": (lambda: foyer_page(desk()), 2),
    "rate": (lambda: rate_page(desk(), Screening.objects.earliest("pk").pk, "0"), 4),
    "moderation": (lambda: moderation_page(desk()), 9),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", PAGES)
def test_the_queries_are_the_same_for_1_3_and_30_rows(page: str, django_assert_max_num_queries: Any) -> None:
    build, most = PAGES[page]
    counts = []
    for rows in (1, 3, 30):
        call_command("flush", interactive=False, verbosity=0)
        house(rows)
        with django_assert_max_num_queries(most) as captured:
            assert build()
        counts.append(len(captured))
    assert counts == [counts[0]] * 3


@pytest.mark.django_db
def test_votes_are_added_up_by_the_database_in_one_query(django_assert_num_queries: Any) -> None:
    house(3)
    of = title(here := desk())
    with django_assert_num_queries(2) as captured:
        ratings_of(here, [], of)
    of_votes = [query["sql"] for query in captured if "programming_vote" in query["sql"]]
    assert [("COUNT(" in sql and "GROUP BY" in sql, "LIMIT" in sql) for sql in of_votes] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.django_db
def test_votes_on_a_bill_are_told_on_the_page_of_each_film() -> None:
    cranes, detour = film("Cranes"), film("Detour")
    bill = show(programme(cranes, detour, kind="double_bill"), FRIDAY, "12:00", ScreenFactory())
    alone = show(programme(cranes, slug="alone"), FRIDAY, "12:00", ScreenFactory())
    go_public()
    for voter in range(5):
        rate(screening=bill.pk, voter=f"{voter}", marks=[Mark("cranes", 10), Mark("detour", 2)], at=AFTER)
        rate(screening=alone.pk, voter=f"{voter}", marks=[Mark("cranes", 8)], at=AFTER)
    told = {}
    for one in (cranes, detour):
        page = film_page(desk(), one.slug)
        assert page
        assert page.ratings.votes
        told[one.slug] = (page.ratings.votes.tally.n, page.ratings.votes.mean)
        assert len(page.ratings.ballots) == (2 if one == cranes else 1)
    assert told == {"cranes": (10, "4.5"), "detour": (5, "1.0")}


@pytest.mark.django_db
def test_a_programme_under_its_own_name_has_its_own_votes() -> None:
    rain = film("Rain")
    evening = show(programme(rain, kind="shorts", title="Four Shorts", slug="four"), FRIDAY, "12:00", ScreenFactory())
    go_public()
    for voter in range(5):
        rate(screening=evening.pk, voter=f"{voter}", marks=[Mark("four", 6)], at=AFTER)
    page = film_page(desk(), "four")
    assert page
    assert page.ratings.votes
    assert page.ratings.votes.mean == "3.0"
    of_the_short = film_page(desk(), "rain")
    assert of_the_short
    assert of_the_short.ratings.votes is None
