"""Reading what audiences wrote: the waiting first, a verdict with a name to it, once."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client

from programming.actions.ratings import Mark, rate
from programming.models import Screening, Vote
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, show

pytestmark = pytest.mark.django_db

AFTER = NOON + timedelta(hours=10)
PAGE = "/staff/ratings/"


@pytest.fixture
def ines(client: Client) -> Client:
    """A copy editor at the desk."""
    made = User.objects.create_user("ines", is_staff=True)
    made.groups.add(Group.objects.get(name="copy editor"))
    client.force_login(made)
    return client


@pytest.fixture
def cranes() -> Screening:
    made = show(programme(film("Cranes")), FRIDAY, "19:00", ScreenFactory())
    go_public()
    return made


def write(of: Screening, words: str, minutes: int = 0) -> Vote:
    at = AFTER + timedelta(minutes=minutes)
    return rate(screening=of.pk, voter=words or "nobody", marks=[Mark("cranes", 8, words)], at=at)[0]


def words_on(page: str) -> list[str]:
    return [unescape(words) for words in re.findall(r"<q>([^<]*)</q>", page)]


def decide(client: Client, vote: Vote, verdict: str) -> str:
    data = {"vote": vote.pk, "seen": vote.version, "verdict": verdict}
    with time_machine.travel(AFTER, tick=False):
        return client.post(PAGE, data, follow=True).content.decode()


def test_the_longest_waiting_comes_first_and_what_has_no_words_does_not(ines: Client, cranes: Screening) -> None:
    for minutes, words in [(2, "Third."), (0, "First & best."), (1, "Second."), (0, "")]:
        write(cranes, words, minutes)
    page = ines.get(PAGE).content.decode()
    assert words_on(page) == ["First & best.", "Second.", "Third."]
    assert "The words of 3 visitors wait to be read." in page
    assert page.count("autofocus") == 1


@pytest.mark.parametrize(
    ("verdict", "said", "listed"),
    [
        ("approved", "Approved by ines: it is public now.", "<b>Approved</b> by ines"),
        ("refused", "Refused by ines.", "<b>Refused</b> by ines"),
    ],
)
def test_a_verdict_is_signed(ines: Client, cranes: Screening, verdict: str, said: str, listed: str) -> None:
    page = decide(ines, write(cranes, "Lovely."), verdict)
    assert (said in page, listed in page, "Nothing waits to be read." in page) == (True, True, True)
    stored = Vote.objects.get()
    assert (stored.words_state, stored.decided_by.username, stored.decided_at) == (verdict, "ines", AFTER)


def test_a_verdict_can_be_thought_over(ines: Client, cranes: Screening) -> None:
    decide(ines, write(cranes, "Lovely."), "approved")
    decide(ines, Vote.objects.get(), "refused")
    assert Vote.objects.get().words_state == "refused"


def test_what_somebody_else_decided_is_told(ines: Client, cranes: Screening) -> None:
    seen = write(cranes, "Lovely.")
    decide(ines, seen, "refused")
    assert "These words were refused meanwhile, by ines." in decide(ines, seen, "approved")
    assert Vote.objects.get().words_state == "refused"


@pytest.mark.parametrize("data", [{}, {"vote": "x"}, {"vote": "9" * 30, "seen": "0", "verdict": "approved"}])
def test_nonsense_decides_nothing(ines: Client, cranes: Screening, data: dict[str, str]) -> None:
    write(cranes, "Lovely.")
    assert "There are no words to decide on." in ines.post(PAGE, data, follow=True).content.decode()


def test_a_verdict_that_is_none_decides_nothing(ines: Client, cranes: Screening) -> None:
    for verdict in ("pending", "", "maybe"):
        assert "There are no words to decide on." in decide(ines, write(cranes, "Lovely."), verdict)
    assert Vote.objects.get().words_state == "pending"


def test_only_the_house_s_own_form_decides(cranes: Screening) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("chief"))
    vote = write(cranes, "Lovely.")
    assert client.post(PAGE, {"vote": vote.pk, "seen": 0, "verdict": "approved"}).status_code == 403


def test_there_is_nothing_to_read_where_there_is_no_house(ines: Client) -> None:
    assert ines.get(PAGE).status_code == 404


def test_the_masthead_leads_there_for_those_who_may(ines: Client, cranes: Screening) -> None:
    assert f'href="{PAGE}"' in ines.get("/staff/").content.decode()
    usher = User.objects.create_user("usher", is_staff=True)
    usher.groups.add(Group.objects.get(name="front of house"))
    other = Client()
    other.force_login(usher)
    assert f'href="{PAGE}"' not in other.get("/staff/").content.decode()
