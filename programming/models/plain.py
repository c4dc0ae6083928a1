"""Thousands of rows of plain values at once, without an instance of each."""

from collections.abc import Iterable, Sequence

from django.db import connection, models

Plain = int | str | bool


def insert_plain(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple[Plain, ...]]) -> None:
    """Store `rows`, whose values are those of `columns`, which are all the columns of the table but its key.

    `columns` are named as in the database (“film_id”). Nothing but the table's constraints is checked.
    """
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})", list(rows))  # noqa: S608
