"""The copy desk and the sheet for the door in a real browser: a click ends in the field; the sheet is one side."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programming.importers.films import load_films
from programming.importers.further import load_further
from programming.importers.report import Report
from programming.models import Claim, Film, ProgrammeNote, PullQuote, Source, Still
from tests.browser.test_staff import log_in
from tests.factories import ScreenFactory, VenueFactory, film, programmer, run, show

pytestmark = pytest.mark.django_db(transaction=True)

SEEDS = Path(__file__).parent.parent.parent / "seeds"
PAGES = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture
def cranes(live_server: LiveServer) -> Film:
    """A film that lacks nearly everything, and plays today."""
    programmer("alice")
    made = film("Cranes")
    screen = ScreenFactory()
    today = screen.venue.day_of(timezone.now())
    show(run(made, screen, first=today), today, "23:00")
    Still.objects.create(film=made, image="x.jpg", width=1, height=1, alt="Photo")
    for critic in ("Ann", "Bob"):
        PullQuote.objects.create(film=made, text=f"Great, says {critic}.", critic=critic, source="p. 3")
    PullQuote.objects.filter(critic="Bob").update(source="")
    for number, value in enumerate(("95 min.", "98 min.")):
        source = Source.objects.create(label=f"s{number}", kind="page", title=f"Source {number}")
        Claim.objects.create(film=made, about="running_time", value=value, source=source)
    return made


GAPS = [
    ("No short note", "#id_short_note"),
    ("No note", "#id_note"),
    ("No credits", "#id_credits-0-role"),
    ("Still 1 has no credit", "#id_stills-0-credit"),
    ("The alt text of still 1 tells nothing", "#id_stills-0-alt"),
    ("The quote of Bob has no source", "#id_quotes-1-source"),
    ("The quote of Ann is not approved", "#id_quotes-0-is_approved"),
    ("No programme notes", "#id_programme_notes-0-kind"),
]


def test_every_gap_is_one_click_from_its_field(page: Page, cranes: Film, complaints: list[str]) -> None:
    log_in(page)
    for said, field in GAPS:
        page.goto("/staff/")
        page.get_by_role("link", name="Copy desk").click()
        page.get_by_role("link", name=said, exact=True).click()
        expect(page.locator(field)).to_be_focused()
        expect(page.locator(field)).to_be_in_viewport()
    complaints[:] = [said for said in complaints if "x.jpg" not in said]  # the still has no file


def test_an_open_question_is_one_click_away(page: Page, cranes: Film) -> None:
    log_in(page)
    page.goto("/staff/copy/")
    page.get_by_role("link", name="To decide: Running time").click()
    expect(page.get_by_role("form", name="Running time")).to_be_in_viewport()


def test_it_reflows_on_the_narrowest_phone(phone: Page, cranes: Film) -> None:
    log_in(phone)
    phone.goto("/staff/copy/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    phone.get_by_label("Look ahead").select_option("2")
    phone.get_by_role("button", name="Show").click()
    expect(phone).to_have_url(re.compile(r"weeks=2$"))


def test_the_sheet_of_the_seeds_is_one_side_of_paper(page: Page, live_server: LiveServer) -> None:
    VenueFactory()
    programmer("alice")
    report = Report()
    films = load_films(SEEDS, report)
    load_sources()
    load_further(SEEDS, films, report)
    assert report.refused == []
    log_in(page)
    cranes = Film.objects.get(slug="the-cranes-are-flying")
    page.goto(f"/staff/films/{cranes.pk}/sheet/")
    expect(page.get_by_role("status")).to_have_text("It fits on one side of A4.")
    expect(page.get_by_text("Not on it: Asked at the box office.")).to_be_visible()
    assert len(PAGES.findall(page.pdf(prefer_css_page_size=True))) == 1


def load_sources() -> None:
    for label in ("cranes-history", "cranes-listing", "cranes-disc-data", "cranes-disc-review"):
        Source.objects.create(label=label, kind="page", title=label.capitalize())


@pytest.mark.parametrize(("lines", "fits"), [(8, True), (40, True), (90, False), (200, False)])
def test_staff_see_whether_it_fits_and_the_printer_agrees(page: Page, cranes: Film, lines: int, fits: bool) -> None:
    ProgrammeNote.objects.create(film=cranes, kind="essay", text="Words.\n\n" * lines, on_sheet=True)
    log_in(page)
    page.goto(f"/staff/films/{cranes.pk}/sheet/")
    expect(page.get_by_role("status")).to_contain_text("fits on one side" if fits else "too long by about")
    assert (len(PAGES.findall(page.pdf(prefer_css_page_size=True))) == 1) is fits
