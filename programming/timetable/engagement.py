"""The engagement line: what a listing says of a run, as a pure function of its facts, a house day and a moment.

In order; the first that holds makes the first line:

 1. over                          Previously played, July 12 – August 1, 2019
 2. a staff override              as typed, a line for each line of it, and nothing else
 3. announced without dates       Coming soon
 4. last show has begun           Ended today (a single show, or day: Played today)
 5. one show, one day             One show only · One day only, and above it, when all but one of the day's shows are
                                  gone: Last show today at 9:00
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

Shows are counted (4, 5 and three shows only) only where each play week of the run has shows; until then there may be
more. A date of another year than the day's is written with it. Capitals are the style sheet's business.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from programming.timetable.dates import day_range, long_day
from programming.timetable.engagement_values import Announced, Engagement, Kept, Kind, Line, ShowFact
from programming.timetable.houseday import HouseDay

__all__ = ["Announced", "Engagement", "Kept", "Kind", "Line", "ShowFact", "as_closed", "changes_at", "engagement"]

COUNTED = ("", "One", "Two", "Three")
MOST_WEEKS = 2
EVENING_HOUR = 18
NIGHT_ENDS = 5
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
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
        return (Line(Kind.COMING_SOON, "Coming soon"),)
    main = _main(run, run.first, day, now, clock)
    return (*main, *_one_time(run, day, clock, main[0].kind))


def as_closed(run: Engagement, *, clock: Clock) -> tuple[Line, ...]:
    """The lines that the listing closed with, kept as a record: those of the run's last play week, as past."""
    if run.last is None or run.first is None:
        return ()
    day = max(run.first, run.week_of(run.last).first)
    if run.first < day == run.last:
        day -= DAY
    started = min((show.starts_at for show in run.shows), default=None)
    # Between the first show and the last nothing opens and nothing has ended.
    now = started if started and run.first != run.last else datetime.min.replace(tzinfo=HOURLESS)
    lines = engagement(run, day=day, now=now, clock=clock)
    return tuple(replace(line, is_past=True) for line in lines if line.kind is not Kind.OPENS)
