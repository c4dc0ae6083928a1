"""Triggers that draw a new revision whenever a row changes that public pages are made of.

What publishing writes draws that of everything; all else draws that of the copy besides (models/revision.py).

In the database, so that no way of writing goes past them: a bulk insert, a command, another program, a restored backup.
"""

from collections.abc import Iterable, Iterator, Mapping
from secrets import token_hex

from django.apps import apps
from django.db import connections, models, router
from django.db.backends.utils import CursorWrapper

from programming.models import Part, Revision

UNREAD = frozenset(
    "revision draft draftshow deed acknowledgement closure import holdover printeddate doorentry secondsteprule".split()
)
"""Models that no kept page is made of. Whoever lets a page read one takes it out (tests/actions/test_watch.py)."""

NOT_COPY = frozenset(
    "publication publishedtitle publishedrun publishedrun_films publishedscreening publishedscreening_films "
    "publishedscreening_series playedmonth feedentry screening vote searchword nearkey".split()
)
"""What is written when something is published, while tickets are sold and by the audience: nothing that is remembered
while the copy stands may read it (listings/remembered.py).
"""

LIVE_AT_ONCE: Mapping[str, tuple[str, ...]] = {"screening": ("availability", "ticket_url")}
"""Of a working schedule the public reads these columns alone; all else of it reaches pages by publication."""

SQLITE = """CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN
    INSERT INTO programming_revision (id, token) VALUES {rows} ON CONFLICT (id) DO UPDATE SET token = excluded.token;
END"""
# At the end of the transaction and once in it, so that nobody waits for the row while somebody else is still writing.
FUNCTION = """
CREATE OR REPLACE FUNCTION programming_new_revision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    done text := 'held_over.revised_' || TG_NARGS;
BEGIN
    IF current_setting(done, true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        PERFORM set_config(done, pg_current_xact_id()::text, true);
        INSERT INTO programming_revision (id, token) SELECT part::int, gen_random_uuid() FROM unnest(TG_ARGV) part
        ON CONFLICT (id) DO UPDATE SET token = excluded.token;
    END IF;
    RETURN NULL;
END $$
"""
POSTGRES = """
CREATE CONSTRAINT TRIGGER {name} AFTER {event} ON {table} DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION programming_new_revision({parts})
"""


def watched() -> Iterator[type[models.Model]]:
    """The models whose every change, or that of some columns, makes a new revision."""
    for model in apps.get_app_config("programming").get_models(include_auto_created=True):
        name = model._meta.model_name or ""
        if name not in UNREAD and not name.startswith("historical"):
            yield model


def parts_of(model: type[models.Model]) -> tuple[Part, ...]:
    """What a change of one of its rows makes new."""
    return (Part.ALL,) if model._meta.model_name in NOT_COPY else (Part.ALL, Part.COPY)


def watch(using: str) -> None:
    """Put the triggers on every watched table; those that are there already stay, those of an older version are
    replaced. After each migration.

    A house that comes from an older version is given its first revision, so that its pages are kept from the start.
    """
    place = _on_sqlite if connections[using].vendor == "sqlite" else _on_postgres
    with connections[using].cursor() as cursor:
        place(cursor, [model for model in watched() if router.allow_migrate_model(using, model)])
    for part in Part:
        Revision.objects.using(using).get_or_create(id=part, defaults={"token": token_hex(16)})


def _on_sqlite(cursor: CursorWrapper, tables: Iterable[type[models.Model]]) -> None:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    there = dict(cursor.fetchall())
    for model in tables:
        rows = ", ".join(f"({part.value}, lower(hex(randomblob(16))))" for part in parts_of(model))
        for name, event in _events(model):
            sql = SQLITE.format(name=name, event=event, table=model._meta.db_table, rows=rows)
            if there.get(name) != sql:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(sql)


def _on_postgres(cursor: CursorWrapper, tables: Iterable[type[models.Model]]) -> None:
    cursor.execute(FUNCTION)
    cursor.execute("SELECT tgname, tgnargs FROM pg_trigger WHERE NOT tgisinternal")
    there = dict(cursor.fetchall())
    for model in tables:
        table, parts = model._meta.db_table, parts_of(model)
        for name, event in _events(model):
            if there.get(name) != len(parts):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
                arguments = ", ".join(str(part.value) for part in parts)
                cursor.execute(POSTGRES.format(name=name, event=event, table=table, parts=arguments))


def _events(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """The name of each trigger, and what sets it off."""
    columns = LIVE_AT_ONCE.get(model._meta.model_name or "")
    events = (f"UPDATE OF {', '.join(columns)}",) if columns else ("INSERT", "UPDATE", "DELETE")
    for event in events:
        yield f"{model._meta.db_table}_revised_{event.split()[0].lower()}", event
