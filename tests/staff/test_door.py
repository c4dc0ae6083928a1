"""The stage door: too many wrong passwords, the second step, sessions that end, and what the door book says of it."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from programming.actions import second_step
from programming.choices import DoorKind
from programming.models import DoorEntry, SecondStepRule
from tests.factories import ScreenFactory

pytestmark = pytest.mark.django_db

KEY = "3132333435363738393031323334353637383930"
GOOD = "the long way round"
AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
LOGIN, STEP, SET_UP = "/staff/login/", "/staff/second-step/", "/staff/second-step/set-up/"


@pytest.fixture(autouse=True)
def clock(settings: Any) -> Iterator[Any]:
    settings.SESSION_COOKIE_AGE, settings.SESSION_HOURS = 120 * 60, 14
    cache.clear()
    with time_machine.travel(AT, tick=False) as travelling:
        yield travelling


@pytest.fixture
def ines() -> User:
    made = User.objects.create_user("ines", password=GOOD, is_staff=True)
    made.groups.add(Group.objects.get(name="programmer"))
    return made


@pytest.fixture
def chief() -> User:
    return User.objects.create_superuser("chief", password=GOOD)


def log_in(client: Client, name: str = "ines", password: str = GOOD, **more: Any) -> Any:
    return client.post(LOGIN, {"username": name, "password": password, "next": "/staff/account/"}, **more)


def has_second_step(person: User) -> TOTPDevice:
    return TOTPDevice.objects.create(user=person, key=KEY, name="phone", confirmed=True)


def code_now(key: str = KEY) -> str:
    return f"{totp(bytes.fromhex(key)):06}"


def book(*kinds: DoorKind) -> list[tuple[str, str]]:
    found = DoorEntry.objects.filter(kind__in=kinds) if kinds else DoorEntry.objects.all()
    return [(entry.kind, entry.name) for entry in found.order_by("pk")]


# --- Wrong passwords ------------------------------------------------------------------------------


def test_five_wrong_passwords_shut_one_name_out_for_a_while(client: Client, ines: User, clock: Any) -> None:
    ScreenFactory()
    assert [log_in(client, password="wrong").status_code for _try in range(5)] == [200, 200, 200, 200, 429]
    clock.shift(timedelta(minutes=5))
    told = log_in(client)
    assert told.status_code == 429
    assert (told.headers["Retry-After"], told.headers["Cache-Control"]) == ("600", "no-store")
    said = re.sub(r"\s+", " ", told.content.decode())
    assert "until 12:15: that is 10 minutes" in said
    assert "wrong five times" in said
    clock.shift(timedelta(minutes=9, seconds=59))
    assert log_in(client).status_code == 429
    clock.shift(timedelta(seconds=2))
    assert log_in(client).status_code == 302


@pytest.mark.parametrize(
    ("name", "address", "status"),
    [
        ("ines", "192.0.2.1", 429),
        ("chief", "192.0.2.1", 302),  # a colleague at the same counter
        ("ines", "192.0.2.2", 302),  # herself, at home
        ("ines", "2001:db8::2", 302),
    ],
)
def test_only_that_name_from_that_address_waits(ines: User, chief: User, name: str, address: str, status: int) -> None:
    for _try in range(5):
        log_in(Client(), password="wrong", REMOTE_ADDR="192.0.2.1")
    assert log_in(Client(), name, REMOTE_ADDR=address).status_code == status


def test_another_browser_or_spelling_does_not_help(ines: User) -> None:
    for number in range(5):
        log_in(Client(), "ｉｎｅｓ" if number % 2 else "ines", "wrong", HTTP_USER_AGENT=f"browser {number}")
    assert log_in(Client()).status_code == 429


def test_an_address_of_the_newer_kind_is_its_network(ines: User) -> None:
    for number in range(5):
        log_in(Client(), password="wrong", REMOTE_ADDR=f"2001:db8::{number}")
    assert log_in(Client(), REMOTE_ADDR="2001:db8::ffff").status_code == 429
    assert log_in(Client(), REMOTE_ADDR="2001:db8:0:1::1").status_code == 302


@pytest.mark.parametrize(
    ("proxies", "header", "kept"),
    [
        (0, "192.0.2.9", "203.0.113.1"),
        (1, "192.0.2.9", "192.0.2.9"),
        (1, "6.6.6.6, 192.0.2.9", "192.0.2.9"),
        (2, "6.6.6.6, 192.0.2.9, 198.51.100.1", "192.0.2.9"),
        (2, "192.0.2.9", "192.0.2.9"),
        (1, "", "203.0.113.1"),
        (1, "nonsense", None),
        (0, "", "203.0.113.1"),
    ],
)
def test_behind_proxies_an_address_is_what_ours_wrote(
    settings: Any, ines: User, proxies: int, header: str, kept: str | None
) -> None:
    settings.PROXIES = proxies
    log_in(Client(), REMOTE_ADDR="203.0.113.1", **({"HTTP_X_FORWARDED_FOR": header} if header else {}))
    assert DoorEntry.objects.get(kind="in").address == kept


def test_a_name_that_nobody_has_fails_and_is_shut_out_in_the_same_words(client: Client, ines: User) -> None:
    pages = {}
    for name in ("ines", "nobody"):
        first = [re.sub(r'value="[^"]*"', "", log_in(client, name, "wrong").content.decode()) for _try in range(5)]
        pages[name] = first
    assert pages["ines"] == pages["nobody"]


def test_what_was_typed_for_a_name_is_not_kept(client: Client, ines: User) -> None:
    log_in(client, GOOD, "ines")  # the fields mixed up
    log_in(client, password="hush hush")
    assert book() == [("failed", ""), ("failed", "ines")]
    stored = [str(row) for table in ("programming_doorentry", "axes_accessattempt") for row in rows_of(table)]
    assert not any("hush hush" in row for row in stored)


def rows_of(table: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  one of two names
        return list(cursor.fetchall())


def test_who_tries_one_name_after_the_other_is_stopped_as_well(client: Client, ines: User) -> None:
    tries = [log_in(client, f"name-{number}", "wrong").status_code for number in range(62)]
    assert tries == [200] * 60 + [429] * 2
    assert log_in(client).status_code == 429
    assert log_in(Client(), REMOTE_ADDR="192.0.2.9").status_code == 302


def test_a_right_password_forgets_the_wrong_ones(client: Client, ines: User) -> None:
    for _round in range(3):
        assert [log_in(client, password="wrong").status_code for _try in range(4)] == [200] * 4
        assert log_in(client).status_code == 302
        client.logout()


@pytest.mark.parametrize("way", ["panel", "command"])
def test_somebody_can_be_let_in_again(ines: User, chief: User, way: str) -> None:
    for _try in range(5):
        log_in(Client(), password="wrong")
    if way == "panel":
        client = Client()
        client.force_login(chief)
        answer = client.post(reverse("staff:auth_user_door", args=[ines.pk]), {"deed": "in"}, follow=True)
        assert "can log in again at once." in answer.content.decode()
    else:
        call_command("let_in", "ines")
    assert log_in(Client()).status_code == 302
    assert ("let-in", "ines") in book()


# --- The second step ------------------------------------------------------------------------------


def staff_paths() -> list[str]:
    from tests.staff.test_roles import ADDRESSES, EXPECTED, filled_house, path_of  # noqa: PLC0415

    rows = filled_house()
    return [path_of(name, rows) for name in ADDRESSES if name in EXPECTED]


OPEN = {LOGIN, "/staff/logout/"}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("who", "leads_to"),
    [
        ("anonymous", LOGIN),
        ("password only, has a second step", STEP),
        ("password only, must have one", SET_UP),
        ("verified", ""),
        ("password only, needs none", ""),
    ],
)
def test_every_address_asks_for_the_second_step(who: str, leads_to: str, method: str) -> None:
    """Every staff address × (anonymous, password only, verified): what is not open leads to the step that is due."""
    client, person = Client(), User.objects.create_superuser("somebody", password=GOOD)
    paths = staff_paths()
    if who != "anonymous":
        client.force_login(person)
    if "must" in who:
        SecondStepRule.objects.create(group=None)
    if "has" in who or who == "verified":
        has_second_step(person)
    if who == "verified":
        assert client.post(STEP, {"code": code_now()}).status_code == 302
    before = DoorEntry.objects.count()
    for path in paths:
        if path in OPEN or (leads_to and path == leads_to):
            continue
        answer = getattr(client, method)(path)
        location = answer.headers.get("Location", "").partition("?")[0]
        if who == "anonymous" and answer.status_code == 405:
            continue  # a page that is only ever read, or only ever sent to
        if leads_to:
            assert (path, answer.status_code, location) == (path, 302, leads_to)
        else:
            assert (path, location in (LOGIN, STEP, SET_UP)) == (path, False)
    if leads_to:
        assert DoorEntry.objects.count() == before


def test_what_the_board_asks_for_in_between_is_held_back_too(client: Client, ines: User) -> None:
    has_second_step(ines)
    client.force_login(ines)
    for path in ("/staff/board/", "/staff/as-of/2026-11-20T1700Z/", "/staff/as-of/2026-11-20T1700Z/search/suggest"):
        answer = client.get(path, headers={"Accept": "application/json"})
        assert answer.headers["Location"].startswith(f"{STEP}?next=%2Fstaff%2F"), path


def test_no_address_under_staff_is_outside_the_door() -> None:
    """The door is by the route: nothing that belongs to the panel may live elsewhere."""
    kept = [str(one.pattern) for one in get_resolver("programming.urls").url_patterns]
    assert {one for one in kept if "staff" in one and not one.startswith("staff/")} == set()


def test_the_way_in_with_a_second_step(client: Client, ines: User) -> None:
    has_second_step(ines)
    assert log_in(client).headers["Location"] == "/staff/account/"
    asked = client.get("/staff/account/")
    assert asked.headers["Location"] == f"{STEP}?next=%2Fstaff%2Faccount%2F"
    page = client.get(asked.headers["Location"]).content.decode()
    assert "six digits" in page
    assert 'class="nav"' not in page  # no places for whoever is not in yet
    before = client.session.session_key
    answer = client.post(STEP, {"code": f" {code_now()[:3]} {code_now()[3:]} ", "next": "/staff/account/"})
    assert answer.headers["Location"] == "/staff/account/"
    assert client.session.session_key != before
    assert client.get("/staff/account/").status_code == 200
    assert book() == [("in", "ines"), ("second-passed", "ines")]


def test_a_code_is_taken_once(ines: User) -> None:
    has_second_step(ines)
    answers = []
    for _browser in range(2):
        client = Client()
        client.force_login(ines)
        answers.append(client.post(STEP, {"code": code_now()}).status_code)
    assert answers == [302, 200]


def test_wrong_codes_make_one_wait_ever_longer(client: Client, ines: User, clock: Any) -> None:
    has_second_step(ines)
    client.force_login(ines)
    assert "This code is wrong" in client.post(STEP, {"code": "000000"}).content.decode()
    assert "Wait 1 second," in client.post(STEP, {"code": code_now()}).content.decode()
    clock.shift(timedelta(seconds=2))
    client.post(STEP, {"code": "000000"})
    assert "Wait 2 seconds," in client.post(STEP, {"code": code_now()}).content.decode()
    clock.shift(timedelta(seconds=60))
    assert client.post(STEP, {"code": code_now()}).status_code == 302
    assert book(DoorKind.SECOND_FAILED) == [("second-failed", "ines")] * 2


def test_a_colleague_s_code_is_no_key_to_this_account(ines: User, chief: User) -> None:
    has_second_step(ines)
    TOTPDevice.objects.create(user=chief, key="31" * 20, confirmed=True)
    client = Client()
    client.force_login(ines)
    assert client.post(STEP, {"code": code_now("31" * 20)}).status_code == 200
    session = client.session
    session["otp_device_id"] = TOTPDevice.objects.get(user=chief).persistent_id
    session.save()
    assert client.get("/staff/").headers["Location"].startswith(STEP)


def test_setting_it_up_from_the_first_page_to_the_last_code(client: Client, ines: User, clock: Any) -> None:
    ScreenFactory()
    SecondStepRule.objects.create(group=Group.objects.get(name="programmer"))
    client.force_login(ines)
    assert client.get("/staff/tonight/").headers["Location"] == f"{SET_UP}?next=%2Fstaff%2Ftonight%2F"
    page = client.get(f"{SET_UP}?next=/staff/tonight/").content.decode()
    key = client.session["door.key"]
    assert second_step.key_text(key) in page
    assert "<svg" in page
    assert "style=" not in page
    wrong = client.post(SET_UP, {"code": "000000", "next": "/staff/tonight/"})
    assert "not the code" in wrong.content.decode()
    assert not TOTPDevice.objects.exists()
    done = client.post(SET_UP, {"code": code_now(key), "next": "/staff/tonight/"})
    codes = re.findall(r"<code>([a-z0-9-]+)</code>", done.content.decode())
    assert len(set(codes)) == 10
    assert "no-store" in done.headers["Cache-Control"]
    assert "door.key" not in client.session
    assert client.get("/staff/tonight/").status_code == 200
    assert client.get(SET_UP).headers["Location"] == "/staff/"  # and never shows the key again
    other = Client()
    other.force_login(ines)
    assert other.post(SET_UP, {"code": code_now(key)}).headers["Location"].startswith(STEP)
    assert other.post(STEP, {"code": codes[3].upper().replace("-", " ")}).status_code == 302
    assert other.get("/staff/").status_code == 200
    clock.shift(timedelta(minutes=1))
    third = Client()
    third.force_login(ines)
    assert third.post(STEP, {"code": codes[3]}).status_code == 200
    assert StaticToken.objects.count() == 9
    assert {"second-set-up", "code-used", "second-failed"} <= {kind for kind, _name in book()}


def test_a_rule_reaches_those_who_are_logged_in_already(ines: User, chief: User) -> None:
    client, boss = Client(), Client()
    client.force_login(ines)
    boss.force_login(chief)
    assert client.get("/staff/account/").status_code == 200
    answer = boss.post("/staff/second-step/roles/", {"groups": [Group.objects.get(name="programmer").pk]})
    assert answer.status_code == 302
    assert client.get("/staff/account/").headers["Location"].startswith(SET_UP)
    assert boss.get("/staff/account/").status_code == 200
    boss.post("/staff/second-step/roles/", {"everybody": "on"})
    assert client.get("/staff/account/").status_code == 200
    assert boss.get("/staff/account/").headers["Location"].startswith(SET_UP)
    assert [entry.detail for entry in DoorEntry.objects.filter(kind="rule").order_by("pk")] == [
        "programmer",
        "those who may do everything",
    ]


def test_only_who_looks_after_accounts_makes_rules(client: Client, ines: User) -> None:
    client.force_login(ines)
    assert client.post("/staff/second-step/roles/", {}).status_code == 403


@pytest.mark.parametrize("must", [True, False])
def test_turning_it_off_needs_the_password_and_a_role_that_lets_one(client: Client, ines: User, must: bool) -> None:
    has_second_step(ines)
    client.force_login(ines)
    client.post(STEP, {"code": code_now()})
    if must:
        SecondStepRule.objects.create(group=Group.objects.get(name="programmer"))
    assert "not your password" in client.post("/staff/account/", {"deed": "off", "password": "x"}).content.decode()
    assert TOTPDevice.objects.count() == 1
    client.post("/staff/account/", {"deed": "off", "password": GOOD})
    assert TOTPDevice.objects.count() == int(must)


def test_new_recovery_codes_take_the_place_of_the_old(client: Client, ines: User) -> None:
    has_second_step(ines)
    client.force_login(ines)
    client.post(STEP, {"code": code_now()})
    found = []
    for _time in range(2):
        page = client.post("/staff/account/", {"deed": "codes", "password": GOOD}).content.decode()
        found.append(set(re.findall(r"<code>([a-z0-9-]+)</code>", page)))
    assert [len(codes) for codes in found] == [10, 10]
    assert not found[0] & found[1]
    assert StaticToken.objects.count() == 10
    assert client.get("/staff/account/").status_code == 200


def test_a_colleague_s_second_step_is_reset_and_written_down(ines: User, chief: User) -> None:
    has_second_step(ines)
    hers, boss = Client(), Client()
    hers.force_login(ines)
    hers.post(STEP, {"code": code_now()})
    boss.force_login(chief)
    page = boss.get(reverse("staff:auth_user_change", args=[ines.pk])).content.decode()
    assert "Reset the second step" in page
    boss.post(reverse("staff:auth_user_door", args=[ines.pk]), {"deed": "reset"})
    assert not TOTPDevice.objects.exists()
    assert hers.get("/staff/account/").headers["Location"].startswith(LOGIN)
    entry = DoorEntry.objects.get(kind="second-reset")
    assert (entry.user, entry.by) == (ines, chief)


def test_without_anybody_else_the_command_resets_it(ines: User) -> None:
    has_second_step(ines)
    client = Client()
    client.force_login(ines)
    call_command("let_in", "ines", second_step=True)
    assert not TOTPDevice.objects.exists()
    assert client.get("/staff/account/").headers["Location"].startswith(LOGIN)
    assert ("second-reset", "ines") in book()
    with pytest.raises(CommandError, match="Nobody here is called"):
        call_command("let_in", "nobody")


@pytest.mark.parametrize("deed", ["in", "out", "reset"])
def test_who_may_not_change_accounts_opens_no_door(ines: User, chief: User, deed: str) -> None:
    has_second_step(chief)
    client = Client()
    client.force_login(ines)
    assert client.post(reverse("staff:auth_user_door", args=[chief.pk]), {"deed": deed}).status_code == 403
    assert TOTPDevice.objects.count() == 1


# --- Where a way leads on -------------------------------------------------------------------------

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/staff/",
    "/\\evil.example/staff/",
    "\\\\evil.example",
    "http:///evil.example/staff/",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/staff/\\@evil.example".replace("/staff/", "//"),
    "\thttps://evil.example/",
    "/%0d%0aLocation:https://evil.example",
    "///evil.example/staff/",
    "http://testserver@evil.example/staff/",
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
@pytest.mark.parametrize("page", ["login", "code", "set up", "over"])
def test_no_way_leads_off_the_house(ines: User, wanted: str, page: str, clock: Any) -> None:
    client = Client()
    if page == "login":
        answer = client.post(f"{LOGIN}?next={wanted}", {"username": "ines", "password": GOOD, "next": wanted})
    elif page == "code":
        has_second_step(ines)
        client.force_login(ines)
        answer = client.post(STEP, {"code": code_now(), "next": wanted})
    elif page == "set up":
        client.force_login(ines)
        client.get(SET_UP)
        page_after = client.post(SET_UP, {"code": code_now(client.session["door.key"]), "next": wanted})
        assert "evil" not in page_after.content.decode()
        assert 'href="/staff/">' in page_after.content.decode()
        return
    else:
        client.force_login(ines)
        clock.shift(timedelta(minutes=90))
        client.get("/staff/account/")
        answer = client.get("/staff/account/", {"next": wanted})
        assert answer.status_code == 200
        return
    location = answer.headers.get("Location", "/")
    assert location in ("/staff/", "/%0d%0aLocation:https://evil.example")


# --- Sessions that end ----------------------------------------------------------------------------


def test_an_idle_session_ends_and_a_busy_one_lasts_until_it_has_lasted_long_enough(ines: User, clock: Any) -> None:
    idle, busy = Client(), Client()
    idle.force_login(ines)
    busy.force_login(ines)
    for _quarter in range(14 * 2):
        clock.shift(timedelta(minutes=30))
        assert busy.get("/staff/account/").status_code == 200
    assert idle.get("/staff/account/").headers["Location"].startswith(LOGIN)
    clock.shift(timedelta(seconds=1))
    over = busy.get("/staff/account/")
    assert over.headers["Location"] == f"{LOGIN}?next=%2Fstaff%2Faccount%2F"
    assert "logged in for a long time" in busy.get(over.headers["Location"]).content.decode()


def test_a_page_a_second_does_not_write_a_session_a_second(client: Client, ines: User, clock: Any) -> None:
    client.force_login(ines)
    clock.shift(timedelta(seconds=30))
    with CaptureQueriesContext(connection) as queries:
        client.get("/staff/account/")
    assert not [one for one in queries if "UPDATE" in one["sql"]]


def test_logging_out_everywhere_leaves_this_browser(ines: User, chief: User) -> None:
    here, there, boss = Client(), Client(), Client()
    for one, person in ((here, ines), (there, ines), (boss, chief)):
        one.force_login(person)
    page = here.post("/staff/account/", {"deed": "out"}, follow=True).content.decode()
    assert "logged out in 1 other place." in page
    assert here.get("/staff/account/").status_code == 200
    assert there.get("/staff/account/").headers["Location"].startswith(LOGIN)
    boss.post(reverse("staff:auth_user_door", args=[ines.pk]), {"deed": "out"})
    assert here.get("/staff/account/").headers["Location"].startswith(LOGIN)
    assert boss.get("/staff/account/").status_code == 200


@pytest.mark.parametrize("who", ["herself", "a colleague"])
def test_a_new_password_logs_out_everywhere_else(ines: User, chief: User, who: str) -> None:
    here, there, boss = Client(), Client(), Client()
    for one, person in ((here, ines), (there, ines), (boss, chief)):
        one.force_login(person)
    new = {"new_password1": "another long way", "new_password2": "another long way"}
    if who == "herself":
        here.post("/staff/password_change/", {"old_password": GOOD, **new})
        assert here.get("/staff/account/").status_code == 200
    else:
        path = reverse("staff:auth_user_password_change", args=[ines.pk])
        typed = {"password1": "another long way", "password2": "another long way", "usable_password": "true"}
        assert boss.post(path, {**typed, "set-password": "1"}).status_code == 302
    assert there.get("/staff/account/").headers["Location"].startswith(LOGIN)
    assert ("password", "ines") in book()


def test_logging_out_leaves_no_session_behind(client: Client, ines: User) -> None:
    log_in(client)
    assert Session.objects.count() == 1
    client.post("/staff/logout/")
    assert Session.objects.count() == 0
    assert book() == [("in", "ines"), ("out", "ines")]


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("elevenchars", "at least 12 characters"),
        ("491733501126", ""),  # which kinds of letters are in it does not matter
        ("1234567890123", "too common"),
        ("ines.somebody1", "too similar"),
        ("correct horse battery", ""),
    ],
)
def test_a_password_is_long_and_not_one_that_everybody_guesses(
    client: Client, ines: User, password: str, said: str
) -> None:
    ines.email = "ines.somebody1@example.org"
    ines.save()
    client.force_login(ines)
    typed = {"old_password": GOOD, "new_password1": password, "new_password2": password}
    answer = client.post("/staff/password_change/", typed)
    assert answer.status_code == (200 if said else 302)
    assert said in answer.content.decode()


# --- The door book --------------------------------------------------------------------------------


def test_the_book_is_read_by_those_who_may_and_one_s_own_lines_by_everybody(ines: User, chief: User) -> None:
    usher = User.objects.create_user("usher", password=GOOD, is_staff=True)
    usher.groups.add(Group.objects.get(name="front of house"))
    for name in ("ines", "usher"):
        log_in(Client(), name, REMOTE_ADDR="192.0.2.77" if name == "ines" else "192.0.2.88")
    client, book_page = Client(), "/staff/programming/doorentry/"
    client.force_login(usher)
    assert client.get(book_page).status_code == 403
    own = client.get("/staff/account/").content.decode()
    assert "192.0.2.88" in own
    assert "192.0.2.77" not in own
    client.force_login(ines)
    assert "192.0.2.88" in client.get(book_page).content.decode()
    assert "192.0.2.88" not in client.get(book_page, {"user__id__exact": ines.pk}).content.decode()
    assert client.get(book_page, {"kind__exact": "failed"}).status_code == 200


@pytest.mark.parametrize(
    ("days", "is_there", "has_address"), [(0, True, True), (29, True, True), (31, True, False), (366, False, False)]
)
def test_the_book_forgets(ines: User, clock: Any, days: int, is_there: bool, has_address: bool) -> None:
    DoorEntry.objects.create(at=AT, kind="out", address="192.0.2.1", name="old")
    clock.shift(timedelta(days=days))
    log_in(Client())
    found = DoorEntry.objects.filter(name="old").first()
    assert (found is not None, bool(found and found.address)) == (is_there, has_address)


CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"is_superuser": "on"}, "+is_superuser"),
    ({"is_active": None}, "-is_active"),
    ({"groups": "projection"}, "+projection, -programmer"),
    ({"email": "ines@example.org"}, ""),
]


@pytest.mark.parametrize(("typed", "said"), CHANGES)
def test_a_change_of_rights_is_written_down(ines: User, chief: User, typed: dict[str, Any], said: str) -> None:
    from tests.pages import filled_in  # noqa: PLC0415

    client = Client()
    client.force_login(chief)
    path = reverse("staff:auth_user_change", args=[ines.pk])
    if "groups" in typed:
        typed = {"groups": Group.objects.get(name=typed["groups"]).pk}
    sent = {name: value for name, value in filled_in(client.get(path), **typed).items() if value is not None}
    assert client.post(path, sent).status_code == 302
    found = [(entry.name, entry.by, entry.detail) for entry in DoorEntry.objects.filter(kind="rights")]
    assert found == ([("ines", chief, said)] if said else [])


def test_who_looks_after_accounts_cannot_take_everything(ines: User, chief: User) -> None:
    """A house may give a group of its own the right to change users; that must not be the right to everything."""
    from tests.pages import filled_in  # noqa: PLC0415

    clerk = User.objects.create_user("clerk", password=GOOD, is_staff=True)
    rights = ("change_user", "view_user", "change_group", "delete_user")
    clerk.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(clerk)
    own = reverse("staff:auth_user_change", args=[clerk.pk])
    typed = {"is_superuser": "on", "groups": Group.objects.get(name="programmer").pk, "user_permissions": "1"}
    client.post(own, filled_in(client.get(own), **typed))
    clerk.refresh_from_db()
    assert (clerk.is_superuser, clerk.groups.count(), clerk.user_permissions.count()) == (False, 0, len(rights))
    assert client.post(reverse("staff:auth_user_change", args=[chief.pk]), {"username": "mine"}).status_code == 403
    assert client.post(reverse("staff:auth_user_password_change", args=[chief.pk]), {}).status_code == 403
    assert client.post(reverse("staff:auth_user_delete", args=[chief.pk]), {"post": "yes"}).status_code == 403
    assert client.post(reverse("staff:auth_user_door", args=[chief.pk]), {"deed": "out"}).status_code == 403
    role = Group.objects.create(name="ushers")
    page = reverse("staff:auth_group_change", args=[role.pk])
    client.post(page, filled_in(client.get(page), permissions=Permission.objects.values_list("pk", flat=True)[0]))
    assert role.permissions.count() == 0


STANDINGS: list[tuple[Callable[[User], Any], tuple[bool, bool]]] = [
    (lambda _who: None, (False, False)),
    (has_second_step, (True, False)),
    (lambda who: TOTPDevice.objects.create(user=who, confirmed=False), (False, False)),
    (lambda _who: SecondStepRule.objects.create(group=None), (False, False)),
    (lambda who: SecondStepRule.objects.create(group=who.groups.get()), (False, True)),
    (lambda _who: SecondStepRule.objects.create(group=Group.objects.get(name="projection")), (False, False)),
]


@pytest.mark.parametrize(("given", "told"), STANDINGS)
def test_where_somebody_stands_is_one_query(ines: User, given: Callable[[User], Any], told: tuple[bool, bool]) -> None:
    given(ines)
    with CaptureQueriesContext(connection) as queries:
        found = second_step.standing(ines)
    assert ((found.has, found.must), len(queries)) == (told, 1)
