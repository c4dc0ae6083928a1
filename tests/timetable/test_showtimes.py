"""The showtime language, as tables: what is read, what is refused, what is printed; and that both agree."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programming.timetable import showtimes
from programming.timetable.clock import ClockRule, ClockStyle
from programming.timetable.houseday import HouseDay, RepeatedTime, SkippedTime
from programming.timetable.languages import ENGLISH, FRENCH, Language
from programming.timetable.showtimes import Context, Show, Style

NEW_YORK, LONDON, LORD_HOWE = (ZoneInfo(k) for k in ("America/New_York", "Europe/London", "Australia/Lord_Howe"))
FRIDAY = date(2026, 11, 20)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EVENING = ClockRule("evening")


def week(clock: ClockRule = EVENING, language: Language = ENGLISH, *, prose: bool = False) -> Context:
    return Context(FRIDAY, FRIDAY + timedelta(days=6), NEW_YORK, clock=clock, language=language, prose=prose)


def said(text: str, context: Context) -> dict[str, list[str]]:
    """What a line makes, by weekday: {"Fri": ["12:30", "14:35 OC"]}."""
    reading = showtimes.parse(text, context)
    assert reading.errors == ()
    found: dict[str, list[str]] = {}
    for show in reading.shows:
        words = [f"{show.time:%H:%M}", *show.tags]
        found.setdefault(WEEKDAYS[show.day.weekday()], []).append(" ".join(words))
    return found


def every(*times: str, but: Mapping[str, Sequence[str]] | None = None) -> dict[str, list[str]]:
    days = {WEEKDAYS[(4 + step) % 7]: list(times) for step in range(7)} | (but or {})
    return {day: list(own) for day, own in days.items() if own}


READ = [
    ("12:30  2:35  4:45", every("12:30", "14:35", "16:45")),
    ("7 & 9:15 p.m.", every("19:00", "21:15")),
    ("19.30", every("19:30")),
    ("19h30", every("19:30")),
    ("7.30pm", every("19:30")),
    ("noon, midnight", every("12:00", "00:00")),
    ("12:30 · 2:35 | 4:45 / 7:00 and 9:15", every("12:30", "14:35", "16:45", "19:00", "21:15")),
    ("Daily 12:30, 2:35", every("12:30", "14:35")),
    ("Fri-Thu 7:00", every("19:00")),
    ("Fri–Sun 1, 3:10, 5:20 & 7:30", {day: ["13:00", "15:10", "17:20", "19:30"] for day in ("Fri", "Sat", "Sun")}),
    ("Fri/Sat 9:30", {"Fri": ["21:30"], "Sat": ["21:30"]}),
    ("Mon, Wed & Fri 7", {"Fri": ["19:00"], "Mon": ["19:00"], "Wed": ["19:00"]}),
    ("Fri & Sat 7:00, 9:00; Sun 5:00", {"Fri": ["19:00", "21:00"], "Sat": ["19:00", "21:00"], "Sun": ["17:00"]}),
    ("7:30 (also Sunday at 3:45)", every("19:30", but={"Sun": ["15:45", "19:30"]})),
    ("(3:10 Sat/Sun), 7:30", every("19:30", but={"Sat": ["15:10", "19:30"], "Sun": ["15:10", "19:30"]})),
    ("Daily 12:30, 2:35; Tue 12:30 only", every("12:30", "14:35", but={"Tue": ["12:30"]})),
    ("Fri–Thu 12:30, 2:35; Tue 12:30 only", every("12:30", "14:35", but={"Tue": ["12:30"]})),
    ("Daily (except Sat) 12:30; Sun 3:45 only", every("12:30", but={"Sat": [], "Sun": ["15:45"]})),
    ("Daily except Tue 12:30; Sat also 11:00 am", every("12:30", but={"Tue": [], "Sat": ["11:00", "12:30"]})),
    ("Daily except Mon & Tue 7:00", every("19:00", but={"Mon": [], "Tue": []})),
    ("12:30, 7:50 except Tue", every("12:30", "19:50", but={"Tue": []})),
    ("Daily 12:30, 7:50; no 7:50 Tue", every("12:30", "19:50", but={"Tue": ["12:30"]})),
    ("Daily 7:00; Tue no show", every("19:00", but={"Tue": []})),
    ("8:00 OC", every("20:00 OC")),
    ("Sat 4:10, 7:00 [35mm, Q&A]", {"Sat": ["16:10", "19:00 35MM Q&A"]}),
    ("35mm: Sat 4:10; Sun 5:00", {"Sat": ["16:10 35MM"], "Sun": ["17:00 35MM"]}),
    ("Daily 4:10; Sat 4:10 [35mm]", every("16:10", but={"Sat": ["16:10 35MM"]})),
    ("Sat 12:10 am", {"Sat": ["00:10"]}),
    ("Sat 24:30", {"Sat": ["00:30"]}),
    ("Sat 00:05", {"Sat": ["00:05"]}),
    ("10:00, 14:30", every("10:00", "14:30")),
    ("Nov 21 7:00", {"Sat": ["19:00"]}),
    ("Sat 21 Nov 7:00", {"Sat": ["19:00"]}),
    ("November 21/22 SAT/SUN 7:00", {"Sat": ["19:00"], "Sun": ["19:00"]}),
    ("11/21-11/22, 7:30pm", {"Sat": ["19:30"], "Sun": ["19:30"]}),
    ("2026-11-21 7:00", {"Sat": ["19:00"]}),
    ("Tues, Nov 24 7:00", {"Tue": ["19:00"]}),
    ("Nov 21, 7 & 9 p.m.", {"Sat": ["19:00", "21:00"]}),
    ("Tuesday 24 November 2026 18:10", {"Tue": ["18:10"]}),
    ("$14 7:00", every("19:00")),
    ("7:00 (107 min.)", every("19:00")),
    ("(1957) 7:00", every("19:00")),
    ("Sat\u00a07:00\u00a0pm", {"Sat": ["19:00"]}),
    ("2:35 only", every("14:35")),
    ("Sat 21 & Sun 22 Nov 3pm", {"Sat": ["15:00"], "Sun": ["15:00"]}),
    ("Sat 21 – Mon 23 Nov 3pm", {"Sat": ["15:00"], "Sun": ["15:00"], "Mon": ["15:00"]}),
    ("21.11. 19:30", {"Sat": ["19:30"]}),
    ("21.11.2026 19.30", {"Sat": ["19:30"]}),
    ("7.10, 9.10", every("19:10", "21:10")),
    ("Nightly at 7:30", every("19:30")),
    ("Weekdays 7:00; weekends 2:00, 7:00", every("19:00", but=dict.fromkeys(("Sat", "Sun"), ("14:00", "19:00")))),
    ("Weekend matinees 2:00", {"Sat": ["14:00"], "Sun": ["14:00"]}),
    ("Fri & Sat late show 11:59 pm", {"Fri": ["23:59"], "Sat": ["23:59"]}),
    ("1:00, 5:30 (OC: Tue 5:30)", every("13:00", "17:30", but={"Tue": ["13:00", "17:30 OC"]})),
    (
        "4:30pm & 7pm daily, plus Sat-Sun 2pm",
        every("16:30", "19:00", but=dict.fromkeys(("Sat", "Sun"), ("14:00", "16:30", "19:00"))),
    ),
    ("11:30 a.m., 1:45, 4 & 8:30 p.m.", every("11:30", "13:45", "16:00", "20:30")),
    ("Fri–Thu 4:15, 6:45 (no 6:45 show Mon)", every("16:15", "18:45", but={"Mon": ["16:15"]})),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text for text, _ in READ])
def test_it_reads(text: str, expected: dict[str, list[str]]) -> None:
    assert said(text, week()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "deux séances par jour à 16h et 19h30 (sauf lundi et mardi)",
            every("16:00", "19:30", but={"Mon": [], "Tue": []}),
        ),
        ("tous les jours sauf mardi 14h, 16h30", every("14:00", "16:30", but={"Tue": []})),
        ("ven. & sam. 21h", {"Fri": ["21:00"], "Sat": ["21:00"]}),
        ("sam. 21 nov. 20h30", {"Sat": ["20:30"]}),
        ("21/11 20h30", {"Sat": ["20:30"]}),
        ("du ven. 20 au dim. 22 nov. 19h", {"Fri": ["19:00"], "Sat": ["19:00"], "Sun": ["19:00"]}),
        ("sam. 21 et dim. 22 novembre à 14h30", {"Sat": ["14:30"], "Sun": ["14:30"]}),
        ("le samedi à 21 h", {"Sat": ["21:00"]}),
        ("dim. midi, minuit", {"Sun": ["12:00", "00:00"]}),
    ],
)
def test_it_reads_french(text: str, expected: dict[str, list[str]]) -> None:
    assert said(text, week(language=FRENCH)) == expected


REFUSED = [
    ("Tue Nov 21 7:00", "weekday-mismatch", "Tue Nov 21", "Sat Nov 21"),
    ("NOVEMBER 21/22 FRI/SAT 7:00", "weekday-mismatch", "FRI", "Sat Nov 21"),
    ("Nov 30 7:00", "outside-span", "Nov 30", ""),
    ("Feb 30 7:00", "bad-date", "Feb 30", ""),
    ("25:70", "bad-time", "25:70", ""),
    ("14:00 pm", "bad-time", "14:00 pm", "14:00"),
    ("Fir 7:00", "unknown-word", "Fir", "Fri"),
    ("Daily 7:00; no 9:00 Tue", "no-such-show", "9:00", ""),
]


@pytest.mark.parametrize(("text", "code", "place", "fix"), REFUSED, ids=[row[0] for row in REFUSED])
def test_it_refuses_with_the_place_and_the_fix(text: str, code: str, place: str, fix: str) -> None:
    reading = showtimes.parse(text, week())
    assert reading.shows == ()
    assert (reading.errors[0].code, reading.errors[0].fix) == (code, fix)
    assert text[reading.errors[0].start : reading.errors[0].end] == place


@pytest.mark.parametrize("text", ["10:00", "11:30", "10", "Fri 7:00, 10:00"])
def test_ten_and_eleven_are_asked_about_when_no_rule_decides(text: str) -> None:
    reading = showtimes.parse(text, week(ClockRule("ask")))
    assert [problem.code for problem in reading.errors] == ["doubtful-hour"]
    assert "morning or at night" in reading.errors[0].message


@pytest.mark.parametrize(("rule", "hour"), [("morning", 10), ("evening", 22)])
def test_the_rule_of_the_house_decides_ten_and_eleven(rule: str, hour: int) -> None:
    shows = showtimes.parse("Fri 10:00", week(ClockRule(rule))).shows
    assert shows == (Show(FRIDAY, time(hour)),)


NIGHTS = [
    # zone, the house day whose small hours change, a wall time, what becomes of it
    (NEW_YORK, date(2026, 3, 7), "Sat 2:30 am", "skipped-time", "3:00"),
    (LONDON, date(2026, 3, 28), "Sat 1:15 am", "skipped-time", "2:00"),
    (LORD_HOWE, date(2026, 10, 3), "Sat 2:10 am", "skipped-time", "2:30"),
    (NEW_YORK, date(2026, 10, 31), "Sat 1:30 am", "repeated-time", "1:30 am [first]"),
    (LONDON, date(2026, 10, 24), "Sat 1:30 am", "repeated-time", "1:30 am [first]"),
    (LORD_HOWE, date(2026, 4, 4), "Sat 1:45 am", "repeated-time", "1:45 am [first]"),
    (NEW_YORK, date(2026, 3, 7), "Sat 3:30 am", "", ""),
    (LORD_HOWE, date(2026, 4, 4), "Sat 1:15 am", "", ""),
]


@pytest.mark.parametrize(("zone", "day", "text", "code", "fix"), NIGHTS)
def test_the_nights_the_clocks_change(zone: ZoneInfo, day: date, text: str, code: str, fix: str) -> None:
    reading = showtimes.parse(text, Context(day, day, zone))
    assert [(problem.code, problem.fix) for problem in reading.errors] == ([(code, fix)] if code else [])
    assert len(reading.shows) == (0 if code else 1)


@pytest.mark.parametrize(("tag", "fold"), [("first", 0), ("second", 1)])
def test_a_repeated_hour_can_be_said(tag: str, fold: int) -> None:
    context = Context(date(2026, 10, 31), date(2026, 10, 31), NEW_YORK)
    assert showtimes.parse(f"1:30 am [{tag}]", context).shows == (Show(date(2026, 10, 31), time(1, 30), (), fold),)


@pytest.mark.parametrize("text", ["Through Thursday", "ends Thurs, Nov 26"])
def test_a_line_may_say_when_it_ends(text: str) -> None:
    assert showtimes.parse(text, week()).ends == FRIDAY + timedelta(days=6)


def test_a_label_is_kept_in_prose_and_refused_elsewhere() -> None:
    line = "Vanishing Point 7:30"
    assert showtimes.parse(line, week(prose=True)).label == "Vanishing Point"
    assert [problem.code for problem in showtimes.parse(line, week()).errors] == ["unknown-word", "unknown-word"]


PRINTED = [
    ("Daily 12:30, 2:35, 4:45; Tue 12:30 only", "Daily 12:30, 2:35, 4:45; Tue 12:30 only"),
    ("Fri–Thu 2:35", "2:35 only"),
    ("Fri & Sat 7:00, 9:00; Sun 5:00", "Fri & Sat 7:00, 9:00; Sun 5:00"),
    ("Daily except Tue 12:30, 2:35; Sat also 11:00 am", "Daily except Tue 12:30, 2:35; Sat also 11:00 am"),
    ("3:20, 8:20; Tue 3:20, 8:30 only", "Daily 3:20, 8:20; Tue 3:20, 8:30 only"),
    ("Sat 00:10; Fri 00:10", "Fri & Sat 12:10 am"),
    ("Sat 4:10 [35mm, Q&A]", "Sat 4:10 [35MM, Q&A]"),
]


@pytest.mark.parametrize(("typed", "printed"), PRINTED)
def test_it_prints_the_shortest_line_in_house_style(typed: str, printed: str) -> None:
    context = week()
    style = Style(context.first, context.last, rule=EVENING)
    assert showtimes.print(showtimes.parse(typed, context).shows, style) == printed


@pytest.mark.parametrize(
    ("clock", "rule", "printed"),
    [
        (ClockStyle.BARE, ClockRule("ask"), "Daily 11:00 am, 7:00, 10:00 pm"),
        (ClockStyle.MERIDIEM, ClockRule("ask"), "11:00 am, 7:00 pm, 10:00 pm"),
        (ClockStyle.TWENTY_FOUR, ClockRule("ask", twenty_four=True), "11:00, 19:00, 22:00"),
    ],
)
def test_three_clock_styles(clock: ClockStyle, rule: ClockRule, printed: str) -> None:
    shows = [Show(FRIDAY + timedelta(days=d), time(h)) for d in range(7) for h in (11, 19, 22)]
    line = showtimes.print(shows, Style(FRIDAY, FRIDAY + timedelta(days=6), clock, rule))
    assert line.removeprefix("Daily ") == printed.removeprefix("Daily ")


walls = st.builds(time, st.integers(0, 23), st.sampled_from((0, 5, 10, 15, 30, 35, 45, 59)))
tags = st.lists(st.sampled_from(("OC", "35MM", "Q&A", "PIANO", "FREE")), max_size=2, unique=True).map(tuple)
styles = st.sampled_from(
    [
        (ClockStyle.BARE, ClockRule("ask")),
        (ClockStyle.BARE, ClockRule("evening")),
        (ClockStyle.BARE, ClockRule("morning")),
        (ClockStyle.MERIDIEM, ClockRule("ask")),
        (ClockStyle.TWENTY_FOUR, ClockRule("ask", twenty_four=True)),
    ]
)


@st.composite
def seasons(draw: st.DrawFn) -> tuple[Style, list[Show], ZoneInfo]:
    first = draw(st.dates(date(2024, 1, 1), date(2028, 12, 1)))
    last = first + timedelta(days=draw(st.integers(0, 40)))
    clock, rule = draw(styles)
    language = draw(st.sampled_from((ENGLISH, FRENCH)))
    days = st.integers(0, (last - first).days).map(lambda step: first + timedelta(days=step))
    base = draw(st.lists(st.tuples(walls, tags), max_size=3, unique_by=lambda pair: pair[0]))
    chosen = {(first + timedelta(days=d), w): t for d in range((last - first).days + 1) for w, t in base}
    for day, wall, own in draw(st.lists(st.tuples(days, walls, tags), max_size=6)):
        if draw(st.booleans()):
            chosen.pop((day, wall), None)
        else:
            chosen[(day, wall)] = own
    shows = [Show(day, wall, own) for (day, wall), own in chosen.items()]
    return Style(first, last, clock, rule, language), shows, draw(st.sampled_from((NEW_YORK, LONDON, LORD_HOWE)))


def _exist(shows: list[Show], zone: ZoneInfo) -> list[Show]:
    """The shows at times that the night has; those that come twice in both their passes."""
    found = []
    for show in shows:
        try:
            HouseDay(show.day, zone).at(show.time)
        except SkippedTime:
            continue
        except RepeatedTime:
            found += [show, Show(show.day, show.time, show.tags, 1)]
        else:
            found.append(show)
    return found


@settings(max_examples=400, deadline=None)
@given(seasons())
def test_what_is_printed_reads_back_as_it_was(season: tuple[Style, list[Show], ZoneInfo]) -> None:
    drawn_style, drawn, zone = season
    style = replace(drawn_style, zone=zone)
    shows = _exist(drawn, zone)
    line = showtimes.print(shows, style)
    context = Context(style.first, style.last, zone, clock=style.rule, language=style.language)
    reading = showtimes.parse(line, context)
    assert (reading.errors, set(reading.shows)) == ((), set(shows)), line


words = st.sampled_from(
    "Fri Sat–Sun daily except also only no at & , ; ( ) [ ] 7 7:30 19h 10 25:99 Nov 21 31/12 2026-02-31 pm a.m. OC "
    "35mm midnight from ends – / 1st 99th sept. mar $5 (1957) 2 films [first] Tue-Tue 24:30 0 00:00".split(" ")
)


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(words, max_size=14).map(" ".join)), st.booleans(), st.booleans())
def test_any_text_at_all_gives_a_reading(text: str, prose: bool, french: bool) -> None:
    context = week(ClockRule("ask"), FRENCH if french else ENGLISH, prose=prose)
    reading = showtimes.parse(text, context)
    assert all(context.first <= show.day <= context.last for show in reading.shows)
    assert all(0 <= problem.start <= problem.end <= len(text) for problem in reading.errors)
    assert not (reading.errors and reading.shows)


@pytest.mark.parametrize("text", ["(" * 5000, "7:00 " * 2000, "a" * 10000, "Fri-" * 2500, "1/" * 5000, "Nov " * 2500])
def test_a_hostile_line_is_read_in_reasonable_time(text: str) -> None:
    showtimes.parse(text, week())
