"""No address of the house sends anybody to another host, whatever is asked for after it."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.staff.test_roles import ADDRESSES, EXPECTED, filled_house, path_of

pytestmark = pytest.mark.django_db

EVIL = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "///evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "http://testserver@evil.example/",
    "\t//evil.example/",
]
NAMES = ("next", "url", "to", "of", "return", "redirect", "_popup", "_changelist_filters", "from", "back")


def stays(location: str) -> bool:
    """Whether a browser that is sent to `location` is still with us."""
    asked = re.sub(r"\A/{2,}", "//", location.strip().replace("\\", "/"))  # as browsers read it
    there = urlsplit(urljoin("http://testserver/a/b/", asked))
    return (there.scheme, there.netloc) in (("http", "testserver"), ("https", "testserver"))


@pytest.mark.parametrize(
    "path", ["//evil.example/films", "///evil.example/films", "/\\evil.example/films", "//evil.example"]
)
def test_a_path_that_looks_like_a_host_is_none(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (301, 400, 404)
    assert stays(answer.headers.get("Location", "/"))


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_of_the_panel_sends_anybody_away(method: str) -> None:
    rows, chief = filled_house(), User.objects.create_superuser("chief")
    wrong = set()
    for who in ("chief", ""):
        client = Client()
        for name in (one for one in ADDRESSES if one in EXPECTED and one != "staff:logout"):
            if who:
                client.force_login(chief)
            for evil in EVIL[:4]:
                path = f"{path_of(name, rows)}?next={evil}"
                answer = getattr(client, method)(path, dict.fromkeys(NAMES, evil))
                if not stays(answer.headers.get("Location", "/")):
                    wrong.add((name, evil, answer.headers["Location"]))
    assert wrong == set()


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize(
    "path", ["/staff/login/", "/staff/logout/", "/staff/", "/week/2026-11-21/", "/films", "/staff/films"]
)
def test_no_way_in_or_out_does(client: Client, path: str, evil: str) -> None:
    filled_house()
    User.objects.create_user("ines", password="the long way round", is_staff=True)
    typed = {"username": "ines", "password": "the long way round", "next": evil}
    for answer in (client.get(path, {"next": evil}), client.post(f"{path}?next={evil}", typed)):
        assert stays(answer.headers.get("Location", "/"))


def test_the_judge_sees() -> None:
    assert not any(map(stays, EVIL))
    assert stays("/staff/?next=//evil.example/")
