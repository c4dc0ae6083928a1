"""What an audience does, and what the house does about it: rate a show; approve or refuse what was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from programming.actions.errors import Refused, Stale
from programming.choices import BallotState, WordsState
from programming.models import Film, PublishedScreening, Screen, Screening, Vote
from programming.models.facts import ScreeningFacts
from programming.rules.ballot import Ballot, ballot_of


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody gives to one of a show's titles: half-stars, and words if they have any."""

    slug: str
    stars: int
    words: str = ""


@transaction.atomic
def rate(*, screening: int, voter: str, marks: Sequence[Mark], at: datetime) -> tuple[Vote, ...]:
    """Count the marks for the show. A second vote by the same voter changes the first.

    Raises Refused while the show has not ended, once its ballot is closed, for a show that was called off, and when
    more people would have voted than the room has seats.
    """
    # Of two votes at once on a show, the second waits for the first: it may be the same button pressed twice.
    stored = Screening.objects.select_for_update().filter(pk=screening).first()
    version = PublishedScreening.objects.live(at).filter(screening=screening).select_related("screen__venue").first()
    if stored is None or version is None:
        raise Refused(_("The public knows of no such show."))
    ballot = ballot_of(version.screen.venue, screening, ScreeningFacts.from_json(version.facts))
    _refuse_unless_open(ballot, at)
    before = {vote.film_id: vote for vote in Vote.objects.filter(screening=screening, voter=voter)}
    if not before:
        _refuse_full(screening, version.screen)
    films = _films(ballot, marks)
    rows = (
        before.get(films[mark.slug]) or Vote(screening=stored, film_id=films[mark.slug], voter=voter, cast_at=at)
        for mark in marks
    )
    return tuple(_cast(row, mark, at) for row, mark in zip(rows, marks, strict=True))


@transaction.atomic
def moderate(*, vote: int, verdict: WordsState, seen: int, by: User | None, at: datetime) -> Vote:
    """Approve or refuse the words of a vote as they stood at the version `seen`; its stars count either way.

    Raises Stale when somebody decided meanwhile, or the visitor wrote something else.
    """
    stored = Vote.objects.select_for_update().filter(pk=vote).first()
    if stored is None or not stored.words or not verdict.is_verdict:
        raise Refused(_("There are no words to decide on."))
    if stored.version != seen:
        raise Stale(_told(stored))
    stored.words_state, stored.decided_by, stored.decided_at = verdict.value, by, at
    stored.version += 1
    stored.save(update_fields=["words_state", "decided_by", "decided_at", "version"])
    return stored


def _told(vote: Vote) -> str:
    """Who was quicker."""
    if vote.words_state == WordsState.PENDING:
        return _("The visitor wrote something else meanwhile. Read it again.")
    who = vote.decided_by.get_username() if vote.decided_by else _("somebody")
    if vote.words_state == WordsState.APPROVED:
        return _("These words were approved meanwhile, by %(who)s.") % {"who": who}
    return _("These words were refused meanwhile, by %(who)s.") % {"who": who}


def _refuse_unless_open(ballot: Ballot, at: datetime) -> None:
    why = {
        BallotState.EARLY: _("This show is not over yet: rate it once you have seen the end."),
        BallotState.CLOSED: _("The vote on this show is closed."),
        BallotState.OFF: _("This show did not take place, so there is nothing to rate."),
        BallotState.UNRATED: _("There is no vote on this evening."),
    }.get(ballot.state(at))
    if why:
        raise Refused(why)


def _refuse_full(screening: int, screen: Screen) -> None:
    """However a ballot box is stuffed, it holds no more than the room."""
    if Vote.objects.filter(screening=screening).values("voter").distinct().count() >= screen.seats:
        raise Refused(_("As many people have voted on this show as the room has seats."))


def _films(ballot: Ballot, marks: Sequence[Mark]) -> dict[str, int | None]:
    """The film of each mark, None for the programme as a whole. Raises Refused for what did not play."""
    slugs = [title.slug for title in ballot.titles if title.is_film]
    films: dict[str, int | None] = dict(Film.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    films |= {title.slug: None for title in ballot.titles if not title.is_film}
    if not marks or any(mark.slug not in films for mark in marks):
        raise Refused(_("That did not play in this show."))
    return films


def _cast(vote: Vote, mark: Mark, at: datetime) -> Vote:
    vote.stars, vote.changed_at = mark.stars, at
    if vote.words != mark.words:
        vote.version += 1
        vote.words, vote.decided_by, vote.decided_at = mark.words, None, None
        vote.words_state = (WordsState.PENDING if mark.words else WordsState.NONE).value
    vote.save()
    return vote
