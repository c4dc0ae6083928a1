"""The showtime language: shows to the shortest line that reads back as the same shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from programming.timetable.clock import ClockStyle
from programming.timetable.houseday import HouseDay, RepeatedTime, SkippedTime
from programming.timetable.languages import Language, Word
from programming.timetable.showtimes_reader import read
from programming.timetable.showtimes_values import Context, Show, Style

Entry = tuple[time, tuple[str, ...]]
"""A wall time and its tags, the pass of a repeated hour among them."""
NEUTRAL = ZoneInfo("UTC")
"""A zone whose clocks never change."""
MOST_REMEMBERED = 1024
"""Lines kept in mind: few runs change between one time a page is set and the next."""


@lru_cache(MOST_REMEMBERED)
def line(shows: tuple[Show, ...], style: Style) -> str:
    """See `showtimes.print`."""
    if not shows:
        return ""
    days = by_day(shows, style)
    wanted = {show if style.zone else replace(show, fold=0) for show in shows}
    for candidate in sorted(set(_candidates(days, style)), key=lambda text: (len(text), text)):
        if _says(candidate, wanted, style):
            return candidate
    return "; ".join(f"{_date_words([day], style)} {_times(entries, style)}" for day, entries in days.items())


@lru_cache(MOST_REMEMBERED)
def grouped(shows: tuple[Show, ...], style: Style) -> tuple[tuple[str, str], ...]:
    """See `showtimes.groups`. Days with the same times stand together, in the order of their first day."""
    days = by_day(shows, style)
    return tuple((day_words(own, style), _times(entries, style)) for entries, own in _alike(days).items())


def by_day(shows: Iterable[Show], style: Style) -> dict[date, tuple[Entry, ...]]:
    """The times of each house day in their order through the night."""
    found: dict[date, list[Entry]] = {}
    for show in sorted(shows, key=lambda one: (one.day, one.time.hour < style.rollover_hour, one.time, one.fold)):
        found.setdefault(show.day, []).append((show.time, (*_pass(show, style), *show.tags)))
    return {day: tuple(entries) for day, entries in found.items()}


def _alike(days: dict[date, tuple[Entry, ...]]) -> dict[tuple[Entry, ...], list[date]]:
    found: dict[tuple[Entry, ...], list[date]] = {}
    for day, entries in days.items():
        found.setdefault(entries, []).append(day)
    return found


# -- candidates


def _candidates(days: dict[date, tuple[Entry, ...]], style: Style) -> Iterator[str]:
    alike = _alike(days)
    printed = style.language.printed
    only = printed[Word.ONLY]
    span = _span(style)
    if len(alike) == 1 and set(span) == set(days):
        entries = next(iter(alike))
        if len(span) == 1:
            yield _times(entries, style)
        elif len(entries) == 1:
            yield f"{_times(entries, style)} {only}"
            return
    yield "; ".join(_clause(own, entries, style) for entries, own in alike.items())
    for base, own in alike.items():
        dark = [day for day in span if day not in days]
        head = printed[Word.DAILY]
        if dark:
            head += f" {printed[Word.EXCEPT]} {day_words(dark, style)}"
        if 2 * len(own) < len(days):
            continue
        rest = [(entries, others) for entries, others in alike.items() if entries != base]
        yield "; ".join(
            [f"{head} {_times(base, style)}", *(_deviation(others, entries, base, style) for entries, others in rest)]
        )


def _clause(days: list[date], entries: tuple[Entry, ...], style: Style) -> str:
    return f"{day_words(days, style)} {_times(entries, style)}"


def _deviation(days: list[date], entries: tuple[Entry, ...], base: tuple[Entry, ...], style: Style) -> str:
    """How some days differ from the base: `Sat also 11:00 am`, or all they have: `Tue 12:30 only`."""
    printed = style.language.printed
    if set(base) < set(entries):
        added = tuple(entry for entry in entries if entry not in base)
        return f"{day_words(days, style)} {printed[Word.ALSO]} {_times(added, style)}"
    return f"{_clause(days, entries, style)} {printed[Word.ONLY]}"


def _says(text: str, wanted: set[Show], style: Style) -> bool:
    """Whether the line reads back as the same shows."""
    reading = read(text, _context(style))
    return reading.ok and set(reading.shows) == wanted


def _pass(show: Show, style: Style) -> tuple[str, ...]:
    """Which of the two times that the clocks show this hour, where they do."""
    if style.zone is None:
        return ()
    day = HouseDay(show.day, style.zone, style.rollover_hour)
    if not day.has_change:
        return ()
    try:
        day.at(show.time)
    except RepeatedTime:
        return ("second" if show.fold else "first",)
    except SkippedTime:
        return ()
    return ()


def _context(style: Style) -> Context:
    return Context(
        first=style.first,
        last=style.last,
        zone=style.zone or NEUTRAL,
        rollover_hour=style.rollover_hour,
        clock=style.rule,
        language=style.language,
    )


# -- words


def _span(style: Style) -> list[date]:
    return [style.first + timedelta(days=day) for day in range((style.last - style.first).days + 1)]


def day_words(days: Sequence[date], style: Style) -> str:
    """`Daily`, `Fri–Sun`, `Mon, Wed & Fri`; dates where weekdays would say more days than are meant."""
    span = _span(style)
    chosen = set(days)
    if chosen == set(span) and len(span) > 1:
        return style.language.printed[Word.DAILY]
    weekdays = {day.weekday() for day in days}
    if chosen == {day for day in span if day.weekday() in weekdays}:
        order = [(style.first.weekday() + step) % 7 for step in range(7)]
        names = [style.language.weekday_names[number] for number in order]
        return _listed(names, [number in weekdays for number in order], style.language)
    return _date_words(days, style)


def _date_words(days: Sequence[date], style: Style) -> str:
    """`Nov 21, 22 & Dec 1`; a year where the span has the date twice."""
    language = style.language
    needs_year = (style.last - style.first).days >= 365
    words, month = [], (0, 0)
    for day in sorted(days):
        number = language.calendar.first if day.day == 1 and language.day_first else str(day.day)
        name = language.month_names[day.month - 1]
        is_new = needs_year or (day.year, day.month) != month
        if language.day_first:
            words.append(f"{number} {name} {day.year}" if needs_year else f"{number} {name}")
        else:
            said = f"{name} {number}" if is_new else number
            words.append(f"{said}, {day.year}" if needs_year else said)
        month = (day.year, day.month)
    return _joined(words, style.language)


def _listed(names: Sequence[str], chosen: list[bool], language: Language) -> str:
    """Stretches of three days or more are joined by a dash: `Fri–Sun, Tue & Thu`."""
    words: list[str] = []
    place = 0
    while place < len(names):
        end = place
        while end < len(names) and chosen[end]:
            end += 1
        if end - place >= 3:
            words.append(f"{names[place]}–{names[end - 1]}")
        else:
            words += names[place:end]
        place = end + 1
    return _joined(words, language)


def _joined(words: list[str], language: Language) -> str:
    return f"{', '.join(words[:-1])} {language.printed[Word.AND]} {words[-1]}" if len(words) > 1 else words[0]


def _times(entries: Iterable[Entry], style: Style) -> str:
    return ", ".join(_time(entry, style) for entry in entries)


def _time(entry: Entry, style: Style) -> str:
    wall, tags = entry
    return f"{_clock(wall, style)} [{', '.join(tags)}]" if tags else _clock(wall, style)


def _clock(wall: time, style: Style) -> str:
    """A time that the house reads back as itself: the bare style says am before noon, and pm where it would ask."""
    if style.clock is ClockStyle.TWENTY_FOUR:
        return style.language.twenty_four(wall)
    bare = f"{wall.hour % 12 or 12}:{wall.minute:02}"
    if wall.hour < 12:
        return f"{bare} am"
    is_plain = wall.hour < 22 or style.rule.ten_eleven == "evening"
    return bare if style.clock is ClockStyle.BARE and is_plain and not style.rule.twenty_four else f"{bare} pm"
