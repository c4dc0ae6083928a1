"""The archive in figures, plots and titles; and what films say of themselves."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programming.listings import plots, titles
from programming.listings.archive import archive_page
from programming.listings.film import film_page
from programming.listings.house import Desk
from programming.listings.pages import ArchivePage
from programming.listings.played import number, told
from programming.listings.titles import films_page
from programming.models.played import Appearance
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, show

pytestmark = pytest.mark.django_db


def desk(at: datetime = NOON) -> Desk:
    found = Desk.at_moment(at)
    assert found is not None
    return found


def archive(year: int | None = None, at: datetime = NOON) -> ArchivePage:
    page = archive_page(desk(at), year)
    assert page is not None
    return page


def bars(page: ArchivePage, key: str) -> dict[str, str]:
    return {bar.label: bar.figure for plot in page.plots if plot.key == key for bar in plot.bars if bar.figure != "0"}


def some_years() -> None:
    """Two shows in 2024 and 2025 each, one this month, one to come; one of them of two films."""
    screen = ScreenFactory()
    cranes = programme(film("The Cranes Are Flying", director="Mikhail Kalatozov", slug="cranes"))
    noir = film("Detour", year="1945", countries="U.S., France", format="35mm")
    bill = programme(noir, film("Gun Crazy", year="1950", countries="U.S."), kind="double_bill", slug="detour")
    for day in (date(2024, 3, 1), date(2024, 3, 2), date(2025, 12, 31), FRIDAY + timedelta(days=1)):
        show(cranes, day, "19:00", screen)
    for day in (date(2025, 6, 1), FRIDAY - timedelta(days=2)):
        show(bill, day, "14:00", screen)
    go_public()


def test_the_archive_counts_in_words_and_plots() -> None:
    some_years()
    page = archive()
    assert page.deck == "5 screenings of 3 films since 2024."
    assert [link.text for link in page.years] == ["2026", "2025", "2024"]
    assert [(fact.term, fact.text) for fact in page.figures] == [
        ("screenings", "5"), ("films", "3"), ("screenings from prints", "2"),
    ]  # fmt: skip
    assert bars(page, "years") == {"2024": "2", "2025": "2", "2026": "1"}
    assert bars(page, "formats") == {"DCP": "3", "35mm": "2"}
    assert bars(page, "countries") == {"U.S.": "4", "Soviet Union": "3", "France": "2"}
    assert bars(page, "decades") == {"1940s": "2", "1950s": "5"}
    assert (page.entries[0].title, page.entries[0].shown) == (
        "The Cranes Are Flying",
        "Shown 3 times since 2024; last on DCP, December\u00a02025",
    )


def test_a_year_counts_by_month_with_each_of_its_titles() -> None:
    some_years()
    page = archive(2025)
    assert page.deck == "2 screenings of 3 films in 2025."
    assert bars(page, "months") == {"June": "1", "December": "1"}
    assert [(entry.title, entry.when, entry.shown) for entry in page.entries] == [
        ("The Cranes Are Flying", "December\u00a031", "1 screening"),
        ("Detour", "June\u00a01", "1 screening"),
        ("Gun Crazy", "June\u00a01", "1 screening"),
    ]
    assert archive(2026).deck == "1 screening of 2 films in 2026 so far."
    assert archive_page(desk(), 2023) is None


def test_this_year_stands_out_until_it_is_over() -> None:
    some_years()
    spots = [bar.label for plot in archive().plots for bar in plot.bars if bar.is_spot]
    assert spots == ["2026"]
    assert [bar.label for plot in archive(2026).plots for bar in plot.bars if bar.is_spot] == ["November"]
    assert not any(bar.is_spot for plot in archive(2025).plots for bar in plot.bars)


def test_a_day_counts_when_it_is_over() -> None:
    some_years()
    assert archive(at=NOON + timedelta(days=1)).deck == "5 screenings of 3 films since 2024."
    assert archive(at=NOON + timedelta(days=2)).deck == "6 screenings of 3 films since 2024."


def test_the_page_of_a_film_and_the_index_say_the_same() -> None:
    some_years()
    said = {entry.title: entry.shown for _letter, entries in films_page(desk()).letters for entry in entries}
    assert said["Gun Crazy"] == "Shown 2 times since 2025; last on DCP, November\u00a02026"
    for slug, title in (("cranes", "The Cranes Are Flying"), ("detour", "Detour"), ("gun-crazy", "Gun Crazy")):
        page = film_page(desk(), slug)
        assert page is not None
        assert {fact.term: fact.text for fact in page.facts}["In this house"] == said[title]


def test_a_film_that_has_not_been_shown_says_nothing() -> None:
    show(programme(film("New")), FRIDAY, "19:00", ScreenFactory())
    go_public()
    page = film_page(desk(), "new")
    assert page is not None
    assert not [fact for fact in page.facts if fact.term == "In this house"]


@pytest.mark.parametrize(
    ("times", "format", "expected"),
    [
        (1, "35mm", "Shown once: on 35mm, March\u00a02024"),
        (1, "", "Shown once: March\u00a02024"),
        (2, "70mm", "Shown 2 times since 1994; last on 70mm, March\u00a02024"),
        (1400, "", "Shown 1,400 times since 1994; last in March\u00a02024"),
    ],
)
def test_how_often_in_words(times: int, format: str, expected: str) -> None:
    one = Appearance("x", "X", times=times, first_on="1994-05-01", last_on="2024-03-30", last_format=format)
    assert told(one) == expected


# --- Plots ----------------------------------------------------------------------------------------

COUNTS = [
    {"DCP": 1},
    {"DCP": 1204, "35mm": 1, "16mm": 0},
    {f"Country {place}": 9 - place for place in range(8)},
    {"Bosnia and Herzegovina": 1, "Soviet Union": 999_999},
]


def drawn(plot: plots.Plot) -> ET.Element:
    page = render_to_string("components/plot.html", {"plot": plot})
    return ET.fromstring(f"<root>{page}</root>")  # noqa: S314  our own page


@pytest.mark.parametrize("counts", COUNTS, ids=lambda counts: str(len(counts)))
def test_rows_stay_within_the_drawing(counts: dict[str, int]) -> None:
    plot = plots.rows("k", "Heading", "Term", counts)
    assert [bar.figure for bar in plot.bars] == [number(count) for count in counts.values()]
    for bar in plot.bars:
        assert bar.figure_x + plots.LETTER * len(bar.figure) <= plot.width
        assert len(bar.short) * plots.LETTER <= bar.x
        assert bar.y + bar.height <= plot.height
    assert max(bar.width for bar in plot.bars) == plot.bars[list(counts.values()).index(max(counts.values()))].width


@pytest.mark.parametrize("years", [1, 2, 8, 12, 13, 33, 120])
def test_columns_stay_within_the_drawing(years: int) -> None:
    counts = {str(1990 + place): place * 7 % 23 + 1 for place in range(years)}
    plot = plots.columns("k", "Heading", "Year", counts, short={label: label[2:] for label in counts}, spot="1990")
    assert min(bar.x for bar in plot.bars) >= 0
    assert max(bar.x + bar.width for bar in plot.bars) <= plot.width
    assert min(bar.y for bar in plot.bars) >= 10
    assert len([bar for bar in plot.bars if bar.short]) <= plots.MOST_LABELS
    assert [bar.label for bar in plot.bars if bar.shown] == [max(counts, key=lambda label: counts[label])]
    assert [bar.label for bar in plot.bars if bar.is_spot] == ["1990"]


def test_a_drawing_is_named_described_and_told_again_as_a_table() -> None:
    root = drawn(plots.rows("formats", "Screenings by format", "Format", {"DCP": 1204, "35mm": 3}))
    svg = root.find(".//svg")
    assert svg is not None
    assert svg.get("role") == "img"
    named = [root.find(f".//*[@id='{key}']") for key in (svg.get("aria-labelledby") or "").split()]
    assert [one.text for one in named if one is not None] == ["Screenings by format", "DCP 1,204, 35mm 3."]
    cells = [["".join(cell.itertext()) for cell in row] for row in root.iter("tr")]
    assert cells == [["Format", "Number"], ["DCP", "1,204"], ["35mm", "3"]]
    assert not [one for one in root.iter() if one.get("style")]


def test_many_bars_are_described_by_the_least_and_the_most() -> None:
    counts = {f"Month {place}": place + 5 for place in range(12)}
    assert plots.describe(counts) == "Between 5 (Month 0) and 16 (Month 11), the most."


@pytest.mark.parametrize("path", ["/archive/", "/archive/2025/", "/films/"])
def test_pages_cost_the_same_however_much_was_shown(client: Client, path: str) -> None:
    screen, costs = ScreenFactory(), []
    for count, first in ((1, date(2025, 1, 1)), (2, date(2025, 3, 5)), (27, date(2025, 5, 1))):
        for step in range(count):
            show(
                programme(film(f"{path} {first} {step}", slug=f"f-{first}-{step}")),
                first + timedelta(days=step),
                "19:00",
                screen,
            )
        go_public(NOON - timedelta(days=30 - len(costs)))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        costs.append(len(queries))
    assert len(set(costs)) == 1, costs


@time_machine.travel(NOON, tick=False)
def test_a_long_index_is_read_letter_by_letter(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    some_years()
    show(programme(film("8½", slug="eight")), FRIDAY, "21:00", ScreenFactory())
    go_public()
    whole = films_page(desk())
    assert whole is not None
    letters = ["0–9", "C", "D", "G"]
    assert [(link.text, link.href) for link in whole.index] == [
        (letter, f"#letter-{place}") for place, letter in enumerate(letters, 1)
    ]
    assert client.get("/films/?letter=C").status_code == 404
    monkeypatch.setattr(titles, "MOST_AT_ONCE", 3)
    pages = {letter: client.get("/films/", {"letter": letter}).context["page"] for letter in letters}
    assert tuple(page.letters[0] for page in pages.values()) == whole.letters
    assert {page.now for page in pages.values()} == {()}
    first = client.get("/films/").context["page"]
    assert (first.now, first.letters, first.index) == (
        whole.now,
        (),
        tuple(replace(link, is_current=False) for link in pages["D"].index),
    )
    assert [link.text for link in pages["D"].index if link.is_current] == ["D"]
    for link in pages["D"].index:
        assert client.get(f"/films/{link.href}").context["page"].letters[0][0] == link.text
    for letter in ("B", "c", "0", "…"):
        assert client.get("/films/", {"letter": letter}).status_code == 404
