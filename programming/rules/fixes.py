"""Ways out that rules may suggest. None leads into another show, into a closure, or out of the house's hours."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from programming.rules.findings import Fix
from programming.rules.slots import clean_starts
from programming.rules.snapshot import Copy, Part, Room, Show, Snapshot
from programming.rules.words import format_text
from programming.timetable.span import TimeSpan

REACH = timedelta(hours=3)
DAY = timedelta(days=1)


def start_at(snapshot: Snapshot, show: Show, moment: datetime) -> Fix:
    moment = moment.astimezone(snapshot.house.zone)
    return Fix(
        _("Start at %(time)s") % {"time": snapshot.house.clock(moment)},
        "move",
        {"screening": show.key, "starts_at": moment},
    )


def another_start(snapshot: Snapshot, show: Show) -> Fix | None:
    """The clean start nearest to the one it has, no more than three hours off; of two as near, the later."""
    window = _reachable(snapshot, show)
    if window is None:
        return None
    starts = clean_starts(
        show.span.ends_at - show.span.starts_at,
        _taken(snapshot, show, snapshot.room(show)),
        window,
        snapshot.room(show).turnaround,
        timedelta(minutes=max(snapshot.rules.grid or 5, 1)),
    )
    here = show.span.starts_at
    others = [start for start in starts if start != here]
    nearest = min(others, key=lambda start: (abs(start - here), start < here), default=None)
    return start_at(snapshot, show, nearest) if nearest else None


def another_screen(snapshot: Snapshot, show: Show) -> Fix | None:
    """The first screen that projects all of the show and is free for it."""
    for room in snapshot.rooms.values():
        if room.key != show.screen and room.shows(show.bill.formats) and _is_free(snapshot, show, room):
            return Fix(
                _("Move to %(screen)s") % {"screen": room.name}, "move", {"screening": show.key, "screen": room.key}
            )
    return None


def another_copy(show: Show, part: Part, formats: frozenset[str]) -> Fix | None:
    """The first copy of the part's film in one of `formats`. A show takes one copy, so only where it has one film."""
    if part.work is None or sum(1 for other in show.bill.parts if other.work) != 1:
        return None
    copy = next((copy for copy in part.work.copies if copy.format in formats), None)
    return assign(show, copy) if copy else None


def assign(show: Show, copy: Copy) -> Fix:
    said = _("Assign the %(format)s") % {"format": format_text(copy.format)}
    return Fix(said, "assign", {"screening": show.key, "material": copy.key})


def _reachable(snapshot: Snapshot, show: Show) -> TimeSpan | None:
    """What the house's hours leave of the three hours before and after the show."""
    hours = snapshot.rules.window(snapshot.house.day(show.house_day))
    near = show.span.padded(REACH, REACH)
    if hours is None or not hours.overlaps(near):
        return None
    return TimeSpan(max(hours, near).starts_at, min(hours.ends_at, near.ends_at, key=datetime.timestamp))


def _is_free(snapshot: Snapshot, show: Show, room: Room) -> bool:
    wanted = show.span.padded(timedelta(0), room.turnaround)
    taken = (span.padded(timedelta(0), room.turnaround) for span in _taken(snapshot, show, room))
    return not any(wanted.overlaps(span) for span in taken)


def _taken(snapshot: Snapshot, show: Show, room: Room) -> list[TimeSpan]:
    """When the room has something else: shows of the days around, and closures."""
    taken = [closure.span for closure in snapshot.rules.closures if closure.screen == room.key]
    for day in (show.house_day - DAY, show.house_day, show.house_day + DAY):
        others = snapshot.by_screen_and_day.get((room.key, day), ())
        taken += [other.span for other in others if other is not show]
    return taken
