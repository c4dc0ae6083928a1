"""Every address of the panel, every role, every method: who may go there, in one table. What is not in it fails."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.admin.utils import quote
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from programming.actions.roles import EVERYTHING, ROLES, make_roles, permissions_of
from programming.admin.site import house_site
from programming.models import (
    Claim,
    DoorEntry,
    Draft,
    Edition,
    Film,
    Import,
    Material,
    Notice,
    PrintedDate,
    Programme,
    Publication,
    PublishedScreening,
    PullQuote,
    Restoration,
    Run,
    Screening,
    Source,
)
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, hold, run, series, show
from tests.pages import filled_in

pytestmark = pytest.mark.django_db

LETTERS = {
    "P": "programmer",
    "C": "copy editor",
    "B": "projection",
    "F": "front of house",
    "R": "read-only",
    "S": "",  # a superuser
}
ALL = "SPCBFR"

RECORDS = {
    # model: who may look, add, change, delete. A history is for those who may look; putting back is a change.
    "film": (ALL, "SPC", "SPC", "SPC"),
    "person": ("SPCR", "SPC", "SPC", "SPC"),
    "material": (ALL, "SPB", "SPB", "SPB"),
    "programme": (ALL, "SP", "SPC", "SP"),  # a copy editor writes its notes
    "series": (ALL, "SP", "SPC", "SP"),
    "run": (ALL, "SP", "SPCB", "SP"),  # the booth chooses its material, a copy editor the quotes it prints
    "pullquote": ("SPCR", "SPC", "SPC", "SPC"),
    "screening": (ALL, "SP", "SPBF", "SP"),  # and the box office its tickets
    "venue": (ALL, "", "SP", ""),  # there is one
    "screen": (ALL, "SP", "SP", "SP"),
    "notice": ("SPCFR", "SPCF", "SPCF", "SPCF"),
    "source": ("SPCR", "SPC", "SPC", "SPC"),
    "claim": ("SPCR", "", "SPC", "SPC"),  # added on the film's research file
    "printeddate": ("SPCR", "SPC", "SPC", "SPC"),
    "restoration": ("SPCBR", "SPC", "SPC", "SPC"),
    "edition": ("SPCR", "SPC", "SPC", "SPC"),
    "publication": ("SPR", "", "", ""),  # made by publishing
    "import": ("SPR", "", "", ""),
    "doorentry": ("SP", "", "", ""),  # written by what happens
    "user": ("S", "S", "S", "S"),
    "group": ("S", "S", "S", "S"),
}

PAGES = {
    # address: who may GET, who may POST
    "staff:index": (ALL, ALL),
    "staff:login": (f"{ALL}-", f"{ALL}-"),  # a dash: those as well who are not logged in
    "staff:logout": ("-", f"{ALL}-"),  # logging out is a POST; who is not logged in is sent to the first page
    "staff:password_change": (ALL, ALL),
    "staff:password_change_done": (ALL, ""),
    "staff:autocomplete": (ALL, ""),
    "staff:jsi18n": (ALL, ""),
    "staff:view_on_site": (ALL, ALL),
    "staff:app_list": (ALL, ALL),
    "staff:auth_user_password_change": ("S", "S"),
    "staff-copy": ("SPC", ""),
    "staff-research": ("SPCR", "SPC"),
    "staff:auth_user_door": ("", "S"),
    "staff-account": (ALL, ALL),
    "staff-second-step": (ALL, ALL),  # who has none is led on
    "staff-second-step-set-up": (ALL, ALL),
    "staff-second-step-rules": ("S", "S"),
    "staff-door-sheet": (ALL, ""),
    "staff-showtimes": ("SP", "SP"),
    "staff-publish": ("SP", "SP"),
    "staff-publications": ("SPR", "SPR"),
    "staff-publication": ("SPR", "SP"),
    "staff-show-record": ("SPR", "SP"),
    "staff-as-of": ("SPR", "SPR"),
    "staff-as-of-page": ("SPR", ""),
    "staff-holdovers": (ALL, "SP"),
    "staff-holdovers-week": (ALL, "SP"),
    "staff-holdovers-sheet": (ALL, ""),
    "staff-ratings": ("SPC", "SPC"),
    "staff-tonight": (ALL, ""),
    "staff-tonight-day": (ALL, ""),
    "staff-rearrange": ("SP", "SP"),
    "staff-board": (ALL, ALL),
    "staff-board-week": (ALL, ALL),
    "staff-board-show": ("SP", "SP"),
    "staff-board-put": ("SP", "SP"),
    "staff-board-fix": ("", "SP"),
    "staff-board-undo": ("", "SP"),
    "staff-drafts": ("SP", "SP"),
    "staff-draft": ("SP", "SP"),
}


def expected() -> dict[str, tuple[str, str]]:
    """Who may GET and who may POST, by the name of the address."""
    told = dict(PAGES)
    for model, (look, add, change, delete) in RECORDS.items():
        app = "auth" if model in ("user", "group") else "programming"
        name = f"staff:{app}_{model}"
        told[f"{name}_changelist"] = look, look
        told[f"{name}_add"] = add, add
        told[f"{name}_change"] = look, change
        told[f"{name}_delete"] = delete, delete
        is_kept = app == "programming" and model not in ("publication", "import", "doorentry")
        told[f"{name}_history"] = look, change if is_kept else look
    return told


EXPECTED = expected()


def addresses() -> dict[str, str]:
    """Every named address under /staff/, with its path as it is written in the URL conf."""

    def walk(patterns: list[Any], path: str, space: str) -> Iterator[tuple[str, str]]:
        for one in patterns:
            here = path + str(one.pattern)
            if isinstance(one, URLResolver):
                inner = f"{one.namespace}:" if one.namespace else space
                yield from walk(one.url_patterns, here, inner)
            elif isinstance(one, URLPattern) and one.name:
                yield space + one.name, here

    return {name: path for name, path in walk(get_resolver().url_patterns, "", "") if path.startswith("staff/")}


ADDRESSES = addresses()


def test_every_address_is_in_the_table() -> None:
    assert set(ADDRESSES) == set(EXPECTED)


def test_every_address_without_a_name_leads_to_one_that_has() -> None:
    """Django's own: the record's page, and what is no page at all."""
    assert {str(one.pattern) for one in house_site.get_urls() if isinstance(one, URLPattern) and not one.name} == {
        "(?P<url>.*)$"
    }


def filled_house() -> dict[str, Model]:
    """A row of each kind, by its model's name."""
    shown = film("The Third Man", director="Carol Reed")
    booked = run(shown, ScreenFactory())
    show(booked, FRIDAY, "17:00")
    hold(booked, FRIDAY.replace(day=29))
    series("Vienna", booked.programme)
    publication = go_public()
    assert publication is not None
    new = show(booked, FRIDAY, "19:30")
    source = Source.objects.create(label="poster", kind="page", title="A poster")
    rows: list[Model] = [
        shown,
        shown.credits.get().person,
        shown.materials.get(),
        booked.programme,
        booked.programme.series.get(),
        booked,
        new,
        booked.screen,
        booked.screen.venue,
        publication,
        Notice.objects.create(heading="Closed", text="On Monday.", starts_on=FRIDAY, ends_on=FRIDAY),
        Import.objects.create(source="seeds", made_at=NOON),
        DoorEntry.objects.create(kind="failed", at=NOON),
        User.objects.create_user("usher"),
        Group.objects.create(name="ushers"),
        PullQuote.objects.create(film=shown, text="A film of great beauty.", critic="A. Critic"),
        Draft.objects.create(name="One", first_on=FRIDAY, last_on=FRIDAY, made_at=NOON),
        source,
        Claim.objects.create(film=shown, about="year", value="1949", source=source),
        PrintedDate.objects.create(film=shown, about="the run must end", printed="Thursday, August 1", source=source),
        Restoration.objects.create(film=shown, label="4k", resolution="4K"),
        Edition.objects.create(film=shown, label="The Label", carrier="DVD"),
    ]
    return {str(row._meta.model_name): row for row in rows}


def path_of(name: str, rows: dict[str, Model]) -> str:
    own = {
        "staff:app_list": ["programming"],
        "staff:view_on_site": ["1", "1"],
        "staff:auth_user_password_change": [rows["user"].pk],
        "staff:auth_user_door": [rows["user"].pk],
        "staff-showtimes": [rows["run"].pk],
        "staff-publication": [1],
        "staff-show-record": [PublishedScreening.objects.values_list("screening", flat=True)[0]],
        "staff-as-of-page": ["2026-11-20T1700Z", "films/"],
        "staff-draft": [rows["draft"].pk],
        "staff-research": [rows["film"].pk],
        "staff-door-sheet": [rows["film"].pk],
        "staff-board-show": [rows["screening"].pk],
        "staff-board-undo": [1],
    }
    if "<day:day>" in ADDRESSES[name]:
        return reverse(name, args=[FRIDAY])
    if "<path:object_id>" in ADDRESSES[name] and name not in own:
        return reverse(name, args=[quote(rows[name.split("_")[1]].pk)])
    return reverse(name, args=own.get(name, []))


def person(letter: str) -> User:
    if letter == "S":
        return User.objects.create_superuser("chief")
    made = User.objects.create_user("somebody", is_staff=True)
    made.groups.add(Group.objects.get(name=LETTERS[letter]))
    return made


def may(answer: Any) -> bool:
    """Whether somebody was let in: to a page, to what is wrong with it, or on to the next."""
    location = answer.headers.get("Location", "")
    return answer.status_code not in (403, 405) and not location.startswith("/staff/login/")


def went(who: User | None, name: str, method: str, rows: dict[str, Model]) -> bool:
    client = Client()
    if who:
        client.force_login(who)
    query = {"app_label": "programming", "model_name": "run", "field_name": "programme"}
    version = {"version": PublishedScreening.objects.values_list("pk", flat=True)[0]}
    data = {"staff:autocomplete": query, "staff-show-record": version}.get(name, {})
    return may(getattr(client, method)(path_of(name, rows), data))


@pytest.mark.parametrize(
    "letter", [*LETTERS, "-"], ids=[*(role or "superuser" for role in LETTERS.values()), "anonymous"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_everybody_gets_where_they_may_and_nowhere_else(letter: str, method: str) -> None:
    rows = filled_house()
    who = None if letter == "-" else person(letter)
    found = {name: went(who, name, method, rows) for name in ADDRESSES if name in EXPECTED}
    wanted = {name: letter in EXPECTED[name][method == "post"] for name in found}
    assert {name for name in found if found[name]} == {name for name in wanted if wanted[name]}


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_no_staff_gets_nowhere_whatever_role_they_have(method: str) -> None:
    rows = filled_house()
    reader = User.objects.create_user("reader")
    reader.groups.add(*Group.objects.all())
    found = {name for name in ADDRESSES if name in EXPECTED and went(reader, name, method, rows)}
    assert found == {name for name in EXPECTED if "-" in EXPECTED[name][method == "post"]}


# --- What each of them sees -----------------------------------------------------------------------


def as_role(role: str) -> Client:
    made = User.objects.create_user(role.replace(" ", "-"), is_staff=True)
    made.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(made)
    return client


@pytest.mark.parametrize("role", ROLES)
def test_the_desk_shows_only_places_that_one_may_go(role: str) -> None:
    """Every link on the desk and on the pages of records that somebody may see leads somewhere."""
    rows = filled_house()
    client = as_role(role)
    letter = next(letter for letter, name in LETTERS.items() if name == role)
    seen: dict[str, str] = {}
    for name in ADDRESSES:
        if letter not in EXPECTED[name][0] or not name.startswith("staff:"):
            continue
        page = client.get(path_of(name, rows)).content.decode()
        seen |= {part.partition('"')[0].partition("?")[0]: name for part in page.split('href="/staff')[1:]}
    dead = {path: name for path, name in seen.items() if client.get(f"/staff{path}").status_code in (403, 405)}
    assert dead == {}


def change(row: Model) -> str:
    return reverse(f"staff:programming_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize(
    ("role", "model", "fields"),
    [
        ("front of house", Screening, {"availability", "ticket_url", "admissions"}),
        ("projection", Screening, {"material"}),
        ("projection", Run, {"material"}),
        ("copy editor", Programme, {"short_note", "note"}),
        ("copy editor", Run, set()),
    ],
)
def test_a_part_of_a_record_is_written_by_those_whose_it_is(role: str, model: type[Model], fields: set[str]) -> None:
    filled_house()
    row = model._default_manager.last()
    assert row is not None
    page = as_role(role).get(change(row))
    assert set(page.context["adminform"].form.fields) == fields
    assert all(
        not one.formset.initial_forms or not one.has_change_permission for one in page.context["inline_admin_formsets"]
    )


def test_the_box_office_says_sold_out_and_nothing_else() -> None:
    filled_house()
    stored = Screening.objects.order_by("pk").last()
    assert stored is not None
    client = as_role("front of house")
    typed = {"availability": "sold_out", "admissions": "88", "note": "Mine", "status": "cancelled"}
    assert client.post(change(stored), filled_in(client.get(change(stored)), **typed)).status_code == 302
    stored.refresh_from_db()
    assert (stored.availability, stored.admissions, stored.note, stored.status) == ("sold_out", 88, "", "scheduled")
    assert (stored.version, stored.history.first().history_user.username) == (1, "front-of-house")


def test_the_booth_chooses_among_the_film_s_own_copies() -> None:
    filled_house()
    stored, own = Screening.objects.order_by("pk").last(), Material.objects.get()
    assert stored is not None
    film("Detour")
    other = Material.objects.get(film__title="Detour")
    client = as_role("projection")
    wrong = client.post(change(stored), filled_in(client.get(change(stored)), material=other.pk))
    assert "Detour does not play" in wrong.content.decode()
    assert client.post(change(stored), filled_in(client.get(change(stored)), material=own.pk)).status_code == 302
    stored.refresh_from_db()
    assert stored.material == own


def test_the_booth_may_not_choose_a_copy_that_does_not_fit_before_the_next_show() -> None:
    filled_house()
    stored = Screening.objects.order_by("starts_at").first()
    assert stored is not None
    long = Material.objects.create(film=Film.objects.get(), label="long", format="35mm", running_minutes=200)
    client = as_role("projection")
    refused = client.post(change(stored), filled_in(client.get(change(stored)), material=long.pk))
    assert refused.status_code == 200
    stored.refresh_from_db()
    assert stored.material is None


# --- The table ------------------------------------------------------------------------------------


def test_the_roles_stand_after_every_migrate() -> None:
    for role in ROLES:
        has = Group.objects.get(name=role).permissions.values_list("codename", flat=True)
        assert set(has) == permissions_of(role)


def test_what_a_role_names_exists() -> None:
    known = set(Permission.objects.filter(content_type__app_label="programming").values_list("codename", flat=True))
    assert {code for role in ROLES for code in permissions_of(role)} <= known
    assert {f"view_{model}" for model in EVERYTHING.split()} <= known


def test_what_was_changed_by_hand_is_put_right() -> None:
    group = Group.objects.get(name="read-only")
    group.permissions.add(Permission.objects.get(codename="delete_film"))
    Group.objects.get(name="projection").delete()
    own = Group.objects.create(name="ushers")
    own.permissions.add(Permission.objects.get(codename="view_film"))
    assert make_roles() == ("projection", "read-only")
    assert make_roles() == ()
    assert not group.permissions.filter(codename="delete_film").exists()
    assert own.permissions.count() == 1


def test_what_is_as_it_should_be_costs_little() -> None:
    with CaptureQueriesContext(connection) as queries:
        make_roles()
    assert len(queries) <= 5


def test_a_person_is_made_with_a_role(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_staff", "ines", role="copy editor")
    made = User.objects.get(username="ines")
    assert (made.is_staff, made.is_superuser) == (True, False)
    assert [group.name for group in made.groups.all()] == ["copy editor"]
    assert "'ines' (copy editor)" in capsys.readouterr().out
    call_command("make_roles")
    assert "projection: as it should be" in capsys.readouterr().out


def test_a_role_may_not_publish_unless_it_is_the_programmer_s() -> None:
    assert [role for role in ROLES if "add_publication" in permissions_of(role)] == ["programmer"]
    assert Publication.objects.count() == 0
