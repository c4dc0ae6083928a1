"""What was read for a page, so that it can be asked once more: where every answer is the same, so is the page."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

Ask = Callable[[Sequence[Any]], Sequence[Any]]
_open: ContextVar["Reading | None"] = ContextVar("open", default=None)


class _Answer(NamedTuple):
    ask: Ask
    values: tuple[Any, ...]
    rows: int  # their hash, which is of this process alone


class Reading:
    """The questions of models/prepared.py that are asked while it is open, and what was answered at its moment `at`.

    It knows how many others were asked, but not which: then it never holds.
    """

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._answers: list[_Answer] = []
        self._asked = 0

    @contextmanager
    def opened(self) -> Iterator[None]:
        before = _open.set(self)
        try:
            with connection.execute_wrapper(self._count):
                yield
        finally:
            _open.reset(before)

    def _count(self, execute: Callable[..., Any], *question: Any) -> Any:
        if _open.get() is self:
            self._asked += 1
        return execute(*question)

    def notice(self, ask: Ask, values: Sequence[Any], rows: Sequence[Any]) -> None:
        if all(value == self.at for value in values if isinstance(value, datetime)):  # of others, which is not known
            self._answers.append(_Answer(ask, tuple(values), hash(tuple(rows))))

    @property
    def is_whole(self) -> bool:
        return self._asked == len(self._answers)

    def holds(self, at: datetime) -> bool:
        """Whether all of it is answered alike at another moment. As many queries as were asked, or fewer."""
        return self.is_whole and all(
            one.rows == hash(tuple(one.ask([at if value == self.at else value for value in one.values])))
            for one in self._answers
        )


def noticed(ask: Ask, values: Sequence[Any]) -> Sequence[Any]:
    """What is answered to `values`, which the reading takes down that is open."""
    rows = ask(values)
    if reading := _open.get():
        reading.notice(ask, values, rows)
    return rows


@contextmanager
def unnoticed() -> Iterator[None]:
    """What is read inside is no reading's: another word tells when it changes."""
    before = _open.set(None)
    try:
        yield
    finally:
        _open.reset(before)
