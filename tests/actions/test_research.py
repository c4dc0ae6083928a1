"""Readings are put beside one another and decided on; what is accepted is what the records say."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from programming.actions.errors import Refused, Stale
from programming.actions.research import Taken, choose_year, claim, decide
from programming.listings.house import Desk
from programming.listings.search import search_page
from programming.models import Claim, Film, Material, NameVariant, PrintedDate, Source
from programming.rules.research import seen_as
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programmer, run, show

pytestmark = pytest.mark.django_db


@pytest.fixture
def cranes() -> Film:
    return film("Cranes", director="Sergei Urusevsky")


def source(label: str = "poster") -> Source:
    return Source.objects.get_or_create(label=label, defaults={"kind": "page", "title": label.capitalize()})[0]


def reading(of: Film, about: str, value: str, label: str = "poster", **more: Any) -> Claim:
    return claim(film=of, about=about, value=value, source=source(label), by=None, **more)


def judge(one: Claim, status: str = "accepted", **more: Any) -> Claim:
    return decide(claim=one, status=status, **({"reason": "It says so.", "by": None, "at": NOON} | more))


def test_two_readings_never_overwrite_one_another(cranes: Film) -> None:
    for value, label in (("91 min.", "guide"), ("98 min.", "festival"), ("98 min.", "disc")):
        reading(cranes, "running_time", value, label)
    assert [one.value for one in cranes.claims.order_by("pk")] == ["91 min.", "98 min.", "98 min."]
    with pytest.raises(Refused, match="on file already"):
        reading(cranes, "running_time", "98 min.", "disc")


FIELDS = [
    # about, value, of a copy, the field, what it holds then
    ("running_time", "approx. 98 min.", False, "running_minutes", 98),
    ("running_time", "approx. 98 min.", False, "is_approximate", True),
    ("original_title", "Летят журавли", False, "original_title", "Летят журавли"),
    ("year", "1958", False, "year", "1958"),
    ("country", "Georgia", False, "countries", "Georgia"),
    ("colour", "black and white", False, "colour", "black and white"),
    ("ratio", "1.37:1", True, "ratio", "1.37:1"),
    ("sound", "mono", True, "sound", "mono"),
    ("running_time", "97 min.", True, "running_minutes", 97),
    ("language", "Russian", True, "audio", "Russian"),
    ("subtitles", "German", True, "subtitles", "German"),
]


@pytest.mark.parametrize("row", FIELDS, ids=lambda row: f"{row[0]} {row[3]}")
def test_what_is_accepted_is_written_to_its_field(cranes: Film, row: tuple[str, str, bool, str, object]) -> None:
    about, value, of_a_copy, field, holds = row
    alice = programmer()
    copy = {"scope": "copy", "material": cranes.materials.get()} if of_a_copy else {}
    one = reading(cranes, about, value, **copy)
    judge(one, by=alice)
    record: Any = Material.objects.get() if of_a_copy else Film.objects.get()
    assert getattr(record, field) == holds
    state = record.history.first()
    assert (state.history_user, state.history_change_reason) == (alice, "By Poster: It says so.")
    one.refresh_from_db()
    assert (one.decided_by, one.decided_at, one.history.first().history_user) == (alice, NOON, alice)


REFUSED = [
    ("running_time", "a while", {}, {}, "is not a running time"),
    ("year", "MCMLVII", {}, {}, "Write a year as 1957"),
    ("year", "1957", {}, {"reason": "  "}, "Say why."),
    ("year", "1957", {}, {"as_variant": True}, "Only a name or a title has spellings."),
    ("name", "Sergey", {"topic": "Nobody"}, {"as_variant": True}, "Nobody on file is called Nobody."),
    ("name", "Sergei Urusevsky", {"topic": "Sergei Urusevsky"}, {"as_variant": True}, "as the house spells it"),
    ("title", "Cranes", {}, {"as_variant": True}, "as the house writes it"),
    ("name", "Sergey", {"topic": "Sergei Urusevsky"}, {"as_variant": True, "status": "disputed"}, "Only what is"),
]


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row[4])
def test_what_cannot_be_accepted_changes_nothing(
    cranes: Film, row: tuple[str, str, dict[str, Any], dict[str, Any], str]
) -> None:
    about, value, more, how, why = row
    one = reading(cranes, about, value, **more)
    before = Film.objects.values().get()
    with pytest.raises(Refused, match=why):
        judge(one, **how)
    one.refresh_from_db()
    assert (one.status, Film.objects.values().get(), NameVariant.objects.count()) == ("unverified", before, 0)


def test_accepting_another_says_so_and_asks(cranes: Film) -> None:
    first, second = reading(cranes, "year", "1957"), reading(cranes, "year", "1958", "disc")
    judge(first)
    with pytest.raises(Taken) as taken:
        judge(second)
    assert taken.value.standing == first
    assert Film.objects.get().year == "1957"
    judge(second, instead="disputed", reason="The credits say 1958.")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status, Film.objects.get().year) == ("disputed", "accepted", "1958")
    assert first.reason == "“1958” was accepted instead: The credits say 1958."


def test_the_same_from_another_source_need_not_be_accepted(cranes: Film) -> None:
    judge(reading(cranes, "running_time", "approx. 95 min."))
    with pytest.raises(Refused, match="The same is accepted from Poster already"):
        judge(reading(cranes, "running_time", "95 min.", "disc"))


def test_the_database_takes_one_accepted_reading(cranes: Film) -> None:
    copy = cranes.materials.get()
    for more in ({}, {"scope": "copy", "material": copy}):
        told = {"film": cranes, "about": "sound", "status": "accepted", "reason": "x", "decided_at": NOON, **more}
        Claim.objects.create(value="mono", source=source(), **told)
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.create(value="stereo", source=source(), **told)


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": ""},
        {"status": "accepted"},
        {"status": "rejected", "reason": "x"},
        {"is_variant": True},
        {"material": True},
    ],
    ids=str,
)
def test_shape(cranes: Film, wrong: dict[str, Any]) -> None:
    told = {"film": cranes, "about": "sound", "value": "mono", "source": source()} | wrong
    if wrong.get("material"):
        told["material"] = cranes.materials.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(**told)


def test_a_copy_of_another_film_is_none_of_this_one_s(cranes: Film) -> None:
    other = film("Detour").materials.get()
    with pytest.raises(Refused, match="copy of another film"):
        reading(cranes, "ratio", "1.37:1", scope="copy", material=other)
    with pytest.raises(Refused, match="An approximate length belongs to the film"):
        judge(reading(cranes, "running_time", "about 95", scope="copy", material=cranes.materials.get()))


def test_a_decision_on_what_has_changed_since_is_refused(cranes: Film) -> None:
    one = reading(cranes, "year", "1958")
    seen = seen_as([one])
    Film.objects.update(year="1956")
    with pytest.raises(Stale):
        judge(one, seen=seen)
    judge(one, seen=seen_as([Claim.objects.get()]))


def test_an_accepted_spelling_is_found_by_search(cranes: Film) -> None:
    show(run(cranes, ScreenFactory()), FRIDAY, "19:00")
    go_public()
    one = reading(cranes, "name", "Seryozha Urusevsky", topic="Sergei Urusevsky")
    judge(reading(cranes, "name", "Sergei Urusevsky", "disc", topic="Sergei Urusevsky"))
    desk = Desk.at_moment(NOON)
    assert desk is not None
    assert search_page(desk, "seryozha").people == ()
    judge(one, as_variant=True)
    (found,) = search_page(desk, "seryozha").people
    assert found.name == "Sergei Urusevsky"


def test_the_year_of_a_date_is_chosen_among_those_that_fit(cranes: Film) -> None:
    printed = PrintedDate.objects.create(film=cranes, about="end", printed="Thursday, August 1", source=source())
    by = User.objects.create_user("bob")
    how = {"printed": printed, "by": by, "at": NOON}
    for year, reason, why in ((2018, "x", "is not a day of 2018"), (2019, "", "Say why")):
        with pytest.raises(Refused, match=why):
            choose_year(**how, year=year, reason=reason)
    made = choose_year(**how, year=2019, reason="The DCP is of 2017.", seen=0)
    assert (made.year, made.decided_by, date(made.year, 8, 1).weekday()) == (2019, by, 3)
    with pytest.raises(Stale):
        choose_year(**how, year=2024, reason="x", seen=0)
