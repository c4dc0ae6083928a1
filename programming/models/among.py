"""“film__among”: the column is one of these keys. As `in`, for hundreds of them at once."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import ForeignKey, IntegerField, Lookup
from django.db.models.sql.compiler import SQLCompiler


@IntegerField.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """Django goes through the values of `in` eight times over, which takes longer than the query does. Keys are whole
    numbers and can be written down as they are.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        if not self.rhs:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN ({','.join(str(int(key)) for key in self.rhs)})", tuple(params)
