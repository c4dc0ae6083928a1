"""A draft as the programmer reads it: each programme on its screen with the line its shows make."""

from collections.abc import Iterable
from dataclasses import dataclass

from programming.listings.house import Desk
from programming.models import Draft, DraftShow, Screening
from programming.timetable import showtimes
from programming.timetable.dates import short_day


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A programme on a screen. `key` names the form of the line."""

    key: str
    title: str
    screen: int
    where: str  # the screen's name
    programme: int
    run: int | None
    text: str


@dataclass(frozen=True, slots=True)
class DraftDifference:
    kind: str  # "added", "moved", "gone"
    title: str
    was: str
    now: str


def draft_lines(desk: Desk, draft: Draft) -> tuple[DraftLine, ...]:
    """Two queries."""
    groups: dict[tuple[int, int | None, int], list[DraftShow]] = {}
    rows = draft.shows.select_related("programme", "screen").prefetch_related("programme__items__film")
    for show in rows.order_by("screen__order", "starts_at"):
        groups.setdefault((show.programme_id, show.run_id, show.screen_id), []).append(show)
    style = showtimes.Style(
        first=draft.first_on,
        last=draft.last_on,
        clock=desk.venue.style,
        rule=desk.venue.clock_rule,
        zone=desk.venue.zone,
    )
    return tuple(
        DraftLine(
            key=f"{programme}-{run or 0}-{screen}",
            title=shows[0].programme.full_title,
            screen=screen,
            where=shows[0].screen.name,
            programme=programme,
            run=run,
            text=showtimes.print([_typed(desk, show) for show in shows], style),
        )
        for (programme, run, screen), shows in groups.items()
    )


def differences_of(
    desk: Desk,
    added: Iterable[DraftShow],
    moved: Iterable[tuple[Screening, DraftShow]],
    gone: Iterable[Screening],
) -> tuple[DraftDifference, ...]:
    """The draft beside the schedule, in words."""
    return (
        *(DraftDifference("gone", show.programme.full_title, _where(desk, show), "") for show in gone),
        *(
            DraftDifference("moved", show.programme.full_title, _what(desk, was, show), _where(desk, show))
            for was, show in moved
        ),
        *(DraftDifference("added", show.programme.full_title, "", _where(desk, show)) for show in added),
    )


def _what(desk: Desk, was: Screening, show: DraftShow) -> str:
    """Where it is, and what plays there where that is something else."""
    other = "" if was.programme_id == show.programme_id else f"{was.programme.full_title}, "
    return other + _where(desk, was)


def _where(desk: Desk, show: DraftShow | Screening) -> str:
    return f"{short_day(show.house_day)}, {desk.clock(show.starts_at)}, {show.screen}"


def _typed(desk: Desk, show: DraftShow) -> showtimes.Show:
    local = desk.local(show.starts_at)
    return showtimes.Show(show.house_day, local.time().replace(fold=0), fold=local.fold)
