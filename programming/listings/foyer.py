"""The screen in the foyer: what has just ended, and the way to rate it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from programming.listings.house import Desk
from programming.listings.rating import BallotLink, open_ballots
from programming.listings.shows import Show, shows_between

DAY = timedelta(days=1)
JUST_NOW = timedelta(minutes=40)
"""How long people stand about after a film."""

MOST = 3
"""More codes than that cannot be told apart from across a room."""


@dataclass(frozen=True, slots=True)
class FoyerPage:
    house: str
    day: str
    ballots: tuple[BallotLink, ...]
    next: str  # when the next show ends, where nothing can be rated now


def foyer_page(desk: Desk) -> FoyerPage:
    """What ended within the last minutes, or else the last that did. One query."""
    shows = shows_between(desk, desk.today - DAY, desk.today)
    ballots = open_ballots(desk, _just_ended(desk, shows))[:MOST] or open_ballots(desk, shows)[:1]
    ahead = sorted(end for end in map(_end, filter(lambda show: show.is_on, shows)) if end > desk.at)
    return FoyerPage(
        house=desk.venue.name,
        day=desk.stamp(desk.at),
        ballots=ballots,
        next=desk.clock(ahead[0]) if ahead and not ballots else "",
    )


def _just_ended(desk: Desk, shows: tuple[Show, ...]) -> tuple[Show, ...]:
    return tuple(show for show in shows if timedelta(0) <= desk.at - _end(show) < JUST_NOW)


def _end(show: Show) -> datetime:
    return datetime.fromisoformat(show.facts.ends_at)
