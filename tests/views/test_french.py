"""The public pages and the panel of a house that speaks French: no English day, month or line is left on them."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from programming.actions.cancel import cancel
from programming.models import Venue
from programming.timetable.languages import ENGLISH
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, run, series, show, shows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PUBLIC = [
    "/",
    "/on/2026-11-21/",
    "/week/2026-11-20/",
    "/calendar/2026/11/",
    "/films/",
    "/films/cranes/",
    "/films/wanda/",
    "/series/",
    "/series/degel/",
    "/archive/",
    "/archive/2025/",
    "/search/",
    "/search/?q=cranes",
    "/search/?q=rien",
    "/subscribe/",
    "/changes/",
    "/embed/tonight/",
    "/nowhere/",
]
PANEL = [
    "/staff/",
    "/staff/board/",
    "/staff/holdovers/",
    "/staff/tonight/",
    "/staff/publish/",
    "/staff/publications/",
    "/staff/drafts/",
    "/staff/copy-and-shift/",
    "/staff/as-of/",
    "/staff/programming/film/",
    "/staff/programming/run/",
    "/staff/programming/screening/",
]
DAYS = (*ENGLISH.calendar.weekdays, *ENGLISH.calendar.months, *ENGLISH.calendar.short_weekdays, "Sept", "Oct", "Dec")
LINES = (
    "opens", "held over", "must end", "through", "only", "one week", "last day", "last show", "now playing",
    "previously played", "coming soon", "tonight", "today", "tomorrow", "every", "shows?", "minutes only", "sold out",
    "cancelled", "moved", "approx", "with", "and", "from", "the", "this", "of", "directed", "subtitles", "free",
)  # fmt: skip
ENGLISH_WORDS = re.compile(rf"\b({'|'.join(DAYS)})\b|(?i:\b({'|'.join(LINES)})\b)")
NOT_WORDS = re.compile(r"<(script|style|code|pre)\b.*?</\1>|<!--.*?-->", re.DOTALL)
SAID = re.compile(r'(?:aria-label|alt|title|placeholder)="([^"]*)"')


@pytest.fixture
def house() -> Iterator[None]:
    """A house that published in French."""
    with translation.override("fr"):
        booked = run(film("Cranes", director="Mikhail Kalatozov"), ScreenFactory(name="Salle 1"))
        placed = shows(booked, "14:35", "19:00")
        past = run(film("Wanda"), booked.screen, first=FRIDAY - timedelta(days=400))
        show(past, past.opens_on, "19:00")
        series("Degel", booked.programme)
        Venue.objects.update(name="L’Aurore", tagline="", site_url="https://aurore.example", admission="12 €")
        go_public()
        cancel(screening=placed[2], reason="Travaux.", version=placed[2].version, at=NOON)
        go_public()
        yield


def words_of(page: str) -> str:
    """What a reader is told: the text and the labels, without what is written for programs."""
    page = NOT_WORDS.sub(" ", page).replace("Held Over", " ")  # its own name
    return unescape(" ".join([re.sub(r"<[^>]*>", " ", page), *SAID.findall(page)]))


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("path", PUBLIC)
def test_no_english_is_left_on_a_public_page(client: Client, path: str) -> None:
    response = client.get(path)
    page = response.content.decode()
    assert '<html lang="fr">' in page
    assert response["Content-Language"] == "fr"
    assert response.cookies == {}
    assert [found[0] for found in ENGLISH_WORDS.finditer(words_of(page))] == []


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("path", PANEL)
def test_no_english_is_left_in_the_panel(client: Client, path: str) -> None:
    client.force_login(User.objects.create_superuser("ines"))
    page = client.get(path).content.decode()
    assert '<html lang="fr"' in page
    assert [found[0] for found in ENGLISH_WORDS.finditer(words_of(page))] == []


@pytest.mark.usefixtures("house")
def test_calendars_say_what_the_pages_say(client: Client) -> None:
    """What was published keeps the words it was published with."""
    with translation.override("en"):
        told = client.get("/calendar.ics").content.decode().replace("\r\n ", "")
    assert "ANNULÉ : Cranes" in told.replace("\u00a0", " ")
    assert "Cette séance est annulée." in told


def test_the_words_are_found_where_they_are_left() -> None:
    page = '<p title="Opens Friday">jeudi 1er août</p><code>from</code><script>"Monday"</script>'
    assert [found[0] for found in ENGLISH_WORDS.finditer(words_of(page))] == ["Opens", "Friday"]
