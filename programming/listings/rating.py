"""What audiences said, as pages show it: the house's own votes, their words, what other places print; and the form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.choices import BallotState
from programming.listings.house import Desk
from programming.listings.shows import Show
from programming.listings.title import Title
from programming.models import Film, PublishedScreening, QuotedRating, Vote
from programming.models.facts import ScreeningFacts
from programming.models.prepared import prepared
from programming.models.rating import VoteQuerySet
from programming.rules.ballot import Ballot, Rated, ballot_of, link_code
from programming.rules.rating import HALVES, Tally, stars_text
from programming.timetable.dates import month_day

MOST_WORDS = 12
LONGEST_BALLOT = timedelta(days=4)
"""No vote is open so long after the start of its show."""
WIDTH, GAP, HEIGHT, FOOT = 24, 4, 72, 18
"""The histogram, in its own units: a bar, the space between two, the tallest bar, the line of figures below."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How many gave so many stars, and where that stands in the drawing."""

    stars: str
    count: int
    x: int
    y: int
    height: int
    middle: int


@dataclass(frozen=True, slots=True)
class Votes:
    """The house's own votes, where there are enough to show any."""

    tally: Tally
    count: str  # "23 votes"
    mean: str  # "3.9"
    share: str  # "70 %"
    told: str  # all of it in a sentence
    bars: tuple[Bar, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """What another place prints: its score as it stands there, and what its single ratings come to."""

    source: str
    address: str
    seen: str  # "November 21, 2026"
    score: str
    note: str
    told: str  # "10 ratings shown there: mean 3.85 stars, median 4, 70 % at 3½ stars or more"


@dataclass(frozen=True, slots=True)
class BallotLink:
    """The way to the vote on a show that has ended."""

    href: str
    qr: str
    address: str  # as it is typed: without https:// and the last slash
    title: str
    when: str  # "Saturday, November 21, 7:00 pm"
    until: str


@dataclass(frozen=True, slots=True)
class Ratings:
    votes: Votes | None = None
    quoted: tuple[Quoted, ...] = ()
    ballots: tuple[BallotLink, ...] = ()  # the latest end first

    def __bool__(self) -> bool:
        return bool(self.votes or self.quoted or self.ballots)


@dataclass(frozen=True, slots=True)
class RatePage:
    """The form for a show; `trouble` instead of it says why there is none."""

    ballot: Ballot
    titles: tuple[Rated, ...]
    title: str
    when: str
    screen: str
    until: str
    trouble: str
    film: str  # address of the page that the show stands on
    mine: dict[str, tuple[int, str]]  # what this browser gave before: half-stars and words, by slug
    state: BallotState


def ratings_of(desk: Desk, shows: Iterable[Show], title: Title, quoted: tuple[Quoted, ...] = ()) -> Ratings:
    """What the page of `title` tells of its film, or of its programme. Two queries; `shows` are read already."""
    return Ratings(votes=_votes(title), quoted=quoted, ballots=open_ballots(desk, shows, title.slug))


Counts = QuerySet[Vote, tuple[int, int]]


@prepared
def _on_film(film: int) -> Counts:
    return _counted(Vote.objects.of_film(film))


@prepared
def _on_programme(programme: int) -> Counts:
    return _counted(Vote.objects.of_programme(programme))


def _counted(cast: VoteQuerySet) -> Counts:
    """Ten rows at most."""
    return cast.order_by().values_list("stars").annotate(Count("pk"))


def _votes(title: Title) -> Votes | None:
    """One query, and another where there is enough to show."""
    tally = Tally.from_counts(dict(_on_film(title.film) if title.film else _on_programme(title.programme or 0)))
    if not tally.is_enough:
        return None
    cast = Vote.objects.of_film(title.film) if title.film else Vote.objects.of_programme(title.programme or 0)
    words = tuple(cast.told().values_list("words", flat=True)[:MOST_WORDS])
    count = ngettext("%(count)s vote", "%(count)s votes", tally.n) % {"count": tally.n}
    said = {"count": count, "mean": number_format(tally.mean_tenths), "share": _percent(tally.share)}
    return Votes(
        tally=tally,
        count=count,
        mean=said["mean"],
        share=said["share"],
        told=_("%(count)s, %(mean)s of 5 stars on average; %(share)s gave 3½ stars or more.") % said,
        bars=_bars(tally),
        words=words,
    )


def _percent(number: int) -> str:
    return _("%(number)s %%") % {"number": number}


def _bars(tally: Tally) -> tuple[Bar, ...]:
    """A vote is seen, however many others there are."""
    most = max(tally.counts)
    heights = [max(round(HEIGHT * count / most), 2 if count else 0) for count in tally.counts]
    places = [(WIDTH + GAP) * place for place in range(len(heights))]
    return tuple(
        Bar(stars_text(half), count, x, HEIGHT - height, height, x + WIDTH // 2)
        for half, count, x, height in zip(HALVES, tally.counts, places, heights, strict=True)
    )


def quoted_of(film: Film) -> tuple[Quoted, ...]:
    """One query."""
    return tuple(_quoted(row) for row in film.quoted_ratings.all())


def _quoted(row: QuotedRating) -> Quoted:
    return Quoted(
        source=row.source,
        address=row.address,
        seen=month_day(row.seen_on, with_year=True),
        score=row.score,
        note=row.note,
        told=_of_singles(Tally.of(row.stars)) if row.stars else "",
    )


def _of_singles(tally: Tally) -> str:
    told = ngettext(
        "%(count)s rating shown there: mean %(mean)s stars, median %(median)s, %(share)s at 3½ stars or more",
        "%(count)s ratings shown there: mean %(mean)s stars, median %(median)s, %(share)s at 3½ stars or more",
        tally.n,
    )
    figures = {"mean": number_format(tally.mean.normalize()), "median": number_format(tally.median.normalize())}
    return told % {"count": tally.n, "share": _percent(tally.share), **figures}


def open_ballots(desk: Desk, shows: Iterable[Show], slug: str = "") -> tuple[BallotLink, ...]:
    """The votes that are open now, of all these shows or of those that `slug` was part of; the latest end first."""
    lately = (show for show in shows if desk.at - LONGEST_BALLOT <= show.starts_at <= desk.at)
    found = ((ballot_of(desk.venue, show.screening, show.facts), show) for show in lately)
    now = [
        (ballot, show)
        for ballot, show in found
        if ballot.is_open(desk.at) and (not slug or any(title.slug == slug for title in ballot.titles))
    ]
    now.sort(key=lambda pair: pair[0].opens_at, reverse=True)
    return tuple(ballot_link(desk, ballot, show.facts) for ballot, show in now)


def ballot_link(desk: Desk, ballot: Ballot, facts: ScreeningFacts) -> BallotLink:
    code = link_code(ballot.screening)
    href = reverse("rate", args=[code])
    return BallotLink(
        href=href,
        qr=reverse("rate-qr", args=[code]),
        address=desk.venue.site_url.rstrip("/").partition("://")[2] + href.rstrip("/"),
        title=" + ".join(title.title for title in ballot.titles),
        when=_when(desk, facts.starts),
        until=desk.stamp(ballot.closes_at),
    )


def rate_page(desk: Desk, screening: int, voter: str = "") -> RatePage | None:
    """The page of a show's vote, or None where the public knows of no such show. Two queries."""
    live = PublishedScreening.objects.live(desk.at).filter(screening=screening)
    stored = live.values_list("facts", flat=True).first()
    if stored is None:
        return None
    facts = ScreeningFacts.from_json(stored)
    ballot = ballot_of(desk.venue, screening, facts)
    return RatePage(
        ballot=ballot,
        titles=ballot.titles,
        title=" + ".join(title.title for title in ballot.titles) or facts.title,
        when=_when(desk, facts.starts),
        screen=facts.screen,
        until=desk.stamp(ballot.closes_at),
        trouble=_trouble(desk, ballot, facts),
        film=reverse("film", args=[facts.slug]),
        mine=_mine(ballot, voter),
        state=ballot.state(desk.at),
    )


def _when(desk: Desk, moment: datetime) -> str:
    """“Saturday, November 21, 7:00 pm”: also of a show after midnight, by the clock on the wall."""
    return desk.stamp(moment)


def _trouble(desk: Desk, ballot: Ballot, facts: ScreeningFacts) -> str:
    """Why there is no form, in words for somebody who stands in the foyer with a telephone."""
    moments = {"opens": desk.stamp(ballot.opens_at), "closed": desk.stamp(ballot.closes_at)}
    said = {
        BallotState.EARLY: _("This show is not over yet. Come back when you have seen the end, at about %(opens)s."),
        BallotState.CLOSED: _("The vote on this show closed: %(closed)s. Thank you for coming."),
        BallotState.OFF: _("This show did not take place, so there is nothing to rate."),
        BallotState.UNRATED: _("There is no vote on this evening."),
    }.get(ballot.state(desk.at), "")
    reason = f" {facts.reason}" if facts.reason and not ballot.is_on else ""
    return (said % moments if said else "") + reason


def _mine(ballot: Ballot, voter: str) -> dict[str, tuple[int, str]]:
    """One query where this browser has voted before; the programme as a whole has no film to be known by."""
    if not voter:
        return {}
    cast = Vote.objects.filter(screening=ballot.screening, voter=voter).values_list("film__slug", "stars", "words")
    whole = next((title.slug for title in ballot.titles if not title.is_film), "")
    return {slug or whole: (stars, words) for slug, stars, words in cast}


def words_of(titles: Sequence[Rated], marks: dict[str, tuple[int, str]]) -> str:
    """“Double Indemnity: 4½ stars; Detour: 3 stars”"""
    said = (
        _("%(title)s: %(stars)s of 5 stars") % {"title": title.title, "stars": stars_text(marks[title.slug][0])}
        for title in titles
        if title.slug in marks
    )
    return "; ".join(said)
