"""S03: shows that get into each other's way though they share no screen."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from programming.rules.findings import Finding, Level
from programming.rules.snapshot import Show, Snapshot, facts_of
from programming.rules.words import minutes_text
from programming.text.names import list_names

MINUTE = timedelta(minutes=1)


def same_title(snapshot: Snapshot) -> Iterator[Finding]:
    """S03: one title on two screens, with starts so close that the two share one audience."""
    least = snapshot.rules.same_title
    if least is None:
        return
    shows = snapshot.in_order
    for index, earlier in enumerate(shows):
        for later in shows[index + 1 :]:
            apart = (later.span.starts_at - earlier.span.starts_at) // MINUTE
            if apart >= least:
                break
            if later.bill.key == earlier.bill.key and later.screen != earlier.screen:
                yield _too_close(snapshot, earlier, later, apart)


def crowd(snapshot: Snapshot) -> Iterator[Finding]:
    """S03: every screen of the house starts, or empties, within a few minutes, and the lobby holds all at once."""
    if snapshot.rules.crowd is None or len(snapshot.rooms) < 2:
        return
    for said, moment in (
        (_("All %(count)s screens start at %(times)s: %(titles)s. The lobby will be full."), _starts),
        (_("All %(count)s screens end at %(times)s: %(titles)s. The lobby will be full."), _ends),
    ):
        yield from _crowded(snapshot, said, moment)


def _too_close(snapshot: Snapshot, earlier: Show, later: Show, apart: int) -> Finding:
    said = (
        _("%(later)s starts on %(screen)s %(minutes)s after the same title does on %(other)s.")
        if apart
        else _("%(later)s starts on %(screen)s at the same time as the same title does on %(other)s.")
    )
    return Finding(
        Level.WARNING,
        "S03",
        said
        % {
            "later": snapshot.name(later),
            "screen": snapshot.room(later).name,
            "minutes": minutes_text(apart),
            "other": snapshot.room(earlier).name,
        },
        (earlier.key, later.key),
        facts_of(earlier, later),
        at=earlier.span.starts_at,
        day=earlier.house_day,
    )


def _starts(show: Show) -> datetime:
    return show.span.starts_at


def _ends(show: Show) -> datetime:
    return show.span.ends_at


def _crowded(snapshot: Snapshot, said: str, moment: Callable[[Show], datetime]) -> Iterator[Finding]:
    """Each group of shows, one from every screen, whose moments lie within the crowd's minutes."""
    within = timedelta(minutes=snapshot.rules.crowd or 0)
    group: list[Show] = []
    for show in sorted(snapshot.in_order, key=moment):
        group = [other for other in group if moment(show) - moment(other) <= within and other.screen != show.screen]
        group.append(show)
        if len(group) == len(snapshot.rooms):
            yield _all_at_once(snapshot, said, group, moment)


def _all_at_once(snapshot: Snapshot, said: str, group: list[Show], moment: Callable[[Show], datetime]) -> Finding:
    walls = list(dict.fromkeys(snapshot.house.clock(moment(show)) for show in group))
    names = list_names([show.bill.title for show in group])
    return Finding(
        Level.WARNING,
        "S03",
        said % {"count": len(group), "times": list_names(walls), "titles": names},
        tuple(show.key for show in group),
        facts_of(*group),
        at=min(show.span.starts_at for show in group),
        day=group[0].house_day,
    )
