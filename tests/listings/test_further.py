"""Programme notes, further viewing, further reading: on the film's page, and never among what is said of a show."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programming.listings.film import film_page
from programming.listings.house import Desk
from programming.listings.notes import door_sheet, notes_page
from programming.listings.pages import FilmPage
from programming.models import (
    Credit,
    Edition,
    EditionExtra,
    EditionScore,
    Film,
    Person,
    ProgrammeNote,
    Reading,
    RelatedFilm,
    Source,
)
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, run, show

pytestmark = pytest.mark.django_db


def desk() -> Desk:
    found = Desk.at_moment(NOON)
    assert found is not None
    return found


def page(slug: str = "cranes") -> FilmPage:
    found = film_page(desk(), slug)
    assert found is not None
    return found


@pytest.fixture
def cranes() -> Film:
    made = film("Cranes", director="Mikhail Kalatozov")
    show(run(made, ScreenFactory()), FRIDAY, "19:00")
    go_public()
    return made


def credit(of: Film, name: str, role: str) -> None:
    person = Person.objects.get_or_create(name=name)[0]
    Credit.objects.create(film=of, person=person, role=role)


def source(label: str = "review", **facts: Any) -> Source:
    return Source.objects.create(label=label, kind="review", title=label.capitalize(), **facts)


# --- Further viewing ------------------------------------------------------------------------------


def test_the_house_s_own_films_by_the_same_people_come_first(cranes: Film) -> None:
    credit(cranes, "Sergei Urusevsky", "cinematography")
    credit(cranes, "A. Batalov", "cast")
    for title, people in (
        ("The Actor’s", [("A. Batalov", "cast")]),
        ("I Am Cuba", [("Mikhail Kalatozov", "director"), ("Sergei Urusevsky", "cinematography")]),
        ("Letter", [("Mikhail Kalatozov", "director")]),
        ("Nobody’s", [("Somebody Else", "director")]),
    ):
        other = film(title)
        for name, role in people:
            credit(other, name, role)
    RelatedFilm.objects.create(film=cranes, title="The Red Tent", year="1969", why="His last.")
    further = page().further
    assert [(one.title, one.why) for one in further.here] == [
        ("I Am Cuba", "Mikhail Kalatozov and Sergei Urusevsky"),
        ("Letter", "Mikhail Kalatozov"),
        ("The Actor’s", "A. Batalov"),
    ]
    assert [(one.title, one.year, one.why) for one in further.elsewhere] == [("The Red Tent", "1969", "His last.")]


def test_only_a_film_that_the_public_may_see_is_linked(cranes: Film) -> None:
    shown, hidden = film("Shown", director="Mikhail Kalatozov"), film("Hidden", director="Mikhail Kalatozov")
    show(run(shown, ScreenFactory()), FRIDAY, "21:00")
    go_public()
    assert {one.title: one.href for one in page().further.here} == {"Shown": "/films/shown/", "Hidden": ""}
    assert hidden.pk


def test_a_row_may_name_a_film_on_file(cranes: Film) -> None:
    remake = film("Cranes Again", year="1999")
    RelatedFilm.objects.create(film=cranes, on_file=remake, why="Made again.")
    assert [(one.title, one.year, one.why) for one in page().further.here] == [("Cranes Again", "1999", "Made again.")]
    credit(remake, "Mikhail Kalatozov", "writer")
    assert [one.why for one in page().further.here] == ["Mikhail Kalatozov"]  # once, with whom they share


def edition(of: Film, **facts: Any) -> Edition:
    made = Edition.objects.create(film=of, label="The Label", number="146", carrier="Blu-ray", **facts)
    EditionExtra.objects.create(edition=made, title="Hurricane", what="documentary", year="2009", minutes=74)
    EditionExtra.objects.create(edition=made, title="An essay", order=2)
    for order, (about, score) in enumerate((("picture", "8/10"), ("sound", "5/10"))):
        one = Source.objects.filter(label="review").first() or source()
        EditionScore.objects.create(edition=made, about=about, score=score, source=one, order=order)
    return made


def test_a_disc_says_what_it_is_what_is_on_it_and_what_a_reviewer_gave_it(cranes: Film) -> None:
    edition(cranes, region="A", ratio="1.33:1", sound="PCM mono", subtitles="English", released_on=date(2020, 3, 24))
    disc = page().further.discs[0]
    assert disc.title == "The Label 146"
    assert disc.spec == "Blu-ray, region A, 1.33:1, PCM mono, English subtitles, March\u00a024, 2020"
    assert disc.extras == ("Hurricane (2009), documentary, 74\u00a0min.", "An essay")
    assert disc.scores == ("picture 8/10, sound 5/10 (Review)",)


def test_nothing_of_a_disc_is_said_of_the_show(cranes: Film, client: Client) -> None:
    before = page()
    calendar, week = (client.get(path).content for path in ("/films/cranes.ics", "/week/2026-11-20/"))
    edition(cranes, region="A", ratio="1.33:1", sound="PCM mono", subtitles="Martian", released_on=date(2020, 3, 24))
    after = page()
    assert (after.spec, after.facts, after.house_facts, after.rows) == (
        before.spec,
        before.facts,
        before.house_facts,
        before.rows,
    )
    assert after.spec == "Soviet Union, 1957, 95\u00a0min., DCP, in Russian with English subtitles"
    assert (calendar, week) == tuple(client.get(path).content for path in ("/films/cranes.ics", "/week/2026-11-20/"))
    assert "Martian" in client.get("/films/cranes/").content.decode()


def test_what_there_is_to_read(cranes: Film, client: Client) -> None:
    Reading.objects.create(
        film=cranes,
        kind="essay",
        title="On <b>flight</b>",
        author="C. Critic",
        published="The Press, 2020",
        address="https://press.example/1",
        note="Short.",
    )
    one = page().further.reading[0]
    assert (one.kind, one.told, one.note) == ("essay", "C. Critic. The Press, 2020", "Short.")
    body = client.get("/films/cranes/").content.decode()
    assert 'href="https://press.example/1" rel="external noopener">On &lt;b&gt;flight&lt;/b&gt;</a>' in body
    assert body.index("Further reading") > body.index("7:00")


def test_a_film_without_any_of_it_has_no_such_headings(cranes: Film, client: Client) -> None:
    body = client.get("/films/cranes/").content.decode()
    assert not any(head in body for head in ("Further viewing", "Further reading", "Programme notes", "notes.css"))
    assert client.get("/films/cranes/notes/").status_code == 404


# --- Programme notes ------------------------------------------------------------------------------


@pytest.fixture
def notes(cranes: Film) -> Film:
    told = {"film": cranes, "author": "The house", "dated": "November 2026"}
    ProgrammeNote.objects.create(kind="faq", text="**How long?** 95 minutes.", order=3, **told)
    ProgrammeNote.objects.create(
        kind="history",
        title="From a play",
        text="It was *a play*. " * 40,
        order=1,
        on_sheet=True,
        **told,
        source=source("history", address="https://history.example/"),
    )
    ProgrammeNote.objects.create(
        kind="essay", title="Look", text="<script>x</script>", order=2, credit="The film", film=cranes
    )
    return cranes


def test_the_film_s_page_gives_their_heads_and_leads_to_them(notes: Film, client: Client) -> None:
    heads = page().programme_notes
    assert [(head.heading, head.kind) for head in heads] == [
        ("From a play", "production history"),
        ("Look", "essay"),
        ("Questions and answers", ""),
    ]
    assert heads[0].opening.startswith("It was a play. ")
    assert len(heads[0].opening) < 150
    body = client.get("/films/cranes/notes/").content.decode()
    for head in heads:
        assert f'id="{head.href.partition("#")[2]}"' in body


def test_all_of_them_stand_on_their_page_in_order_with_author_source_and_date(notes: Film, client: Client) -> None:
    found = notes_page(desk(), "cranes")
    assert found is not None
    assert [(note.heading, note.signed, note.source) for note in found.notes] == [
        ("From a play", "The house, November 2026", "History"),
        ("Look", "", "The film"),
        ("Questions and answers", "The house, November 2026", ""),
    ]
    body = client.get("/films/cranes/notes/").content.decode()
    assert '<a href="https://history.example/" rel="external noopener">History</a>' in body
    assert "<cite>a play</cite>" in body
    assert "<strong>How long?</strong>" in body
    assert "<script>x" not in body
    assert "/films/cranes/notes/" in client.get("/sitemap-1.xml").content.decode()


def test_of_a_film_that_nobody_may_see_yet_there_is_no_page(client: Client, cranes: Film) -> None:
    ProgrammeNote.objects.create(film=film("Hidden"), kind="essay", text="Look.")
    assert client.get("/films/hidden/notes/").status_code == 404
    assert client.get("/films/nothing/notes/").status_code == 404


def test_prose_is_live_on_saving(notes: Film, client: Client) -> None:
    ProgrammeNote.objects.filter(kind="faq").update(text="Ninety-five.")
    assert "Ninety-five." in client.get("/films/cranes/notes/").content.decode()


def test_the_sheet_has_the_chosen_notes_and_names_the_others(notes: Film) -> None:
    sheet = door_sheet(desk(), notes)
    assert [note.heading for note in sheet.notes] == ["From a play"]
    assert sheet.left_out == ("Look", "Questions and answers")
    assert (sheet.credit, sheet.title, sheet.people) == (
        "Mikhail Kalatozov’s",
        "Cranes",
        (("Directed by", "Mikhail Kalatozov"),),
    )
    assert sheet.spec == page().spec
    assert sheet.address == "lantern.example/films/cranes/"


# --- What it costs --------------------------------------------------------------------------------


def test_queries_do_not_grow(cranes: Film, client: Client) -> None:
    counts = []
    for size in (1, 3, 30):
        for number in range(size):
            told = {"film": cranes, "source": source(f"s-{size}-{number}")}
            ProgrammeNote.objects.create(kind="essay", text="Look.", on_sheet=True, **told)
            RelatedFilm.objects.create(title=f"Film {number}", **told)
            RelatedFilm.objects.create(on_file=film(f"On file {size} {number}"), **told)
            Reading.objects.create(kind="book", title=f"Book {number}", **told)
            film(f"Kin {size} {number}", director="Mikhail Kalatozov")
            disc = Edition.objects.create(label=f"Label {size} {number}", carrier="DVD", **told)
            EditionExtra.objects.create(edition=disc, title="Extra")
            EditionScore.objects.create(edition=disc, about="picture", score="8/10", source=told["source"])
        asked = []
        for tell in (page, lambda: notes_page(desk(), "cranes"), lambda: door_sheet(desk(), cranes)):
            with CaptureQueriesContext(connection) as queries:
                tell()
            asked.append(len(queries))
        counts.append(asked)
    assert counts == [counts[0]] * 3
