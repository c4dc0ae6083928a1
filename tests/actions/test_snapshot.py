"""The loader: what rules see is what is stored, or what somebody asks about, at a fixed cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programming.actions.errors import Refused
from programming.actions.judge import schedule_findings
from programming.actions.length import show_length
from programming.actions.place import conflicts
from programming.actions.snapshot import load
from programming.models import Material, ProgrammeItem, Screening, ScreeningExtra, Still
from programming.rules.findings import Level
from programming.rules.judge import PLACING, judge
from tests.factories import FRIDAY, ScreenFactory, film, go_public, hold, programme, run, show, shows

pytestmark = pytest.mark.django_db


def codes() -> list[str]:
    return [finding.code for finding in schedule_findings(FRIDAY, FRIDAY)]


def test_as_many_queries_for_1_3_and_30_shows() -> None:
    counts = []
    for title, days in (("One", 1), ("Three", 3), ("Thirty", 30)):
        shown = film(title)
        Still.objects.create(film=shown, image="a.png", width=1, height=1, alt="A crane")
        booked = run(shown, ScreenFactory(), days=days, line_override="The talk of the town")
        hold(booked, booked.last_day + timedelta(days=1))
        for number, stored in enumerate(shows(booked, "19:00", days=days)):
            ScreeningExtra.objects.create(screening=stored, kind="qa", minutes=number)
        with CaptureQueriesContext(connection) as queries:
            made = load(FRIDAY, FRIDAY + timedelta(days=40))
            assert judge(made)
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 18
    assert len(made.shows) == 34
    assert len(made.rooms) == 3


def test_a_show_lasts_as_long_as_everywhere_else() -> None:
    long, short = film("Long", running_minutes=120), film("Short", running_minutes=20)
    bill = programme(long, short, kind="double_bill")
    ProgrammeItem.objects.create(programme=bill, kind="intermission", minutes=15, order=9)
    print_35 = Material.objects.create(film=long, label="print", format="35mm", running_minutes=118, order=2)
    stored = show(run(bill, ScreenFactory()), FRIDAY, "19:00", material=print_35)
    ScreeningExtra.objects.create(screening=stored, kind="qa", minutes=25)
    ScreeningExtra.objects.create(screening=stored, kind="live_music", minutes=25)
    (seen,) = load(FRIDAY, FRIDAY).shows
    assert seen.span.ends_at - seen.span.starts_at == show_length(stored) == timedelta(minutes=5 + 118 + 20 + 15 + 25)
    assert [part.copy and part.copy.format for part in seen.bill.parts] == ["35mm", "dcp", None]
    assert [extra.word for extra in seen.extras] == ["Q&A", "live music"]


@pytest.mark.parametrize("chosen", ["run", "show", "item"])
def test_the_working_copy(chosen: str) -> None:
    shown = film("Cranes")
    print_35 = Material.objects.create(film=shown, label="print", format="35mm", order=2)
    booked = run(shown, ScreenFactory(), material=print_35 if chosen == "run" else None)
    if chosen == "item":
        ProgrammeItem.objects.filter(programme=booked.programme).update(material=print_35)
    show(booked, FRIDAY, "19:00", material=print_35 if chosen == "show" else None)
    (seen,) = load(FRIDAY, FRIDAY).shows
    assert seen.bill.formats == {"35mm"}


def test_the_days_beside_are_there_and_only_those() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    shows(booked, "19:00")
    made = load(FRIDAY + timedelta(days=2), FRIDAY + timedelta(days=3))
    assert (len(made.shows), len(made.within)) == (4, 2)


def test_shows_that_are_off_are_not_there() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    show(booked, FRIDAY, "19:00", status="cancelled")
    assert load(FRIDAY, FRIDAY).shows == ()


def test_what_if_a_stored_show_moved_and_one_were_new() -> None:
    booked = run(film("Cranes"), ScreenFactory())
    stored, gone = show(booked, FRIDAY, "19:00"), show(booked, FRIDAY, "12:00")
    stored.starts_at += timedelta(hours=2)
    new = Screening(
        run=booked, programme=booked.programme, screen=booked.screen, starts_at=stored.starts_at, house_day=FRIDAY
    )
    made = load(FRIDAY, FRIDAY, supposing=[new, stored], leave=[gone.pk])
    assert {seen.key: seen.starts_at for seen in made.shows} == {-1: new.starts_at, stored.pk: stored.starts_at}
    assert made.supposed == {-1, stored.pk}
    assert [finding.code for finding in judge(made)] == ["Q05", "Q01"]
    assert [(finding.code, finding.about) for finding in judge(made, about=[-1], rules=PLACING)] == [
        ("S01", (-1, stored.pk))
    ]


def test_conflicts_of_one_show_are_those_of_the_whole_schedule() -> None:
    screen = ScreenFactory()
    one = show(run(film("Cranes"), screen), FRIDAY, "19:00")
    show(run(film("Other"), screen), FRIDAY, "20:00")
    assert conflicts(one) == tuple(finding for finding in schedule_findings(FRIDAY, FRIDAY) if finding.code != "Q01")


def test_the_format_the_public_was_told_of() -> None:
    shown = film("Cranes", note="A note.", format="35mm")
    Still.objects.create(film=shown, image="a.png", width=1, height=1, alt="A crane")
    dcp = Material.objects.create(film=shown, label="dcp", format="dcp", order=2)
    stored = show(run(shown, ScreenFactory()), FRIDAY, "19:00")
    go_public()
    assert codes() == []
    Screening.objects.filter(pk=stored.pk).update(material=dcp)
    (finding,) = schedule_findings(FRIDAY, FRIDAY)
    assert (finding.code, finding.level, finding.fix.label) == ("P05", Level.ERROR, "Assign the 35mm")
    assert "was announced as 35mm, but the copy assigned is DCP." in finding.message


def test_a_line_is_judged_by_all_shows_of_its_run() -> None:
    booked = run(film("Cranes"), ScreenFactory(), line_override="Must end Friday, November 20")
    shows(booked, "19:00", days=5)
    assert "Q03" in codes()
    Screening.objects.filter(house_day__gt=FRIDAY).delete()
    assert "Q03" not in codes()


def test_without_a_house_there_is_nothing_to_judge() -> None:
    with pytest.raises(Refused, match="No house"):
        load(FRIDAY, FRIDAY)
