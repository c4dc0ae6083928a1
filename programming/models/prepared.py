"""Questions that Django writes once, as a prepared statement is, and that every request asks with values of its own.

Where a page asks for a few rows of many tables, Django takes ten times as long to write a question as the database to
answer it.
"""

from collections.abc import Callable, Sequence
from functools import cache, wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Expression, Field, QuerySet, UUIDField
from django.db.models.sql.compiler import SQLCompiler

from programming.models.among import written
from programming.models.reading import noticed

P = ParamSpec("P")
R = TypeVar("R")


class Param(Expression):
    """What stands in a question for the value at this place among those it is asked with."""

    def __init__(self, place: int) -> None:
        super().__init__(output_field=Field())
        self.place = place

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class _Question(NamedTuple):
    """As it is written in the SQL of this database."""

    compiler: SQLCompiler
    sql: str
    params: Sequence[Any]
    converters: dict[int, Any]

    @classmethod
    def of(cls, rows: "QuerySet[Any, Any]") -> "_Question":
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        columns = [column for column, _written, _alias in compiler.select[: compiler.col_count]]
        return cls(compiler, sql, params, compiler.get_converters(columns))

    def rows(self, values: Sequence[Any]) -> list[Any]:
        found = noticed(self.stored, values)
        return [*map(tuple, self.compiler.apply_converters(found, self.converters))] if self.converters else [*found]

    def stored(self, values: Sequence[Any]) -> Sequence[Any]:
        """As the database answers."""
        known = [_told(value) for value in values]
        told = [known[param.place] if isinstance(param, Param) else param for param in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, told)
            return [*cursor.fetchall()]


def prepared(build: "Callable[P, QuerySet[Any, R]]", count: int | None = None) -> Callable[P, list[R]]:
    """The rows of the query that `build` makes of its arguments, which are given by position. One query.

    `build` is called once in a process, with a Param in the place of each: it must not look at them. It ends in a
    `values_list` that is not flat. Arguments are whole numbers, words, days, aware moments, UUIDs; and collections of
    whole numbers, for the lookup `among`. Of one that takes any number of them, `count` says how many.
    """
    places = range(build.__code__.co_argcount if count is None else count)

    @cache
    def question() -> _Question:
        return _Question.of(build(*map(Param, places)))  # type: ignore[call-arg, arg-type]

    @wraps(build)
    def ask(*values: P.args, **_none: P.kwargs) -> list[R]:
        return question().rows(values)

    return ask


def _told(value: Any) -> Any:
    """As the database takes it."""
    if type(value) in (int, str):
        return value
    if isinstance(value, UUID):
        return UUIDField().get_db_prep_value(value, connection)
    if isinstance(value, (list, tuple, set, frozenset, dict)):
        return written(value)
    return connection.ops.adapt_unknown_value(value)
