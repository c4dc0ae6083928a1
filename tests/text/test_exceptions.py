"""The generated sentences: what is said of shows to come, and nothing of those that are past."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from programming.text.exceptions import Extra, Sentence, Shown, exceptions
from programming.timetable.dates import long_day

FRIDAY = date(2026, 11, 20)
DAYS = [FRIDAY + timedelta(days=step) for step in range(14)]
CLOCKS = {"12:30": time(12, 30), "4:10": time(16, 10), "7:50": time(19, 50)}
QA = Extra("Q&A", "script historian Ines Calloway", minutes=30)


def say(day: date) -> str:
    return f"{day:%A, %B} {day.day}"


def show(day: int, clock: str) -> Shown:
    """The show on November `day`; December runs on from 30."""
    on = date(2026, 11, 1) + timedelta(days=day - 1)
    return Shown(on, datetime.combine(on, CLOCKS[clock], UTC), clock, format="DCP")


RUN = tuple(show(day.day if day.month == 11 else day.day + 30, clock) for day in DAYS for clock in CLOCKS)


def told(*changed: Shown, without: tuple[Shown, ...] = (), now: int = 20) -> list[str]:
    """The sentences of the run with some shows changed or left out, seen on the morning of November `now`."""
    marked = {(own.day, own.clock): own for own in changed}
    gone = {(own.day, own.clock) for own in without}
    shows = [marked.get((own.day, own.clock), own) for own in RUN if (own.day, own.clock) not in gone]
    found = exceptions(shows, now=datetime(2026, 11, now, tzinfo=UTC), say=say)
    return [f"{sentence.lead} {sentence.rest}" for sentence in found]


def film(day: int, clock: str) -> Shown:
    return replace(show(day, clock), format="35mm")


def captions(day: int, clock: str) -> Shown:
    return replace(show(day, clock), access=("Open captions",))


@pytest.mark.parametrize(
    ("changed", "now", "expected"),
    [
        ([], 20, []),
        ([film(21, "4:10"), film(28, "4:10")], 20, ["On 35mm: Saturdays at 4:10. All other shows from DCP."]),
        (
            [film(21, "4:10"), film(28, "4:10")],
            22,
            ["On 35mm: Saturday, November 28, at 4:10. All other shows from DCP."],
        ),
        ([film(21, "4:10"), film(28, "4:10")], 29, []),
        (
            [film(21, "4:10")],
            20,
            ["On 35mm: Saturday, November 21, at 4:10. All other shows from DCP."],
        ),
        (
            [captions(23, "7:50"), captions(25, "4:10"), captions(30, "7:50")],
            20,
            ["Open captions: Monday, November 23, and Monday, November 30, at 7:50; Wednesday, November 25, at 4:10."],
        ),
        (
            [captions(24, "12:30"), captions(24, "7:50")],
            20,
            ["Open captions: Tuesday, November 24, at 12:30 and 7:50."],
        ),
        (
            [captions(day, "4:10") for day in (23, 25, 27)],
            20,
            ["Open captions: Monday, November 23, Wednesday, November 25, and Friday, November 27, at 4:10."],
        ),
        (
            [replace(show(22, "7:50"), extras=(QA,))],
            20,
            ["Q&A: Sunday, November 22, at 7:50, with script historian Ines Calloway, about 30 minutes."],
        ),
        (
            [replace(show(22, "7:50"), extras=(Extra("Introduction", "the editor", "by"), QA))],
            20,
            [
                "Introduction: Sunday, November 22, at 7:50, by the editor.",
                "Q&A: Sunday, November 22, at 7:50, with script historian Ines Calloway, about 30 minutes.",
            ],
        ),
        ([replace(show(22, "7:50"), extras=(QA,))], 23, []),
        ([replace(show(24, "12:30"), is_free=True)], 20, ["Free: Tuesday, November 24, at 12:30."]),
        ([replace(show(24, "12:30"), note="For schools.")], 20, ["For schools: Tuesday, November 24, at 12:30."]),
        (
            [replace(show(24, "12:30"), is_on=False, reason="The print is lost.")],
            20,
            ["Cancelled: Tuesday, November 24, at 12:30. The print is lost."],
        ),
    ],
)
def test_what_sets_some_shows_apart(changed: list[Shown], now: int, expected: list[str]) -> None:
    assert told(*changed, now=now) == expected


@pytest.mark.parametrize(
    ("without", "now", "expected"),
    [
        ([(24, "7:50")], 20, ["No 7:50 on Tuesday, November 24."]),
        (
            [(24, "7:50"), (26, "12:30")],
            20,
            ["No 7:50 on Tuesday, November 24; no 12:30 on Thursday, November 26."],
        ),
        ([(24, "7:50"), (27, "7:50")], 20, ["No 7:50 on Tuesday, November 24, and Friday, November 27."]),
        ([(24, "7:50")], 25, []),
        ([(day, "7:50") for day in (23, 24, 25, 26)], 20, []),
        ([(day, clock) for day in range(24, 34) for clock in CLOCKS] + [(23, "7:50")], 20, []),
    ],
)
def test_times_that_are_missing(without: list[tuple[int, str]], now: int, expected: list[str]) -> None:
    assert told(without=tuple(show(*place) for place in without), now=now) == expected


def test_what_is_true_of_every_show_needs_no_times() -> None:
    shows = [replace(own, access=("Hearing loop",)) for own in RUN]
    found = exceptions(shows, now=datetime(2026, 11, 20, tzinfo=UTC), say=say)
    assert found == (Sentence("Hearing loop:", "every show."),)


def test_a_format_that_is_not_known_promises_nothing() -> None:
    assert told(film(21, "4:10"), replace(show(22, "4:10"), format="")) == ["On 35mm: Saturday, November 21, at 4:10."]


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("changed", "without", "expected"),
    [
        ([film(21, "4:10"), film(28, "4:10")], (), ["En 35mm : le samedi à 4:10. Toutes les autres séances en DCP."]),
        (
            [
                replace(show(22, "7:50"), access=("Audiodescription",)),
                replace(show(30, "7:50"), access=("Audiodescription",)),
            ],
            (),
            ["Audiodescription : dimanche 22 novembre et lundi 30 novembre à 7:50."],
        ),
        (
            [replace(show(22, "7:50"), extras=(Extra("Rencontre", "Ines Calloway", minutes=30),))],
            (),
            ["Rencontre : dimanche 22 novembre à 7:50, avec Ines Calloway, environ 30 minutes."],
        ),
        (
            [replace(show(22, "7:50"), extras=(Extra("Présentation", "Ines Calloway", "by"),))],
            (),
            ["Présentation : dimanche 22 novembre à 7:50, par Ines Calloway."],
        ),
        ([replace(show(22, "7:50"), is_free=True)], (), ["Gratuit : dimanche 22 novembre à 7:50."]),
        ([], (show(24, "7:50"),), ["Pas de séance à 7:50 : mardi 24 novembre."]),
        (
            [replace(show(22, "7:50"), is_on=False, reason="Travaux.")],
            (),
            ["Annulée : dimanche 22 novembre à 7:50. Travaux."],
        ),
    ],
)
def test_the_sentences_in_french(changed: list[Shown], without: tuple[Shown, ...], expected: list[str]) -> None:
    marked = {(own.day, own.clock): own for own in changed}
    gone = {(own.day, own.clock) for own in without}
    shows = [marked.get((own.day, own.clock), own) for own in RUN if (own.day, own.clock) not in gone]
    found = exceptions(shows, now=datetime(2026, 11, 20, tzinfo=UTC), say=long_day)
    assert [f"{one.lead} {one.rest}".replace("\u00a0", " ") for one in found] == expected
