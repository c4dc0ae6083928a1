"""“film__among”: the column is one of these keys, or words. As `in`, for hundreds of them at once."""

from collections.abc import Callable, Iterable
from json import dumps
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, ForeignKey, IntegerField, Lookup
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


def written(keys: Iterable[int | str]) -> Any:
    """As the database takes many at once."""
    return dumps([*keys]) if connection.vendor == "sqlite" else [*keys]
