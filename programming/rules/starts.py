"""S07: starts that people stumble over."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.rules.findings import Finding, Level, Subject
from programming.rules.fixes import another_start
from programming.rules.snapshot import Show, Snapshot, about_show, grouped
from programming.rules.words import minutes_text
from programming.text.names import list_names
from programming.timetable.clock import ClockStyle

SMALL_HOURS = range(5)
"""From midnight to five: printed bare, they read as afternoon."""


def ragged(snapshot: Snapshot) -> Iterator[Finding]:
    """S07: a start off the house's grid."""
    grid = snapshot.rules.grid
    if not grid:
        return
    for show in snapshot.in_order:
        if snapshot.walls[show.key].minute % grid:
            said = _("%(show)s does not start on a multiple of %(minutes)s.")
            said %= {"show": snapshot.name(show), "minutes": minutes_text(grid)}
            yield about_show(show, Level.NOTE, "S07", said, (f"grid {grid}",), fix=another_start(snapshot, show))


def unreadable(snapshot: Snapshot) -> Iterator[Finding]:
    """S07: a start after midnight in a house that prints its hours bare: 12:15 reads as a quarter past noon.

    Once a programme.
    """
    if snapshot.house.style is not ClockStyle.BARE:
        return
    for shows in grouped(snapshot, lambda show: show.bill.key if _is_silent(snapshot, show) else None):
        walls = list(dict.fromkeys(snapshot.house.clock(show.starts_at) for show in shows))
        said = ngettext(
            "%(title)s starts after midnight, and %(times)s reads as afternoon. Say so in the public note of the show.",
            "%(title)s starts after midnight, and %(times)s read as afternoon. Say so in the public note of the show.",
            len(walls),
        )
        yield Finding(
            Level.NOTE,
            "S07",
            said % {"title": shows[0].bill.title, "times": list_names(walls)},
            (shows[0].bill.key,),
            tuple(walls),
            subject=Subject.PROGRAMME,
            on=tuple(show.key for show in shows),
            at=shows[0].span.starts_at,
            day=shows[0].house_day,
        )


def _is_silent(snapshot: Snapshot, show: Show) -> bool:
    """Whether it starts in the small hours and no note says so."""
    return snapshot.walls[show.key].hour in SMALL_HOURS and not show.note
