"""Many rows at once leave what saving each would have left."""

from datetime import timedelta

import pytest

from programming.models import Run, Screening
from programming.models import plain as plain_rows
from programming.models.history import signed
from programming.models.kept import create_kept, update_kept
from tests.factories import FRIDAY, ScreenFactory, film, programmer, run, show

pytestmark = pytest.mark.django_db
OWN = ("history_id", "id", "uid", "starts_at", "house_day", "history_date")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several statements for a handful of rows."""
    monkeypatch.setattr(plain_rows, "BATCH", 2)


@pytest.mark.usefixtures("few")
def test_new_rows_are_as_if_each_were_saved() -> None:
    alice, of = programmer(), run(film("Laura"), ScreenFactory())
    facts = {"access": ["captions"], "note": "“Bring a friend” 100 %", "price": "$5"}
    with signed(alice):
        saved = show(of, FRIDAY, "19:00", **facts)
        moments = [saved.starts_at + timedelta(days=step) for step in range(1, 6)]
        shared = {"run": of, "programme": of.programme, "screen": of.screen, **facts}
        rows = [Screening(starts_at=at, house_day=at.date(), **shared) for at in moments]
        create_kept(rows, Screening)
    for row, at in zip(rows, moments, strict=True):
        assert Screening.objects.get(pk=row.pk).starts_at == at == row.starts_at
        assert not row._state.adding
        (state,) = row.history.values()
        (usual,) = saved.history.values()
        assert {name: state[name] for name in state if name not in OWN} == {
            name: usual[name] for name in usual if name not in OWN
        }
        assert (state["id"], state["uid"], state["starts_at"], state["history_type"]) == (row.pk, row.uid, at, "+")
        assert (state["history_user_id"], abs(state["history_date"] - usual["history_date"]) < timedelta(hours=1)) == (
            alice.pk,
            True,
        )


def test_changed_rows_have_a_state_more() -> None:
    rows = [run(film(title), ScreenFactory()) for title in ("Laura", "Wanda")]
    for row in rows:
        row.note, row.version = "anew", row.version + 1
    update_kept(rows, Run, ["version"])
    for row in rows:
        newest = row.history.first()
        assert (newest.history_type, newest.version, newest.note, newest.history_user) == ("~", 1, "", None)


def test_no_rows_are_nothing() -> None:
    create_kept([], Screening)
    update_kept([], Run, ["version"])
    assert not Screening.history.exists()
