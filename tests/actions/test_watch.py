"""The triggers that draw a new revision: on every table that public pages read, and on no other."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from programming.actions.watch import LIVE_AT_ONCE, UNREAD, parts_of, watch, watched
from programming.listings.remembered import COPY
from programming.models import Draft, Film, Part, ProgrammeNote, Revision, Screening, Series
from programming.urls import data, outlets, public
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, run, series, show, shows

API = [f"/api/v1/{name}" for name in ("house", "films", "films/cranes", "series", "runs", "screenings", "changes")]
TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')
COLUMN = re.compile(r'"programming_screening"\."(\w+)"')


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_a_table_that_a_page_reads_is_watched() -> None:
    booked = run(film("Cranes", director="Mikhail Kalatozov"), ScreenFactory())
    shows(booked, "14:35", "19:00")
    show(run(film("Wanda"), booked.screen, first=FRIDAY - timedelta(days=400)), FRIDAY - timedelta(days=400), "19:00")
    series("Soviet Spring", booked.programme)
    ProgrammeNote.objects.create(
        film=Film.objects.get(slug="cranes"), kind="essay", title="On cranes", text="They fly."
    )
    go_public()
    uid = str(Screening.objects.earliest("starts_at").uid)
    with CaptureQueriesContext(connection) as asked:
        for address in addresses(uid):
            assert Client().get(address).status_code == 200, address
        before_api = len(asked)
        for address in API:
            assert Client().get(address).status_code == 200, address
    sql = "\n".join(row["sql"] for row in asked)
    read = set(TABLE.findall(sql)) - {"programming_revision"}
    unread = {f"programming_{name}" for name in UNREAD}
    assert not read & unread
    assert read <= {model._meta.db_table for model in watched()} | unread
    # The API takes a row whole, and says these two columns of it.
    pages = "\n".join(row["sql"] for row in asked.captured_queries[:before_api])
    assert set(COLUMN.findall(pages)) <= {"id", *LIVE_AT_ONCE["screening"]}


@pytest.mark.django_db(transaction=True)
@time_machine.travel(NOON, tick=False)
def test_what_is_remembered_reads_nothing_that_publishing_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    booked = run(film("Cranes"), ScreenFactory())
    one = shows(booked, "14:35")[0]
    series("Soviet Spring", booked.programme)
    go_public()
    read: set[str] = set()
    usual = COPY.all_of

    def spying(keys: Any, make: Any) -> Any:
        with CaptureQueriesContext(connection) as asked:
            found = usual(keys, make)
        read.update(TABLE.findall("\n".join(row["sql"] for row in asked)))
        return found

    monkeypatch.setattr(COPY, "all_of", spying)
    for address in addresses(str(one.uid)):
        Client().get(address)
    copy = {model._meta.db_table for model in watched() if Part.COPY in parts_of(model)}
    assert {"programming_film", "programming_credit", "programming_venue"} <= read <= copy


def addresses(uid: str) -> list[str]:
    """Every public address that answers to a GET, with the names of the house above in place of its parts."""
    parts = {"slug:slug": "cranes", "day:day": "2026-11-20", "yyyy:year": "2025", "mm:month": "11", "uuid:uid": uid}
    parts |= {"kind:kind": "films", "int:number": "1"}
    left_out = ("rate/", "calendars/", "oembed", "subscribe/qr", "favicon", "<path:rest>")
    found = []
    for pattern in (*public, *outlets, *data):
        if isinstance(pattern, URLPattern) and not str(pattern.pattern).startswith(left_out):
            route = str(pattern.pattern)
            parts["slug:slug"] = "soviet-spring" if "series/" in route else "cranes"
            found.append("/" + re.sub("<([^>]+)>", lambda part: parts[part[1]], route))
    return [*found, "/search/?q=cranes"]


def test_what_is_not_watched_exists() -> None:
    names = {model._meta.model_name for model in apps.get_app_config("programming").get_models()}
    assert UNREAD | set(LIVE_AT_ONCE) <= names


@pytest.mark.django_db(transaction=True)
def test_every_way_of_writing_makes_a_new_revision() -> None:
    tokens = [Revision.objects.token()]
    one = film("Cranes")
    tokens.append(Revision.objects.token())
    Film.objects.filter(pk=one.pk).update(note="A note.")
    tokens.append(Revision.objects.token())
    Series.objects.bulk_create([Series(title="Spring", slug="spring")])
    tokens.append(Revision.objects.token())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE programming_film SET note = ''")
    tokens.append(Revision.objects.token())
    Series.objects.all().delete()
    tokens.append(Revision.objects.token())
    assert len(set(tokens)) == len(tokens)


@pytest.mark.django_db(transaction=True)
def test_the_copy_stands_while_something_is_published() -> None:
    one = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    before = Revision.objects.token(), Revision.objects.token(Part.COPY)
    go_public()
    Screening.objects.filter(pk=one.pk).update(availability="limited")
    assert Revision.objects.token(Part.COPY) == before[1]
    assert Revision.objects.token() != before[0]
    Film.objects.update(note="A note.")
    assert Revision.objects.token(Part.COPY) != before[1]


@pytest.mark.django_db(transaction=True)
def test_triggers_of_an_older_version_are_replaced() -> None:
    name, table = "programming_film_revised_update", "programming_film"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(f"CREATE TRIGGER {name} AFTER UPDATE ON {table} BEGIN SELECT 1; END")
        else:
            cursor.execute(f"DROP TRIGGER {name} ON {table}")
            cursor.execute(
                f"CREATE CONSTRAINT TRIGGER {name} AFTER UPDATE ON {table} DEFERRABLE INITIALLY DEFERRED "
                "FOR EACH ROW EXECUTE FUNCTION programming_new_revision()"
            )
    watch("default")
    film("Cranes")
    before = Revision.objects.token(Part.COPY)
    Film.objects.update(note="A note.")
    assert Revision.objects.token(Part.COPY) != before


@pytest.mark.django_db(transaction=True)
def test_what_comes_to_nothing_makes_none() -> None:
    shown = show(run(film("Cranes"), ScreenFactory()), FRIDAY, "19:00")
    before = Revision.objects.token()
    with transaction.atomic():
        Film.objects.update(note="A note.")
        transaction.set_rollback(True)
    Draft.objects.create(name="Another week", first_on=FRIDAY, last_on=FRIDAY, made_at=NOON)
    Screening.objects.filter(pk=shown.pk).update(note="For the booth.")
    assert Revision.objects.token() == before


@pytest.mark.django_db(transaction=True)
def test_the_triggers_are_there_after_each_migration() -> None:
    Revision.objects.all().delete()  # as in a house of before
    call_command("migrate", verbosity=0)
    first = Revision.objects.token()
    watch("default")
    assert Revision.objects.token() == first != ""
    assert Revision.objects.token(Part.COPY) != ""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        there = {name for (name,) in cursor.fetchall()}
    for model in watched():
        wanted = ["update"] if model is Screening else ["insert", "update", "delete"]
        assert {f"{model._meta.db_table}_revised_{event}" for event in wanted} <= there
