"""Thousands of rows of plain values at once, without an instance of each."""

from collections.abc import Iterable, Sequence

from django.db import connection, models

Plain = int | str | bool
BATCH = 500
"""Rows of one statement. One statement for each row would have SQLite, where a trigger sees each, walk through all that
the transaction has changed so far, as often as there are rows."""


def insert_plain(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple[Plain, ...]]) -> None:
    """Store `rows`, whose values are those of `columns`, which are all the columns of the table but its key.

    `columns` are named as in the database (“film_id”). Nothing but the table's constraints is checked.
    """
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    into = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "  # noqa: S608
    places = f"({', '.join(['%s'] * len(columns))})"
    every = list(rows)
    with connection.cursor() as cursor:
        for batch in (every[start : start + BATCH] for start in range(0, len(every), BATCH)):
            cursor.execute(into + ", ".join([places] * len(batch)), [value for row in batch for value in row])
