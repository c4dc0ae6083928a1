"""Lines that are placed together end as if each had been placed after the other."""

from datetime import date, time, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from programming.actions import place_lines as together
from programming.actions.errors import Refused
from programming.actions.place import Plan, place
from programming.actions.place_lines import Line, place_lines
from programming.models import Material, Run, Screen, Screening, ScreeningExtra
from programming.timetable.showtimes import Show
from tests.factories import FRIDAY, NOON, ScreenFactory, film, run, show

pytestmark = pytest.mark.django_db

LINES = {
    "free": "0 Cranes 14:00, 0 Cranes 19:00, 1 Detour 19:00, 0 Gilda 21:30",
    "in the way of the one before": "0 Cranes 19:00, 0 Detour 19:30, 0 Gilda 22:00",
    "in the way of one that was refused": "0 Cranes 19:00, 0 Detour 20:00, 0 Gilda 21:30",
    "in its own way": "0 Cranes 19:00+19:30, 1 Detour 19:30",
    "in the way of what is there": "0 Cranes 12:30, 1 Detour 12:30",
    "there already": "1 There 12:00, 0 There 12:00, 0 There 12:00+15:00",
    "going": "0 There 15:00, 0 Cranes 12:00",
    "not going yet": "0 Cranes 12:30, 0 There 15:00, 1 Gilda 12:30",
    "with tags": "0 Cranes 14:00[35mm], 0 Detour 19:00[WHAT], 1 Gilda 19:00[Q&A]",
    "told more of what is there": "0 There 12:00[Q&A], 0 Cranes 14:00",
    "on two screens": "0 Cranes 14:00, 1 Cranes 14:00+19:00, 1 Cranes 16:30",
    "with a line of its own": "0 Lined 19:00, 0 Cranes 19:30, 1 Lined 23:00",
    "none": "",
}


def house() -> tuple[list[Screen], dict[str, Run]]:
    """Two screens, and runs by title; of one there is a show on Friday at noon."""
    one = ScreenFactory()
    screens = [one, ScreenFactory(venue=one.venue)]
    titles = ("Cranes", "Detour", "Gilda", "There", "Lined")
    runs = {title: run(film(title), one) for title in titles}
    Material.objects.create(film=runs["Cranes"].programme.items.get().film, label="print", format="35mm")
    Run.objects.filter(pk=runs["Lined"].pk).update(line_override="Friday only")
    runs["Lined"].refresh_from_db()
    show(runs["There"], FRIDAY, "12:00")
    return screens, runs


def lines(text: str, screens: list[Screen], runs: dict[str, Run], day: date = FRIDAY) -> list[Line]:
    made: dict[tuple[int, int], Line] = {}
    for part in filter(None, text.split(", ")):
        place_, title, typed = part.split()
        walls, _, tags = typed.rstrip("]").partition("[")
        marks = tuple(tags.split("+")) if tags else ()
        shows = [Show(day, time.fromisoformat(wall), marks) for wall in walls.split("+")]
        screen = screens[int(place_)]
        key = (runs[title].pk, screen.pk)
        before = list(made[key].shows) if key in made else []
        made[key] = Line(runs[title], before + shows, day, day, screen)
    return list(made.values())


def one_by_one(every: list[Line]) -> list[Plan | Refused]:
    done: list[Plan | Refused] = []
    for line in every:
        told = {"run": line.run, "shows": line.shows, "first": line.first, "last": line.last, "screen": line.screen}
        try:
            done.append(place(**told, tags_are_all=False, at=NOON))
        except Refused as refused:
            done.append(refused)
    return done


def stored() -> list[list[tuple[object, ...]]]:
    """All that placing writes, without what is drawn by lot, and keys counted from the first."""
    shows = (
        "starts_at",
        "house_day",
        "run",
        "screen",
        "programme",
        "material",
        "status",
        "access",
        "is_free",
        "version",
    )
    last = list(Screening.history.order_by("history_id").values_list("history_type", "starts_at", "run", "screen"))
    return [
        list(Screening.objects.order_by("pk").values_list(*shows)),
        list(ScreeningExtra.objects.order_by("pk").values_list("screening__starts_at", "kind", "note", "order")),
        list(Run.objects.order_by("pk").values_list("pk", "version")),
        last,
    ]


def outcome(made: Plan | Refused) -> object:
    if isinstance(made, Refused):
        return str(made.message), [finding.message for finding in made.findings]
    return len(made.new), len(made.kept), len(made.gone), len(made.retagged)


@pytest.mark.parametrize("most", [1, 2, 2000])
@pytest.mark.parametrize("text", LINES.values(), ids=LINES)
def test_together_they_end_as_one_after_the_other(text: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "MOST_SHOWS", most)
    screens, runs = house()
    with transaction.atomic():
        told = [outcome(made) for made in one_by_one(lines(text, screens, runs))]
        wanted = stored()
        transaction.set_rollback(True)
    assert [outcome(made) for made in place_lines(lines(text, screens, runs), tags_are_all=False, at=NOON)] == told
    assert stored() == wanted


def test_the_lines_that_are_tried_do_refuse_and_keep_and_drop() -> None:
    """Or the test above compared nothing with nothing."""
    found = set()
    screens, runs = house()
    for text in LINES.values():
        with transaction.atomic():
            for made in one_by_one(lines(text, screens, runs)):
                found |= {"refused"} if isinstance(made, Refused) else set()
                if isinstance(made, Plan):
                    found |= {name for name in ("new", "kept", "gone", "retagged") if getattr(made, name)}
            transaction.set_rollback(True)
    assert found == {"refused", "new", "kept", "gone", "retagged"}


def test_lines_without_a_conflict_cost_the_same_queries_for_3_and_30_shows() -> None:
    screens, runs = house()
    counts = []
    for week, days in ((1, 1), (2, 10)):
        every = []
        for title in ("Cranes", "Detour", "Gilda"):
            first = FRIDAY + timedelta(days=20 * week)
            wall = {"Cranes": "14:00", "Detour": "17:00", "Gilda": "20:00"}[title]
            shows = [Show(first + timedelta(days=day), time.fromisoformat(wall)) for day in range(days)]
            every.append(Line(runs[title], shows, first, first + timedelta(days=days - 1), screens[0]))
        with CaptureQueriesContext(connection) as asked:
            assert all(isinstance(made, Plan) for made in place_lines(every, tags_are_all=False, at=NOON))
        counts.append(len(asked))
    assert counts[0] == counts[1]
