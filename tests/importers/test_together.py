"""Rows that are stored together end as if each were kept after the other."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from programming.importers.report import Report
from programming.importers.table import BadCell, Row
from programming.importers.together import Asked, keep_many
from programming.models import Programme, Run
from tests.factories import FRIDAY, film, programme

pytestmark = pytest.mark.django_db


def asked(line: int, of: Programme, opens: date | None = FRIDAY, **values: Any) -> Asked:
    key = {"programme": of, "screen": None, "opens_on": opens}
    return Asked(Row("runs.csv", line, {}), key, {"closes_on": FRIDAY, "note": "", **values})


def kept(*rows: Asked) -> tuple[list[str], Report]:
    report = Report()
    return [str(one) if isinstance(one, BadCell) else one.note for one in keep_many(report, Run, rows)], report


def counts(report: Report) -> tuple[int, int, int]:
    return report.created["runs.csv"], report.changed["runs.csv"], report.unchanged["runs.csv"]


def test_new_rows_have_a_first_state_each() -> None:
    shown = [programme(film("Laura")), programme(film("Wanda"))]
    _said, report = kept(*(asked(line, one, note="kept") for line, one in enumerate(shown)))
    assert counts(report) == (2, 0, 0)
    for run in Run.objects.all():
        (state,) = run.history.all()
        assert (state.history_type, state.note, state.programme_id) == ("+", "kept", run.programme_id)


def test_what_is_there_is_changed_or_left() -> None:
    of = programme(film("Laura"))
    kept(asked(1, of))
    _said, report = kept(asked(1, of), asked(2, of, FRIDAY - timedelta(days=7)))
    assert counts(report) == (1, 0, 1)
    said, report = kept(asked(1, of, note="anew"), asked(2, of, FRIDAY - timedelta(days=7)))
    assert (said, counts(report)) == (["anew", ""], (0, 1, 1))


def test_a_row_that_is_told_twice_is_one_row() -> None:
    of = programme(film("Laura"))
    said, report = kept(asked(1, of, note="first"), asked(2, of, note="second"))
    assert (said, counts(report)) == (["first", "second"], (1, 1, 0))
    assert [run.note for run in Run.objects.all()] == ["second"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"closes_on": FRIDAY - timedelta(days=1)}, "The run ends before it opens."),
        ({"state": "dreamt"}, "state: Value 'dreamt' is not a valid choice."),
        ({"line_override": "x" * 121}, "line_override: Ensure this value has at most 120 characters (it has 121)."),
    ],
)
def test_one_that_does_not_fit_is_refused_in_words_and_the_others_stand(wrong: dict[str, Any], message: str) -> None:
    shown = [programme(film(title)) for title in ("Laura", "Wanda", "Gilda")]
    said, report = kept(asked(1, shown[0]), asked(2, shown[1], **wrong), asked(3, shown[2]))
    assert (said, counts(report)) == (["", message, ""], (2, 0, 0))
    assert {run.programme for run in Run.objects.all()} == {shown[0], shown[2]}


def test_queries_do_not_grow(django_assert_max_num_queries: Any) -> None:
    shown = [programme(film(f"Film {number}")) for number in range(30)]
    with django_assert_max_num_queries(8) as queries:
        kept(*(asked(line, one) for line, one in enumerate(shown)))
    assert isinstance(queries, CaptureQueriesContext)
