"""Many rows at once, with the history of each, which the database copies by itself."""

from collections.abc import Sequence
from typing import TypeVar

from django.db import connection, models, transaction
from django.utils import timezone

from programming.models.history import states
from programming.models.plain import in_batches, insert_rows

M = TypeVar("M", bound=models.Model)


@transaction.atomic(savepoint=False)
def create_kept(rows: Sequence[M], model: type[M]) -> Sequence[M]:
    """Store new rows of a model that keeps its history, and of each the state that saving it would have left."""
    insert_rows(model, rows)
    _keep_states(model, rows, "+")
    return rows


@transaction.atomic(savepoint=False)
def update_kept(rows: Sequence[M], model: type[M], fields: Sequence[str]) -> None:
    """Store these fields of rows that are there, and the states likewise."""
    model._default_manager.bulk_update(rows, fields)
    _keep_states(model, rows, "~")


def _keep_states(model: type[M], rows: Sequence[M], kind: str) -> None:
    if not rows:
        return
    history = states(model).model
    signer = history.get_default_history_user(rows[0])
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    said = {"history_date": now, "history_type": kind, "history_user_id": signer.pk if signer else None}
    quote = connection.ops.quote_name
    columns = [quote(field.column) for field in history.tracked_fields]
    into = f"INSERT INTO {quote(history._meta.db_table)} ({', '.join([*columns, *map(quote, said)])})"
    copied = f"SELECT {', '.join([*columns, *['%s'] * len(said)])} FROM {quote(model._meta.db_table)}"  # noqa: S608
    key = quote(model._meta.pk.attname)
    with connection.cursor() as cursor:
        for batch in in_batches(rows):
            which = f"WHERE {key} IN ({', '.join(['%s'] * len(batch))}) ORDER BY {key}"
            cursor.execute(f"{into} {copied} {which}", [*said.values(), *(row.pk for row in batch)])
