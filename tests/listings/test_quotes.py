"""Which quotes the page of a film prints, and in which order."""

from datetime import timedelta

import pytest

from programming.listings.film import film_page
from programming.listings.house import Desk
from programming.models import PullQuote, RunQuote
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, run, show

pytestmark = pytest.mark.django_db

APPROVED = "ABD"
"""Of the film's quotes A, B, C and D, in this order."""


def printed(chosen: str, *, on: int = 0) -> str:
    """The letters printed when the run, on so many days from now, chose those quotes."""
    cranes = film("Cranes")
    quotes = {
        letter: PullQuote.objects.create(
            film=cranes, text=f"{letter}.", critic="Somebody", order=order, is_approved=letter in APPROVED
        )
        for order, letter in enumerate("ABCD")
    }
    booked = run(cranes, ScreenFactory(), first=FRIDAY + timedelta(days=on), days=1)
    show(booked, booked.opens_on, "19:30")
    for order, letter in enumerate(chosen):
        RunQuote.objects.create(run=booked, quote=quotes[letter], order=order)
    go_public()
    page = film_page(Desk.at_moment(NOON), "cranes")
    assert page is not None
    return "".join(quote.text.strip("“.”") for quote in page.quotes)


@pytest.mark.parametrize(
    ("chosen", "on", "expected"),
    [
        ("", 0, "ABD"),
        ("DA", 0, "DA"),
        ("DA", 20, "DA"),  # the next run's choice, once it is announced
        ("DA", -20, "ABD"),  # the choice of a run that is over
        ("CB", 0, "B"),  # unapproved is never public
        ("C", 0, ""),
    ],
)
def test_a_run_prints_what_it_chose(chosen: str, on: int, expected: str) -> None:
    assert printed(chosen, on=on) == expected


def test_a_choice_from_one_film_leaves_the_other_film_of_the_bill_alone() -> None:
    first, second = film("Cranes"), film("Detour")
    own = {
        one.slug: PullQuote.objects.create(film=one, text=f"{one.title}.", critic="B", is_approved=True)
        for one in (first, second)
    }
    booked = run(programme(first, second, kind="double_bill"), ScreenFactory(), days=1)
    show(booked, FRIDAY, "19:30")
    RunQuote.objects.create(run=booked, quote=own["cranes"])
    go_public()
    pages = [film_page(Desk.at_moment(NOON), slug) for slug in own]
    assert [[quote.text for quote in page.quotes] for page in pages if page] == [["“Cranes.”"], ["“Detour.”"]]


def test_somebody_of_the_audience_is_named() -> None:
    cranes = film("Cranes")
    PullQuote.objects.create(film=cranes, text="Go.", critic="Alex M", audience="member", is_approved=True)
    show(run(cranes, ScreenFactory()), FRIDAY, "19:30")
    go_public()
    page = film_page(Desk.at_moment(NOON), "cranes")
    assert page is not None
    assert page.quotes[0].attribution == "– Alex M, member"
