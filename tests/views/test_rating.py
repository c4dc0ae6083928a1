"""Voting over HTTP: the link, the form, the cookie, who may send it and how often; the foyer; the film's page."""

import json
import re
import time
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.core.cache import cache, caches
from django.test import Client, RequestFactory

from programming.actions.cancel import cancel
from programming.actions.ratings import Mark, moderate, rate
from programming.choices import WordsState
from programming.forms import throttle
from programming.forms.rating import new_paper
from programming.models import QuotedRating, Screening, Vote
from programming.rules.ballot import link_code
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, show

pytestmark = pytest.mark.django_db

AFTER = NOON + timedelta(hours=10)
CLOSES = datetime(2026, 11, 22, 10, tzinfo=UTC)
OURS = {"origin": "http://testserver"}
PAGE = "/films/cranes/"


@pytest.fixture(autouse=True)
def nobody_yet() -> None:
    cache.clear()


@pytest.fixture
def cranes() -> Screening:
    made = show(programme(film("Cranes")), FRIDAY, "19:00", ScreenFactory())
    go_public()
    return made


def path(of: Screening) -> str:
    return f"/rate/{link_code(of.pk)}/"


def paper_on(page: Any) -> str:
    found = re.search(r'name="paper" value="([^"]+)"', page.content.decode())
    assert found
    return unescape(found[1])


def send(
    client: Client, of: Screening, at: datetime = AFTER, headers: dict[str, str] | None = None, **typed: Any
) -> Any:
    """The form as it comes, filled in and sent."""
    with time_machine.travel(at, tick=False):
        data = {"paper": paper_on(client.get(path(of)))} | {f"cranes-{name}": value for name, value in typed.items()}
        return client.post(path(of), data, headers=OURS if headers is None else headers)


def see(client: Client, address: str, at: datetime = AFTER) -> str:
    with time_machine.travel(at, tick=False):
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def cast(of: Screening, *stars: int, words: str = "", slug: str = "cranes") -> list[Vote]:
    known = Vote.objects.count()
    return [
        rate(screening=of.pk, voter=f"{known + place}", marks=[Mark(slug, half, words)], at=AFTER)[0]
        for place, half in enumerate(stars)
    ]


# --- The form -------------------------------------------------------------------------------------


def test_a_vote_is_sent_thanked_for_and_can_be_changed(client: Client, cranes: Screening) -> None:
    sent = send(client, cranes, stars=7, words="  Lovely,\n and short. ")
    assert (sent.status_code, sent["Location"]) == (302, path(cranes))
    told = see(client, path(cranes))
    assert "Thank you, that is counted." in told
    assert "Cranes: 3½ of 5 stars" in told
    assert 'value="7" id="id_cranes-stars_6" checked' in " ".join(told.split()).replace('class="" ', "")
    assert (Vote.objects.get().words, Vote.objects.get().words_state) == ("Lovely, and short.", "pending")
    send(client, cranes, stars=2)
    assert (Vote.objects.get().stars, Vote.objects.get().words) == (2, "")


def test_a_second_press_of_the_button_is_the_same_vote(client: Client, cranes: Screening) -> None:
    """Both were sent before the answer to the first brought the cookie."""
    with time_machine.travel(AFTER, tick=False):
        data = {"paper": paper_on(client.get(path(cranes))), "cranes-stars": 9}
        for _press in range(2):
            assert Client().post(path(cranes), data, headers=OURS).status_code == 302
    assert Vote.objects.count() == 1


def test_another_browser_is_another_vote(cranes: Screening) -> None:
    for stars in (3, 8):
        send(Client(), cranes, stars=stars)
    assert sorted(Vote.objects.values_list("stars", flat=True)) == [3, 8]


def test_two_windows_of_one_browser_are_one_vote(client: Client, cranes: Screening) -> None:
    with time_machine.travel(AFTER, tick=False):
        papers = [paper_on(client.get(path(cranes))) for _window in range(2)]
        for paper, stars in zip(papers, (3, 8), strict=True):
            client.post(path(cranes), {"paper": paper, "cranes-stars": stars}, headers=OURS)
    assert papers[0] != papers[1]
    assert Vote.objects.get().stars == 8


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({}, "Choose how many stars."),
        ({"words": "Lovely."}, "so that your words can be counted"),
        ({"stars": 11}, "Select a valid choice"),
        ({"stars": 0}, "Select a valid choice"),
        ({"stars": "x"}, "Select a valid choice"),
        ({"stars": 5, "words": "x" * 401}, "at most 400 characters"),
    ],
)
def test_a_form_that_cannot_be_counted_says_why(
    client: Client, cranes: Screening, typed: dict[str, Any], why: str
) -> None:
    sent = send(client, cranes, **typed)
    assert (sent.status_code, sent.cookies) == (422, {})
    assert why in unescape(sent.content.decode())
    assert not Vote.objects.exists()


def test_a_bill_asks_for_both_and_takes_one(client: Client) -> None:
    bill = show(programme(film("Cranes"), film("Detour"), kind="double_bill"), FRIDAY, "12:00", ScreenFactory())
    go_public()
    assert see(client, path(bill)).count("<fieldset") == 2
    send(client, bill, stars=9)
    assert Vote.objects.get().film.slug == "cranes"
    assert "Cranes: 4½ of 5 stars" in see(client, path(bill))
    assert f'href="{path(bill)}"' in see(client, "/films/detour/")


def test_ten_radios_each_with_its_label(client: Client, cranes: Screening) -> None:
    told = see(client, path(cranes))
    ids = re.findall(r'<input type="radio"[^>]*id="([^"]+)"', told)
    assert len(ids) == 10
    assert all(f'<label for="{one}">' in told for one in ids)
    assert re.findall(r'<script(?![^>]* src="/static/)(?! type="application/ld)[^>]*>', told) == []


# --- When ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (
            NOON,
            "This show is not over yet. Come back when you have seen the end, at about Friday, November 20, 8:40 pm.",
        ),
        (CLOSES, "The vote on this show closed: Sunday, November 22, 5:00 am."),
        (CLOSES + timedelta(days=400), "The vote on this show closed: Sunday, November 22, 2026, 5:00 am."),
    ],
)
def test_a_link_out_of_its_time_says_so(client: Client, cranes: Screening, at: datetime, why: str) -> None:
    told = see(client, path(cranes), at).replace("\u00a0", " ")
    assert why in told
    assert "<form method" not in told
    with time_machine.travel(at, tick=False):
        data = {"paper": new_paper(cranes.pk), "cranes-stars": 8}
        sent = client.post(path(cranes), data, headers=OURS)
    assert (sent.status_code, sent.cookies, Vote.objects.count()) == (409, {}, 0)
    assert why in sent.content.decode().replace("\u00a0", " ")


def test_a_form_left_open_too_long_is_not_counted(client: Client, cranes: Screening) -> None:
    with time_machine.travel(CLOSES - timedelta(minutes=1), tick=False):
        data = {"paper": paper_on(client.get(path(cranes))), "cranes-stars": 8}
    with time_machine.travel(CLOSES, tick=False):
        assert client.post(path(cranes), data, headers=OURS).status_code == 409
    assert not Vote.objects.exists()


def test_a_show_that_was_called_off_says_so_and_why(client: Client, cranes: Screening) -> None:
    cancel(screening=cranes, reason="The print is lost.", at=NOON)
    go_public(NOON)
    told = see(client, path(cranes))
    assert "This show did not take place, so there is nothing to rate. The print is lost." in told
    assert path(cranes) not in see(client, PAGE)


@pytest.mark.parametrize("code", ["1-00000000", "zzzz-zzzzzzzz", "1", "-", "1-"])
def test_a_link_that_is_not_ours_is_a_404(client: Client, cranes: Screening, code: str) -> None:
    for address in (f"/rate/{code}/", f"/rate/{code}.svg"):
        assert client.get(address).status_code == 404


def test_a_link_to_what_nobody_was_told_of_is_a_404(client: Client, cranes: Screening) -> None:
    draft = show(cranes.programme, FRIDAY, "12:00", cranes.screen)
    with time_machine.travel(AFTER, tick=False):
        assert client.get(path(draft)).status_code == 404


def test_a_link_typed_in_capitals_and_without_its_slash_leads_there(client: Client, cranes: Screening) -> None:
    typed = path(cranes).upper().replace("/RATE", "/rate").rstrip("/")
    with time_machine.travel(AFTER, tick=False):
        landed = client.get(typed, follow=True)
    assert (landed.status_code, landed.request["PATH_INFO"]) == (200, path(cranes))


# --- The cookie -----------------------------------------------------------------------------------


def test_the_cookie_comes_with_the_vote_and_goes_with_the_link(client: Client, cranes: Screening) -> None:
    with time_machine.travel(AFTER, tick=False):
        for address in (path(cranes), PAGE, "/foyer/", f"/rate/{link_code(cranes.pk)}.svg"):
            assert client.get(address).cookies == {}
    cookie = send(client, cranes, stars=8).cookies
    assert set(cookie) == {"ballot"}
    told = cookie["ballot"]
    assert (told["path"], told["httponly"], told["samesite"], told["secure"]) == (path(cranes), True, "Lax", "")
    assert told["max-age"] == int((CLOSES - AFTER).total_seconds())


def test_under_https_the_cookie_stays_there(cranes: Screening) -> None:
    client = Client()
    with time_machine.travel(AFTER, tick=False):
        data = {"paper": paper_on(client.get(path(cranes), secure=True)), "cranes-stars": 8}
        sent = client.post(path(cranes), data, headers={"origin": "https://testserver"}, secure=True)
    assert sent.cookies["ballot"]["secure"] is True


def test_the_form_is_kept_by_nobody(client: Client, cranes: Screening) -> None:
    with time_machine.travel(AFTER, tick=False):
        answer = client.get(path(cranes))
    assert {"no-store", "private"} <= {part.strip() for part in answer["Cache-Control"].split(",")}
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_a_paper_of_another_show_is_none(client: Client, cranes: Screening) -> None:
    other = show(cranes.programme, FRIDAY, "12:00", cranes.screen)
    go_public(NOON)
    with time_machine.travel(AFTER, tick=False):
        for paper in (new_paper(other.pk), "made-up", ""):
            sent = client.post(path(cranes), {"paper": paper, "cranes-stars": 8}, headers=OURS)
            assert sent.status_code == 403
    assert not Vote.objects.exists()


# --- From our own page ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "is_counted"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),  # a neighbour under the same domain is not us
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, False),
        ({"origin": "http://testserver"}, True),
        ({"origin": "https://testserver"}, False),
        ({"origin": "http://testserver.evil.example"}, False),
        ({"origin": "https://evil.example", "referer": "http://testserver/"}, False),
        ({"origin": "null"}, False),
        ({"origin": "https://panel.example"}, True),  # one that the house trusts
        ({"referer": "http://testserver/rate/x/"}, True),
        ({"referer": "https://evil.example/http://testserver/"}, False),
        ({"referer": "http://[broken"}, False),
        ({}, False),
    ],
)
def test_a_vote_comes_from_our_own_page_or_is_none(
    cranes: Screening, settings: Any, headers: dict[str, str], is_counted: bool
) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://panel.example"]
    client = Client(enforce_csrf_checks=True)
    sent = send(client, cranes, headers=headers, stars=8)
    assert (sent.status_code, Vote.objects.count()) == ((302, 1) if is_counted else (403, 0))
    assert bool(sent.cookies) is is_counted


def test_what_another_page_filled_in_is_not_offered_to_be_sent(client: Client, cranes: Screening) -> None:
    sent = send(client, cranes, headers={"sec-fetch-site": "cross-site"}, stars=1, words="Rubbish")
    assert "checked" not in sent.content.decode()
    assert "Rubbish" not in sent.content.decode()


# --- How often -------------------------------------------------------------------------------------


def test_a_place_that_sends_too_many_waits(cranes: Screening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MOST", 2)
    sent = [send(Client(), cranes, stars=8) for _vote in range(3)]
    assert [one.status_code for one in sent] == [302, 302, 429]
    assert "was not counted yet" in sent[2].content.decode()
    assert 'value="8"' in sent[2].content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert send(elsewhere, cranes, stars=8).status_code == 302
    cache.clear()  # as WHILE seconds do
    assert send(Client(), cranes, stars=8).status_code == 302


def test_a_form_with_a_mistake_is_not_counted_against_a_place(
    cranes: Screening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "MOST", 1)
    assert [send(Client(), cranes).status_code for _mistake in range(3)] == [422] * 3
    assert send(Client(), cranes, stars=8).status_code == 302


ONE, TWO = "192.0.2.1", "192.0.2.2"
BY_PROXY = "HTTP_X_FORWARDED_FOR"


@pytest.mark.parametrize(
    ("has_proxy", "header", "pair", "is_one_place"),
    [
        (False, "REMOTE_ADDR", (ONE, ONE), True),
        (False, "REMOTE_ADDR", (ONE, TWO), False),
        (False, "REMOTE_ADDR", ("2001:db8::1", "2001:db8::2"), True),  # one household
        (False, "REMOTE_ADDR", ("2001:db8::1", "2001:db8:0:1::1"), False),
        (False, BY_PROXY, (ONE, TWO), True),  # anybody's word
        (True, BY_PROXY, (ONE, TWO), False),
        (True, BY_PROXY, (f"6.6.6.6, {ONE}", ONE), True),  # the proxy's own word is the last
        (True, BY_PROXY, ("nonsense", "nonsense"), True),
    ],
)
def test_what_one_place_is(
    settings: Any, has_proxy: bool, header: str, pair: tuple[str, str], is_one_place: bool
) -> None:
    settings.PROXIES = int(has_proxy)
    first, second = (RequestFactory().post("/", **{header: one}) for one in pair)
    assert not any(throttle.is_crowded(first) for _vote in range(throttle.MOST))
    assert throttle.is_crowded(second) is is_one_place


def test_no_address_is_kept(rf: Any) -> None:
    """In the cache stand a salt and a digest, for minutes; with another salt, another digest."""
    seen = []
    for _salt in range(2):
        cache.clear()
        throttle.is_crowded(rf.post("/", REMOTE_ADDR="192.0.2.1"))
        store = caches["default"]
        assert len(store._cache) == 2
        assert all(0 < ends - time.time() <= 300 for ends in store._expire_info.values())
        assert b"192.0.2.1" not in b" ".join([*store._cache.values(), *(key.encode() for key in store._cache)])
        seen.append(set(store._cache))
    assert len(seen[0] & seen[1]) == 1  # the name of the salt


# --- What the public sees -------------------------------------------------------------------------


def test_a_film_s_page_leads_to_the_vote_while_it_is_open(client: Client, cranes: Screening) -> None:
    for at, is_told in [(NOON, False), (AFTER, True), (CLOSES - timedelta(minutes=1), True), (CLOSES, False)]:
        told = see(client, PAGE, at)
        assert (path(cranes) in told, "lantern.example/rate/" in told) == (is_told, is_told)
    code = client.get(f"/rate/{link_code(cranes.pk)}.svg")
    assert (code["Content-Type"], code.content[:4]) == ("image/svg+xml", b"<svg")


@pytest.mark.parametrize(("votes", "is_shown"), [(4, False), (5, True)])
def test_votes_are_shown_from_five_on(client: Client, cranes: Screening, votes: int, is_shown: bool) -> None:
    last = cast(cranes, *[8] * votes, words="Lovely & short.")[-1]
    moderate(vote=last.pk, verdict=WordsState.APPROVED, seen=last.version, by=None, at=AFTER)
    told = see(client, PAGE)
    assert [said in told for said in ('role="img"', "5 votes", "Lovely &amp; short.", "aggregateRating")] == [
        is_shown
    ] * 4


def test_the_histogram_says_the_same_as_its_table(client: Client, cranes: Screening) -> None:
    cast(cranes, 5, 6, 7, 9, 10, 8, 8, 8, 10, 6)
    told = see(client, PAGE)
    assert "10 votes, 3.9 of 5 stars on average; 70 % gave 3½ stars or more." in told
    table = re.findall(r'<th scope="row">([^<]+)</th><td>(\d+)</td>', told)
    assert [count for _stars, count in table] == ["0", "0", "0", "0", "1", "2", "1", "3", "1", "2"]
    heights = [int(height) for height in re.findall(r'<rect [^>]*height="(\d+)"', told)]
    assert heights == [24 * int(count) for _stars, count in table]
    assert ("<title id=" in told, "<desc id=" in told, "style=" in told) == (True, True, False)


def test_only_what_was_approved_is_printed(client: Client, cranes: Screening) -> None:
    votes = [*cast(cranes, 8, 8, words="Fine."), *cast(cranes, 8, words="Waiting."), *cast(cranes, 8, 8, words="Rude.")]
    for one, verdict in zip(votes, ["approved", "approved", "", "refused", "refused"], strict=True):
        if verdict:
            moderate(vote=one.pk, verdict=WordsState(verdict), seen=one.version, by=None, at=AFTER)
    told = see(client, PAGE)
    assert (told.count("<q>Fine.</q>"), "Waiting." in told, "Rude." in told) == (2, False, False)


def test_what_another_place_prints_stands_apart(client: Client, cranes: Screening) -> None:
    shown = cranes.programme.items.get().film
    quoted = {"source": "a site", "score": "93 %", "stars": [5, 6, 7, 9, 10, 8, 8, 8, 10, 6], "seen_on": FRIDAY}
    QuotedRating.objects.create(film=shown, **quoted)
    told = see(client, PAGE)
    assert "<b>93 %</b>, quoted from a site, seen on November\u00a020, 2026." in told
    assert "10 ratings shown there: mean 3.85 stars, median 4, 70 % at 3½ stars or more." in told
    assert ("aggregateRating" in told, 'role="img"' in told) == (False, False)
    cast(cranes, *[2] * 5)
    node = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', see(client, PAGE))[0])
    movie = next(one for one in node["@graph"] if one["@type"] == "Movie")
    assert movie["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": 1.0,
        "ratingCount": 5,
        "bestRating": 5,
        "worstRating": 0.5,
    }


def test_a_film_s_page_is_kept_until_a_vote_changes_it(client: Client, cranes: Screening) -> None:
    cast(cranes, *[8] * 5)
    with time_machine.travel(AFTER, tick=False):
        tag = client.get(PAGE)["ETag"]
        assert client.get(PAGE, headers={"if-none-match": tag}).status_code == 304
        cast(cranes, 2)
        assert client.get(PAGE, headers={"if-none-match": tag}).status_code == 200


# --- The foyer -------------------------------------------------------------------------------------


def test_the_foyer_shows_what_has_just_ended(client: Client) -> None:
    first, second = ScreenFactory(), ScreenFactory()
    early = show(programme(film("Cranes")), FRIDAY, "14:00", first)
    one = show(programme(film("Detour")), FRIDAY, "19:00", first)
    two = show(programme(film("Wanda")), FRIDAY, "19:20", second)
    go_public()

    def shown(hours: int, minutes: int) -> list[str]:
        told = see(client, "/foyer/", NOON + timedelta(hours=hours, minutes=minutes))
        return re.findall(r'src="/rate/([^"]+)\.svg"', told)

    assert shown(1, 0) == []
    assert shown(3, 41) == [link_code(early.pk)]
    assert shown(8, 30) == [link_code(early.pk)]  # the last that ended, until another does
    assert shown(9, 5) == [link_code(two.pk), link_code(one.pk)]
    assert shown(12, 0) == [link_code(two.pk)]
    assert shown(41, 0) == []


def test_the_foyer_needs_no_hand_and_no_script(client: Client, cranes: Screening) -> None:
    told = see(client, "/foyer/")
    assert ('<meta http-equiv="refresh" content="30">' in told, "<script" in told) == (True, False)
    assert '<meta name="robots" content="noindex">' in told
    assert "The next show ends at 8:40." in see(client, "/foyer/", NOON)
