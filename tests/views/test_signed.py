"""Signed addresses: nobody makes one, changes one, reads one off another, or uses one when its time is over."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core import signing
from django.core.cache import cache
from django.test import Client

from programming.forms.rating import new_paper, read_paper
from programming.forms.subscribing import Choice, make_token, read_token
from programming.models import Screening, Vote
from programming.rules.ballot import LETTERS, link_code, read_code
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, run, show

OURS = Choice(("films/detour", "formats/35mm"), 60)


def flipped(text: str) -> list[str]:
    """The text with each of its letters changed."""
    return [text[:at] + ("b" if letter == "a" else "a") + text[at + 1 :] for at, letter in enumerate(text)]


def test_a_list_of_one_s_own_cannot_be_forged(settings: Any) -> None:
    token = make_token(OURS)
    told = [["films/detour", "formats/35mm"], 60]
    forged = [
        *flipped(token),
        token[:-1],
        token + "a",
        "",
        ":",
        "::",
        "." * 5_000,
        token.partition(":")[0],
        token.rpartition(":")[0],
        signing.dumps(told, salt="another"),
        signing.dumps(told, key="another key of another house", salt="held-over.calendar"),
        "\0",
        "ünï",
    ]
    assert [one for one in forged if read_token(one) not in (None, OURS)] == []
    assert [one for one in forged if read_token(one) == OURS] == []
    assert read_token(token) == OURS
    settings.SECRET_KEY = "another key, from now on, that is long enough"
    assert read_token(token) is None


@pytest.mark.parametrize("told", ["x", 5, [], [1, 2, 3], [None, None], {"a": 1}, [["a"], "x"], [5, 5], [[[]], 0]])
def test_a_token_of_ours_that_says_something_else_is_no_calendar(told: Any) -> None:
    """Signed by this house for something else, or by an older version of it."""
    read = read_token(signing.dumps(told, salt="held-over.calendar"))
    assert read is None or all(isinstance(one, str) for one in read.feeds)


def test_a_vote_s_code_cannot_be_guessed_from_another() -> None:
    codes = [link_code(number) for number in range(2_000)]
    assert [read_code(code) for code in codes] == list(range(2_000))
    marks = {code.partition("-")[2] for code in codes}
    assert len(marks) == 2_000
    numbers = [code.partition("-")[0] for code in codes]
    moved = [f"{number}-{codes[at - 1].partition('-')[2]}" for at, number in enumerate(numbers)]
    assert [code for code in moved if read_code(code) is not None] == []


def test_no_letter_of_a_code_may_be_another() -> None:
    code = link_code(77)
    changed = [
        code[:at] + letter + code[at + 1 :] for at in range(len(code)) for letter in LETTERS if letter != code[at]
    ]
    assert {read_code(one) for one in changed} == {None}


def test_a_ballot_paper_is_good_for_one_show_and_made_by_us() -> None:
    paper = new_paper(7)
    assert read_paper(paper, 7)
    assert read_paper(paper, 8) == ""
    assert {read_paper(one, 7) for one in [*flipped(paper), "", ":", paper + "a"]} == {""}


@pytest.fixture
def over(db: None) -> Screening:
    cache.clear()
    shown = show(run(film("Detour"), ScreenFactory()), FRIDAY, "17:00")
    go_public()
    return shown


@pytest.mark.parametrize(
    ("later", "status", "votes"),
    [
        (timedelta(hours=-3), 409, 0),  # before it is over
        (timedelta(hours=8), 302, 1),
        (timedelta(days=1), 302, 1),
        (timedelta(days=3), 409, 0),
        (timedelta(days=400), 409, 0),
    ],
)
def test_a_ballot_paper_is_not_cast_when_the_vote_is_over(
    client: Client, over: Screening, later: timedelta, status: int, votes: int
) -> None:
    with time_machine.travel(over.starts_at + later, tick=False):
        sent = {"paper": new_paper(over.pk), "detour-stars": "8"}
        answer = client.post(f"/rate/{link_code(over.pk)}/", sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, Vote.objects.count()) == (status, votes)


def test_what_is_not_published_has_no_page_for_a_vote_however_it_is_signed(client: Client, over: Screening) -> None:
    draft = show(run(film("Laura"), over.screen), FRIDAY, "20:00")
    assert client.get(f"/rate/{link_code(draft.pk)}/").status_code == 404
    assert client.get(f"/rate/{link_code(999_999)}/").status_code == 404


STAMPS = [
    "2026-11-20T1700Z",
    "9999-12-31T2359Z",
    "0001-01-01T0000Z",
    "2026-11-20T1700Z/../../..",
    "2026-13-40T9999Z",
    "%2e%2e",
    "2026-11-20T1700Z%00",
]


@pytest.mark.parametrize("stamp", STAMPS)
@pytest.mark.parametrize("who", ["anonymous", "front of house"])
def test_another_moment_is_for_those_who_may_see_the_record(over: Screening, stamp: str, who: str) -> None:
    client = Client()
    if who != "anonymous":
        usher = User.objects.create_user("usher", is_staff=True)
        usher.groups.add(Group.objects.get(name=who))
        client.force_login(usher)
    answer = client.get(f"/staff/as-of/{stamp}/films/")
    assert answer.status_code in (302, 403, 404)
    assert answer.headers.get("Location", "/staff/login/").startswith("/staff/login/")


@pytest.mark.parametrize(
    "path", ["staff/", "staff/auth/user/", "staff/as-of/", "media/x.jpg", "no-such", "/evil.example/"]
)
def test_another_moment_shows_public_pages_alone(client: Client, over: Screening, path: str) -> None:
    client.force_login(User.objects.create_superuser("chief"))
    assert client.get(f"/staff/as-of/2026-11-20T1700Z/{path}").status_code == 404
    assert NOON.year == 2026
