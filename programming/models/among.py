"""Hundreds of keys at once: “film__among” is `in` for them, or for words; `Together` answers."""

from collections.abc import Callable, Iterable
from json import dumps
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Aggregate, CharField, ForeignKey, Func, IntegerField, Lookup, TextField
from django.db.models.sql.compiler import SQLCompiler

IS_ONE_OF = {"sqlite": "{} IN (SELECT value FROM json_each({}))", "postgresql": "{} = ANY({})"}


@IntegerField.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """Django goes through the values of `in` eight times over, which takes longer than the query does; and writes a
    place for each, so that a question has as many as there are keys.
    """

    lookup_name = "among"
    prepare_rhs = False
    kind: Callable[[Any], int | str] = int

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        if hasattr(self.rhs, "resolve_expression"):
            keys, told = self.process_rhs(compiler, connection)  # a Param
        elif self.rhs:
            keys, told = "%s", (written(map(self.kind, self.rhs)),)
        else:
            raise EmptyResultSet
        return IS_ONE_OF[connection.vendor].format(column, keys), (*params, *told)


@CharField.register_lookup
class AmongWords(Among):
    kind = str


class Together(Aggregate):
    """The whole numbers of a group in one word, “12,15,-3”, in whatever order the database comes upon them."""

    output_field = TextField()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **more: Any) -> tuple[str, tuple[Any, ...]]:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **more)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **more: Any) -> tuple[str, tuple[Any, ...]]:
        return self.as_sql(compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')", **more)


class NotSought(Func):
    """A column by which SQLite looks up no rows: it comes upon them by another, and compares.

    Unary plus says so (sqlite.org/optoverview.html, “Disqualifying WHERE clause terms”). PostgreSQL, which keeps count
    of what is in a table, chooses for itself.
    """

    arity = 1
    template = "%(expressions)s"

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **more: Any) -> tuple[str, tuple[Any, ...]]:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **more)


def written(keys: Iterable[int | str]) -> Any:
    """As the database takes many at once."""
    return dumps([*keys]) if connection.vendor == "sqlite" else [*keys]
