"""S04 to S06: when the screen, and the house, are to be had at all."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from programming.rules.findings import Finding, Level
from programming.rules.fixes import another_screen, another_start
from programming.rules.house import Hours, moment
from programming.rules.snapshot import Show, Snapshot, about_show


def closures(snapshot: Snapshot) -> Iterator[Finding]:
    """S04: a show on a screen that is closed, hired out or under repair."""
    for closure in snapshot.rules.closures:
        for show in snapshot.by_screen.get(closure.screen, ()):
            if closure.span.overlaps(show.span):
                told = {"screen": snapshot.room(show).name, "why": closure.why, "show": snapshot.name(show).rstrip(",")}
                said = _("%(screen)s is %(why)s during %(show)s.") % told
                closed = f"{closure.span.starts_at.timestamp():.0f}-{closure.span.ends_at.timestamp():.0f}"
                fix = another_screen(snapshot, show) or another_start(snapshot, show)
                yield about_show(show, Level.ERROR, "S04", said, (closed,), fix=fix)


def opening_hours(snapshot: Snapshot) -> Iterator[Finding]:
    """S05: a show before the doors open or after they close. Licensed hours are the law, the house's own a wish."""
    for hours, level, whose in (
        (snapshot.rules.licensed_hours, Level.ERROR, "licensed"),
        (snapshot.rules.own_hours, Level.WARNING, "opening"),
    ):
        if hours is not None:
            for show in snapshot.in_order:
                yield from _outside(snapshot, show, hours, level, whose)


def late_ends(snapshot: Snapshot) -> Iterator[Finding]:
    """S06: a show that ends after the last train, the neighbours' night or the staff's."""
    for show in snapshot.in_order if snapshot.rules.curfews else ():
        day = snapshot.house.day(show.house_day)
        for curfew in snapshot.rules.curfews:
            latest = moment(day, curfew.wall)
            if show.span.ends_at.timestamp() > latest.timestamp():
                ends, limit = (snapshot.house.clock(when) for when in (show.span.ends_at, latest))
                told = {"show": snapshot.name(show), "ends": ends, "why": curfew.why, "limit": limit}
                said = _("%(show)s ends at %(ends)s, after %(why)s (%(limit)s).") % told
                facts = (f"{curfew.wall:%H:%M} {curfew.why}",)
                yield about_show(show, Level.WARNING, "S06", said, facts, fix=another_start(snapshot, show))


def _outside(snapshot: Snapshot, show: Show, hours: Hours, level: Level, whose: str) -> Iterator[Finding]:
    span = hours.span(snapshot.house.day(show.house_day))
    first = span.padded(timedelta(minutes=-snapshot.rules.doors), timedelta(0)).starts_at
    facts = (whose, f"{hours.opens:%H:%M}-{hours.closes:%H:%M}+{snapshot.rules.doors}")
    is_law, clock = level is Level.ERROR, snapshot.house.clock
    if show.span.starts_at.timestamp() < first.timestamp():
        said = (
            _("%(show)s starts before %(first)s, the first start that the licensed hours allow.")
            if is_law
            else _("%(show)s starts before %(first)s, the first start that the opening hours allow.")
        )
        told = {"show": snapshot.name(show), "first": clock(first)}
        yield about_show(show, level, "S05", said % told, facts, fix=another_start(snapshot, show))
    if show.span.ends_at.timestamp() > span.ends_at.timestamp():
        said = (
            _("%(show)s ends at %(ends)s; the licensed hours end at %(limit)s.")
            if is_law
            else _("%(show)s ends at %(ends)s; the opening hours end at %(limit)s.")
        )
        told = {"show": snapshot.name(show), "ends": clock(show.span.ends_at), "limit": clock(span.ends_at)}
        yield about_show(show, level, "S05", said % told, facts, fix=another_start(snapshot, show))
