"""Search: what is found, in what order, why, and what must not be."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programming.actions.embargo import set_hour, take_back
from programming.actions.search import index_people, rebuild
from programming.choices import CreditRole
from programming.listings import matching
from programming.listings.finding import find
from programming.listings.house import Desk
from programming.listings.indexed import first_words, questions, values_of
from programming.listings.matching import MOST_AT_ONCE
from programming.listings.search import MOST_FILMS, search_page, suggestions
from programming.models import Credit, Film, NameVariant, NearKey, OtherTitle, Person, SearchWord
from programming.text.search import asked_words
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, series, show

pytestmark = pytest.mark.django_db


def desk(days: int = 0) -> Desk:
    found = Desk.at_moment(NOON + timedelta(days=days))
    assert found is not None
    return found


def shown(title: str, day: date = FRIDAY - timedelta(days=60), wall: str = "19:00", **facts: object) -> Film:
    """A film with one show, by default long ago."""
    made = film(title, slug=title.lower().replace(" ", "-").encode("ascii", "ignore").decode() or "x", **facts)
    show(programme(made), day, wall, ScreenFactory())
    return made


def credit(made: Film, name: str, *variants: str, role: str = CreditRole.CAST.value) -> Person:
    person = Person.objects.get_or_create(name=name)[0]
    for variant in variants:
        NameVariant.objects.create(person=person, name=variant)
    Credit.objects.create(film=made, person=person, role=role)
    return person


def found(query: str, days: int = 0) -> list[str]:
    page = search_page(desk(days), query)
    return [entry.title for entry in page.titles] + [person.name for person in page.people]


@pytest.fixture
def house() -> None:
    cranes = shown("The Cranes Are Flying", original_title="Летят журавли", director="Mikhail Kalatozov")
    OtherTitle.objects.create(film=cranes, title="Quand passent les cigognes")
    credit(cranes, "Tatyana Samoylova", "Татьяна Самойлова")
    credit(cranes, "Sergei Urusevsky", role=CreditRole.CINEMATOGRAPHY.value)
    letter = shown("Letter Never Sent", director="Mikhail Kalatozov")
    credit(letter, "Tatyana Samoylova")
    shown("Tokyo Story", original_title="東京物語", director="Yasujirō Ozu")
    shown("Ikiru", director="Akira Kurosawa")
    shown("The Great Dictator", director="Charles Chaplin")
    shown("L’Avventura")
    shown("Stalker", director="Andrei Tarkovsky")
    series("Thaw", cranes.programme_items.get().programme)
    go_public()


@pytest.mark.parametrize("at_once", [0, MOST_AT_ONCE])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Samoilova", ["Tatyana Samoylova"]),
        ("Самойлова", ["Tatyana Samoylova"]),
        ("Tatjana Samoilowa", ["Tatyana Samoylova"]),
        ("samoylova tatyana", ["Tatyana Samoylova"]),
        ("Kalatozow", ["Mikhail Kalatozov"]),
        ("Kalatosow", ["Mikhail Kalatozov"]),
        ("Калатозов", ["Mikhail Kalatozov"]),
        ("Ozu Yasujiro", ["Yasujirō Ozu"]),
        ("Тарковский", ["Andrei Tarkovsky"]),
        ("Caplan", []),
        ("Третий", []),
        ("zhuravli", ["The Cranes Are Flying"]),
        ("журав", ["The Cranes Are Flying"]),
        ("物語", ["Tokyo Story"]),
        ("avventura", ["L’Avventura"]),
        ("the cranes", ["The Cranes Are Flying"]),
        ("kalatosow letter", ["Letter Never Sent"]),
        ("samoilova kalatozov", ["The Cranes Are Flying", "Letter Never Sent"]),
        ("cranes stalker", []),
        ("story story", ["Tokyo Story"]),
        ("flying are cranes the", ["The Cranes Are Flying"]),
    ],
)
def test_any_spelling_in_any_order_of_rare_words_and_of_frequent_ones(
    house: None, query: str, expected: list[str], at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "MOST_AT_ONCE", at_once)
    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("stalkr", "Stalker"),
        ("stlaker", "Stalker"),
        ("tokio sotry", "Tokyo Story"),
        ("kalatzov", "Mikhail Kalatozov"),
        ("samoilva", "Tatyana Samoylova"),
    ],
)
def test_a_slip_asks_what_was_meant(house: None, query: str, meant: str) -> None:
    page = search_page(desk(), query)
    assert found(query)[0] == meant
    assert page.found == f"Nothing is called “{query}”. Did you mean “{meant}”?"


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("cranes", ""),
        ("летят", "also known as Летят журавли"),
        ("cigognes", "also known as Quand passent les cigognes"),
        ("samoilova cranes", "with Tatyana Samoylova"),
        ("kalatozov cranes", ""),
        ("urusevski cranes", "Photographed by: Sergei Urusevsky"),
    ],
)
def test_what_is_not_evident_says_why(house: None, query: str, why: str) -> None:
    (entry,) = search_page(desk(), query).titles
    assert (entry.title, entry.why) == ("The Cranes Are Flying", why)


def test_the_closest_first_and_of_equals_what_plays() -> None:
    shown("Night Train")
    shown("Night")
    shown("The Long Night")
    shown("Night Moves", FRIDAY + timedelta(days=1))
    shown("Nights of Cabiria")
    shown("Late Night Nite")
    credit(shown("Rain"), "M. Night Shyamalan")
    go_public()
    assert found("night") == [
        "Night",
        "Night Moves",
        "Night Train",
        "Nights of Cabiria",
        "The Long Night",
        "Late Night Nite",
        "M. Night Shyamalan",
    ]


def test_a_person_stands_before_titles_that_answer_less() -> None:
    credit(shown("Rain"), "Kurosawa Akira")
    shown("A Day with Kurosava")
    go_public()
    page = search_page(desk(), "kurosawa")
    assert page.is_person
    assert (page.people[0].name, page.titles[0].title) == ("Kurosawa Akira", "A Day with Kurosava")


def test_many_films_stand_under_one_name_and_few_under_each_of_several() -> None:
    for number in range(MOST_FILMS + 2):
        made = shown(f"Film {number:02}", wall=f"{10 + number}:00")
        credit(made, "Anna Karina")
        credit(made, "Anna Magnani")
    go_public()
    first, second = search_page(desk(), "anna").people
    assert (len(first.films), len(second.films)) == (MOST_FILMS, MOST_FILMS)
    assert first.more is not None
    assert (first.more.text, first.more.href) == ("and 2 other films", "/search/?q=Anna+Karina")
    (alone,) = search_page(desk(), "anna karina").people
    assert (len(alone.films), alone.more) == (MOST_FILMS + 2, None)


def test_of_equals_those_with_most_public_films_come_first() -> None:
    for number in range(3):
        made = shown(f"Film {number}", wall=f"{10 + number}:00")
        credit(made, "Anna Karina") if number else None
    go_public()
    for number in range(3):
        credit(film(f"Secret {number}", slug=f"secret-{number}"), "Anna Magnani")
    credit(Film.objects.get(slug="film-0"), "Anna Magnani")
    index_people(Person.objects.values_list("pk", flat=True))
    names = dict(Person.objects.values_list("pk", "name"))
    for most in (1, 2):
        answers = find("anna", NOON, most)
        assert [names[one.thing[1]] for one in answers.people] == ["Anna Karina", "Anna Magnani"][:most]
        assert [len(answers.films[one.thing[1]]) for one in answers.people] == [2, 1][:most]


@pytest.mark.parametrize("query", ["le", "fl", "st", "oz", "ta", "物語", "ле", "zz"])
def test_two_letters_are_read_in_their_own_index_and_answer_as_any_word(house: None, query: str) -> None:
    (asked,) = asked_words(query)
    values = values_of(asked, frozenset())
    with CaptureQueriesContext(connection) as queries:
        rows = first_words(NOON, asked, values)
    assert "SUBSTR" in queries[0]["sql"]
    assert rows == questions(1).first(NOON, *values)
    assert [row[0][:2] for row in rows] == [asked.word] * len(rows)
    assert bool(rows) is (query != "zz")


def test_a_new_title_is_found_from_the_hour_it_is_public() -> None:
    made = shown("Working Title")
    go_public()
    Film.objects.filter(pk=made.pk).update(title="Winter Kept Us Warm")
    waiting = go_public(NOON, live_from=NOON + timedelta(days=2))
    assert waiting is not None
    assert [found("warm", days) for days in (0, 3)] == [[], ["Winter Kept Us Warm"]]
    assert [found("working", days) for days in (0, 3)] == [["Working Title"], []]
    set_hour(publication=waiting, live_from=NOON + timedelta(days=5), at=NOON)
    assert [found("warm", days) for days in (3, 6)] == [[], ["Winter Kept Us Warm"]]
    take_back(publication=waiting, by=None, at=NOON)
    assert [found("warm", days) for days in (3, 6)] == [[], []]
    assert found("working", 6) == ["Working Title"]


@pytest.mark.parametrize("query", ["embargoed", "embargod", "secretive", "gerhilde", "gerhilda", "hush"])
def test_nothing_is_found_before_its_hour(query: str) -> None:
    made = shown("Embargoed", FRIDAY + timedelta(days=9))
    OtherTitle.objects.create(film=made, title="Secretive")
    credit(made, "Gerhilde Unterweger")
    series("Hush", programme(made, slug="hush"))
    show(
        made.programme_items.get(programme__slug="hush").programme, FRIDAY + timedelta(days=9), "21:00", ScreenFactory()
    )
    go_public(NOON, live_from=NOON + timedelta(days=2))
    early, late = search_page(desk(), query), search_page(desk(3), query)
    assert (early.titles, early.people, early.series) == ((), (), ())
    assert "Did you mean" not in early.found
    assert suggestions(desk(), query).suggestions == ()
    assert late.titles or late.people or late.series


def test_the_index_follows_what_is_published_and_can_be_written_anew(house: None) -> None:
    def rows() -> tuple[list[tuple[object, ...]], int]:
        words = SearchWord.objects.order_by("word", "key", "title", "other", "person", "series", "name", "place")
        return list(words.values_list("word", "key", "title", "other", "person", "series")), NearKey.objects.count()

    before = rows()
    SearchWord.objects.filter(word="cranes").delete()
    assert found("cranes") == []
    assert rebuild() == len(before[0])
    assert rows() == before


def test_suggestions_are_few_close_and_lead_on(house: None) -> None:
    told = suggestions(desk(), "ka")
    assert [(one.text, one.href, one.note) for one in told.suggestions] == [
        ("Mikhail Kalatozov", "/search/?q=Mikhail+Kalatozov", "2 films")
    ]
    assert told.said == "1 suggestion"
    assert suggestions(desk(), "cigo").suggestions[0].note == "also known as Quand passent les cigognes"
    assert suggestions(desk(), "k").suggestions == ()
    assert suggestions(desk(), "xyzzy").said == "No suggestions"


@pytest.mark.parametrize("query", ["cranes", "samoilova cranes", "xyzzy plugh", "the"])
def test_a_query_costs_no_more_however_much_there_is(query: str, django_assert_max_num_queries: object) -> None:
    shown("The Cranes Are Flying", director="Mikhail Kalatozov")
    go_public()
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        search_page(desk(), query)
