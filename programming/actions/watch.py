"""Triggers that draw a new revision whenever a row changes that public pages are made of.

In the database, so that no way of writing goes past them: a bulk insert, a command, another program, a restored backup.
"""

from collections.abc import Iterator, Mapping
from secrets import token_hex

from django.apps import apps
from django.db import connections, models, router

from programming.models import Revision

UNREAD = frozenset(
    "revision draft draftshow deed acknowledgement closure import holdover searchword nearkey printeddate "
    "doorentry secondsteprule".split()
)
"""Models that no kept page is made of. Whoever lets a page read one takes it out (tests/actions/test_watch.py)."""

LIVE_AT_ONCE: Mapping[str, tuple[str, ...]] = {"screening": ("availability", "ticket_url")}
"""Of a working schedule the public reads these columns alone; all else of it reaches pages by publication."""

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} BEGIN
    INSERT INTO programming_revision (id, token) VALUES (1, lower(hex(randomblob(16))))
    ON CONFLICT (id) DO UPDATE SET token = excluded.token;
END
"""
# At the end of the transaction and once in it, so that nobody waits for the row while somebody else is still writing.
FUNCTION = """
CREATE OR REPLACE FUNCTION programming_new_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('held_over.revised', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        PERFORM set_config('held_over.revised', pg_current_xact_id()::text, true);
        INSERT INTO programming_revision (id, token) VALUES (1, gen_random_uuid())
        ON CONFLICT (id) DO UPDATE SET token = excluded.token;
    END IF;
    RETURN NULL;
END $$
"""
POSTGRES = """
CREATE CONSTRAINT TRIGGER {name} AFTER {event} ON {table} DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION programming_new_revision()
"""


def watched() -> Iterator[type[models.Model]]:
    """The models whose every change, or that of some columns, makes a new revision."""
    for model in apps.get_app_config("programming").get_models(include_auto_created=True):
        name = model._meta.model_name or ""
        if name not in UNREAD and not name.startswith("historical"):
            yield model


def watch(using: str) -> None:
    """Put the triggers on every watched table; those that are there already stay. After each migration.

    A house that comes from an older version is given its first revision, so that its pages are kept from the start.
    """
    connection = connections[using]
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not is_sqlite:
            cursor.execute(FUNCTION)
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
            there = {name for (name,) in cursor.fetchall()}
        for model in watched():
            if not router.allow_migrate_model(using, model):
                continue
            for name, event in _events(model):
                sql = SQLITE if is_sqlite else POSTGRES
                if is_sqlite or name not in there:
                    cursor.execute(sql.format(name=name, event=event, table=model._meta.db_table))
    Revision.objects.using(using).get_or_create(id=1, defaults={"token": token_hex(16)})


def _events(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """The name of each trigger, and what sets it off."""
    columns = LIVE_AT_ONCE.get(model._meta.model_name or "")
    events = (f"UPDATE OF {', '.join(columns)}",) if columns else ("INSERT", "UPDATE", "DELETE")
    for event in events:
        yield f"{model._meta.db_table}_revised_{event.split()[0].lower()}", event
