"""The engagement line: what a listing says of a run, as a pure function of its facts, a house day and a moment.

In order; the first that holds makes the first line:

 1. over                          Previously played, July 12 – August 1, 2019; also where the shows of its last days
                                  were cancelled and the others are past
 2. a staff override              as typed, a line for each line of it, and nothing else
 3. announced without dates       Coming soon
 4. last show has begun           Ended today (a single show, or day: Played today)
 5. one show, one day             One show only · One day only; with one show of the day left, above it:
                                  Last show today at 9:00
 6. not open yet                  Opens Friday, July 12 · on the day, until the first show: Opens today;
                                  then, of a run not yet held over, the *only* of 8
 7. the last day                  Last day · with one show left: Last show today at 2:35; then the holdover of 8
 8. held over, final              Held over! Must end Thursday, August 1
    held over                     Held over! 3rd week · before its first day: Held over! Through Thursday, August 8
    one week, two weeks           One week only · Two weeks only; of two, the last says Through
    two or three shows            Three shows only
    with a last day               Through Thursday, December 3
    open                          Now playing

After 7 and 8 a run whose play week has one show a day, at one time, says so in a last line: 2:35 only.

In the catalogue “ | ” stands where a line may break; it is not printed.

Shows are counted (4, 5 and three shows only) only where each play week of the run has shows; until then there may be
more. A date of another year than the day's is written with it. Capitals are the style sheet's business.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from programming.language import gettext as _
from programming.timetable.dates import day_range, long_day
from programming.timetable.engagement_values import Announced, Engagement, Kept, Kind, Line, ShowFact
from programming.timetable.languages import spoken

__all__ = ["Announced", "Engagement", "Kept", "Kind", "Line", "ShowFact", "as_closed", "engagement"]

MOST_SHOWS = 3
MOST_WEEKS = 2
WEEK_DAYS = 7
LONG_AGO = datetime.min.replace(tzinfo=UTC)
Clock = Callable[[time], str]


def engagement(run: Engagement, *, day: date, now: datetime, clock: Clock) -> tuple[Line, ...]:
    """The lines that hold on the house day `day` at the moment `now`, the most important first.

    `clock` writes a wall time in the house's style.
    """
    if run.is_over(day):
        return (_previously_played(run),)
    if run.override.strip():
        return tuple(_override(text.strip()) for text in run.override.splitlines() if text.strip())
    if run.first is None:
        return (_line(Kind.COMING_SOON, _("Coming soon")),)
    main = _main(run, run.first, day, now, clock)
    return (*main, *_one_time(run, day, clock, main[0].kind))


def as_closed(run: Engagement, *, clock: Clock) -> tuple[Line, ...]:
    """The lines that the listing closed with, kept as a record: those of the run's last play week, as past."""
    last = run.last_known
    if last is None or run.first is None:
        return ()
    day = max(run.first, run.week_of(last).first)
    if run.first < day == last:
        day -= timedelta(days=1)
    # Between the first show and the last nothing opens and nothing has ended.
    now = LONG_AGO if run.first == last else min((show.starts_at for show in run.shows), default=LONG_AGO)
    lines = engagement(run, day=day, now=now, clock=clock)
    return tuple(replace(line, is_past=True) for line in lines if line.kind is not Kind.OPENS)


def _previously_played(run: Engagement) -> Line:
    days = [show.day for show in run.shows] or [day for day in (run.first, run.last_known) if day]
    played = day_range(min(days), max(days), with_year=True)
    return _line(Kind.PREVIOUSLY_PLAYED, _("Previously played, | %(days)s") % {"days": played}, past=True)


def _override(text: str) -> Line:
    """The staff's own words; “Held over! Must end …” may break behind the exclamation mark."""
    lead, mark, rest = text.partition("! ")
    return Line(Kind.OVERRIDE, text, f"{lead}!" if mark else "", rest)


def _main(run: Engagement, first: date, day: date, now: datetime, clock: Clock) -> tuple[Line, ...]:
    left = [show for show in run.shows if show.starts_at > now]
    if run.is_timed_through and not left:
        if max(show.day for show in run.shows) < day:  # the shows of the last days were cancelled
            return (_previously_played(run),)
        return (_line(Kind.ENDED, _("Played today") if _single(run) else _("Ended today"), past=True),)
    last_show = _last_show(run, day, left, clock)
    if (only := _single(run)) is not None:
        return (*last_show, only) if len(run.shows) > 1 else (only,)
    if day < first or (day == first and len(left) == len(run.shows)):
        return _opening(run, first, day)
    if day == run.last:
        held = (_length(run, day),) if run.holdovers else ()
        return (*(last_show or (_line(Kind.LAST_DAY, _("Last day")),)), *held)
    return (_length(run, day),)


def _single(run: Engagement) -> Line | None:
    """A run that is one show, or one day, and was never more."""
    if run.holdovers or run.last is None:
        return None
    if len(run.shows) == 1 and run.is_timed_through:
        return _line(Kind.ONE_SHOW, _("One show only"))
    return _line(Kind.ONE_DAY, _("One day only")) if run.first == run.last else None


def _last_show(run: Engagement, day: date, left: list[ShowFact], clock: Clock) -> tuple[Line, ...]:
    if day != run.last or len(left) != 1 or left[0].day != day:
        return ()
    return (_line(Kind.LAST_SHOW, _("Last show | today at %(time)s") % {"time": clock(left[0].wall)}),)


def _opening(run: Engagement, first: date, day: date) -> tuple[Line, ...]:
    said = _("Opens | today") if day == first else _("Opens | %(day)s") % {"day": _day(first, day)}
    opens = _line(Kind.OPENS, said)
    length = _length(run, day)
    return (opens, length) if length.kind in (Kind.WEEKS_ONLY, Kind.SHOWS_ONLY) else (opens,)


def _length(run: Engagement, day: date) -> Line:
    """How long it plays, or that it has been kept."""
    if (kept := run.latest_holdover) is not None:
        return _held_over(run, kept, day)
    if run.last is None or run.first is None:
        return _line(Kind.NOW, _("Now playing"))
    weeks, odd = divmod((run.last - run.first).days + 1, WEEK_DAYS)
    is_last_of_two = weeks == MOST_WEEKS and day > run.first + timedelta(days=WEEK_DAYS - 1)
    if not odd and weeks <= MOST_WEEKS and not is_last_of_two:
        return _line(Kind.WEEKS_ONLY, _("One week only") if weeks == 1 else _("Two weeks only"))
    if run.is_timed_through and 1 < len(run.shows) <= MOST_SHOWS:
        return _line(Kind.SHOWS_ONLY, _("Two shows only") if len(run.shows) == 2 else _("Three shows only"))
    return _line(Kind.THROUGH, _("Through | %(day)s") % {"day": _day(run.last, day)})


def _held_over(run: Engagement, kept: Kept, day: date) -> Line:
    if kept.is_final:
        return _line(Kind.MUST_END, _("Held over! | Must end %(day)s") % {"day": _day(kept.last, day)})
    if day < kept.first:
        return _line(Kind.HELD_OVER, _("Held over! | Through %(day)s") % {"day": _day(kept.last, day)})
    return _line(Kind.HELD_OVER, _("Held over! | %(nth)s week") % {"nth": spoken().nth(run.nth_week(day))})


def _one_time(run: Engagement, day: date, clock: Clock, main: Kind) -> tuple[Line, ...]:
    """“2:35 only”, where the play week of `day` has one show a day, always at one time."""
    if main in (Kind.OPENS, Kind.LAST_SHOW, Kind.ENDED, Kind.PREVIOUSLY_PLAYED):
        return ()
    week = run.week_of(day)
    shows = [show for show in run.shows if show.day in week]
    walls = {show.wall for show in shows}
    if len(shows) < 2 or len(walls) != 1 or len({show.day for show in shows}) != len(shows):
        return ()
    return (_line(Kind.ONE_TIME, _("%(time)s only") % {"time": clock(walls.pop())}),)


def _line(kind: Kind, said: str, *, past: bool = False) -> Line:
    lead, breaks, rest = said.partition(" | ")
    return Line(kind, f"{lead} {rest}", lead, rest, past) if breaks else Line(kind, said, is_past=past)


def _day(day: date, seen_on: date) -> str:
    return long_day(day, with_year=day.year != seen_on.year)
