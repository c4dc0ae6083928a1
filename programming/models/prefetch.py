"""How SQLite is asked for the rows that many others point to."""

from typing import Any

from django.db.models.fields.tuple_lookups import TupleIn
from django.db.models.lookups import In


def ask_for_keys_in_a_list() -> None:
    """Let prefetches on SQLite say `id IN (…)`.

    Django 5.2 asks for pairs of columns there by a chain of ORs, for single columns too, and SQLite takes no chain of
    more than a thousand: a season of more programmes could not be published.
    """
    TupleIn.as_sqlite = _as_sqlite  # type: ignore[attr-defined]  # Django looks for as_<vendor> on every expression


def _as_sqlite(self: TupleIn, compiler: Any, connection: Any, **context: Any) -> Any:
    columns = list(self.lhs)
    if len(columns) == 1 and self.rhs_is_direct_value():
        return compiler.compile(In(columns[0], [value for (value,) in self.rhs]))
    return self.as_sql(compiler, connection, **context)
