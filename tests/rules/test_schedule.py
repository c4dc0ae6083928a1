"""The rules of the schedule, each as a table: what it finds, and what only comes near."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from programming.rules.findings import Level
from programming.rules.house import Closure, Curfew, Hours, HouseRules
from programming.rules.judge import EVERY, PLACING, judge
from programming.rules.snapshot import Bill, Copy, Extra, House, Part, Room, Show, Work
from programming.timetable.clock import ClockStyle
from programming.timetable.engagement import Engagement, ShowFact
from programming.timetable.span import TimeSpan
from tests.snapshots import AUTUMN, DCP, FRIDAY, HOUSE, ROOMS, SPRING, ZONE, at, bill, found, levels, show, snapshot

PRINT = Copy(2, "35mm")


@pytest.mark.parametrize(
    ("wall", "screen", "code", "expected"),
    [
        ("20:29", 1, "S01", "error"),
        ("20:30", 1, "S01", ""),
        ("20:29", 2, "S01", ""),
        ("20:30", 1, "S02", "error"),
        ("20:34", 1, "S02", "error"),
        ("20:35", 1, "S02", "warning"),
        ("20:44", 1, "S02", "warning"),
        ("20:45", 1, "S02", ""),
        ("20:35", 2, "S02", ""),
    ],
)
def test_s01_s02_room_after_a_show_until_half_past_eight(wall: str, screen: int, code: str, expected: str) -> None:
    assert levels(found(show(1), show(2, wall, screen=screen), code=code)) == expected


def test_s02_says_how_much_is_missing_and_the_way_out() -> None:
    (finding,) = found(show(1), show(2, "20:35"), code="S02")
    assert finding.message == (
        "5 minutes between Film 1, Fri, Nov\u00a020, 7:00, and Film 2, Fri, Nov\u00a020, 8:35, on Screen 1; "
        "the room needs 15."
    )
    assert (finding.fix.label, finding.fix.deed) == ("Start at 8:45", "move")
    assert finding.fix.values == {"screening": 2, "starts_at": at("20:45")}


@pytest.mark.parametrize(
    ("third", "minutes", "label"),
    [("22:30", 90, "Start at 8:45"), ("22:29", 10, "Start at 10:55"), ("22:29", 90, "")],
)
def test_a_fix_leads_into_no_other_clash(third: str, minutes: int, label: str) -> None:
    """At 8:45 the show would need the room until 10:30; no start further than three hours off is suggested."""
    after = show(3, third, shown=bill(3, minutes))
    (finding,) = found(show(1), show(2, "20:35"), after, code="S02")
    assert (finding.fix.label if finding.fix else "") == label
    if finding.fix:
        moved = show(2, starts_at=finding.fix.values["starts_at"])
        assert not found(show(1), moved, after, code="S02")


@pytest.mark.parametrize(
    ("wall", "screen", "key", "expected"),
    [
        ("19:59", 2, 1, "warning"),
        ("19:00", 2, 1, "warning"),
        ("20:00", 2, 1, ""),
        ("19:59", 2, 9, ""),
    ],
)
def test_s03_one_title_on_two_screens(wall: str, screen: int, key: int, expected: str) -> None:
    other = show(2, wall, screen=screen, shown=bill(key))
    assert levels(found(show(1, shown=bill(1)), other, code="S03", rules=HouseRules(crowd=None))) == expected


@pytest.mark.parametrize(
    ("wall", "minutes", "rooms", "said"),
    [
        ("19:05", 120, 2, ["start at 7:00 and 7:05"]),
        ("19:00", 120, 2, ["start at 7:00"]),
        ("19:06", 120, 2, []),
        ("17:25", 180, 2, ["end at 8:25 and 8:30"]),
        ("19:05", 120, 3, []),
    ],
)
def test_s03_the_lobby(wall: str, minutes: int, rooms: int, said: list[str]) -> None:
    every = {room.key: room for room in (*ROOMS, Room(3, "Screen 3"))[:rooms]}
    found_ = found(show(1), show(2, wall, screen=2, shown=bill(2, minutes)), code="S03", rooms=every)
    assert [f"All 2 screens {words}: " in finding.message for finding, words in zip(found_, said, strict=True)] == [
        True for _ in said
    ]


@pytest.mark.parametrize(
    ("closed", "screen", "expected"),
    [(("20:00", "23:00"), 1, "error"), (("20:30", "23:00"), 1, ""), (("20:00", "23:00"), 2, "")],
)
def test_s04_a_closed_screen(closed: tuple[str, str], screen: int, expected: str) -> None:
    rules = HouseRules(closures=(Closure(screen, TimeSpan(at(closed[0]), at(closed[1])), "hired out"),))
    findings = found(show(1), code="S04", rules=rules)
    assert levels(findings) == expected
    if expected:
        assert findings[0].message == "Screen 1 is hired out during Film 1, Fri, Nov\u00a020, 7:00."
        assert findings[0].fix.label == "Move to Screen 2"


HOURS = Hours(time(12), time(1))


@pytest.mark.parametrize(
    ("wall", "told", "expected"),
    [
        ("12:00", {"own_hours": HOURS}, ""),
        ("11:55", {"own_hours": HOURS}, "warning"),
        ("11:55", {"licensed_hours": HOURS}, "error"),
        ("11:55", {}, ""),
        ("12:10", {"own_hours": HOURS, "doors": 15}, "warning"),
        ("12:15", {"own_hours": HOURS, "doors": 15}, ""),
        ("23:30", {"licensed_hours": HOURS}, ""),
        ("23:31", {"licensed_hours": HOURS}, "error"),
        ("23:31", {"licensed_hours": HOURS, "own_hours": HOURS}, "error warning"),
        ("00:30", {"licensed_hours": HOURS}, "error"),
    ],
)
def test_s05_hours(wall: str, told: dict[str, object], expected: str) -> None:
    assert levels(found(show(1, wall), code="S05", rules=HouseRules(**told))) == expected


@pytest.mark.parametrize(
    ("wall", "limit", "expected"),
    [("23:00", "00:30", ""), ("23:01", "00:30", "warning"), ("22:00", "23:15", "warning"), ("22:00", "23:30", "")],
)
def test_s06_the_last_train(wall: str, limit: str, expected: str) -> None:
    rules = HouseRules(curfews=(Curfew(time.fromisoformat(limit), "the last train"),))
    findings = found(show(1, wall), code="S06", rules=rules)
    assert levels(findings) == expected
    assert all("after the last train (" in finding.message for finding in findings)
    assert all(finding.fix.values["starts_at"] <= at(wall) for finding in findings)


@pytest.mark.parametrize(
    ("wall", "grid", "expected"),
    [("19:05", 5, ""), ("19:07", 5, "note"), ("19:05", 15, "note"), ("19:07", None, "")],
)
def test_s07_the_grid(wall: str, grid: int | None, expected: str) -> None:
    assert levels(found(show(1, wall), code="S07", rules=HouseRules(grid=grid))) == expected


@pytest.mark.parametrize(
    ("wall", "style", "note", "expected"),
    [
        ("00:15", ClockStyle.BARE, "", "note"),
        ("00:15", ClockStyle.BARE, "Late show", ""),
        ("00:15", ClockStyle.MERIDIEM, "", ""),
        ("23:55", ClockStyle.BARE, "", ""),
        ("05:00", ClockStyle.BARE, "", ""),
    ],
)
def test_s07_a_time_that_reads_as_another(wall: str, style: ClockStyle, note: str, expected: str) -> None:
    assert levels(found(show(1, wall, note=note), code="S07", house=House(ZONE, style=style))) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (bill(minutes=0), "warning"),
        (Bill(1, "Nothing yet"), "warning"),
        (bill(minutes=1), ""),
        (bill(minutes=90, copy=Copy(1, "dcp", 93)), ""),
        (bill(minutes=90, copy=Copy(1, "dcp", 94)), "warning"),
        (bill(minutes=90, copy=Copy(1, "dcp", 86)), "warning"),
        (Bill(1, "Timed", (Part(94, Work(1, "Timed", 90), Copy(1, "dcp", 94), is_typed=True),)), ""),
    ],
)
def test_s08_length(shown: Bill, expected: str) -> None:
    assert levels(found(show(1, shown=shown), show(2, "12:00", shown=shown), code="S08")) == expected


@pytest.mark.parametrize(
    ("wall", "facts", "expected"),
    [
        ("20:45", {"is_approximate": True}, "warning"),
        ("20:54", {"is_approximate": True}, "warning"),
        ("20:55", {"is_approximate": True}, ""),
        ("20:44", {"is_approximate": True}, ""),  # S02 has it
        ("20:45", {}, ""),
        ("20:45", {"is_approximate": True, "copy": Copy(1, "dcp", 90)}, ""),
    ],
)
def test_s09_an_approximate_time(wall: str, facts: dict[str, object], expected: str) -> None:
    assert levels(found(show(1, shown=bill(**facts)), show(2, wall), code="S09")) == expected


@pytest.mark.parametrize(
    ("local", "zone", "expected"),
    [
        ("2026-03-08 02:30", ZONE, "error"),
        ("2026-03-08 01:59", ZONE, ""),
        ("2026-03-08 03:00", ZONE, ""),
        ("2026-03-08 02:30", UTC, ""),
        ("2026-11-01 01:30", ZONE, ""),
    ],
)
def test_t01_a_time_the_clocks_skip(local: str, zone: ZoneInfo, expected: str) -> None:
    starts_at = datetime.fromisoformat(local).replace(tzinfo=zone)
    made = show(1, starts_at=starts_at, house_day=starts_at.date() - timedelta(days=1))
    findings = found(made, code="T01")
    assert levels(findings) == expected
    assert [finding.fix.label for finding in findings] == ["Start at 3:00"] * len(findings)


@pytest.mark.parametrize(
    ("wall", "day", "settled", "note", "expected"),
    [
        ("01:30", AUTUMN, True, "", "note"),
        ("01:30", AUTUMN, True, "Before the clocks go back", ""),
        ("01:30", AUTUMN, False, "", "error"),
        ("00:59", AUTUMN, False, "", ""),
        ("02:00", AUTUMN, False, "", ""),
        ("01:30", FRIDAY, False, "", ""),
        ("01:30", SPRING, False, "", ""),
    ],
)
def test_t02_a_time_that_comes_twice(wall: str, day: date, settled: bool, note: str, expected: str) -> None:
    assert levels(found(show(1, wall, day, is_settled=settled, note=note), code="T02")) == expected


@pytest.mark.parametrize(("moment", "said"), [("05:30", "first 1:30 of two"), ("06:30", "second 1:30 of two")])
def test_t02_says_which(moment: str, said: str) -> None:
    starts_at = datetime.combine(date(2026, 11, 1), time.fromisoformat(moment), UTC)
    (finding,) = found(show(1, starts_at=starts_at, house_day=AUTUMN), code="T02")
    assert said in finding.message


@pytest.mark.parametrize(
    ("wall", "day", "said"),
    [
        (
            "01:00",
            SPRING,
            "The clocks go forward during Film 1, Sat, Mar\u00a07, 1:00, which ends at 3:30 by the new time.",
        ),
        (
            "00:30",
            SPRING,
            "The clocks go forward during Film 1, Sat, Mar\u00a07, 12:30, which ends at 3:00 by the new time.",
        ),
        ("00:29", SPRING, ""),
        ("03:00", SPRING, ""),
        (
            "01:00",
            AUTUMN,
            "The clocks go back during Film 1, Sat, Oct\u00a031, 1:00, which ends at 1:30 by the new time.",
        ),
        ("00:29", AUTUMN, ""),
        ("02:00", AUTUMN, ""),
        ("01:00", FRIDAY, ""),
    ],
)
def test_t03_a_show_through_the_change(wall: str, day: date, said: str) -> None:
    assert [finding.message for finding in found(show(1, wall, day), code="T03")] == ([said] if said else [])


@pytest.mark.parametrize(("day", "wall", "gap"), [(SPRING, "03:40", 10), (AUTUMN, "01:40", 10)])
def test_a_gap_is_counted_in_real_minutes_on_both_nights(day: date, wall: str, gap: int) -> None:
    """From 1:00, 90 minutes end at 3:30 in spring and at the second 1:30 in autumn."""
    later = HOUSE.day(day).at(time.fromisoformat(wall), fold=1)
    findings = found(show(1, "01:00", day), show(2, starts_at=later, house_day=day), code="S02")
    assert [finding.message.startswith(f"{gap} minutes between") for finding in findings] == [True]


@pytest.mark.parametrize(
    ("rollover", "wall", "expected"), [(0, "00:15", "warning"), (0, "23:45", ""), (0, "05:00", ""), (5, "00:15", "")]
)
def test_t04_a_day_that_ends_at_midnight(rollover: int, wall: str, expected: str) -> None:
    assert levels(found(show(1, wall), code="T04", house=House(ZONE, rollover))) == expected


@pytest.mark.parametrize(
    ("starts_at", "day", "expected"),
    [
        (at("00:15"), FRIDAY, ""),
        (at("00:15"), FRIDAY + timedelta(days=1), "error"),
        (at("19:00"), FRIDAY, ""),
        (at("19:00"), FRIDAY - timedelta(days=1), "error"),
    ],
)
def test_t05_the_house_day_of_a_start(starts_at: datetime, day: date, expected: str) -> None:
    assert levels(found(show(1, starts_at=starts_at, house_day=day), code="T05")) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Must end Thursday, November 26", ""),
        ("Must end Thursday, November 25", "“Thursday, November 25”, but that is a Wednesday"),
        ("Back on Sat Nov. 21", ""),
        ("Back on Sun Nov. 21", "“Sun Nov. 21”, but that is a Saturday"),
        ("Until Saturday, January 2", ""),
        ("Until Friday, January 2", "but that is a Saturday"),
        ("From Friday, November 31", "and there is no such day"),
        ("Saturday nights in May", ""),
    ],
)
def test_t05_weekday_and_date_in_words(text: str, said: str) -> None:
    line = Engagement(FRIDAY, None, override=text)
    for made, given in ((show(1, note=text), {}), (show(1, run=7), {"runs": {7: line}})):
        findings = found(made, code="T05", **given)
        assert levels(findings) == ("error" if said else "")
        assert all(said in finding.message for finding in findings)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("America/New_York", ""), ("UTC", ""), ("Europe/London", "error"), ("America/Toronto", "error")],
)
def test_t06_another_places_time(zone: str, expected: str) -> None:
    starts_at = at("19:00").astimezone(ZoneInfo(zone))
    assert levels(found(show(1, starts_at=starts_at), code="T06")) == expected


@pytest.mark.parametrize(
    ("minutes", "adds", "expected"), [(None, True, "warning"), (0, True, "warning"), (20, True, ""), (None, False, "")]
)
def test_r05_extras_without_minutes(minutes: int | None, adds: bool, expected: str) -> None:
    findings = found(show(1, extras=(Extra(4, "introduction", minutes, adds_minutes=adds),)), code="R05")
    assert levels(findings) == expected
    assert all("7:00, has an introduction, and nobody" in finding.message for finding in findings)
    assert all(finding.fix.values == {"extra": 4, "minutes": 20} for finding in findings)


@pytest.mark.parametrize(
    ("copy", "screen", "copies", "fix"),
    [
        (PRINT, 2, (PRINT,), "Move to Screen 1"),
        (PRINT, 1, (PRINT,), None),
        (DCP, 2, (DCP, PRINT), None),
        (Copy(3, "70mm"), 1, (Copy(3, "70mm"), DCP), "Assign the DCP"),
        (Copy(3, "70mm"), 1, (Copy(3, "70mm"),), ""),
        (Copy(3, "70mm"), 3, (), None),  # nobody has said what Screen 3 projects
    ],
)
def test_p01_what_a_booth_can_project(copy: Copy, screen: int, copies: tuple[Copy, ...], fix: str | None) -> None:
    rooms = {room.key: room for room in (*ROOMS, Room(3, "Screen 3"))}
    if screen != 3:
        del rooms[3]
    findings = found(show(1, screen=screen, shown=bill(copy=copy, copies=copies)), code="P01", rooms=rooms)
    assert [finding.fix.label if finding.fix else "" for finding in findings] == ([] if fix is None else [fix])


def test_p01_does_not_send_a_show_where_another_is() -> None:
    wrong = show(1, screen=2, shown=bill(1, copy=PRINT))
    (finding,) = found(wrong, show(2, "18:00"), code="P01")
    assert finding.fix is None
    assert finding.message == "Screen 2 cannot project the 35mm of Cranes assigned to Cranes, Fri, Nov\u00a020, 7:00."


@pytest.mark.parametrize(
    ("told", "copy", "expected"), [("35mm", DCP, "error"), ("dcp", DCP, ""), ("", DCP, ""), ("35mm", None, "")]
)
def test_p05_what_the_public_was_told(told: str, copy: Copy | None, expected: str) -> None:
    findings = found(show(1, told=told, shown=bill(copy=copy, copies=(DCP, PRINT))), code="P05")
    assert levels(findings) == expected
    assert [finding.fix.label for finding in findings] == ["Assign the 35mm"] * len(findings)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, ""),
        ({"has_note": False}, "Cranes has no note."),
        ({"stills": 0}, "Cranes has no still."),
        ({"has_note": False, "stills": 0}, "Cranes has no note and no still."),
        ({"stills": 2, "stills_without_alt": 1}, "Cranes has no alt text for a still."),
    ],
)
def test_q01_what_a_listing_lacks(facts: dict[str, object], said: str) -> None:
    findings = found(show(1, shown=bill(**facts)), show(2, "12:00", shown=bill(**facts)), code="Q01")
    assert [(finding.message, finding.about, finding.on) for finding in findings] == (
        [(said, (1,), (2, 1))] if said else []
    )


def test_q01_says_nothing_of_a_secret_film() -> None:
    assert not found(show(1, shown=replace(bill(has_note=False), is_secret=True)), code="Q01")


@pytest.mark.parametrize(
    ("override", "expected"), [("One show only", "warning"), ("Two nights", ""), ("Through November 21", "")]
)
def test_q03_the_line_of_a_run(override: str, expected: str) -> None:
    days = (FRIDAY, FRIDAY + timedelta(days=1))
    line = Engagement(
        FRIDAY, days[1], shows=tuple(ShowFact(day, at("19:00", day), time(19)) for day in days), override=override
    )
    findings = found(*(show(key, day=day, run=7) for key, day in enumerate(days, 1)), code="Q03", runs={7: line})
    assert levels(findings) == expected
    assert all((finding.about, finding.screenings) == ((7,), (1, 2)) for finding in findings)


@pytest.mark.parametrize(
    ("wall", "screen", "key", "codes"),
    [
        ("19:00", 1, 1, ["Q05"]),
        ("19:00", 2, 1, []),
        ("19:05", 1, 1, ["S01"]),
        ("19:00", 1, 9, ["S01"]),
    ],
)
def test_q05_the_same_show_twice(wall: str, screen: int, key: int, codes: list[str]) -> None:
    findings = judge(snapshot(show(1, shown=bill(1)), show(2, wall, screen=screen, shown=bill(key))))
    assert [finding.code for finding in findings if finding.level is Level.ERROR] == codes


def test_a_quiet_day_has_no_findings() -> None:
    assert judge(snapshot(show(1, "14:00"), show(2, "17:00"), show(3, "17:30", screen=2))) == ()


def test_findings_come_by_time_and_the_gravest_first() -> None:
    shows = (show(3, "21:03"), show(1, "12:03"), show(2, "12:07"))
    findings = judge(snapshot(*shows))
    assert [(finding.code, finding.about) for finding in findings] == [
        ("S01", (1, 2)), ("S07", (1,)), ("S07", (2,)), ("S07", (3,)),
    ]  # fmt: skip


def test_about_leaves_out_what_concerns_others() -> None:
    judged = snapshot(show(1, "12:03"), show(2, "12:07"), show(3, "21:03"))
    assert {finding.about for finding in judge(judged, about=[2])} == {(1, 2), (2,)}
    assert judge(judged, about=[]) == ()


def test_a_neighbouring_day_counts_only_against_these_days() -> None:
    before = FRIDAY - timedelta(days=1)
    late = show(1, "04:03", before, shown=bill(1, 180))
    judged = replace(snapshot(late, show(2, "06:00")), first=FRIDAY)
    assert [(finding.code, finding.about) for finding in judge(judged)] == [("S01", (1, 2))]


def test_what_was_announced_is_no_reason_against_placing() -> None:
    judged = snapshot(show(1, told="35mm"))
    assert [finding.code for finding in judge(judged, rules=EVERY)] == ["P05"]
    assert judge(judged, rules=PLACING) == ()


def overlap(wall: str = "20:00", first: str = "19:00", *, title: str = "Film 2", screen: int = 1) -> str:
    other = show(2, wall, screen=screen, shown=bill(2, title=title))
    (finding,) = found(show(1, first, screen=screen), other, code="S01")
    return finding.fingerprint


def test_a_fingerprint_holds_as_long_as_the_facts_do() -> None:
    assert overlap() == overlap() == overlap(title="Retitled")
    assert len({overlap(), overlap("20:05"), overlap(first="18:55"), overlap(screen=2)}) == 4
    assert len(overlap()) == 16


def test_every_fingerprint_is_its_own() -> None:
    shows: list[Show] = [show(key, wall) for key, wall in enumerate(("12:03", "12:07", "13:01", "13:02"), 1)]
    prints = [finding.fingerprint for finding in judge(snapshot(*shows))]
    assert len(prints) == len(set(prints)) > 6
